/** What `addHandler` returns: the way to end it. */
import { type EventClass } from '../../models';

export interface Subscription extends Disposable {
  /** The events that are listened to. */
  readonly events: readonly EventClass[];
  /** `Greeter`, or the name of a function, as messages call it. */
  readonly label: string;
  /** Ends it; a default handler that it overwrote is back. Runs that have begun go on. Twice does nothing. */
  remove(): void;
}

/** Makes a {@link Subscription} of what ends it. */
export function subscription(label: string, events: readonly EventClass[], remove: () => void): Subscription {
  return { label, events, remove, [Symbol.dispose]: remove };
}
