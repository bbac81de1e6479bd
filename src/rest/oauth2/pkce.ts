/**
 * A proof that whoever changes a code for tokens is the one who asked for it. The page is told a hash (the challenge);
 * the exchange tells what was hashed (the verifier). https://www.rfc-editor.org/rfc/rfc7636
 */
import { createHash, randomBytes } from 'node:crypto';

export interface Pkce {
  /** A secret until the exchange. */
  readonly codeVerifier: string;
  readonly codeChallenge: string;
}

const VERIFIER_BYTES = 32;

/** A new pair. @param random gives so many bytes that nobody can guess. */
export function createPkce(random: (sizeBytes: number) => Uint8Array = randomBytes): Pkce {
  const codeVerifier = Buffer.from(random(VERIFIER_BYTES)).toString('base64url');
  return { codeVerifier, codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url') };
}
