/** Signatures of the curve P-256 as MLS has them: keys are bare points, signatures are DER. */
import { type KeyObject, createPublicKey, verify } from 'node:crypto';
import { MlsFormatError, signContent } from './mls-codec';

const POINT_BYTES = 65;
const UNCOMPRESSED = 4;

/** The public key of a point `04 | x | y`. Throws {@link MlsFormatError} when it is none. */
export function publicKeyOf(point: Buffer): KeyObject {
  if (point.length !== POINT_BYTES || point[0] !== UNCOMPRESSED) {
    throw new MlsFormatError('a public key is 65 bytes that begin with 04');
  }
  const x = point.subarray(1, 33).toString('base64url');
  const y = point.subarray(33).toString('base64url');
  try {
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  } catch {
    throw new MlsFormatError('a public key is not on the curve');
  }
}

/** The point of a public key. */
export function pointOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([Buffer.of(UNCOMPRESSED), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
}

/** Whether a signature with this label is right. */
export function isSignedBy(point: Buffer, label: string, content: Buffer, signature: Buffer): boolean {
  return verify('sha256', signContent(label, content), publicKeyOf(point), signature);
}
