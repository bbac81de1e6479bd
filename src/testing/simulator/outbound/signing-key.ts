/** The key pair of an application: with it Discord signs what it sends to addresses of the application. */
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';

export interface SigningKey {
  /** What the developer portal shows: 64 hexadecimal digits. */
  readonly publicKey: string;
  /** The signature over the time and the body, in hexadecimal digits. */
  sign(timestamp: string, body: string): string;
}

/** What stands before the 32 bytes of a private Ed25519 key. https://www.rfc-editor.org/rfc/rfc8410#section-7 */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const KEY_BYTES = 32;

/** Out of the application's id, so that it is the same in every run. */
export function signingKeyOf(applicationId: string): SigningKey {
  const seed = createHash('sha256').update(`signing key of ${applicationId}`).digest();
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: spki.subarray(-KEY_BYTES).toString('hex'),
    sign: (timestamp, body) => sign(null, Buffer.from(timestamp + body), key).toString('hex'),
  };
}
