/** The mode `aead_xchacha20_poly1305_rtpsize`, which every voice server offers. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { type Cipher } from './cipher';
import { hChaCha20 } from './hchacha20';
import { type CipherOptions, KEY_BYTES, NonceCounter, openPacket, sealPacket, TAG, takeNonce } from './sealed-packet';

const ALGORITHM = 'chacha20-poly1305';

/** XChaCha20's nonce is 24 bytes: 16 for HChaCha20, which hold our counter, and 8 for ChaCha20, which are always zero. */
const OUTER_NONCE_BYTES = 16;
const INNER_NONCE = Buffer.alloc(12);

export class XChaCha20Cipher implements Cipher {
  static readonly mode = 'aead_xchacha20_poly1305_rtpsize';
  readonly mode = XChaCha20Cipher.mode;
  /** Hidden, so that printing the cipher does not print the key. */
  readonly #key: Buffer;
  readonly #subkey = Buffer.alloc(KEY_BYTES);
  private readonly counter: NonceCounter;
  /** Written anew for every packet; the last twelve bytes stay zero. */
  private readonly nonce = Buffer.alloc(OUTER_NONCE_BYTES);

  /** @param secretKey 32 bytes */
  constructor(secretKey: Buffer, options: CipherOptions = {}) {
    this.#key = Buffer.from(secretKey);
    this.counter = new NonceCounter(options.firstNonce);
  }

  seal(header: Buffer, payload: Buffer): Buffer | undefined {
    const nonce = this.counter.next();
    if (nonce === undefined) return undefined;
    this.nonce.writeUInt32BE(nonce, 0);
    hChaCha20(this.#key, this.nonce, this.#subkey);
    return sealPacket(createCipheriv(ALGORITHM, this.#subkey, INNER_NONCE, TAG), header, payload, nonce);
  }

  open(packet: Buffer, headerBytes: number): Buffer | undefined {
    if (!takeNonce(packet, headerBytes, this.nonce)) return undefined;
    hChaCha20(this.#key, this.nonce, this.#subkey);
    return openPacket(createDecipheriv(ALGORITHM, this.#subkey, INNER_NONCE, TAG), packet, headerBytes);
  }
}
