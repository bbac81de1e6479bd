/** Lines in which requests keep the order of their calls: one of a line is under way at a time, to its final outcome. */
import { abortReason, type Clock, type Timer } from '../../util';
import { Place, WaitingLine } from '../rate-limit/waiting-line';

export interface TurnOptions {
  readonly signal?: AbortSignal | undefined;
  /** Reading of the clock after which waiting makes no sense, in milliseconds. */
  readonly deadline: number;
  /** Makes the error of one who waited until the deadline. @param ahead those still before it. */
  readonly late: (ahead: number) => Error;
}

class Entrant extends Place {
  timer: Timer | undefined = undefined;
  onAbort: (() => void) | undefined = undefined;

  constructor(
    readonly options: TurnOptions,
    readonly resolve: () => void,
    readonly reject: (error: Error) => void,
  ) {
    super();
  }

  release(): void {
    this.timer?.cancel();
    if (this.onAbort) this.options.signal?.removeEventListener('abort', this.onAbort);
  }
}

export class Lanes {
  /** Lanes with somebody in them; the line holds those who wait behind the one whose turn it is. */
  private readonly lanes = new Map<string, WaitingLine<Entrant>>();

  constructor(private readonly clock: Clock) {}

  /** How many lanes are in use. */
  get size(): number {
    return this.lanes.size;
  }

  /** Takes the turn at once when the lane is free. When not, {@link wait} for it. */
  tryEnter(key: string): boolean {
    if (this.lanes.has(key)) return false;
    this.lanes.set(key, new WaitingLine());
    return true;
  }

  /** Resolves when it is this one’s turn. Whoever got the turn must {@link leave}, whatever happens. */
  wait(key: string, options: TurnOptions): Promise<void> {
    const line = this.lanes.get(key);
    if (!line) throw new Error(`the lane ${key} is free: enter it`);
    const { signal, deadline, late } = options;
    if (signal?.aborted) return Promise.reject(abortReason(signal));
    return new Promise((resolve, reject) => {
      const entrant = new Entrant(options, resolve, reject);
      const giveUp = (error: Error): void => {
        if (!line.remove(entrant)) return;
        entrant.release();
        reject(error);
      };
      line.push(entrant);
      entrant.timer = this.clock.setTimer(deadline - this.clock.now(), () => {
        giveUp(late(positionOf(line, entrant)));
      });
      if (!signal) return;
      entrant.onAbort = () => {
        giveUp(abortReason(signal));
      };
      signal.addEventListener('abort', entrant.onAbort, { once: true });
    });
  }

  /** Ends a turn; the next one has it. */
  leave(key: string): void {
    const line = this.lanes.get(key);
    for (let next = line?.first; line && next; next = line.first) {
      line.remove(next);
      next.release();
      if (this.clock.now() < next.options.deadline) {
        next.resolve();
        return;
      }
      // Its timer would have told it this very moment.
      next.reject(next.options.late(1));
    }
    this.lanes.delete(key);
  }

  /** Refuses all who wait. */
  close(error: () => Error): void {
    for (const line of this.lanes.values()) {
      for (const entrant of line) {
        line.remove(entrant);
        entrant.release();
        entrant.reject(error());
      }
    }
  }
}

/** How many are before one that waits, the one whose turn it is included. */
function positionOf(line: WaitingLine<Entrant>, entrant: Entrant): number {
  let ahead = 1;
  for (const other of line) {
    if (other === entrant) break;
    ahead += 1;
  }
  return ahead;
}
