/**
 * The frame of DAVE and the keys of a sender, written down from the protocol's text alone, by node:crypto: what davey makes and what
 * `isSealedFrame` says is held against it. https://daveprotocol.com/#payload-format
 */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

const TAG_BYTES = 8;
const MARKER = Buffer.of(0xfa, 0xfa);

export interface ClearRange {
  readonly offset: number;
  readonly size: number;
}

export interface DaveFrame {
  /** Ciphertext, with what stays clear in its place. */
  readonly media: Buffer;
  readonly tag: Buffer;
  readonly nonce: number;
  readonly ranges: readonly ClearRange[];
}

export function uleb128(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes.push((left % 0x80) | 0x80);
  bytes.push(left);
  return Buffer.from(bytes);
}

export function buildFrame({ media, tag, nonce, ranges }: DaveFrame): Buffer {
  const numbers = [nonce, ...ranges.flatMap(({ offset, size }) => [offset, size])].map(uleb128);
  const supplement = Buffer.concat([tag, ...numbers]);
  return Buffer.concat([media, supplement, Buffer.of(supplement.length + 3), MARKER]);
}

/** `undefined` for what is no frame of the protocol. */
export function parseFrame(frame: Buffer): DaveFrame | undefined {
  if (frame.length < TAG_BYTES + 4 || !frame.subarray(-2).equals(MARKER)) return undefined;
  const size = frame[frame.length - 3] as number;
  if (size < TAG_BYTES + 4 || size > frame.length) return undefined;
  const media = frame.subarray(0, frame.length - size);
  const tag = frame.subarray(media.length, media.length + TAG_BYTES);
  const numbers: number[] = [];
  let value = 0;
  let scale = 1;
  for (const byte of frame.subarray(media.length + TAG_BYTES, -3)) {
    value += (byte & 0x7f) * scale;
    scale *= 0x80;
    if (byte < 0x80) {
      numbers.push(value);
      value = 0;
      scale = 1;
    }
  }
  const [nonce, ...pairs] = numbers;
  if (scale !== 1 || nonce === undefined || pairs.length % 2 === 1) return undefined;
  const ranges: ClearRange[] = [];
  for (let at = 0; at < pairs.length; at += 2)
    ranges.push({ offset: pairs[at] as number, size: pairs[at + 1] as number });
  return { media, tag, nonce, ranges };
}

/** The keys of one sender in one epoch, from what MLS exports for them. Each generation is for 2^24 frames. */
export class SenderKeys {
  private secret: Buffer;
  private generation = 0;

  constructor(baseSecret: Buffer) {
    this.secret = baseSecret;
  }

  /** Keys are asked for in order. */
  key(generation: number): Buffer {
    for (; this.generation < generation; this.generation++) this.secret = this.derive('secret', 32);
    return this.derive('key', 16);
  }

  private derive(label: string, length: number): Buffer {
    const generation = Buffer.alloc(4);
    generation.writeUInt32BE(this.generation);
    return expandWithLabel(this.secret, label, generation, length);
  }
}

/** RFC 9420, section 8. */
function expandWithLabel(secret: Buffer, label: string, context: Buffer, length: number): Buffer {
  const name = Buffer.from(`MLS 1.0 ${label}`);
  const head = Buffer.alloc(3);
  head.writeUInt16BE(length);
  head.writeUInt8(name.length, 2);
  const info = Buffer.concat([head, name, Buffer.of(context.length), context]);
  // One block is enough for what is asked here: HKDF-Expand with a counter of 1.
  return createHmac('sha256', secret).update(info).update(Buffer.of(1)).digest().subarray(0, length);
}

export function sealFrame(key: Buffer, nonce: number, opus: Buffer): Buffer {
  const cipher = createCipheriv('aes-128-gcm', key, ivOf(nonce), { authTagLength: 16 });
  const media = Buffer.concat([cipher.update(opus), cipher.final()]);
  return buildFrame({ media, tag: cipher.getAuthTag().subarray(0, TAG_BYTES), nonce, ranges: [] });
}

export function openFrame(key: Buffer, frame: Buffer): Buffer {
  const parsed = parseFrame(frame);
  if (!parsed || parsed.ranges.length > 0) throw new Error('no frame of audio');
  const decipher = createDecipheriv('aes-128-gcm', key, ivOf(parsed.nonce), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(parsed.tag);
  return Buffer.concat([decipher.update(parsed.media), decipher.final()]);
}

function ivOf(nonce: number): Buffer {
  const iv = Buffer.alloc(12);
  iv.writeUInt32LE(nonce, 8);
  return iv;
}
