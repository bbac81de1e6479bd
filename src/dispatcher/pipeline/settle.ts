/** Runs handlers that somebody waits for: side by side, each to its end, but not for ever. */
import { type AnyEvent } from '../../models';
import { type Clock, withLimit } from '../../util';
import { type Handler } from '../handlers/handler';
import { PlainEventFailure } from './event-run';
import { type FailureRouter } from './failure-router';
import { type InvocationMaker } from './invocation-maker';
import { type OutcomeTally } from './outcome';

export interface SettleOptions {
  readonly clock: Clock;
  readonly invocations: InvocationMaker;
  readonly failures: FailureRouter;
  readonly tally: OutcomeTally;
  readonly limitMs: number;
}

/** Never rejects. @returns labels of the handlers that did not end in time; they are let go. */
export async function settleHandlers(
  handlers: readonly Handler[],
  event: AnyEvent,
  { clock, invocations, failures, tally, limitMs }: SettleOptions,
): Promise<readonly string[]> {
  const running = new Set<Handler>();
  const runs = handlers.map(async (handler) => {
    if (!handler.active) return;
    if (handler.once && !handler.runsItself) handler.remove();
    running.add(handler);
    try {
      await handler.invoke(event);
      if (!handler.runsItself) tally.done += 1;
    } catch (error) {
      const failure = new PlainEventFailure(handler, event, invocations);
      const { outcome } = await failures.route(failure, error);
      tally[outcome.kind] += 1;
      failure.finish();
    }
    running.delete(handler);
  });
  try {
    await withLimit(clock, Promise.all(runs), limitMs, () => new Error('not in time'));
  } catch {
    return [...running].map(({ label }) => label);
  }
  return [];
}
