/**
 * WAV: a RIFF file whose `fmt ` chunk tells the format of the samples in its `data` chunk. Sizes are not trusted: programs that
 * write into a pipe cannot know them, and put 0 or the largest number there.
 * https://learn.microsoft.com/en-us/windows-hardware/drivers/audio/extensible-wave-format-descriptors
 */
import { type ByteInput } from '../bytes/byte-input';
import { sourceInvalid } from '../source-errors';
import { PcmPull } from './pcm-pull';
import { MAX_RATE, MIN_RATE } from './resampler';
import { type SampleFormat } from './sample-format';

/** What a WAV file says before its samples. */
export interface WavHead {
  readonly format: SampleFormat;
  readonly dataAt: number;
  /** `undefined`: until the end of the file. */
  readonly dataBytes: number | undefined;
}

/** Chunks before the samples may hold a picture. */
const MAX_HEAD = 32 * 1_048_576;

const TAG_PCM = 1;
const TAG_FLOAT = 3;
const TAG_EXTENSIBLE = 0xfffe;

const ENCODINGS: Readonly<Record<string, SampleFormat['encoding']>> = {
  '1/8': 'u8',
  '1/16': 's16',
  '1/24': 's24',
  '1/32': 's32',
  '3/32': 'f32',
  '3/64': 'f64',
};

/**
 * Reads the head of a file. `more`: it is cut. Text: what is wrong with it.
 * @param head the file from its beginning.
 */
export function readWavHead(head: Buffer): WavHead | 'more' | { readonly problem: string } {
  if (head.length < 12) return 'more';
  const kind = head.toString('latin1', 0, 4);
  if ((kind !== 'RIFF' && kind !== 'RF64') || head.toString('latin1', 8, 12) !== 'WAVE') {
    return { problem: 'it is no WAV file' };
  }
  let format: SampleFormat | undefined;
  for (let at = 12; at + 8 <= head.length;) {
    const name = head.toString('latin1', at, at + 4);
    const size = head.readUInt32LE(at + 4);
    const body = at + 8;
    if (name === 'data') {
      if (!format) return { problem: 'its samples come before their format' };
      const isKnown = size !== 0 && size < 0xffffff00 && kind === 'RIFF';
      return { format, dataAt: body, dataBytes: isKnown ? size : undefined };
    }
    if (name === 'fmt ') {
      if (size < 16) return { problem: 'its format is cut off' };
      if (body + Math.min(size, 40) > head.length) return 'more';
      const read = readFormat(head.subarray(body, body + Math.min(size, 40)));
      if ('problem' in read) return read;
      format = read;
    }
    at = body + size + (size % 2);
  }
  return 'more';
}

function readFormat(body: Buffer): SampleFormat | { readonly problem: string } {
  const isExtensible = body.readUInt16LE(0) === TAG_EXTENSIBLE && body.length >= 40;
  const tag = isExtensible ? body.readUInt16LE(24) : body.readUInt16LE(0);
  const channels = body.readUInt16LE(2);
  const sampleRate = body.readUInt32LE(4);
  const blockBytes = body.readUInt16LE(12);
  // Samples of 20 bits lie in 24: what counts is the room that each takes.
  const bits = channels > 0 ? (blockBytes / channels) * 8 : 0;
  const encoding = ENCODINGS[`${tag}/${bits}`];
  if (!encoding || (tag !== TAG_PCM && tag !== TAG_FLOAT)) {
    return { problem: `its samples are of a kind that is not read (format ${tag}, ${bits} bits)` };
  }
  if (channels > 32) return { problem: `it has ${channels} channels` };
  if (sampleRate < MIN_RATE || sampleRate > MAX_RATE) return { problem: `it has ${sampleRate} samples per second` };
  return { sampleRate, channels, encoding, channelMask: isExtensible ? body.readUInt32LE(20) : undefined };
}

/** @throws {VoiceError} VOICE_SOURCE_INVALID for what is no WAV file, or one of a kind that is not read. */
export async function openWav(input: ByteInput, label: string, startMs = 0): Promise<PcmPull> {
  let head = Buffer.alloc(0);
  for (;;) {
    const read = readWavHead(head);
    if (read !== 'more' && 'problem' in read) {
      throw sourceInvalid(label, read.problem, 'Source.ffmpeg may be able to play it.');
    }
    if (read !== 'more') {
      const { dataAt, dataBytes, format } = read;
      return PcmPull.open(input, format, { from: dataAt, bytes: dataBytes, read: head.subarray(dataAt) }, startMs);
    }
    const piece = head.length > MAX_HEAD ? null : await input.read();
    if (!piece) throw sourceInvalid(label, 'the file ends before its samples begin');
    head = Buffer.concat([head, piece]);
  }
}
