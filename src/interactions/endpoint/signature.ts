/**
 * Who may speak to an endpoint.
 *
 * The address of an endpoint is no secret, so every request says who sent it: Discord signs the time and the body with the private
 * half of the application’s Ed25519 key, and whoever has the public half can tell. The signature is over the bytes as they came:
 * JSON that was read and written again is not the same. Discord sends forged requests now and then, and takes an address away
 * that does not refuse them with 401. https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint
 *
 * A signature proves who wrote a request and not who delivers it. Whoever has seen one can send it again, which would ban somebody
 * twice. So the signed time has to be near, and within that time nothing is taken a second time: see the replay window.
 */
import { type KeyObject, verify } from 'node:crypto';

export const SIGNATURE_HEADER = 'x-signature-ed25519';
export const TIMESTAMP_HEADER = 'x-signature-timestamp';

const SIGNATURE = /^[0-9a-f]{128}$/i;
const SECONDS = /^\d{1,12}$/;

/** What the headers of a request say of its signature. */
export interface RequestSignature {
  readonly signature: Buffer;
  /** As it was sent, for it is signed as a text. */
  readonly timestamp: string;
  readonly atMs: number;
}

/** `undefined` when there is none, or when it cannot be one. */
export function readSignature(
  signature: string | undefined,
  timestamp: string | undefined,
): RequestSignature | undefined {
  if (signature === undefined || timestamp === undefined) return undefined;
  if (!SIGNATURE.test(signature) || !SECONDS.test(timestamp)) return undefined;
  return { signature: Buffer.from(signature, 'hex'), timestamp, atMs: Number(timestamp) * 1_000 };
}

/** Whether the owner of the key signed this time and this body. */
export function isSignedBy(key: KeyObject, { signature, timestamp }: RequestSignature, body: Uint8Array): boolean {
  return verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, signature);
}
