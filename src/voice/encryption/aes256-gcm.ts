/** The mode `aead_aes256_gcm_rtpsize`: AES-256 in Galois/Counter Mode, the one that processors have instructions for. */
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { type Cipher } from './cipher';
import { type CipherOptions, NonceCounter, openPacket, sealPacket, TAG, takeNonce } from './sealed-packet';

const ALGORITHM = 'aes-256-gcm';
const FULL_NONCE_BYTES = 12;

export class Aes256GcmCipher implements Cipher {
  static readonly mode = 'aead_aes256_gcm_rtpsize';
  readonly mode = Aes256GcmCipher.mode;
  /** A key object, because it prints nothing of the key. */
  private readonly key: KeyObject;
  private readonly counter: NonceCounter;
  /** Written anew for every packet; the last eight bytes stay zero. */
  private readonly nonce = Buffer.alloc(FULL_NONCE_BYTES);

  /** @param secretKey 32 bytes */
  constructor(secretKey: Buffer, options: CipherOptions = {}) {
    this.key = createSecretKey(secretKey);
    this.counter = new NonceCounter(options.firstNonce);
  }

  seal(header: Buffer, payload: Buffer): Buffer | undefined {
    const nonce = this.counter.next();
    if (nonce === undefined) return undefined;
    this.nonce.writeUInt32BE(nonce, 0);
    return sealPacket(createCipheriv(ALGORITHM, this.key, this.nonce, TAG), header, payload, nonce);
  }

  open(packet: Buffer, headerBytes: number): Buffer | undefined {
    if (!takeNonce(packet, headerBytes, this.nonce)) return undefined;
    return openPacket(createDecipheriv(ALGORITHM, this.key, this.nonce, TAG), packet, headerBytes);
  }
}
