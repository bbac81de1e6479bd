/**
 * A timer for what has not come in time. After a process was blocked, its timers fire before its sockets are read: whatever they
 * would call missing may lie there. So one that is much too late lets them be read first.
 */
import { type Clock, type Timer } from '../../util';

/** Later than that is no usual lateness. */
const BLOCKED_MS = 50;
/** For sockets to be read. */
const READING_MS = 20;

/** One time at a time. It does not keep the process alive. */
export class PatientTimer {
  private timer: Timer | undefined;
  private atMs = Infinity;
  private isPatient = true;

  constructor(
    private readonly clock: Clock,
    private readonly callback: () => void,
  ) {}

  /** When it is due; `Infinity` while it is not set. */
  get dueAtMs(): number {
    return this.atMs;
  }

  set(dueAtMs: number): void {
    this.cancel();
    this.atMs = dueAtMs;
    this.isPatient = true;
    this.arm(dueAtMs - this.clock.now());
  }

  cancel(): void {
    this.timer?.cancel();
    this.timer = undefined;
    this.atMs = Infinity;
  }

  private arm(inMs: number): void {
    this.timer = this.clock.setTimer(inMs, this.fire, { keepAlive: false });
  }

  private readonly fire = (): void => {
    if (this.isPatient && this.clock.now() - this.atMs > BLOCKED_MS) {
      this.isPatient = false;
      this.arm(READING_MS);
      return;
    }
    this.timer = undefined;
    this.atMs = Infinity;
    this.callback();
  };
}
