/**
 * Pages of Ogg, the wrapping of a stream: https://datatracker.ietf.org/doc/html/rfc3533
 *
 * A page begins with `OggS`, tells whose stream it belongs to (a serial number), its own number in it, and a granule
 * position: for Opus, how many samples at 48 kHz there are up to the end of the last packet that ends on it. A table of
 * segment lengths follows: a packet is a run of segments of 255 bytes and one that is shorter, and may go on on the next page.
 * A checksum over everything tells real pages from bytes that only look like one.
 */

export interface OggPage {
  /** Bytes in all. */
  readonly length: number;
  readonly isContinued: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** -1 when no packet ends on the page. */
  readonly granule: number;
  readonly serial: number;
  readonly sequence: number;
  /** Where the table of lengths begins, and how many there are. */
  readonly segmentsAt: number;
  readonly segmentCount: number;
}

const HEAD = 27;
export const MAX_PAGE = HEAD + 255 + 255 * 255;
const CAPTURE = 0x4f676753;

const CRC = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index << 24;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc >>> 0;
});

/** The page at `at`: `more` when it is cut, `none` when there is no page, or a broken one. */
export function readPage(bytes: Buffer, at: number): OggPage | 'more' | 'none' {
  const left = bytes.length - at;
  if (left < 4) return 'more';
  if (bytes.readUInt32BE(at) !== CAPTURE) return 'none';
  if (left < HEAD) return 'more';
  const flags = bytes[at + 5] as number;
  if (bytes[at + 4] !== 0 || flags > 7) return 'none';
  const segmentCount = bytes[at + 26] as number;
  if (left < HEAD + segmentCount) return 'more';
  let length = HEAD + segmentCount;
  for (let index = 0; index < segmentCount; index += 1) length += bytes[at + HEAD + index] as number;
  if (left < length) return 'more';
  if (bytes.readUInt32LE(at + 22) !== checksum(bytes, at, length)) return 'none';
  return {
    length,
    isContinued: (flags & 1) !== 0,
    isFirst: (flags & 2) !== 0,
    isLast: (flags & 4) !== 0,
    granule: bytes.readInt32LE(at + 10) * 0x1_0000_0000 + bytes.readUInt32LE(at + 6),
    serial: bytes.readUInt32LE(at + 14),
    sequence: bytes.readUInt32LE(at + 18),
    segmentsAt: at + HEAD,
    segmentCount,
  };
}

/** Where the next page might begin, from `from` on; `bytes.length - 3` at most when there is none, as it may be cut. */
export function findCapture(bytes: Buffer, from: number): number {
  const at = bytes.indexOf('OggS', from, 'latin1');
  return at >= 0 ? at : Math.max(from, bytes.length - 3);
}

/** The field of the checksum itself counts as zero. */
export function checksum(bytes: Buffer, from: number, length: number): number {
  let crc = 0;
  for (let index = 0; index < length; index += 1) {
    const byte = index >= 22 && index < 26 ? 0 : (bytes[from + index] as number);
    crc = (crc << 8) ^ (CRC[((crc >>> 24) ^ byte) & 0xff] as number);
  }
  return crc >>> 0;
}
