/** What decorators leave on classes: plain records. Nothing runs when a file is imported, and no list of all classes exists. */
import { type SetupPlace, type SetupProblem } from '../../errors';
import { type EventClass, type IntentName } from '../../models';
import { type Class, type InjectionToken } from './tokens';

/** How an event is listened to. */
export interface OnOptions {
  /** Privileged intents that this handler cannot do without. */
  readonly needs?: readonly IntentName[];
  /** Replaces the default handler of the event instead of running beside it. */
  readonly overwrite?: boolean;
  /** Events of one guild, channel or user are handled one after the other, in the order of their arrival. */
  readonly sequential?: 'guild' | 'channel' | 'user';
}

/** One `@On` or `@Once` on one method. */
export interface SubscriptionRecord {
  readonly method: string;
  /** The classes named in the decorator; for `@On()` the class of parameter 0. Empty when there is a `problem`. */
  readonly events: readonly EventClass[];
  readonly once: boolean;
  readonly options: OnOptions;
  readonly place: SetupPlace;
  /** Why this method cannot listen. */
  readonly problem?: SetupProblem;
}

/** A class of errors: what `@Catch` takes. */
export type ErrorClass<E extends Error = Error> = abstract new (...args: never[]) => E;

/** One `@Catch` on one method. */
export interface CatchRecord {
  readonly method: string;
  /** None means all errors. */
  readonly errors: readonly ErrorClass[];
  /** The one method of the class whose failures are meant. */
  readonly of?: string | undefined;
  readonly place: SetupPlace;
}

/** A class decorated with `@Handler()`, with everything its methods and its base classes' methods declare. */
export interface HandlerRecord {
  readonly type: Class;
  readonly place: SetupPlace;
  readonly subscriptions: readonly SubscriptionRecord[];
  readonly catches: readonly CatchRecord[];
  /** Events that the class will ask for while it runs, from `@Needs`. */
  readonly needs: readonly EventClass[];
  /** What is wrong with `@Catch` and `@Needs`; each subscription carries its own. */
  readonly problems: readonly SetupProblem[];
}

/** One parameter that is to be injected. */
export interface ParameterRecord {
  readonly index: number;
  /** The parameter's name in the source, where it can be read. */
  readonly name?: string | undefined;
  /** What to inject. Missing together with `problem`: inject `undefined`, the parameter has a default value. */
  readonly token?: InjectionToken | undefined;
  /** The parameter has a default value: `undefined` is injected when nothing provides the token. */
  readonly optional?: boolean;
  /** What the compiler wrote about the parameter's type. */
  readonly designType?: unknown;
  /** Why nothing can be injected. */
  readonly problem?: SetupProblem | undefined;
}

/** How long instances of a class live: as long as the scope it is listed in, always as long as the hub, or as long as one call. */
export interface InjectableOptions {
  /**
   * `hub`: one instance for all groups, although a group's module lists the class.
   *
   * `invocation`: one instance for each call of a handler that asks for one, shared by everything in that call, and disposed of when
   * the call has ended. Its constructor may ask for what belongs to the call: the `Invocation`, the event, the context.
   */
  readonly scope?: 'hub' | 'invocation';
}

/** A class decorated with `@Injectable()`. */
export interface InjectableRecord extends InjectableOptions {
  readonly place: SetupPlace;
}
