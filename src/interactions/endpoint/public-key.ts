/** Makes a key that node:crypto verifies with of the 64 digits that the developer portal shows. */
import { createPublicKey, type KeyObject } from 'node:crypto';

const DIGITS = /^[0-9a-f]{64}$/i;

/** What stands before the 32 bytes of an Ed25519 key in the format that node:crypto reads. https://www.rfc-editor.org/rfc/rfc8410#section-4 */
const PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** `undefined` for a text that is no key. */
export function importPublicKey(text: unknown): KeyObject | undefined {
  if (typeof text !== 'string' || !DIGITS.test(text.trim())) return undefined;
  try {
    const key = Buffer.concat([PREFIX, Buffer.from(text.trim(), 'hex')]);
    return createPublicKey({ key, format: 'der', type: 'spki' });
  } catch {
    // Digits that are no point of the curve.
    return undefined;
  }
}
