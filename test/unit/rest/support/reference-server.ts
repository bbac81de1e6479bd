/** A small honest Discord for the limiter’s property tests: buckets with windows, a global limit, and a link with delay. */
import { type LimitKey, type LimitReport, type Permit, type Priority, type RateLimiter } from 'corduroy/rest';
import { type ManualClock } from 'corduroy/util';

/** How a request goes: delays on the way there and back, and what becomes of it. */
export interface Journey {
  readonly key: LimitKey;
  /** When it is asked for, in milliseconds. */
  readonly atMs: number;
  readonly thereMs: number;
  readonly backMs: number;
  /** `hidden`: refused by a limit that the headers do not tell of, for longer than the window. */
  readonly fate: 'answered' | 'lost' | 'unsaid' | 'not-sent' | 'hidden';
  readonly priority?: Priority | undefined;
  /** When its caller gives up waiting, after asking; `undefined` for never. */
  readonly givesUpAfterMs?: number | undefined;
  readonly deadlineMs: number;
}

/** Limits of the server, by route. */
export type ServerLimits = Readonly<
  Record<string, { readonly hash: string; readonly limit: number; readonly windowMs: number }>
>;

export interface Trace {
  readonly journey: Journey;
  readonly number: number;
  grantedAt?: number;
  ended?: 'permit' | 'refused' | 'aborted';
  refusedBy?: string;
}

/** How much longer than the window a hidden limit holds. */
const HIDDEN_WAIT_MS = 4_000;

export class ReferenceServer {
  readonly traces: Trace[] = [];
  /** What the server would have answered with 429. */
  readonly violations: string[] = [];
  private readonly windows = new Map<string, { endsAt: number; count: number }>();
  private readonly globalStarts: number[] = [];
  /** Until when routes were told to wait, by route and resource. */
  private readonly holds = new Map<string, { readonly toldAt: number; readonly until: number }>();

  constructor(
    private readonly clock: ManualClock,
    private readonly limiter: RateLimiter,
    private readonly limits: ServerLimits,
    private readonly globalLimit = Infinity,
  ) {}

  /** Plays all journeys, and returns when nothing more can happen. */
  async play(journeys: readonly Journey[], forMs: number): Promise<void> {
    journeys.forEach((journey, number) => {
      this.clock.setTimer(journey.atMs, () => {
        this.ask({ journey, number });
      });
    });
    await this.clock.advance(forMs);
  }

  private ask(trace: Trace): void {
    this.traces.push(trace);
    const { journey } = trace;
    const controller = new AbortController();
    if (journey.givesUpAfterMs !== undefined) {
      this.clock.setTimer(journey.givesUpAfterMs, () => {
        controller.abort(new Error('enough'));
      });
    }
    const deadline = this.clock.now() + journey.deadlineMs;
    const { key, priority } = journey;
    this.limiter.acquire(key, { signal: controller.signal, deadline, priority }).then(
      (permit) => {
        trace.ended = 'permit';
        trace.grantedAt = this.clock.now();
        const hold = this.holds.get(`${key.route}/${key.major}`);
        // Those that were let through together with the one that was refused could not know.
        if (hold && trace.grantedAt > hold.toldAt && trace.grantedAt < hold.until) {
          this.violations.push(`${key.route}/${key.major}: let through at ${trace.grantedAt} although it was to wait`);
        }
        this.travel(trace, permit);
      },
      (error: unknown) => {
        trace.ended = controller.signal.aborted ? 'aborted' : 'refused';
        trace.refusedBy = (error as { kind?: string }).kind;
      },
    );
  }

  private travel({ journey }: Trace, permit: Permit): void {
    if (journey.fate === 'not-sent') {
      this.later(journey.thereMs, () => {
        permit.cancel();
      });
      return;
    }
    this.later(journey.thereMs, () => {
      const report = this.receive(journey.key);
      this.later(journey.backMs, () => {
        if (journey.fate === 'lost') permit.complete({ status: undefined });
        else if (journey.fate === 'unsaid') permit.complete({ status: 502 });
        else if (journey.fate === 'hidden') this.refuse(journey.key, report, permit);
        else permit.complete({ status: 200, report: { ...report, resetAfterMs: report.resetAfterMs } });
      });
    });
  }

  private refuse({ route, major }: LimitKey, report: LimitReport, permit: Permit): void {
    const retryAfterMs = report.resetAfterMs + HIDDEN_WAIT_MS;
    const toldAt = this.clock.now();
    const until = Math.max(toldAt + retryAfterMs, this.holds.get(`${route}/${major}`)?.until ?? 0);
    this.holds.set(`${route}/${major}`, { toldAt, until });
    permit.complete({ status: 429, report, refusal: { scope: 'user', retryAfterMs } });
  }

  /** A delay of nothing is nothing: an answer that takes no time is there at once. */
  private later(delayMs: number, callback: () => void): void {
    if (delayMs === 0) callback();
    else this.clock.setTimer(delayMs, callback);
  }

  private receive(key: LimitKey): LimitReport {
    const now = this.clock.now();
    const { hash, limit, windowMs } = this.limits[key.route]!;
    const id = `${hash}/${key.major}`;
    let window = this.windows.get(id);
    if (!window || now >= window.endsAt) this.windows.set(id, (window = { endsAt: now + windowMs, count: 0 }));
    window.count += 1;
    if (window.count > limit) this.violations.push(`${id}: ${window.count} of ${limit} at ${now}`);
    if (!key.exempt) {
      this.globalStarts.push(now);
      const recent = this.globalStarts.filter((start) => start > now - 1_000).length;
      if (recent > this.globalLimit) this.violations.push(`global: ${recent} at ${now}`);
    }
    return { bucket: hash, limit, remaining: Math.max(0, limit - window.count), resetAfterMs: window.endsAt - now };
  }
}
