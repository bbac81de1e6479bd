/**
 * How MLS writes things down: the TLS presentation language with vectors whose length has 1, 2 or 4 bytes.
 *
 * A structure is its fields one behind the other, numbers big endian. A vector `<V>` begins with its length in bytes; the two
 * highest bits of the first byte say how many bytes the length has (RFC 9420, section 2.1.2). Whatever is signed or hashed goes
 * through one of two wrappers that carry a label, so that a signature over a leaf can never pass for one over a proposal.
 * https://www.rfc-editor.org/rfc/rfc9420.html
 */
import { createHash } from 'node:crypto';

/** The protocol version `mls10`. */
export const MLS10 = 1;
/** DHKEM P-256, AES-128-GCM, SHA-256: the only suite of DAVE version 1. */
export const CIPHERSUITE = 2;
/** A handshake message that is signed but not encrypted. */
export const PUBLIC_MESSAGE = 1;
/** A credential that is nothing but a name. */
export const BASIC_CREDENTIAL = 1;

/** Bytes that are not what they should be. The message says what was expected; no peer's bytes are in it. */
export class MlsFormatError extends Error {
  override readonly name = 'MlsFormatError';
}

/** Reads fields off the front of a buffer. Everything throws {@link MlsFormatError} when the bytes run out. */
export class MlsReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  get position(): number {
    return this.at;
  }

  get done(): boolean {
    return this.at === this.bytes.length;
  }

  take(length: number): Buffer {
    if (length > this.bytes.length - this.at) throw new MlsFormatError(`${length} bytes expected, fewer are left`);
    const taken = this.bytes.subarray(this.at, this.at + length);
    this.at += length;
    return taken;
  }

  uint8(): number {
    return this.take(1).readUInt8();
  }

  uint16(): number {
    return this.take(2).readUInt16BE();
  }

  uint32(): number {
    return this.take(4).readUInt32BE();
  }

  uint64(): bigint {
    return this.take(8).readBigUInt64BE();
  }

  vector(): Buffer {
    return this.take(this.length());
  }

  /** What was read since `position` was this. */
  since(position: number): Buffer {
    return this.bytes.subarray(position, this.at);
  }

  rest(): Buffer {
    return this.take(this.bytes.length - this.at);
  }

  private length(): number {
    const first = this.uint8();
    const prefix = first >> 6;
    if (prefix === 3) throw new MlsFormatError('no vector has a length that begins with the bits 11');
    let length = first & 0x3f;
    for (let more = (1 << prefix) - 1; more > 0; more -= 1) length = length * 256 + this.uint8();
    const shortest = length < 64 ? 0 : length < 16_384 ? 1 : 2;
    if (prefix !== shortest) throw new MlsFormatError('a vector writes its length longer than it has to');
    return length;
  }
}

export function uint8(value: number): Buffer {
  return Buffer.of(value);
}

export function uint16(value: number): Buffer {
  return Buffer.of(value >> 8, value & 0xff);
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function uint64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}

/** A vector `<V>`: its length, then what it holds. */
export function vector(...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 64) return Buffer.concat([uint8(body.length), body]);
  if (body.length < 16_384) return Buffer.concat([uint16(0x4000 | body.length), body]);
  return Buffer.concat([uint32((0x80000000 | body.length) >>> 0), body]);
}

/** What a signature is made over (RFC 9420, section 5.1.2). */
export function signContent(label: string, content: Buffer): Buffer {
  return Buffer.concat([vector(Buffer.from(`MLS 1.0 ${label}`)), vector(content)]);
}

/** The name of a proposal or a key package: a hash (RFC 9420, section 5.2). */
export function refHash(label: string, value: Buffer): Buffer {
  return createHash('sha256')
    .update(vector(Buffer.from(`MLS 1.0 ${label}`)))
    .update(vector(value))
    .digest();
}
