/** Where a handler class is listed: what holds for its module holds for it, and errors look there for who catches them. */
import { type Class } from '../metadata/tokens';

export interface HandlerHome {
  /** The modules that list it, the hub's first. None when the options, or code, name it directly. */
  readonly modules: readonly Class[];
  /** The hub lists it, so that every group has it. */
  readonly isHubs: boolean;
}
