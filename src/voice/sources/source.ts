/** Makes sources of audio. Nothing is opened before a source is played. */
import { basename, resolve } from 'node:path';
import { type Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type Clock } from '../../util';
import { type AudioFrame } from '../audio-frame';
import { type AudioSource } from './audio-source';
import { BufferInput } from './bytes/buffer-input';
import { type ByteOrigin } from './bytes/byte-input';
import { FileInput } from './bytes/file-input';
import { HttpInput, type HttpOptions } from './bytes/http-input';
import { shownUrl } from './bytes/http-request';
import { type ByteStream, isNodeStream, StreamInput } from './bytes/stream-input';
import { type FfmpegOptions } from './ffmpeg/ffmpeg-options';
import { dataOf, FramesPull, type OpusFrames } from './frames';
import { type AudioOptions, makeSource, openAudio, openFfmpeg } from './open-audio';
import { PcmPull } from './pcm/pcm-pull';
import { MAX_RATE, MIN_RATE } from './pcm/resampler';
import { type SampleFormat } from './pcm/sample-format';
import { describedBy, ownBytes } from './source-description';
import { badOption } from './source-errors';
import { opusReader, pcmReader } from './steady-reader';

export interface SourceOptions extends AudioOptions {
  /** For logs and lists. Default: the name of the file, the address without its query. */
  readonly label?: string | undefined;
}

export interface UrlOptions extends SourceOptions {
  readonly http?: HttpOptions | undefined;
}

export interface PcmOptions {
  readonly label?: string | undefined;
  /** Samples per second. Default 48 000; anything else is resampled. */
  readonly sampleRate?: number | undefined;
  /** Default 2. */
  readonly channels?: number | undefined;
  /** Always little-endian. Default `s16`. */
  readonly encoding?: SampleFormat['encoding'] | undefined;
}

export interface FfmpegSourceOptions extends FfmpegOptions {
  readonly label?: string | undefined;
  readonly clock?: Clock | undefined;
}

/** A stream, or a function that makes a new one each time: then it can be played more than once. */
export type StreamOrMaker = ByteStream | (() => ByteStream | Promise<ByteStream>);

/**
 * Sources of audio: Ogg and WebM with Opus are sent as they are, WAV is encoded, everything else goes through ffmpeg.
 * What is wrong with a source shows when it is opened: VOICE_SOURCE_FAILED, VOICE_SOURCE_INVALID, VOICE_FFMPEG_MISSING.
 */
export const Source = {
  /** A file of this machine. */
  file(path: string | URL, options: SourceOptions = {}): AudioSource {
    const name = typeof path === 'string' ? path : fileURLToPath(path);
    if (name === '' || name.includes('\0')) throw badOption('The path of a source is empty or holds a zero byte.');
    const label = options.label ?? basename(name);
    const source = fromBytes(
      { label, isRepeatable: true, open: () => FileInput.open(name, label), forFfmpeg: () => ({ kind: 'file', name }) },
      options,
    );
    return describedBy(source, () => ({ kind: 'file', path: resolve(name), options: { ...options, label } }));
  },

  /**
   * An address on the web. Its query is never shown. With a proxy or a login, give a stream of your own HTTP client.
   * @throws {VoiceError} VOICE_INVALID_OPTIONS for what is no http or https address.
   */
  url(address: string | URL, options: UrlOptions = {}): AudioSource {
    const url = webAddress(address);
    const { clock, http = {} } = options;
    const label = options.label ?? shownUrl(url);
    const source = fromBytes(
      {
        label,
        isRepeatable: true,
        open: () => HttpInput.open(url, { clock, ...http }, label),
        forFfmpeg: (input) => {
          if (input instanceof HttpInput) return input.ffmpegTarget;
          // Who has headers to keep from other hosts must know first where the address leads.
          return http.headers ? undefined : { kind: 'url', name: url.href };
        },
      },
      options,
    );
    return describedBy(source, () => ({ kind: 'url', address: url.href, options: { ...options, label } }));
  },

  /** A stream of a file's bytes, of any format. It is read when it is played, and only as fast as that. */
  stream(stream: StreamOrMaker, options: SourceOptions = {}): AudioSource {
    return fromBytes(streamOrigin(stream, options.label ?? 'a stream'), options);
  },

  /** A file in memory. */
  buffer(buffer: Buffer, options: SourceOptions = {}): AudioSource {
    const label = options.label ?? 'a buffer';
    const source = fromBytes(
      { label, isRepeatable: true, open: () => Promise.resolve(new BufferInput(buffer)) },
      options,
    );
    return describedBy(source, () => ({ kind: 'buffer', bytes: ownBytes(buffer), options: { ...options } }));
  },

  /**
   * Raw samples, channels interleaved.
   * @throws {VoiceError} VOICE_INVALID_OPTIONS for a number of channels or a rate that cannot be.
   */
  pcm(audio: Buffer | StreamOrMaker, options: PcmOptions = {}): AudioSource {
    const { channels = 2, encoding = 's16', label = 'raw PCM', sampleRate = 48_000 } = options;
    if (!Number.isInteger(channels) || channels < 1 || channels > 32)
      throw badOption(`PCM cannot have ${channels} channels.`);
    if (!Number.isInteger(sampleRate) || sampleRate < MIN_RATE || sampleRate > MAX_RATE) {
      throw badOption(`PCM cannot have ${sampleRate} samples per second.`, `Between ${MIN_RATE} and ${MAX_RATE}.`);
    }
    const origin = bytesOrigin(audio, label);
    const source = makeSource({
      label,
      isRepeatable: origin.isRepeatable,
      open: async (opening) => {
        const input = opening.own(await origin.open());
        const range = { from: 0, bytes: undefined };
        const pull = await PcmPull.open(input, { channels, encoding, sampleRate }, range, opening.startMs);
        return pcmReader(pull, { label, signal: opening.signal });
      },
    });
    return Buffer.isBuffer(audio)
      ? describedBy(source, () => ({ kind: 'pcm', bytes: ownBytes(audio), options: { ...options } }))
      : source;
  },

  /** Opus packets that are there already. An array, or a function, can be played more than once. */
  frames(frames: OpusFrames | (() => OpusFrames), options: { readonly label?: string | undefined } = {}): AudioSource {
    const { label = 'Opus packets' } = options;
    if (typeof frames !== 'function' && isNodeStream(frames)) guard(frames);
    const source = makeSource({
      label,
      isRepeatable: Array.isArray(frames) || typeof frames === 'function',
      open: ({ signal, startMs }) => {
        const pull = new FramesPull(typeof frames === 'function' ? frames() : frames, label, startMs);
        return Promise.resolve(opusReader(pull, { label, signal }));
      },
    });
    if (!Array.isArray(frames)) return source;
    return describedBy(source, () => {
      const packets = (frames as readonly (Buffer | AudioFrame)[]).map(dataOf);
      const lengths = packets.map(({ length }) => length);
      return { kind: 'frames', bytes: ownBytes(Buffer.concat(packets)), lengths, options: { label } };
    });
  },

  /** Whatever ffmpeg can read, with arguments of yours: a path, a web address, or bytes for its standard input. */
  ffmpeg(input: string | URL | Buffer | StreamOrMaker, options: FfmpegSourceOptions = {}): AudioSource {
    const { clock, label, ...ffmpeg } = options;
    const shared = { clock, label, ffmpeg, format: 'other' as const };
    if (typeof input === 'string' || input instanceof URL) {
      return /^https?:/i.test(String(input)) ? Source.url(input, shared) : Source.file(input, shared);
    }
    const origin = bytesOrigin(input, label ?? 'a stream');
    const source = makeSource({
      label: origin.label,
      isRepeatable: origin.isRepeatable,
      open: async (opening) => {
        const stdin = opening.own(await origin.open());
        return openFfmpeg({ kind: 'stdin' }, stdin, origin.label, shared, opening);
      },
    });
    return Buffer.isBuffer(input)
      ? describedBy(source, () => ({ kind: 'ffmpeg', bytes: ownBytes(input), options: { ...options } }))
      : source;
  },
} as const;

function fromBytes(origin: ByteOrigin, options: SourceOptions): AudioSource {
  const { isRepeatable, label } = origin;
  return makeSource({ label, isRepeatable, open: (opening) => openAudio(origin, options, opening) });
}

function bytesOrigin(audio: Buffer | StreamOrMaker, label: string): ByteOrigin {
  if (!Buffer.isBuffer(audio)) return streamOrigin(audio, label);
  return { label, isRepeatable: true, open: () => Promise.resolve(new BufferInput(audio)) };
}

function streamOrigin(stream: StreamOrMaker, label: string): ByteOrigin {
  if (typeof stream !== 'function' && isNodeStream(stream)) guard(stream);
  return {
    label,
    isRepeatable: typeof stream === 'function',
    open: async () => new StreamInput(typeof stream === 'function' ? await stream() : stream, label),
  };
}

/** A stream may fail long before it is played, and must not end the process then. */
function guard(stream: Readable): void {
  stream.on('error', () => undefined);
}

function webAddress(address: string | URL): URL {
  let url: URL | undefined;
  try {
    url = new URL(address);
  } catch {
    url = undefined;
  }
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw badOption('The address of a source is no http or https address.', 'For a file, use Source.file.');
}
