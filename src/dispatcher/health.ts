/** How a dispatcher is doing, in numbers. */
import { type OutcomeCounts } from './pipeline/outcome';

export interface DispatcherHealth {
  /** `green`: events are handled as they come; `yellow`: some wait; `red`: some were dropped and others still wait. */
  readonly status: 'green' | 'yellow' | 'red';
  /** Handlers that have begun and not ended; those that stalled, or wait on purpose, are not counted. */
  readonly running: number;
  /** Handlers that wait for somebody on purpose, such as for a click: see `Dispatcher.pause`. */
  readonly waiting: number;
  /** Events, and runs of sequential handlers, that wait. */
  readonly queued: number;
  /** Events that were dropped because too many waited, since the start. */
  readonly dropped: number;
  /** Runs that took longer than `stallAfterMs`, since the start. */
  readonly stalled: number;
  /** Events that streams lost because nobody read them in time, since the start. */
  readonly unread: number;
  /** Calls that ended, by how they ended, since the start. */
  readonly outcomes: OutcomeCounts;
}
