/**
 * A frame of DAVE, read and made without any library: what is on the wire can be judged by somebody who did not write it.
 *
 * Behind the ciphertext come a tag of 8 bytes, a counter, the ranges that were left in the clear (none for Opus), the size of
 * all that, and `FA FA`. The key comes from a ratchet: one secret per sender and epoch, a new key after every 2^24 frames.
 * https://daveprotocol.com/#payload-format
 */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { uint16, uint32, vector } from './mls-codec';

const TAG_BYTES = 8;
const KEY_BYTES = 16;
const SECRET_BYTES = 32;
const SIZE_AND_MARKER_BYTES = 3;
/** With a counter of one byte, the shortest. */
const LEAST_SUPPLEMENT = TAG_BYTES + 1 + SIZE_AND_MARKER_BYTES;
const MARKER = 0xfafa;
const GENERATION_SHIFT = 24;
const LONGEST_ULEB = 5;
/** Synthesized by servers and never encrypted. */
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);

export interface DaveFrame {
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
  readonly nonce: number;
  /** Offset and length of each range in the clear, in pairs. Empty for Opus. */
  readonly ranges: readonly number[];
}

/** Whether a payload ends as all frames do: servers look no closer. */
export function isMarked(payload: Buffer): boolean {
  return payload.length >= LEAST_SUPPLEMENT && payload.readUInt16BE(payload.length - 2) === MARKER;
}

/** Takes a frame apart; `undefined` for what is none. */
export function parseDaveFrame(frame: Buffer): DaveFrame | undefined {
  if (!isMarked(frame)) return undefined;
  const size = frame[frame.length - SIZE_AND_MARKER_BYTES] ?? 0;
  const start = frame.length - size;
  if (size < LEAST_SUPPLEMENT || start < 0) return undefined;
  const numbers = readUlebs(frame.subarray(start + TAG_BYTES, frame.length - SIZE_AND_MARKER_BYTES));
  const [nonce, ...ranges] = numbers ?? [];
  if (nonce === undefined || nonce > 0xffff_ffff || ranges.length % 2 !== 0) return undefined;
  let end = 0;
  for (let at = 0; at < ranges.length; at += 2) {
    const offset = ranges[at] ?? 0;
    if (offset < end) return undefined;
    end = offset + (ranges[at + 1] ?? 0);
  }
  if (end > start) return undefined;
  return { ciphertext: frame.subarray(0, start), tag: frame.subarray(start, start + TAG_BYTES), nonce, ranges };
}

/** Whether a packet is the silence that is allowed in the clear. */
export function isSilence(packet: Buffer): boolean {
  return packet.equals(SILENCE);
}

/** The keys of one sender in one epoch, from the 16 bytes that MLS exports for it. */
export class KeyRatchet {
  private secret: Buffer;
  private generation = 0;
  private readonly keys = new Map<number, Buffer>();

  constructor(baseSecret: Buffer) {
    this.secret = baseSecret;
  }

  /** The key of a generation: the highest byte of a nonce. */
  key(generation: number): Buffer {
    while (this.generation <= generation) {
      this.keys.set(this.generation, expand(this.secret, 'key', this.generation, KEY_BYTES));
      this.secret = expand(this.secret, 'secret', this.generation, SECRET_BYTES);
      this.generation += 1;
    }
    return this.keys.get(generation) ?? Buffer.alloc(KEY_BYTES);
  }
}

/** The Opus packet in a frame without ranges in the clear; `undefined` when the tag is wrong. */
export function openDaveFrame(ratchet: KeyRatchet, frame: DaveFrame): Buffer | undefined {
  const decipher = createDecipheriv('aes-128-gcm', ratchet.key(frame.nonce >>> GENERATION_SHIFT), ivOf(frame.nonce), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(frame.tag);
  const opened = decipher.update(frame.ciphertext);
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return opened;
}

/** A frame around an Opus packet. */
export function sealDaveFrame(ratchet: KeyRatchet, nonce: number, opus: Buffer): Buffer {
  const cipher = createCipheriv('aes-128-gcm', ratchet.key(nonce >>> GENERATION_SHIFT), ivOf(nonce), {
    authTagLength: TAG_BYTES,
  });
  const ciphertext = Buffer.concat([cipher.update(opus), cipher.final()]);
  const counter = uleb(nonce);
  const size = TAG_BYTES + counter.length + SIZE_AND_MARKER_BYTES;
  return Buffer.concat([ciphertext, cipher.getAuthTag(), counter, Buffer.of(size), uint16(MARKER)]);
}

/** ExpandWithLabel of MLS (RFC 9420, section 8), with a generation as its context. */
function expand(secret: Buffer, label: string, generation: number, length: number): Buffer {
  const info = Buffer.concat([uint16(length), vector(Buffer.from(`MLS 1.0 ${label}`)), vector(uint32(generation))]);
  // HKDF-Expand of at most one block: a single HMAC.
  return createHmac('sha256', secret).update(info).update(Buffer.of(1)).digest().subarray(0, length);
}

function ivOf(nonce: number): Buffer {
  const iv = Buffer.alloc(12);
  iv.writeUInt32LE(nonce, 8);
  return iv;
}

function uleb(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes.push(0x80 | (left & 0x7f));
  return Buffer.from([...bytes, left]);
}

function readUlebs(bytes: Buffer): number[] | undefined {
  const numbers: number[] = [];
  let value = 0;
  let length = 0;
  for (const byte of bytes) {
    value += (byte & 0x7f) * 2 ** (7 * length);
    length += 1;
    if (length > LONGEST_ULEB) return undefined;
    if (byte >= 0x80) continue;
    numbers.push(value);
    value = 0;
    length = 0;
  }
  return length === 0 ? numbers : undefined;
}
