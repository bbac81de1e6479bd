/** Sends a request until it has its final outcome: tries, and the waiting between them. */
import { setMaxListeners } from 'node:events';
import { type Clock, eitherSignal, sleep, untilAborted, withLimit } from '../../util';
import { closedError } from '../errors/limit-errors';
import { ownError, tooLateError } from '../errors/request-errors';
import { type RestError } from '../errors/rest-error';
import { type AcquireOptions, type LimitKey, type Permit, type RateLimiter } from '../rate-limit/rate-limiter';
import { type RestRequest } from '../request';
import { type RestResponse } from '../response';
import { TransportFailure } from '../transport/transport-failure';
import { decideRetry, type TryCounts } from './retry-policy';
import { type SingleTry } from './single-try';

/** What is told of what was done although its own answer never came: a deletion, the first answer to an interaction. */
const DONE: RestResponse = Object.freeze({ status: 204, headers: Object.freeze({}), body: undefined });

export interface SenderParts {
  readonly clock: Clock;
  readonly limiter: RateLimiter;
  readonly random: () => number;
  /** Repetitions after failures, 429s not counted. */
  readonly retries: number;
  readonly singleTry: SingleTry;
}

/** What went wrong with a request so far. Most requests never have one. */
class Failures implements TryCounts {
  refusals = 0;
  retries = 0;
  /** When the next try may begin, as a reading of the clock. */
  notBefore = 0;
  /** Whether a try may have done its work without telling. */
  isLost = false;
}

export class Sender {
  private readonly closing = new AbortController();

  constructor(private readonly parts: SenderParts) {
    // Each request that pauses listens.
    setMaxListeners(0, this.closing.signal);
  }

  /** Ends all pauses: nothing is repeated any more. */
  close(): void {
    this.closing.abort(closedError({ route: 'A request' }));
  }

  /** @param deadline reading of the clock by which everything has to be over, in milliseconds. */
  async send(request: RestRequest, deadline: number): Promise<RestResponse> {
    const { clock, limiter, singleTry } = this.parts;
    // Few parts of routes depend on the time of day.
    const key = request.limitKey(request.route.part ? clock.wallMs() : 0);
    let failures: Failures | undefined;
    for (;;) {
      singleTry.check(request);
      const again = failures !== undefined && failures.refusals > 0;
      const options = { signal: request.signal, deadline, again, priority: request.priority };
      const permit = limiter.tryAcquire?.(key, options) ?? (await this.acquire(request, key, options));
      const earlyMs = failures ? failures.notBefore - clock.now() : 0;
      if (earlyMs > 0) {
        // A limiter of yours may let through what a 429 told to wait.
        permit.cancel();
        await this.pause(request, earlyMs);
        continue;
      }
      try {
        return await singleTry.run(request, permit, deadline);
      } catch (thrown) {
        failures ??= new Failures();
        if (await this.isDoneDespite(thrown as RestError, request, failures, deadline)) return DONE;
      }
    }
  }

  private async acquire(request: RestRequest, key: LimitKey, options: AcquireOptions): Promise<Permit> {
    try {
      return await this.parts.limiter.acquire(key, options);
    } catch (thrown) {
      throw ownError(request, thrown);
    }
  }

  /**
   * Gets ready for the next try after one that failed, or throws when there is none. `true` when the failure shows that
   * an earlier try did the work.
   */
  private async isDoneDespite(
    error: RestError,
    request: RestRequest,
    failures: Failures,
    deadline: number,
  ): Promise<boolean> {
    if (failures.isLost && isDone(request, error)) return true;
    failures.isLost ||= mayBeDone(error);
    const decision = decideRetry(error, failures, this.parts);
    if (decision.action === 'give-up') throw error;
    failures.notBefore = this.parts.clock.now() + decision.afterMs;
    // No use in waiting for a try that could not begin in time.
    if (failures.notBefore >= deadline) throw error;
    if (decision.action === 'refused') {
      failures.refusals += 1;
    } else {
      failures.retries += 1;
      await this.pauseAfter(request, error, decision.afterMs);
    }
    return false;
  }

  /**
   * Looks at the files of a request, which may lie where nobody answers.
   * @param deadline reading of the clock, in milliseconds.
   */
  async measureFiles(request: RestRequest, deadline: number): Promise<void> {
    const { clock } = this.parts;
    const { signal, release } = eitherSignal(request.signal, this.closing.signal);
    const measuring = untilAborted(request.measureFiles(), signal);
    try {
      await withLimit(clock, measuring, deadline - clock.now(), () => tooLateError(request));
    } catch (thrown) {
      throw signal.aborted ? ownError(request, signal.reason) : thrown;
    } finally {
      release();
    }
  }

  /** Pauses after a failure. When there will be no repetition, the failure is what the caller has to know. */
  private async pauseAfter(request: RestRequest, failure: RestError, delayMs: number): Promise<void> {
    try {
      await this.pause(request, delayMs);
    } catch (thrown) {
      throw (thrown as RestError).kind === 'closed' ? failure : thrown;
    }
  }

  private async pause(request: RestRequest, delayMs: number): Promise<void> {
    const { signal, release } = eitherSignal(request.signal, this.closing.signal);
    try {
      await sleep(this.parts.clock, delayMs, { signal });
    } catch (thrown) {
      throw ownError(request, thrown);
    } finally {
      release();
    }
  }
}

/** With these the proxy before Discord says that it passed the request on, and got no answer that it could use. */
const LOST_BEHIND_PROXY: readonly (number | undefined)[] = [502, 504, 520, 524];

/** Whether Discord may have done it although no answer says so. */
function mayBeDone({ kind, cause, status }: RestError): boolean {
  if (kind === 'network') return !(cause instanceof TransportFailure && !cause.sent);
  return kind === 'timeout' || kind === 'invalid-body' || LOST_BEHIND_PROXY.includes(status);
}

/** Whether a refusal says that there is nothing left to do; not so when the path itself is unknown, which has code 0. */
function isDone({ method, route }: RestRequest, { status, discordCode }: RestError): boolean {
  if (discordCode === undefined || discordCode === 0) return false;
  return (method === 'DELETE' && status === 404) || discordCode === route.doneCode;
}
