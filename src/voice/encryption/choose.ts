/** Which of the offered modes is taken, and the cipher of a mode. */
import { getCiphers } from 'node:crypto';
import { VoiceError } from '../voice-error';
import { Aes256GcmCipher } from './aes256-gcm';
import { type Cipher } from './cipher';
import { type CipherOptions, KEY_BYTES } from './sealed-packet';
import { XChaCha20Cipher } from './xchacha20';

/** Best first, each with what node:crypto must have for it: a build of Node may leave algorithms out. */
const PREFERENCE = [
  { mode: Aes256GcmCipher.mode, algorithm: 'aes-256-gcm' },
  { mode: XChaCha20Cipher.mode, algorithm: 'chacha20-poly1305' },
] as const;

/** The mode to select of those that the server offers; `undefined` when Corduroy speaks none of them. */
export function chooseCipher(
  modes: readonly string[],
  algorithms: readonly string[] = getCiphers(),
): string | undefined {
  return PREFERENCE.find(({ mode, algorithm }) => modes.includes(mode) && algorithms.includes(algorithm))?.mode;
}

/**
 * @param secretKey of the session description (opcode 4)
 * @throws {VoiceError} VOICE_NO_CIPHER for a mode that `chooseCipher` does not give, or a key that is not 32 bytes long.
 */
export function makeCipher(mode: string, secretKey: Buffer, options?: CipherOptions): Cipher {
  if (secretKey.length !== KEY_BYTES) {
    throw noCipher(`The key of the voice session has ${secretKey.length} bytes; ${mode} takes ${KEY_BYTES}.`, mode);
  }
  switch (mode) {
    case Aes256GcmCipher.mode:
      return new Aes256GcmCipher(secretKey, options);
    case XChaCha20Cipher.mode:
      return new XChaCha20Cipher(secretKey, options);
    default:
      throw noCipher(`The voice server chose the encryption "${mode}", which Corduroy does not speak.`, mode);
  }
}

function noCipher(message: string, mode: string): VoiceError {
  return new VoiceError({
    code: 'VOICE_NO_CIPHER',
    kind: 'encryption',
    message,
    advice: `join again; if that does not help, look for a newer version of Corduroy, which speaks ${PREFERENCE.map((one) => one.mode).join(' and ')}.`,
    context: { mode },
    mayRetry: true,
  });
}
