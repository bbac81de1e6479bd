/**
 * The voice server as the group knows it: somebody outside who may propose, and nothing else. Its public key is written into
 * the group when that is made (`external_senders`), and every member checks the proposals against it.
 */
import { type KeyObject, generateKeyPairSync, sign } from 'node:crypto';
import { BASIC_CREDENTIAL, signContent, uint16, vector } from './mls-codec';
import { pointOf } from './p256';

export class ExternalSender {
  /** What opcode 25 carries: `signature_key<V>`, the kind of the credential, `identity<V>`. */
  readonly package: Buffer;
  readonly #key: KeyObject;

  constructor(identity = Buffer.of(0)) {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = privateKey;
    const credential = Buffer.concat([uint16(BASIC_CREDENTIAL), vector(identity)]);
    this.package = Buffer.concat([vector(pointOf(publicKey)), credential]);
  }

  sign(label: string, content: Buffer): Buffer {
    return sign('sha256', signContent(label, content), this.#key);
  }
}
