/** One bucket together with those who wait for it, and what is remembered of the routes that lead to it. */
import { type Timer } from '../../util';
import { Bucket } from './bucket';
import { type Priority, STANDS_BACK_MS } from './priority';
import { type Permit } from './rate-limiter';
import { Place, WaitingLine } from './waiting-line';

/** What was learnt of a route; holds for all its major resources until one of them says otherwise. */
export class RouteMemory {
  hash: string | undefined = undefined;
  limit: number | undefined = undefined;
  windowMs: number | undefined = undefined;
  /** The line of each major resource. */
  readonly lines = new Map<string, Line>();

  constructor(readonly part: string) {}

  /** What a bucket is known by: parts of a route are followed apart even where Discord gives them one hash. */
  idOf(hash: string, major: string): string {
    return `${hash}${this.part && `:${this.part}`}/${major}`;
  }
}

/** One who waits. */
export class Waiter extends Place {
  onAbort: (() => void) | undefined = undefined;
  /** The moment by which it stands in line; see `priority.ts`. */
  readonly due: number;

  constructor(
    /** Counts the calls, so that two lines can be made one in the order of their calls. */
    readonly order: number,
    readonly memory: RouteMemory,
    readonly route: string,
    readonly exempt: boolean,
    readonly again: boolean,
    readonly priority: Priority,
    now: number,
    readonly deadline: number,
    readonly signal: AbortSignal | undefined,
    readonly resolve: (permit: Permit) => void,
    readonly reject: (error: Error) => void,
  ) {
    super();
    this.due = now + STANDS_BACK_MS[priority];
  }

  /** Ends the waiting on the side of the signal. */
  release(): void {
    if (this.onAbort) this.signal?.removeEventListener('abort', this.onAbort);
  }
}

/**
 * Exempt ones first, because the global limit may hold the others and must not hold them; then those who were let
 * through before; then by priority and the order of the calls.
 */
export function compareWaiters(a: Waiter, b: Waiter): number {
  return Number(b.exempt) - Number(a.exempt) || Number(b.again) - Number(a.again) || a.due - b.due || a.order - b.order;
}

export class Line {
  readonly waiters = new WaitingLine<Waiter>();
  readonly bucket: Bucket;
  /** Routes that lead here. */
  readonly memories = new Set<RouteMemory>();
  timer: Timer | undefined = undefined;
  timerAt = Infinity;
  /** What the timer is set for; `Infinity` while an answer is waited for. */
  waitsUntil: number | undefined = undefined;
  mergedInto: Line | undefined = undefined;
  /** The one for whom the line has a place among those who wait for the global limit. */
  claim: Waiter | undefined = undefined;
  /** Until when routes are held by limits beside the bucket; see `hidden-limit.ts`. */
  private holds: Map<RouteMemory, number> | undefined = undefined;

  constructor(
    readonly major: string,
    /** Discord’s name of the bucket; `undefined` until an answer told. */
    public hash: string | undefined,
    memory: RouteMemory,
  ) {
    this.bucket = new Bucket(memory.limit, memory.windowMs);
  }

  /** Puts one who comes into its place. */
  join(waiter: Waiter): void {
    // Those with a privilege look for their place from the front, the others from the back: either is a short way.
    if (waiter.exempt || waiter.again || waiter.priority === 'high') {
      this.waiters.insertBefore(waiter, (other) => compareWaiters(waiter, other) < 0);
    } else {
      this.waiters.insertBehind(waiter, (other) => compareWaiters(other, waiter) < 0);
    }
  }

  /** How many go before one of this kind that comes now; those who are held do not. */
  countAhead(exempt: boolean, again: boolean, priority: Priority, now: number): number {
    const due = now + STANDS_BACK_MS[priority];
    let ahead = 0;
    for (const other of this.waiters) {
      const goesFirst = other.exempt !== exempt ? exempt : other.again !== again ? again : due < other.due;
      if (goesFirst) break;
      if (this.heldUntil(other.memory) <= now) ahead += 1;
    }
    return ahead;
  }

  /** Nothing of a route starts before `until`, while the bucket goes on to serve others. */
  hold(memory: RouteMemory, until: number): void {
    this.holds ??= new Map();
    this.holds.set(memory, Math.max(until, this.holds.get(memory) ?? 0));
  }

  /** Until when a route is held; a moment in the past for not at all. */
  heldUntil(memory: RouteMemory): number {
    return this.holds?.get(memory) ?? 0;
  }

  /** Takes over the holds of a line: those of one route, or all. */
  takeHolds(from: Line, only?: RouteMemory): void {
    if (!from.holds) return;
    for (const [memory, until] of from.holds) {
      if (only && memory !== only) continue;
      this.hold(memory, until);
      from.holds.delete(memory);
    }
  }

  /** The first who waits for nothing but the bucket and the global limit. */
  firstFree(now: number): Waiter | undefined {
    const { holds } = this;
    if (!holds) return this.waiters.first;
    for (const [memory, until] of holds) if (until <= now) holds.delete(memory);
    if (holds.size === 0) this.holds = undefined;
    for (const waiter of this.waiters) if (!holds.has(waiter.memory)) return waiter;
    return undefined;
  }

  /** When the first of those who are held may be looked at again. */
  nextRelease(): number {
    let earliest = Infinity;
    for (const waiter of this.waiters) earliest = Math.min(earliest, this.heldUntil(waiter.memory));
    return earliest;
  }

  /** Whether forgetting it changes nothing. */
  isIdle(now: number): boolean {
    if (this.waiters.size > 0 || !this.bucket.isIdle(now)) return false;
    for (const until of this.holds?.values() ?? []) if (until > now) return false;
    return true;
  }

  disarm(): void {
    this.timer?.cancel();
    this.timer = undefined;
    this.timerAt = Infinity;
    this.waitsUntil = undefined;
  }
}

/** The line that took this one in, or itself. */
export function currentLine(line: Line): Line {
  let current = line;
  while (current.mergedInto) current = current.mergedInto;
  return current;
}
