/** The lists that the decorators of this room keep, in one place so that readers and writers agree. */
import { type SetupPlace } from '../../errors';
import { type EventClass } from '../../models';
import { type Provider } from './provider';
import { type CatchRecord, type InjectableRecord, type OnOptions } from './records';
import { RecordList } from './reflect';
import { type Class, type InjectionToken } from './tokens';

/** What `@On` wrote; which event `@On()` means is found out when the record is read. */
export interface RawSubscription {
  readonly method: string;
  /** `undefined` for `@On()`. A class in the list is undefined when a circular import kept it from being there. */
  readonly events: readonly (EventClass | undefined)[] | undefined;
  readonly once: boolean;
  readonly options: OnOptions;
  readonly place: SetupPlace;
  /** The decorator stands on a static method, which has no instance to run on. */
  readonly isStatic: boolean;
}

/** What `@Module` wrote. An entry is undefined when a circular import kept it from being there. */
export interface RawModule {
  readonly place: SetupPlace;
  readonly imports: readonly (Class | undefined)[];
  readonly handlers: readonly (Class | undefined)[];
  readonly providers: readonly (Provider | undefined)[];
  /** Checked by the room that knows what may stand here. */
  readonly use: readonly unknown[];
}

/** `@Inject(token)` on one parameter. */
export interface InjectRecord {
  readonly index: number;
  readonly token: InjectionToken | undefined;
}

export const handlerPlaces = new RecordList<SetupPlace>('handler');
export const injectables = new RecordList<InjectableRecord>('injectable');
export const rawModules = new RecordList<RawModule>('module');
export const rawSubscriptions = new RecordList<RawSubscription>('subscriptions');
export const rawCatches = new RecordList<CatchRecord & { readonly isStatic: boolean }>('catches');
export const neededEvents = new RecordList<EventClass | undefined>('needs');
/** On a class for its constructor, on a prototype and a method's name for that method. */
export const injects = new RecordList<InjectRecord>('inject');
/** On a prototype and a method's name: tokens for parameters 1 and up. */
export const argumentTokens = new RecordList<readonly (InjectionToken | undefined)[]>('args');
