/**
 * How to tell audio that is encrypted end to end from audio that is not, without any key: by the trailer of DAVE frames.
 * https://daveprotocol.com/#payload-format
 */

/** The last two bytes of every frame. */
const MARKER = 0xfafa;
/** Tag of 8 bytes, a nonce of one at least, the size of all this, and the marker. */
const LEAST_SUPPLEMENT = 12;
/** Frames of silence are exempt: servers make them up, and have no keys. */
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);

/** Whether a payload ends as all frames of DAVE do. */
export function isMarked(payload: Buffer): boolean {
  return payload.length >= LEAST_SUPPLEMENT && payload.readUInt16BE(payload.length - 2) === MARKER;
}

/** Whether a payload may be sent where all is encrypted. */
export function isDaveFrame(payload: Buffer): boolean {
  if (payload.equals(SILENCE)) return true;
  if (!isMarked(payload)) return false;
  const supplement = payload.readUInt8(payload.length - 3);
  return supplement >= LEAST_SUPPLEMENT && supplement <= payload.length;
}
