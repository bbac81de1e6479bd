/** Opus packets that are recognized at the other end: each says in which place of which sequence it belongs. */
import { createHash } from 'node:crypto';

/** CELT, full band, 20 ms, stereo, one frame: decoders take any bytes behind it. */
const TOC = 0xfc;
const HEAD_BYTES = 9;
const SHORTEST_BYTES = 48;
const SPREAD_BYTES = 112;
const DIGEST_BYTES = 32;

/** `count` packets of 20 ms; the same for the same seed. No two are alike, and none is silence. */
export function knownFrames(seed: number, count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => knownFrame(seed, index));
}

/** Where a packet of {@link knownFrames} belongs; `undefined` for any other. */
export function placeOfKnownFrame(packet: Buffer): { readonly seed: number; readonly index: number } | undefined {
  if (packet.length < SHORTEST_BYTES || packet[0] !== TOC) return undefined;
  const seed = packet.readUInt32BE(1);
  const index = packet.readUInt32BE(5);
  return packet.equals(knownFrame(seed, index)) ? { seed, index } : undefined;
}

function knownFrame(seed: number, index: number): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(TOC);
  head.writeUInt32BE(seed >>> 0, 1);
  head.writeUInt32BE(index, 5);
  let digest = createHash('sha256').update(head).digest();
  const length = SHORTEST_BYTES + ((digest[0] ?? 0) % SPREAD_BYTES);
  const parts = [head];
  for (let have = HEAD_BYTES; have < length; have += DIGEST_BYTES) {
    parts.push(digest);
    digest = createHash('sha256').update(digest).digest();
  }
  return Buffer.concat(parts).subarray(0, length);
}
