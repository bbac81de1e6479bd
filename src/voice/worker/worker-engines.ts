/** Calls that work in workers: the engines of one bot. */
import { type Clock } from '../../util';
import { type CallEngine, type CallEngineOptions, type CallEngines } from '../call/call-engine';
import { type ResolvedVoiceOptions } from '../voice-clients-options';
import { type ToWorker } from './messages';
import { RemoteCall } from './remote-call';
import { type PoolUser, type WorkerPool } from './worker-pool';

export interface WorkerEnginesOptions extends Pick<
  ResolvedVoiceOptions,
  'link' | 'clock' | 'logger' | 'random' | 'limits' | 'secure'
> {
  readonly pool: WorkerPool;
}

interface Booking {
  readonly guildId: string;
  readonly mainSessionId: string | undefined;
  readonly atMs: number;
}

/** As long as an opcode 4 counts. */
const BOOKED_MS = 60_000;
/** Between two looks at the sessions of the shards. */
const SESSION_MS = 500;

let bots = 0;
let calls = 0;

export class WorkerEngines implements CallEngines, PoolUser {
  private readonly bot: number;
  private readonly calls = new Set<RemoteCall>();
  private bookings: Booking[] = [];
  private watch: ReturnType<Clock['setTimer']> | undefined;
  private isClosed = false;

  constructor(private readonly options: WorkerEnginesOptions) {
    bots += 1;
    this.bot = bots;
    options.pool.enter(this);
  }

  load(): Promise<void> {
    return this.options.pool.load();
  }

  make(engine: CallEngineOptions): CallEngine {
    const { pool, link, clock, random, secure, limits } = this.options;
    calls += 1;
    const call = new RemoteCall({
      ...{ link, clock, random, secure, limits, engine, bot: this.bot, number: calls },
      booked: (from, mainSessionId) => {
        this.book(from, engine, mainSessionId);
      },
      gone: (over) => {
        this.calls.delete(over);
        pool.detach(over);
      },
    });
    this.calls.add(call);
    pool.attach(call, this);
    this.watchSessions();
    return call;
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    this.watch?.cancel();
    for (const call of [...this.calls]) call.drop();
    await this.options.pool.leave(this);
  }

  // --- what the pool calls

  log(level: 'info' | 'warn' | 'error', message: string, fields: Readonly<Record<string, unknown>>): void {
    this.options.logger[level](message, fields);
  }

  greet(post: (message: ToWorker) => void, shiftMs: number): void {
    this.forget();
    for (const booking of this.bookings) post(this.told(booking, shiftMs));
  }

  /** The budget of a bot counts over all its calls, wherever they work. */
  private book(call: RemoteCall, { guildId, budget }: CallEngineOptions, mainSessionId: string | undefined): void {
    const atMs = this.options.clock.now();
    const booking = { guildId, mainSessionId, atMs };
    budget.book(guildId, mainSessionId, atMs);
    this.forget();
    this.bookings.push(booking);
    this.options.pool.broadcast(this, call, (shiftMs) => this.told(booking, shiftMs));
  }

  private forget(): void {
    const sinceMs = this.options.clock.now() - BOOKED_MS;
    this.bookings = this.bookings.filter(({ atMs }) => atMs > sinceMs);
  }

  private told({ atMs, ...booking }: Booking, shiftMs: number): ToWorker {
    return { to: 'worker', type: 'booked', bot: this.bot, ...booking, atMs: atMs - shiftMs };
  }

  private watchSessions(): void {
    this.watch ??= this.options.clock.setTimer(
      SESSION_MS,
      () => {
        this.watch = undefined;
        for (const call of this.calls) call.lookAtSession();
        if (this.calls.size > 0 && !this.isClosed) this.watchSessions();
      },
      { keepAlive: false },
    );
  }
}
