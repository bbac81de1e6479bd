/** Packets of nobody: the word of whose ssrc it is takes another way than the audio, and may come after it. */
import { type Clock } from '../../util';
import { type RtpPacket } from '../transport/rtp';
import { PatientTimer } from './patient-timer';

/** How long they wait. */
const WAIT_MS = 500;
/** How many wait at most, of all speakers: half a second of ten of them. */
const MOST = 256;

export interface UnclaimedPacket {
  readonly header: RtpPacket;
  readonly frame: Buffer;
  readonly arrivedAtMs: number;
}

export class UnclaimedPackets {
  /** How many were never claimed. */
  unknown = 0;
  private waiting: UnclaimedPacket[] = [];
  private readonly timer: PatientTimer;

  constructor(private readonly clock: Clock) {
    this.timer = new PatientTimer(clock, () => {
      this.expire();
    });
  }

  add(packet: UnclaimedPacket): void {
    this.waiting.push(packet);
    if (this.waiting.length > MOST) {
      this.waiting.shift();
      this.unknown += 1;
    }
    this.arm();
  }

  /** Gives those away, in the order of their arrival, whose speaker is known by now. */
  claim(take: (packet: UnclaimedPacket) => boolean): void {
    if (this.waiting.length === 0) return;
    this.waiting = this.waiting.filter((packet) => !take(packet));
  }

  close(): void {
    this.timer.cancel();
    this.unknown += this.waiting.length;
    this.waiting = [];
  }

  private arm(): void {
    const [oldest] = this.waiting;
    if (oldest && this.timer.dueAtMs === Infinity) this.timer.set(oldest.arrivedAtMs + WAIT_MS);
  }

  private expire(): void {
    const nowMs = this.clock.now();
    const left = this.waiting.filter(({ arrivedAtMs }) => nowMs - arrivedAtMs < WAIT_MS);
    this.unknown += this.waiting.length - left.length;
    this.waiting = left;
    this.arm();
  }
}
