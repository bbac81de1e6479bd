/** Listeners of a few named events: typed, and unable to hurt whoever tells them. */
import { type Logger } from '../../util';

/** Called when an event happens. What it throws, or rejects with, is logged. */
export type Listener<A extends readonly unknown[]> = (...args: A) => unknown;

/**
 * Tells events in the order in which they happened, each as soon as the code that caused it is done: a listener never runs
 * in the middle of a change, so it may call anything.
 */
export class Listeners<E extends { readonly [K in keyof E]: readonly unknown[] }> {
  private readonly byName = new Map<keyof E, Set<Listener<readonly unknown[]>>>();

  constructor(private readonly logger: Logger) {}

  /** Returns how to stop listening. The same function may listen several times. */
  on<K extends keyof E>(name: K, listener: Listener<E[K]>): () => void {
    // Wrapped, so that each call of `on` has an end of its own.
    const wrapped: Listener<readonly unknown[]> = (...args) => listener(...(args as E[K]));
    const listeners = this.byName.get(name) ?? new Set();
    this.byName.set(name, listeners.add(wrapped));
    return () => {
      listeners.delete(wrapped);
    };
  }

  emit<K extends keyof E>(name: K, ...args: E[K]): void {
    if (!this.byName.get(name)?.size) return;
    queueMicrotask(() => {
      for (const listener of [...(this.byName.get(name) ?? [])]) this.tell(name, listener, args);
    });
  }

  private tell(name: keyof E, listener: Listener<readonly unknown[]>, args: readonly unknown[]): void {
    const complain = (error: unknown): void => {
      this.logger.error('a listener of audio failed', { event: String(name), error });
    };
    try {
      const result = listener(...args);
      if (result instanceof Promise) result.catch(complain);
    } catch (error) {
      complain(error);
    }
  }
}
