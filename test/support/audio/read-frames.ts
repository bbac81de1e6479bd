/** Reads sources to their end. */
import { type AudioReader, type AudioSource, type OpenOptions } from '../../../src/voice';

/** All packets of a source, or all its PCM frames. */
export async function readFrames(source: AudioSource, options?: OpenOptions): Promise<Buffer[]> {
  const reader = await source.open(options);
  try {
    return await readRest(reader);
  } finally {
    await reader.close();
  }
}

export async function readRest(reader: AudioReader): Promise<Buffer[]> {
  const frames: Buffer[] = [];
  for (;;) {
    const frame = await reader.read();
    if (frame === null) return frames;
    frames.push(Buffer.isBuffer(frame) ? frame : frame.data);
  }
}

/** The bytes in pieces of the given sizes, over and over. */
export function* pieces(bytes: Buffer, ...sizes: readonly number[]): Generator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] as number;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** The first place where two lists of frames differ; `undefined` when they are equal byte for byte. */
export function firstDifference(left: readonly Buffer[], right: readonly Buffer[]): number | undefined {
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const [one, other] = [left[index], right[index]];
    if (!one || !other?.equals(one)) return index;
  }
  return undefined;
}
