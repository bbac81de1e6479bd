/** A name for a token that does not tell it: what sessions are stored under. */
import { createHash } from 'node:crypto';

/** The first half of the token's SHA-256, in hexadecimal. */
export function sessionKey(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 32);
}
