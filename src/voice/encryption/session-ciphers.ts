/**
 * The ciphers of one connection's sessions. Whoever is handed the same key again goes on with the cipher that has it: a new one
 * would count its nonces from the beginning, and a nonce must not be used twice with a key.
 */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { type Cipher } from './cipher';
import { makeCipher } from './choose';

export class SessionCiphers {
  /** Objects, because they print nothing of the key. */
  private last: { readonly key: KeyObject; readonly cipher: Cipher } | undefined;

  /** The cipher for a key. @throws {VoiceError} as `makeCipher` does. */
  of(mode: string, secretKey: Buffer): Cipher {
    const { last } = this;
    const key = createSecretKey(secretKey);
    if (last?.cipher.mode === mode && last.key.equals(key)) return last.cipher;
    const cipher = makeCipher(mode, secretKey);
    this.last = { key, cipher };
    return cipher;
  }
}
