/** What Discord sends that has no class here yet, so that nothing is lost when the API grows. */
import { PayloadView } from '../view';
import { dispatch } from './dispatch';

/** A dispatch as it came. */
export interface UnknownDispatch {
  /** Name of the dispatch. */
  readonly t: string;
  /** Its data, with Discord's own names. */
  readonly d: unknown;
}

/** A dispatch without a class, or one whose data is nothing that its class could read. */
export class UnknownDispatchEvent extends dispatch('UNKNOWN_DISPATCH', PayloadView<UnknownDispatch>) {
  /** Name of the dispatch, `MESSAGE_CREATE`. */
  get name(): string {
    return this.raw.t;
  }

  /** What came with it, with Discord's own names. */
  get data(): unknown {
    return this.raw.d;
  }
}
