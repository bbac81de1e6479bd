/** What makes a view an event that Discord does not send: it is derived from dispatches and from what was known before. */
import { type CacheKind } from '../../collections/cache-kind';
import { type IntentName } from '../../intents';
import { type PayloadView } from '../../view';
import { type ViewContext } from '../../view-context';
import { type EventBrand, dispatch } from '../dispatch';

/** Where a derived event comes from. */
export interface DerivedFrom {
  /** Names of the dispatches. */
  readonly from: readonly string[];
  /** Kinds that the cache must keep; without them the event never comes. */
  readonly cacheNeeds?: readonly CacheKind[];
  /** Fields of those kinds that are compared. */
  readonly cacheFields?: readonly string[];
  /** Any one of these intents brings the dispatches. */
  readonly intents: readonly IntentName[];
}

/** What a class of derived events knows about itself, beside what every event class knows. */
export interface DerivedInfo {
  readonly derivedFrom: readonly string[];
  readonly cacheNeeds: readonly CacheKind[];
  readonly cacheFields: readonly string[];
}

/** Like `dispatch`, for events that are made inside Corduroy. */
export function derived<const Name extends string, V extends PayloadView>(
  eventName: Name,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as with dispatches, each class declares its own payload.
  Base: abstract new (raw: any, context?: ViewContext) => V,
  { from, cacheNeeds = [], cacheFields = [], intents }: DerivedFrom,
): (new (raw: V['raw'], context?: ViewContext) => V & EventBrand<Name>) & {
  readonly eventName: Name;
  readonly intents: readonly IntentName[];
} & DerivedInfo {
  const Event = dispatch(eventName, Base, intents);
  return Object.assign(Event, { derivedFrom: from, cacheNeeds, cacheFields });
}

/** What a derived event knows about itself; `undefined` of a class whose events Discord sends. */
export function derivedInfo(event: object): DerivedInfo | undefined {
  return 'derivedFrom' in event && 'cacheNeeds' in event ? (event as DerivedInfo) : undefined;
}
