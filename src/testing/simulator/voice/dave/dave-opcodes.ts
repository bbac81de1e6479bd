/** The opcodes of end-to-end encryption, and what clients send with them. */
import { MlsFormatError } from './mls-codec';

export const DAVE_OPCODES = {
  prepareTransition: 21,
  executeTransition: 22,
  transitionReady: 23,
  prepareEpoch: 24,
  externalSender: 25,
  keyPackage: 26,
  proposals: 27,
  commitWelcome: 28,
  announceCommit: 29,
  welcome: 30,
  invalidCommitWelcome: 31,
} as const;

export const LAST_TRANSITION_ID = 0xffff;

/** Of opcodes 23 and 31. Throws {@link MlsFormatError}. */
export function transitionIdIn(d: unknown): number {
  const id = typeof d === 'object' && d !== null ? (d as { transition_id?: unknown }).transition_id : undefined;
  if (typeof id !== 'number' || !Number.isInteger(id) || id < 0 || id > LAST_TRANSITION_ID) {
    throw new MlsFormatError('transition_id is a number of 16 bits');
  }
  return id;
}

/** Of opcodes 26 and 28. Throws {@link MlsFormatError}. */
export function bytesIn(payload: unknown): Buffer {
  if (!Buffer.isBuffer(payload)) throw new MlsFormatError('a binary frame was expected');
  return payload;
}
