/** One bucket together with those who wait for it, and what is remembered of the routes that lead to it. */
import { type Timer } from '../../util';
import { Bucket } from './bucket';
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

  constructor(
    /** Counts the calls, so that two lines can be made one in the order of their calls. */
    readonly order: number,
    readonly memory: RouteMemory,
    readonly route: string,
    readonly exempt: boolean,
    readonly again: boolean,
    readonly deadline: number,
    readonly signal: AbortSignal | undefined,
    readonly resolve: (permit: Permit) => void,
    readonly reject: (error: Error) => void,
  ) {
    super();
  }

  /** Ends the waiting on the side of the signal. */
  release(): void {
    if (this.onAbort) this.signal?.removeEventListener('abort', this.onAbort);
  }
}

/** Those who were let through before come first, then in the order of the calls. */
export function compareWaiters(a: Waiter, b: Waiter): number {
  return Number(b.again) - Number(a.again) || a.order - b.order;
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

  constructor(
    readonly major: string,
    /** Discord’s name of the bucket; `undefined` until an answer told. */
    public hash: string | undefined,
    memory: RouteMemory,
  ) {
    this.bucket = new Bucket(memory.limit, memory.windowMs);
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
