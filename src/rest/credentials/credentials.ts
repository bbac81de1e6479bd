/** Who a client acts as: the port, and what its implementations share. */
import { inspect } from 'node:util';

/** Adds to a request what proves who sends it. Its secret never shows in text, JSON or a debugger’s print. */
export interface Credentials {
  /** What may be shown of it, for messages: `a bot token`. */
  readonly label: string;
  /** Writes the header `authorization` into `headers`. */
  authorize(headers: Record<string, string>): void;
}

/** Base of credentials that are one secret. */
export abstract class SecretCredentials implements Credentials {
  abstract readonly label: string;
  // Native private: nothing that walks over properties may find it.
  readonly #header: string;

  protected constructor(header: string) {
    this.#header = header;
  }

  authorize(headers: Record<string, string>): void {
    headers.authorization = this.#header;
  }

  toString(): string {
    return `${this.constructor.name} [redacted]`;
  }

  toJSON(): string {
    return '[redacted]';
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

export function isCredentials(value: unknown): value is Credentials {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Credentials>).authorize === 'function';
}
