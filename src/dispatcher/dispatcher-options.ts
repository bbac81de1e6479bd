/** What a dispatcher is told when it is made. */
import { type Class, type HandlerHome, type Usable } from '../di';
import { type UserId, type ViewContext } from '../models';
import { type Clock, type Logger } from '../util';
import { type GuardStep } from './guards/steps';

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

/** What an author says of a group's dispatcher. */
export interface DispatcherChoices extends DispatcherLimits {
  /** How many times a call may run that a `@Catch` method retries, the first run included. Default 3. */
  readonly maxRuns?: number | undefined;
  /** Steps of one's own in which guards are asked. */
  readonly steps?: readonly GuardStep[] | undefined;
  /** Lines that are written to the group's Logger during a call say which: `invocation=<id>`. Default `false`. */
  readonly correlation?: boolean | undefined;
}

export interface DispatcherOptions extends DispatcherChoices {
  /** Name of the group. */
  readonly name: string;
  /** What events are bound to: `event.reply()` acts through it. */
  readonly context: ViewContext;
  readonly clock?: Clock | undefined;
  readonly logger?: Logger | undefined;
  /** What stands before and around every handler of every group. */
  readonly hubUse?: readonly Usable[] | undefined;
  /** The same of this group. */
  readonly use?: readonly Usable[] | undefined;
  /** The bot itself; `undefined` as long as it is not known. */
  readonly ownId?: (() => UserId | undefined) | undefined;
  /** Where a handler class is listed. Default: nowhere in particular. */
  readonly homeOf?: ((type: Class) => HandlerHome) | undefined;
}
