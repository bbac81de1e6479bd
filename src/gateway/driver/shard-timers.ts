/** A shard's timers by name, and the patience that a busy program needs. */
import { type Clock, type Timer } from '../../util';
import { type TimerName } from '../protocol/shard-state';

/** Something that delivers: how often it has. */
export interface Delivering {
  readonly received: number;
}

/** Turns of the event loop in which nothing arrives before a late answer counts as missing. */
const QUIET_TURNS = 2;

export class ShardTimers {
  private readonly timers = new Map<TimerName, Timer>();

  /**
   * @param drainMs how long a socket that goes on delivering is read before a deadline or a judgement takes place.
   * @param source what is connected at the moment.
   */
  constructor(
    private readonly clock: Clock,
    private readonly drainMs: number,
    private readonly source: () => Delivering | undefined,
  ) {}

  /** Sets a timer in the place of the one of that name. A deadline waits until what has arrived is read. */
  set(name: TimerName, delayMs: number, fire: () => void): void {
    this.clear(name);
    const timer = this.clock.setTimer(delayMs, () => {
      const fireIfStillSet = (): void => {
        if (this.timers.get(name) !== timer) return;
        this.timers.delete(name);
        fire();
      };
      // The answer that is missing may lie unread in the socket while the program was busy.
      if (name === 'deadline') this.afterReading(fireIfStillSet);
      else fireIfStillSet();
    });
    this.timers.set(name, timer);
  }

  clear(name: TimerName): void {
    this.timers.get(name)?.cancel();
    this.timers.delete(name);
  }

  /**
   * Calls back when what the socket holds has been read: after turns of the event loop in which nothing arrived. If the
   * connection changes meanwhile, the question has no object any more.
   */
  afterReading(then: () => void): void {
    const connection = this.source();
    const untilMs = this.clock.now() + this.drainMs;
    let seen = connection?.received;
    let quietTurns = 0;
    const turn = (): void => {
      if (connection !== this.source()) return;
      quietTurns = connection?.received === seen ? quietTurns + 1 : 0;
      seen = connection?.received;
      if (quietTurns >= QUIET_TURNS || this.clock.now() >= untilMs) then();
      else setImmediate(turn);
    };
    setImmediate(turn);
  }
}
