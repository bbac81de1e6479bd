/**
 * A view holds the payload as Discord sent it and reads fields when they are asked for: making one copies nothing.
 * What a view may do (answer a message, look a guild up) comes from the context it is bound to.
 */
import { inspect, type InspectOptions } from 'node:util';
import { type ViewContext } from './view-context';
import { unboundContext } from './unbound-context';

/** Base of every entity and event. The payload is never changed by a view. */
export abstract class PayloadView<Raw extends object = object> {
  /** The payload as Discord sent it, with Discord's own names. */
  readonly raw: Raw;

  // Native private: neither a test's diff nor console.log may reach the client, and its token, behind a view.
  readonly #context: ViewContext;

  constructor(raw: Raw, context: ViewContext = unboundContext) {
    this.raw = raw;
    this.#context = context;
  }

  /** What this view acts and looks through. */
  protected get context(): ViewContext {
    return this.#context;
  }

  toRaw(): Raw {
    return this.raw;
  }

  toJSON(): Raw {
    return this.printable();
  }

  [inspect.custom](_depth: number, options: InspectOptions, show: typeof inspect): string {
    return `${this.constructor.name} ${show(this.printable(), withShortLists(options))}`;
  }

  /** What may be shown of the payload. Views whose payload holds a secret leave it out here. */
  protected printable(): Raw {
    return this.raw;
  }
}

/** Of each list, unless the caller said how many. */
const ITEMS_SHOWN = 3;

/** A guild has hundreds of channels and roles: printed in full it would push everything else off the screen. */
function withShortLists(options: InspectOptions): InspectOptions {
  const isDefault = options.maxArrayLength === inspect.defaultOptions.maxArrayLength;
  return isDefault ? { ...options, maxArrayLength: ITEMS_SHOWN } : options;
}

/** A class of views. */
export type ViewClass<V extends PayloadView = PayloadView> = new (raw: V['raw'], context?: ViewContext) => V;
