/** What the wire says of somebody's audio: whether numbers follow each other, and how long there was none. */
import { type SentPacket } from '../../../src/testing/simulator';

export interface WireAccount {
  /** Sequence numbers that do not follow the one before. */
  readonly wrongSequences: number;
  /** Timestamps that do not move on by whole frames. */
  readonly wrongTimestamps: number;
  /** How far timestamps are from the time that passed between the first and the last packet, in milliseconds. */
  readonly driftMs: number;
  /** The longest time without a packet, in milliseconds. */
  readonly longestGapMs: number;
}

const FRAME_SAMPLES = 960;
const SAMPLES_PER_MS = 48;

export function readWire(packets: readonly SentPacket[]): WireAccount {
  const account = { wrongSequences: 0, wrongTimestamps: 0, longestGapMs: 0 };
  let [samples, passedMs] = [0, 0];
  packets.slice(1).forEach((packet, index) => {
    const before = packets[index] as SentPacket;
    const gapMs = packet.arrivedAtMs - before.arrivedAtMs;
    const step = (packet.timestamp - before.timestamp) | 0;
    if (packet.sequence !== ((before.sequence + 1) & 0xffff)) account.wrongSequences += 1;
    if (step <= 0 || step % FRAME_SAMPLES !== 0) account.wrongTimestamps += 1;
    account.longestGapMs = Math.max(account.longestGapMs, gapMs);
    samples += step;
    passedMs += gapMs;
  });
  return { ...account, driftMs: Math.abs(passedMs - samples / SAMPLES_PER_MS) };
}
