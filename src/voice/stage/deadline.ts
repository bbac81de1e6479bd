/** Work that is given up when its time is over, or by its caller. */
import { asError, type Clock, eitherSignal, untilAborted } from '../../util';
import { badLimit } from './stage-errors';

export interface DeadlineOptions {
  readonly clock: Clock;
  readonly limitMs: number;
  readonly signal: AbortSignal | undefined;
  /** What the work rejects with when its time is over, as far as it has come by then. */
  readonly late: () => Error;
  /** The same for the caller's signal, with its reason. */
  readonly aborted: (reason: unknown) => Error;
  /** What any other failure is called. */
  readonly failed: (error: unknown) => Error;
}

/** @throws {VoiceError} (rejects) VOICE_INVALID_OPTIONS for a limit that is none, else what the options make. */
export async function withinDeadline(
  options: DeadlineOptions,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { clock, limitMs, signal } = options;
  if (typeof limitMs !== 'number' || !(limitMs > 0) || !Number.isFinite(limitMs)) throw badLimit(limitMs);
  if (signal?.aborted) throw options.aborted(signal.reason);
  const limit = new AbortController();
  const timer = clock.setTimer(limitMs, () => {
    limit.abort(options.late());
  });
  const both = eitherSignal(signal, limit.signal);
  try {
    await untilAborted(work(both.signal), both.signal);
  } catch (error) {
    // Either of them ends the work by the same signal, so the failure itself does not tell.
    if (limit.signal.aborted) throw asError(limit.signal.reason);
    if (both.signal.aborted) throw options.aborted(both.signal.reason);
    throw options.failed(error);
  } finally {
    timer.cancel();
    both.release();
  }
}
