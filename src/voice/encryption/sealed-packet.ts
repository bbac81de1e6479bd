/** What both ciphers do alike: the layout of a sealed packet, and the counter that is the clear part of its nonce. */
import {
  type CipherChaCha20Poly1305,
  type CipherGCM,
  type DecipherChaCha20Poly1305,
  type DecipherGCM,
} from 'node:crypto';

const TAG_BYTES = 16;

/** What travels of a nonce; the rest is zero. */
const NONCE_BYTES = 4;

/** What sealing adds to header and payload. */
const SEAL_BYTES = TAG_BYTES + NONCE_BYTES;

/** Bytes of the key of both ciphers. */
export const KEY_BYTES = 32;

/** What node:crypto is told of the tag. */
export const TAG = { authTagLength: TAG_BYTES } as const;

const NONCES = 2 ** 32;

/** Where counting begins. */
export interface CipherOptions {
  /** The first nonce, for a key of which others are used up. Default 0. */
  readonly firstNonce?: number;
}

/** Gives every number of 32 bits once, from the first one up. */
export class NonceCounter {
  constructor(private following = 0) {}

  /** `undefined` when all are used up. */
  next(): number | undefined {
    return this.following < NONCES ? this.following++ : undefined;
  }
}

/** One buffer is made for the whole packet. `cipher` is fresh and knows the nonce. */
export function sealPacket(
  cipher: CipherGCM | CipherChaCha20Poly1305,
  header: Buffer,
  payload: Buffer,
  nonce: number,
): Buffer {
  const tagAt = header.length + payload.length;
  const packet = Buffer.allocUnsafe(tagAt + SEAL_BYTES);
  header.copy(packet, 0);
  cipher.setAAD(header, { plaintextLength: payload.length });
  cipher.update(payload).copy(packet, header.length);
  cipher.final();
  cipher.getAuthTag().copy(packet, tagAt);
  packet.writeUInt32BE(nonce, tagAt + TAG_BYTES);
  return packet;
}

/** Copies the nonce to the beginning of `target`. `false` when the packet is too short to have been sealed. */
export function takeNonce(packet: Buffer, headerBytes: number, target: Buffer): boolean {
  if (!(headerBytes >= 0 && headerBytes <= packet.length - SEAL_BYTES)) return false;
  packet.copy(target, 0, packet.length - NONCE_BYTES);
  return true;
}

/** `undefined` when the tag does not fit. `decipher` is fresh and knows the nonce; the packet has passed `takeNonce`. */
export function openPacket(
  decipher: DecipherGCM | DecipherChaCha20Poly1305,
  packet: Buffer,
  headerBytes: number,
): Buffer | undefined {
  const tagAt = packet.length - SEAL_BYTES;
  try {
    decipher.setAAD(packet.subarray(0, headerBytes), { plaintextLength: tagAt - headerBytes });
    decipher.setAuthTag(packet.subarray(tagAt, tagAt + TAG_BYTES));
    const payload = decipher.update(packet.subarray(headerBytes, tagAt));
    decipher.final();
    return payload;
  } catch {
    return undefined;
  }
}
