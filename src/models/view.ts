/**
 * A view holds the payload as Discord sent it and reads fields when they are asked for: making one copies nothing.
 * What a view may do (answer a message, look a guild up) comes from the context it is bound to.
 */
import { inspect, type InspectOptions } from 'node:util';
import { printed } from './printing';
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

  /**
   * The same view, acting through another client: a client group or a REST client. For views that belong to none, like
   * those of `CHANNELS`.
   */
  as(client: { readonly context: ViewContext }): this {
    const View = this.constructor as new (raw: Raw, context: ViewContext, ...known: unknown[]) => this;
    return new View(this.raw, client.context, ...this.known());
  }

  toRaw(): Raw {
    return this.raw;
  }

  toJSON(): Raw {
    return this.printable();
  }

  [inspect.custom](depth: number | null, options: InspectOptions): string {
    return printed(this.constructor.name, { ...this.alsoKnown(), ...this.printable() }, depth, options);
  }

  /** What the view was told beside its payload and its context, in the order of the constructor. */
  protected known(): readonly unknown[] {
    return [];
  }

  /** What may be shown of the payload. Views whose payload holds a secret leave it out here. */
  protected printable(): Raw {
    return this.raw;
  }

  /** What is known of it beside the payload, with Discord's names, for those who read it in a console. */
  protected alsoKnown(): object {
    return {};
  }
}

/**
 * Jest copies what a failed comparison is about, and asks every getter for that: from a message to its channel, its guild,
 * its roles and their guild without end. Told what a view is made of, it shows the payload.
 */
Object.defineProperty(PayloadView.prototype, Symbol.for('@jest/serializableProperties'), { value: ['raw'] });

/** A class of views. */
export type ViewClass<V extends PayloadView = PayloadView> = new (raw: V['raw'], context?: ViewContext) => V;
