/** Commands that wait for their shard: for READY, then for room under the rate limit, in the order of the calls. */
import { abortReason, asError, type Clock, type Deferred, deferred, type Timer } from '../../util';
import { GatewayError } from '../gateway-error';
import { type CommandLimiter } from './command-limiter';

/** Where commands leave. */
export interface CommandOutlet {
  readonly limiter: CommandLimiter;
  /** Hands a text to the socket; `done` is told when it is written, or that it was not. */
  send(text: string, done: (error?: Error) => void): void;
}

export interface CommandWait {
  readonly signal?: AbortSignal | undefined;
}

interface Waiting {
  readonly text: string;
  /** Counts the calls. */
  readonly order: number;
  readonly sinceMs: number;
  readonly outcome: Deferred<void>;
  /** Ends the wait's timer and listener. */
  readonly release: () => void;
  /** When the socket was given it. */
  leftAtMs: number | undefined;
  settled: boolean;
}

export class CommandQueue {
  private readonly waiting: Waiting[] = [];
  /** Handed to a socket that has not said yet what became of them. */
  private readonly leaving = new Set<Waiting>();
  private outlet: CommandOutlet | undefined;
  private pumpTimer: Timer | undefined;
  private closedWith: GatewayError | undefined;
  private nextOrder = 0;

  constructor(
    private readonly clock: Clock,
    private readonly limitMs: number,
    private readonly shardId: number,
  ) {}

  /** How many commands wait. */
  get size(): number {
    return this.waiting.length;
  }

  /** Since when the oldest of them waits. */
  get waitingSinceMs(): number | undefined {
    return this.waiting[0]?.sinceMs;
  }

  /** Since when the socket has the oldest command that it has not written. */
  get writingSinceMs(): number | undefined {
    const [first] = this.leaving;
    return first?.leftAtMs;
  }

  /**
   * Resolves when the text is written to the socket.
   * @throws {GatewayError} GATEWAY_NOT_READY at the limit, GATEWAY_ABORTED, GATEWAY_CLOSED.
   */
  push(text: string, options: CommandWait = {}): Promise<void> {
    const { signal } = options;
    if (this.closedWith) return Promise.reject(this.closedWith);
    if (signal?.aborted) return Promise.reject(this.aborted(signal));
    const outcome = deferred();
    const onAbort = (): void => {
      this.settle(entry, this.aborted(signal as AbortSignal));
    };
    const timer = this.clock.setTimer(this.limitMs, () => {
      this.settle(entry, this.expired());
    });
    signal?.addEventListener('abort', onAbort, { once: true });
    const entry: Waiting = {
      text,
      order: this.nextOrder++,
      sinceMs: this.clock.now(),
      outcome,
      release: () => {
        timer.cancel();
        signal?.removeEventListener('abort', onAbort);
      },
      leftAtMs: undefined,
      settled: false,
    };
    this.waiting.push(entry);
    this.pump();
    return outcome.promise;
  }

  /** The shard is ready: what waits may leave through `outlet`. */
  open(outlet: CommandOutlet): void {
    this.outlet = outlet;
    this.pump();
  }

  /** The shard is not ready any more: everything waits. */
  pause(): void {
    this.outlet = undefined;
    this.pumpTimer?.cancel();
    this.pumpTimer = undefined;
  }

  /** The shard has ended: what waits, and what is pushed later, is refused. */
  close(error: GatewayError): void {
    this.pause();
    this.closedWith = error;
    for (const entry of [...this.waiting, ...this.leaving]) this.settle(entry, error);
  }

  private pump(): void {
    const { outlet } = this;
    if (!outlet || this.pumpTimer) return;
    for (let entry = this.waiting[0]; entry; entry = this.waiting[0]) {
      if (!outlet.limiter.take(this.clock.now())) {
        this.pumpTimer = this.clock.setTimer(Math.max(1, outlet.limiter.waitMs(this.clock.now())), () => {
          this.pumpTimer = undefined;
          this.pump();
        });
        return;
      }
      this.waiting.shift();
      this.transmit(outlet, entry);
    }
  }

  private transmit(outlet: CommandOutlet, entry: Waiting): void {
    this.leaving.add(entry);
    entry.leftAtMs = this.clock.now();
    outlet.send(entry.text, (error) => {
      if (entry.settled) return;
      this.leaving.delete(entry);
      // The socket died under it: it was not sent, so it waits for the next one, before what came later.
      if (error) this.putBack(entry, outlet);
      else this.settle(entry, undefined);
    });
  }

  private putBack(entry: Waiting, from: CommandOutlet): void {
    const later = this.waiting.findIndex((other) => other.order > entry.order);
    this.waiting.splice(later < 0 ? this.waiting.length : later, 0, entry);
    // The next socket may be there already, and nobody else would look; the one that died takes nothing more.
    if (this.outlet !== from) this.pump();
  }

  private settle(entry: Waiting, error: GatewayError | undefined): void {
    if (entry.settled) return;
    entry.settled = true;
    entry.release();
    this.leaving.delete(entry);
    const at = this.waiting.indexOf(entry);
    if (at >= 0) this.waiting.splice(at, 1);
    if (error) entry.outcome.reject(error);
    else entry.outcome.resolve();
  }

  private expired(): GatewayError {
    const why = this.outlet ? 'the rate limit left no room for it' : 'the shard was not ready';
    return new GatewayError({
      code: 'GATEWAY_NOT_READY',
      kind: 'not-ready',
      message: `A command to shard ${this.shardId} was not sent within ${this.limitMs} ms: ${why}.`,
      advice: this.outlet
        ? 'send fewer commands: a connection may send 120 in 60 seconds.'
        : 'look at health() for the reason.',
      context: { shardId: this.shardId, limitMs: this.limitMs },
      mayRetry: true,
    });
  }

  private aborted(signal: AbortSignal): GatewayError {
    return new GatewayError({
      code: 'GATEWAY_ABORTED',
      kind: 'aborted',
      message: `A command to shard ${this.shardId} was given up before it was sent.`,
      cause: asError(abortReason(signal)),
      mayRetry: true,
    });
  }
}
