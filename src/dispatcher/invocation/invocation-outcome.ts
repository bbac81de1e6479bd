/** How one call ended: one of five, so that a switch over them is complete. */
import { type GuardRefusal } from '../guards/refusal';

/** One thing that does not fit in what a person gave. */
export interface InputFault {
  /** The option or field, as the person sees it. */
  readonly option: string;
  readonly message: string;
  /** The same for other languages: which of the built-in sentences it is, and what it is filled with. */
  readonly key?: string | undefined;
  readonly values?: Readonly<Record<string, string | number>> | undefined;
}

export type InvocationOutcome =
  /** It returned. */
  | { readonly kind: 'done'; readonly value: unknown }
  /** Guards refused; every reason of the step that did. */
  | { readonly kind: 'refused'; readonly refusals: readonly GuardRefusal[] }
  /** What the person gave does not fit. */
  | { readonly kind: 'invalid'; readonly faults: readonly InputFault[] }
  /** Nobody here answers it. */
  | { readonly kind: 'unhandled'; readonly what: string }
  /** It threw. `caughtBy` is the `@Catch` method that took it. */
  | { readonly kind: 'failed'; readonly error: Error; readonly caughtBy?: string | undefined };
