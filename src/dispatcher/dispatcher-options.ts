/** What a dispatcher is told when it is made. */
import { type ViewContext } from '../models';
import { type Clock, type Logger } from '../util';

/** How much a dispatcher takes on at a time. */
export interface DispatcherLimits {
  /** How many handlers may run at a time before events have to wait. Default 1,000. */
  readonly maxInFlight?: number | undefined;
  /** How many events may wait before others are dropped. Default 10,000. */
  readonly maxQueued?: number | undefined;
  /** A handler that runs longer is reported and no longer counted. Default 60,000. */
  readonly stallAfterMs?: number | undefined;
  /** How long handlers may keep one turn of the event loop busy before the rest is put off. Default 12. */
  readonly turnBudgetMs?: number | undefined;
}

export interface DispatcherOptions extends DispatcherLimits {
  /** Name of the group. */
  readonly name: string;
  /** What events are bound to: `event.reply()` acts through it. */
  readonly context: ViewContext;
  readonly clock?: Clock | undefined;
  readonly logger?: Logger | undefined;
}
