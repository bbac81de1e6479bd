/** Opens a source: looks at what it is, and puts the reader of that format on it. */
import { type Clock, untilAborted } from '../../util';
import { type AudioReader, type AudioSource, type OpenOptions } from './audio-source';
import { type ByteInput, type ByteOrigin } from './bytes/byte-input';
import { PeekedInput } from './bytes/peeked-input';
import { FfmpegInput } from './ffmpeg/ffmpeg-input';
import { type FfmpegOptions, type FfmpegTarget } from './ffmpeg/ffmpeg-options';
import { OggOpusPull } from './ogg/ogg-opus';
import { PcmPull } from './pcm/pcm-pull';
import { openWav } from './pcm/wav';
import { type SampleFormat } from './pcm/sample-format';
import { type AudioFormat, sniff } from './sniff';
import { asSourceError, badOption, openAborted, openedBefore, sourceInvalid } from './source-errors';
import { opusReader, pcmReader } from './steady-reader';
import { WebmOpusPull } from './webm/webm-opus';

/** What opens one source once. */
export interface Opening {
  readonly startMs: number;
  readonly signal: AbortSignal | undefined;
  /** Whatever is open while the reader is made: closed when that fails or is aborted. */
  own<T extends { close(): Promise<void> }>(held: T): T;
}

export interface SourceInit {
  readonly label: string;
  readonly isRepeatable: boolean;
  open(opening: Opening): Promise<AudioReader>;
}

/** A source that keeps the promises of {@link AudioSource} around what `open` does. */
export function makeSource(init: SourceInit): AudioSource {
  const { isRepeatable, label } = init;
  let wasOpened = false;
  return {
    label,
    isRepeatable,
    open: async ({ signal, startMs = 0 }: OpenOptions = {}): Promise<AudioReader> => {
      if (!(startMs >= 0 && Number.isFinite(startMs))) throw badOption(`A source cannot begin at ${startMs} ms.`);
      if (signal?.aborted) throw openAborted(label, signal.reason);
      if (wasOpened && !isRepeatable) throw openedBefore(label, startMs);
      wasOpened = true;
      const held: { close(): Promise<void> }[] = [];
      const opening = init.open({
        startMs,
        signal,
        own: (one) => {
          held.push(one);
          // It was opened too late to be of use.
          if (signal?.aborted) void one.close().catch(() => undefined);
          return one;
        },
      });
      try {
        return await (signal ? untilAborted(opening, signal) : opening);
      } catch (error) {
        void opening.then((reader) => reader.close()).catch(() => undefined);
        await Promise.allSettled(held.map((one) => one.close()));
        throw signal?.aborted ? openAborted(label, signal.reason) : asSourceError(label, error);
      }
    },
  };
}

export interface AudioOptions {
  /** What it is, for what cannot be told by its first bytes. Default: they are looked at. */
  readonly format?: AudioFormat | undefined;
  readonly ffmpeg?: FfmpegOptions | undefined;
  readonly clock?: Clock | undefined;
}

/** The reader for bytes of any format. */
export async function openAudio(origin: ByteOrigin, options: AudioOptions, opening: Opening): Promise<AudioReader> {
  const { label } = origin;
  const known = options.format === 'other' ? origin.forFfmpeg?.(undefined) : undefined;
  if (known) return openFfmpeg(known, undefined, label, options, opening);
  const opened = opening.own(await origin.open());
  const input = opening.own(new PeekedInput(opened));
  const format = options.format ?? (await input.peek(sniff)) ?? 'other';
  switch (format) {
    case 'empty':
      throw sourceInvalid(label, 'it is empty');
    case 'ogg':
      return opusReader(await OggOpusPull.open(input, label, opening.startMs), { label, signal: opening.signal });
    case 'webm':
      return opusReader(await WebmOpusPull.open(input, label, opening.startMs), { label, signal: opening.signal });
    case 'wav':
      return pcmReader(await openWav(input, label, opening.startMs), { label, signal: opening.signal });
    case 'other': {
      const target = origin.forFfmpeg?.(opened);
      if (!target) return openFfmpeg({ kind: 'stdin' }, input, label, options, opening);
      await input.close();
      return openFfmpeg(target, undefined, label, options, opening);
    }
  }
}

/** The reader for whatever ffmpeg makes of its input. */
export async function openFfmpeg(
  target: FfmpegTarget,
  stdin: ByteInput | undefined,
  label: string,
  { ffmpeg = {}, clock }: AudioOptions,
  opening: Opening,
): Promise<AudioReader> {
  const { signal, startMs } = opening;
  const started = await FfmpegInput.start({ label, target, stdin, options: ffmpeg, startMs, clock });
  const input = opening.own(started);
  if (ffmpeg.output === 'pcm') {
    return pcmReader(await PcmPull.open(input, PLAIN_PCM, { from: 0, bytes: undefined }), { label, signal });
  }
  return opusReader(await OggOpusPull.open(input, label), { label, signal });
}

/** What a voice channel's encoder takes. */
export const PLAIN_PCM: SampleFormat = { sampleRate: 48_000, channels: 2, encoding: 's16' };
