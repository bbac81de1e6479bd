/** Blocks of Matroska: frames of one track, alone or several laced together. https://www.rfc-editor.org/rfc/rfc9559#section-10 */
import { readVint } from './ebml';

export interface Block {
  /** Relative to its cluster, in the units of the file. */
  readonly time: number;
  /** They share the memory of the block. */
  readonly frames: readonly Buffer[];
}

/** Frames and their time; `undefined` when the lengths do not fit. */
export function readBlock(body: Buffer): Block | undefined {
  const track = readVint(body, 0, 8, false);
  if (typeof track === 'string' || body.length < track.bytes + 3) return undefined;
  const time = body.readInt16BE(track.bytes);
  const lacing = ((body[track.bytes + 2] as number) >> 1) & 3;
  const payload = body.subarray(track.bytes + 3);
  if (lacing === 0) return { time, frames: [payload] };
  if (payload.length === 0) return undefined;
  const count = (payload[0] as number) + 1;
  const frames =
    lacing === 2 ? fixed(payload, count) : cut(payload, lacing === 1 ? xiph(payload, count) : ebml(payload, count));
  return frames && { time, frames };
}

/** The lengths of all frames but the last, and where the frames begin. */
interface Lengths {
  readonly sizes: readonly number[];
  readonly from: number;
}

function fixed(payload: Buffer, count: number): Buffer[] | undefined {
  const size = (payload.length - 1) / count;
  if (!Number.isInteger(size)) return undefined;
  return Array.from({ length: count }, (_, index) => payload.subarray(1 + index * size, 1 + (index + 1) * size));
}

function xiph(payload: Buffer, count: number): Lengths | undefined {
  const sizes: number[] = [];
  let at = 1;
  for (let index = 1; index < count; index += 1) {
    let size = 0;
    let byte = 255;
    while (byte === 255) {
      if (at >= payload.length) return undefined;
      byte = payload[at++] as number;
      size += byte;
    }
    sizes.push(size);
  }
  return { sizes, from: at };
}

/** The first length as it is, the others as differences from the one before. */
function ebml(payload: Buffer, count: number): Lengths | undefined {
  const sizes: number[] = [];
  let at = 1;
  let size = 0;
  for (let index = 1; index < count; index += 1) {
    const read = readVint(payload, at, 8, false);
    if (typeof read === 'string') return undefined;
    size = index === 1 ? read.value : size + read.value - (2 ** (7 * read.bytes - 1) - 1);
    if (size < 0) return undefined;
    sizes.push(size);
    at += read.bytes;
  }
  return { sizes, from: at };
}

function cut(payload: Buffer, lengths: Lengths | undefined): Buffer[] | undefined {
  if (!lengths) return undefined;
  const frames: Buffer[] = [];
  let at = lengths.from;
  for (const size of lengths.sizes) {
    if (at + size > payload.length) return undefined;
    frames.push(payload.subarray(at, at + size));
    at += size;
  }
  frames.push(payload.subarray(at));
  return frames;
}
