/**
 * What audio under end-to-end encryption looks like from outside: enough to tell a sealed frame from one in the clear.
 *
 *     ciphertext | tag (8) | nonce (ULEB128) | clear ranges (ULEB128 pairs; none for Opus) | size (1) | FA FA
 *
 * `size` counts everything behind the ciphertext, itself and the marker included.
 * https://daveprotocol.com/#protocol-frame-check
 */
import { SILENCE_FRAME } from '../audio-frame';

const MARKER = 0xfa;
const TAG_BYTES = 8;
/** Tag, a nonce of one byte, the size, the marker. */
const LEAST_SUPPLEMENT = TAG_BYTES + 1 + 1 + 2;

/** Whether this is a frame of the protocol. Of frames in the clear, less than one in 65 000 looks like one. */
export function isSealedFrame(frame: Buffer): boolean {
  const { length } = frame;
  if (length < LEAST_SUPPLEMENT || frame[length - 1] !== MARKER || frame[length - 2] !== MARKER) return false;
  const supplement = frame[length - 3] as number;
  if (supplement < LEAST_SUPPLEMENT || supplement > length) return false;
  const end = length - 3;
  let at = length - supplement + TAG_BYTES;
  // The nonce and the pairs behind it are numbers whose last byte has no high bit; together they fill what is left.
  let numbers = 0;
  for (; at < end; at++) if ((frame[at] as number) < 0x80) numbers++;
  return numbers % 2 === 1 && (frame[end - 1] as number) < 0x80;
}

/** Whether this is Opus for silence, which stays in the clear: the server itself may put it in. https://daveprotocol.com/#silence-packets */
export function isSilence(frame: Buffer): boolean {
  return frame.length === SILENCE_FRAME.length && frame.equals(SILENCE_FRAME);
}
