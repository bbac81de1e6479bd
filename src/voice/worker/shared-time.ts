/**
 * One time for two threads. A thread's clock begins with the thread, so the same moment has another number in each. The
 * system's own count, `process.hrtime`, is one for the process: how far a clock lags behind it says how far two clocks are apart,
 * and neither drifts, nor jumps when the wall clock is set.
 */
import { type Clock } from '../../util';
import { type ConnectionState } from '../connection/connection-state';

/** What to add to a time of this clock to have the process's own. */
export function clockOrigin(clock: Clock): number {
  const beforeMs = clock.now();
  const processMs = Number(process.hrtime.bigint()) / 1e6;
  return processMs - (beforeMs + clock.now()) / 2;
}

/** The state with its times on another clock. */
export function shiftState(state: ConnectionState, byMs: number): ConnectionState {
  if (byMs === 0) return state;
  const { heart, movingSinceMs, regionChangedAtMs } = state;
  const { sentAtMs } = heart;
  return {
    ...state,
    phaseSinceMs: state.phaseSinceMs + byMs,
    serverSinceMs: state.serverSinceMs + byMs,
    movingSinceMs: movingSinceMs === undefined ? undefined : movingSinceMs + byMs,
    regionChangedAtMs: regionChangedAtMs === undefined ? undefined : regionChangedAtMs + byMs,
    heart: sentAtMs === undefined ? heart : { ...heart, sentAtMs: sentAtMs + byMs },
  };
}
