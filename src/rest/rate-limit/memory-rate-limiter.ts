/**
 * The limiter of one process: follows every bucket it meets, the global limit, and blocks told by 429s.
 * A driver around two machines: `bucket.ts`, which opens with how Discord’s limits work, and `global-limit.ts`. What no
 * header tells of is in `hidden-limit.ts`, who goes first in `priority.ts`.
 */
import { abortReason, type Clock, systemClock, type Timer } from '../../util';
import { closedError, tooLongError } from '../errors/limit-errors';
import { GlobalLimit, type GlobalLimitOptions, type GlobalTicket } from './global-limit';
import { isHidden } from './hidden-limit';
import { type Refusal } from './outcome';
import { LineBook } from './line-book';
import { currentLine, type Line, type RouteMemory, Waiter } from './line';
import { type AcquireOptions, type LimitKey, type Permit, type PermitOutcome, type RateLimiter } from './rate-limiter';
import { Turns } from './turns';

export interface MemoryRateLimiterOptions {
  readonly clock?: Clock | undefined;
  /** The limit over all requests of the token. */
  readonly global?: GlobalLimitOptions | undefined;
}

export class MemoryRateLimiter implements RateLimiter, Disposable {
  private readonly clock: Clock;
  private readonly global: GlobalLimit;
  private readonly book = new LineBook();
  /** Lines whose bucket is free and who wait for the global limit, each in its turn. */
  private readonly starved = new Turns();
  private globalTimer: Timer | undefined = undefined;
  private globalTimerAt: number | undefined = undefined;
  /** Until when the proxy before Discord takes nothing at all. */
  private edgeUntil = 0;
  private calls = 0;
  private closed = false;
  private readonly endTurn = (): void => {
    this.global.turnOver(this.clock.now());
  };
  /** For all that comes once: opening a line for each would fill the memory with what nobody asks for again. */
  private readonly uncounted: Permit = Object.freeze({
    complete: ({ refusal }: PermitOutcome) => {
      if (refusal) this.blockAll(refusal, this.clock.now());
    },
    cancel: () => undefined,
  });

  constructor(options: MemoryRateLimiterOptions = {}) {
    this.clock = options.clock ?? systemClock;
    this.global = new GlobalLimit(options.global);
  }

  /** How many buckets are remembered. Those that are idle are forgotten as new ones come. */
  get bucketCount(): number {
    return this.book.size;
  }

  tryAcquire(key: LimitKey, { signal }: AcquireOptions): Permit | undefined {
    if (this.closed || signal?.aborted) return undefined;
    const now = this.clock.now();
    if (this.isUncounted(key, now)) return this.uncounted;
    const memory = this.book.memoryOf(key, now);
    const line = memory.lines.get(key.major) ?? this.book.openLine(memory, key.major, now);
    return this.mayPass(line, memory, key.exempt, now) ? this.grant(line, memory, key.exempt, now) : undefined;
  }

  acquire(key: LimitKey, options: AcquireOptions): Promise<Permit> {
    const { signal, deadline, again = false, priority = 'normal' } = options;
    const { exempt } = key;
    if (this.closed) return Promise.reject(closedError(key));
    if (signal?.aborted) return Promise.reject(abortReason(signal));
    const now = this.clock.now();
    if (this.isUncounted(key, now)) return Promise.resolve(this.uncounted);
    const memory = this.book.memoryOf(key, now);
    const line = memory.lines.get(key.major) ?? this.book.openLine(memory, key.major, now);
    if (this.mayPass(line, memory, exempt, now)) return Promise.resolve(this.grant(line, memory, exempt, now));
    const heldUntil = line.heldUntil(memory);
    const gate = Math.max(heldUntil, this.gateFor(exempt, now));
    let earliest = Math.max(gate, line.bucket.earliestFor(line.waiters.size, now));
    if (earliest > deadline && line.waiters.size > 0) {
      // Not all who wait go before it.
      earliest = Math.max(gate, line.bucket.earliestFor(line.countAhead(exempt, again, priority, now), now));
    }
    if (earliest > deadline && earliest !== Infinity) return Promise.reject(tooLongError(key.route, earliest - now));
    return new Promise((resolve, reject) => {
      const { route } = key;
      const order = this.calls++;
      const waiter = new Waiter(order, memory, route, exempt, again, priority, now, deadline, signal, resolve, reject);
      if (signal) this.listen(waiter, signal, key.major);
      line.join(waiter);
      if (heldUntil > now || line.firstFree(now) === waiter) this.pump(line, now);
      if (waiter.waiting && deadline < line.timerAt) this.rearm(line, now);
    });
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const line of this.book.lines()) {
      for (const waiter of line.waiters) this.refuse(line, waiter, closedError(waiter));
    }
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Called by a permit: its request was answered or lost. */
  finish(permit: MemoryPermit, outcome: PermitOutcome): void {
    const now = this.clock.now();
    const { report, refusal, status } = outcome;
    const { memory } = permit;
    if (!permit.exempt) this.global.seen(permit, now);
    if (refusal) this.blockAll(refusal, now);

    const before = currentLine(permit.line);
    const target = report?.bucket === undefined ? before : this.book.place(before, memory, report.bucket);
    const owner = currentLine(before);
    owner.bucket.ended(now);
    if (report) {
      const window = owner === permit.line && owner === target ? permit.window : target.bucket.window;
      target.bucket.learn(now, window, report);
    }
    if (!report || owner !== target) owner.bucket.guessEnd(now);
    if (refusal && (refusal.scope === 'user' || refusal.scope === 'shared')) {
      const until = now + refusal.retryAfterMs;
      if (isHidden(refusal, report)) this.hold(target, memory, until, now);
      else target.bucket.block(until);
    }
    // Success without a word about limits: the route has none.
    const isUnlimited = !report && status !== undefined && status >= 200 && status < 300;
    if (isUnlimited && target.bucket.limit === undefined) target.bucket.limit = Infinity;
    if (report || isUnlimited) for (const line of this.book.remember(memory, target)) this.pump(line, now);

    this.pump(owner, now);
    if (target !== owner) this.pump(target, now);
    if (this.starved.size > 0) this.pumpGlobal(now);
  }

  /** Called by a permit: its request was not sent. */
  takeBack(permit: MemoryPermit): void {
    const now = this.clock.now();
    const line = currentLine(permit.line);
    line.bucket.takeBack();
    if (!permit.exempt) this.global.takeBack(permit);
    this.pump(line, now);
    if (this.starved.size > 0) this.pumpGlobal(now);
  }

  private isUncounted({ once, exempt }: LimitKey, now: number): boolean {
    return once === true && exempt && this.isOpen(exempt, now);
  }

  /** What a refusal says about more than its own bucket. */
  private blockAll({ scope, retryAfterMs }: Refusal, now: number): void {
    if (scope === 'global') this.global.block(now + retryAfterMs, now);
    if (scope === 'edge') this.edgeUntil = Math.max(this.edgeUntil, now + retryAfterMs);
  }

  private hold(line: Line, memory: RouteMemory, until: number, now: number): void {
    if (until <= now) return;
    line.hold(memory, until);
    this.refuseLate(line, now, now);
  }

  /** Lets through as many of a line as may go now, and sets the timer for the rest. */
  private pump(line: Line, now: number): void {
    for (let head = line.firstFree(now); head; head = line.firstFree(now)) {
      const readyAt = line.bucket.readyAt(now);
      if (readyAt > now) {
        this.leaveStarved(line);
        this.arm(line, readyAt, now);
        return;
      }
      if (!this.isOpen(head.exempt, now)) {
        const gate = this.gateFor(head.exempt, now);
        // Exempt requests wait for the edge alone, so they need no turn at the global limit.
        if (head.exempt) this.arm(line, gate, now);
        else this.starve(line, head, gate, now);
        return;
      }
      this.letThrough(line, head, now);
    }
    this.rest(line, now);
  }

  private pumpGlobal(now: number): void {
    // A line that has more to send joins again at the end, and the loop comes to it in its turn.
    for (let line = this.starved.next(); line; line = this.starved.next()) {
      const gate = this.gateFor(false, now);
      if (gate > now) {
        this.armGlobal(gate);
        return;
      }
      this.starved.delete(line);
      const head = line.firstFree(now);
      const readyAt = line.bucket.readyAt(now);
      if (head && readyAt > now) {
        this.arm(line, readyAt, now);
        continue;
      }
      if (head) this.letThrough(line, head, now);
      const next = line.firstFree(now);
      if (next) this.starved.add(line, next);
      else this.rest(line, now);
    }
    this.quietGlobal();
  }

  private starve(line: Line, head: Waiter, gate: number, now: number): void {
    this.starved.add(line, head);
    this.refuseLate(line, gate, now);
    if (line.waiters.size === 0) return;
    this.arm(line, Infinity, now);
    this.armGlobal(gate);
  }

  /** Nobody of a line can go for now but by the end of a hold. */
  private rest(line: Line, now: number): void {
    this.calm(line);
    if (line.waiters.size > 0) this.arm(line, line.nextRelease(), now);
  }

  private grant(line: Line, memory: RouteMemory, exempt: boolean, now: number): Permit {
    line.bucket.start(now);
    const permit = new MemoryPermit(this, line, memory, exempt, line.bucket.window, now);
    if (!exempt && this.global.start(permit)) queueMicrotask(this.endTurn);
    return permit;
  }

  private letThrough(line: Line, waiter: Waiter, now: number): void {
    line.waiters.remove(waiter);
    waiter.release();
    waiter.resolve(this.grant(line, waiter.memory, waiter.exempt, now));
  }

  /** Whether a request may go at once, without overtaking anybody. */
  private mayPass(line: Line, memory: RouteMemory, exempt: boolean, now: number): boolean {
    if (line.waiters.size > 0 || line.bucket.readyAt(now) > now) return false;
    return line.heldUntil(memory) <= now && this.isOpen(exempt, now);
  }

  /** Whether a request may pass the limits that are not its bucket’s, without overtaking those who wait for them. */
  private isOpen(exempt: boolean, now: number): boolean {
    return this.gateFor(exempt, now) <= now && (exempt || this.starved.size === 0);
  }

  private gateFor(exempt: boolean, now: number): number {
    return exempt ? this.edgeUntil : Math.max(this.edgeUntil, this.global.readyAt(now));
  }

  /** Has the line looked at again at `at`; at `Infinity` an answer will do that, and the timer only keeps deadlines. */
  private arm(line: Line, at: number, now: number): void {
    if (line.timer && line.waitsUntil === at) return;
    line.disarm();
    this.refuseLate(line, at === Infinity ? now : at, now);
    if (line.waiters.size === 0) return;
    line.waitsUntil = at;
    let wakeAt = at;
    if (at === Infinity) for (const waiter of line.waiters) wakeAt = Math.min(wakeAt, waiter.deadline);
    if (wakeAt === Infinity) return;
    line.timerAt = wakeAt;
    line.timer = this.clock.setTimer(wakeAt - now, () => {
      line.disarm();
      const then = this.clock.now();
      this.refuseLate(line, then, then);
      this.pump(line, then);
    });
  }

  private rearm(line: Line, now: number): void {
    if (line.waitsUntil !== Infinity) return;
    line.disarm();
    this.arm(line, Infinity, now);
  }

  private armGlobal(at: number): void {
    if (this.globalTimer && this.globalTimerAt === at) return;
    this.quietGlobal();
    this.globalTimerAt = at;
    this.globalTimer = this.clock.setTimer(at - this.clock.now(), () => {
      this.globalTimer = undefined;
      this.pumpGlobal(this.clock.now());
    });
  }

  private quietGlobal(): void {
    this.globalTimer?.cancel();
    this.globalTimer = undefined;
  }

  /** Nobody waits in the line any more, so nothing of it may keep the process alive. */
  private calm(line: Line): void {
    line.disarm();
    this.leaveStarved(line);
  }

  private leaveStarved(line: Line): void {
    if (this.starved.delete(line) && this.starved.size === 0) this.quietGlobal();
  }

  private listen(waiter: Waiter, signal: AbortSignal, major: string): void {
    waiter.onAbort = () => {
      const line = waiter.memory.lines.get(major);
      if (line) this.refuse(line, waiter, abortReason(signal));
    };
    signal.addEventListener('abort', waiter.onAbort, { once: true });
  }

  /** Refuses those who would have to wait until `at` and cannot. */
  private refuseLate(line: Line, at: number, now: number): void {
    for (const waiter of line.waiters) {
      const earliest = Math.max(at, line.heldUntil(waiter.memory));
      if (waiter.deadline < earliest || waiter.deadline <= now) {
        this.refuse(line, waiter, tooLongError(waiter.route, earliest > now ? earliest - now : undefined));
      }
    }
  }

  private refuse(line: Line, waiter: Waiter, error: Error): void {
    if (!line.waiters.remove(waiter)) return;
    waiter.release();
    waiter.reject(error);
    if (line.waiters.size === 0) this.calm(line);
  }
}

/** A request that was let through; the global limit counts it by this object. */
class MemoryPermit implements Permit, GlobalTicket {
  isFresh = true;
  private settled = false;

  constructor(
    private readonly limiter: MemoryRateLimiter,
    readonly line: Line,
    readonly memory: RouteMemory,
    readonly exempt: boolean,
    readonly window: number,
    public startedAt: number,
  ) {}

  complete(outcome: PermitOutcome): void {
    if (this.settled) return;
    this.settled = true;
    this.limiter.finish(this, outcome);
  }

  cancel(): void {
    if (this.settled) return;
    this.settled = true;
    this.limiter.takeBack(this);
  }
}
