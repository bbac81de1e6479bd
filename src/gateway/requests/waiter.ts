/** Somebody who waits for an answer: until it comes, the time is up, or a signal aborts. */
import { type Clock, deferred, type Timer } from '../../util';
import { GatewayError } from '../gateway-error';
import { type MemberPart } from './member-part';
import { type RequestAnswer } from './request-actions';

/** Timers hold no more. */
const LONGEST_TIMEOUT_MS = 86_400_000;

/** @throws {GatewayError} GATEWAY_INVALID_COMMAND */
export function checkTimeout(timeoutMs: number): number {
  if (timeoutMs > 0 && timeoutMs <= LONGEST_TIMEOUT_MS) return timeoutMs;
  throw new GatewayError({
    code: 'GATEWAY_INVALID_COMMAND',
    kind: 'invalid-command',
    message: `A request has the timeout ${String(timeoutMs)} ms.`,
    advice: 'use a number above 0, of at most a day.',
  });
}

export class Waiter {
  readonly answer: Promise<RequestAnswer>;
  private readonly outcome = deferred<RequestAnswer>();
  private release: () => void = () => undefined;

  constructor(private readonly onPart?: (part: MemberPart) => void) {
    this.answer = this.outcome.promise;
  }

  /** Whether the answer is wanted in one piece. */
  get keeps(): boolean {
    return this.onPart === undefined;
  }

  /** Begins to count. */
  watch(clock: Clock, timeoutMs: number, late: () => void, signal: AbortSignal | undefined, aborted: () => void): void {
    const timer: Timer = clock.setTimer(timeoutMs, late);
    signal?.addEventListener('abort', aborted, { once: true });
    this.release = () => {
      timer.cancel();
      signal?.removeEventListener('abort', aborted);
    };
  }

  part(part: MemberPart): void {
    this.onPart?.(part);
  }

  resolve(answer: RequestAnswer): void {
    this.release();
    this.outcome.resolve(answer);
  }

  reject(error: Error): void {
    this.release();
    this.outcome.reject(error);
  }
}
