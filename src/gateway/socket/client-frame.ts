/** Frames as a client sends them: in one piece, and masked. https://www.rfc-editor.org/rfc/rfc6455#section-5.3 */
import { randomBytes } from 'node:crypto';

const FIN = 0x80;
const MASKED = 0x80;
const MASK_BYTES = 4;

export function clientFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const lengthBytes = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const start = 2 + lengthBytes + MASK_BYTES;
  const frame = Buffer.allocUnsafe(start + length);
  frame[0] = FIN | opcode;
  frame[1] = MASKED | (lengthBytes === 0 ? length : lengthBytes === 2 ? 126 : 127);
  if (lengthBytes === 2) frame.writeUInt16BE(length, 2);
  if (lengthBytes === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  const mask = randomBytes(MASK_BYTES);
  mask.copy(frame, start - MASK_BYTES);
  for (let i = 0; i < length; i++) frame[start + i] = (payload[i] as number) ^ (mask[i % MASK_BYTES] as number);
  return frame;
}

/** What a close frame says; nothing at all without a code. A reason that is too long for it is cut. */
export function closePayload(code: number | undefined, reason = ''): Buffer {
  if (code === undefined) return Buffer.alloc(0);
  const text = Buffer.from(reason).subarray(0, LONGEST_REASON_BYTES);
  const payload = Buffer.allocUnsafe(2 + text.length);
  payload.writeUInt16BE(code, 0);
  text.copy(payload, 2);
  return payload;
}

const LONGEST_REASON_BYTES = 123;
