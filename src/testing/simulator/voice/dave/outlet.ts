/** The way from the delivery service to one participant: in order, and with the faults that were asked for it. */
import { type Clock, type Timer } from '../../../../util';
import { type Participant } from '../participant';

/** What of a participant's frames can be damaged. */
export type Corruptible = 'external-sender' | 'proposals' | 'commit' | 'welcome';

const KINDS: Readonly<Record<number, Corruptible>> = {
  25: 'external-sender',
  27: 'proposals',
  29: 'commit',
  30: 'welcome',
};

export class Outlet {
  /** How late everything is told. What is already under way keeps its time. */
  delayMs = 0;
  private readonly corruptions = new Map<Corruptible, number>();
  private readonly underWay: (() => void)[] = [];
  private readonly timers = new Set<Timer>();
  private lastDueMs = 0;
  private isClosed = false;

  constructor(
    readonly participant: Participant,
    private readonly clock: Clock,
  ) {}

  get closed(): boolean {
    return this.isClosed;
  }

  tell(op: number, d: unknown): void {
    this.send(() => {
      this.participant.tell(op, d);
    });
  }

  tellBinary(op: number, payload: Buffer): void {
    const bytes = this.damaged(op, payload);
    this.send(() => {
      this.participant.tellBinary(op, bytes);
    });
  }

  /** The next `times` frames of this kind arrive with one bit wrong, at their end: in a signature, a tag or a ciphertext. */
  corruptNext(kind: Corruptible, times: number): void {
    this.corruptions.set(kind, (this.corruptions.get(kind) ?? 0) + times);
  }

  /** What is still under way is dropped. */
  close(): void {
    this.isClosed = true;
    for (const timer of this.timers) timer.cancel();
    this.timers.clear();
    this.underWay.length = 0;
  }

  private damaged(op: number, payload: Buffer): Buffer {
    const kind = KINDS[op];
    const left = kind && this.corruptions.get(kind);
    // A revocation has no signature: damage is kept for what appends.
    if (!kind || !left || (op === 27 && payload[0] !== 0)) return payload;
    this.corruptions.set(kind, left - 1);
    const bytes = Buffer.from(payload);
    const last = bytes.length - 1;
    bytes[last] = (bytes[last] ?? 0) ^ 1;
    return bytes;
  }

  private send(deliver: () => void): void {
    if (this.isClosed) return;
    if (this.delayMs <= 0 && this.underWay.length === 0) {
      deliver();
      return;
    }
    // Never before what was told earlier, also when the delay has become shorter since.
    this.lastDueMs = Math.max(this.lastDueMs, this.clock.now() + this.delayMs);
    this.underWay.push(deliver);
    const timer = this.clock.setTimer(
      this.lastDueMs - this.clock.now(),
      () => {
        this.timers.delete(timer);
        this.underWay.shift()?.();
      },
      { keepAlive: false },
    );
    this.timers.add(timer);
  }
}
