/** One subscribed function or method: what runs, for which events, and how. */
import { type Class } from '../../di';
import { type SetupPlace } from '../../errors';
import { type AnyEvent, type EventClass } from '../../models';
import { Sequence, type SequenceScope } from '../pipeline/sequence';
import { type HandlerFlags } from './handler-options';

export interface HandlerInit extends HandlerFlags {
  /** `Greeter.greet`, or the function's name. */
  readonly label: string;
  readonly events: readonly EventClass[];
  readonly invoke: (event: AnyEvent) => unknown;
  readonly argumentNames?: readonly string[];
  /** The handler class and its method; absent for functions. */
  readonly owner?: Class | undefined;
  readonly method?: string | undefined;
  /** Where it was declared. */
  readonly place?: SetupPlace | undefined;
}

export class Handler {
  readonly label: string;
  readonly events: readonly EventClass[];
  readonly owner: Class | undefined;
  readonly method: string | undefined;
  readonly place: SetupPlace | undefined;
  readonly argumentNames: readonly string[];
  readonly once: boolean;
  readonly overwrite: boolean;
  readonly isDefault: boolean;
  readonly isAuthored: boolean;
  readonly needs: HandlerFlags['needs'];
  readonly sequence: Sequence | undefined;
  /** Called with the event; replaced once the instance of a handler class is known. */
  invoke: (event: AnyEvent) => unknown;
  /** It counts its runs, never throws, and takes itself out where it runs once: something is in use for it. */
  runsItself: boolean;
  /** `false` once removed: it starts no more, even for an event that is being handled. */
  active = false;
  /** Place among all handlers, in the order of registration. */
  order = 0;
  /** Takes it out of the registry it was added to. */
  remove: () => void = () => undefined;

  constructor(init: HandlerInit) {
    this.label = init.label;
    this.events = init.events;
    this.owner = init.owner;
    this.method = init.method;
    this.runsItself = init.runsItself ?? false;
    this.place = init.place;
    this.argumentNames = init.argumentNames ?? [];
    this.once = init.once ?? false;
    this.overwrite = init.overwrite ?? false;
    this.isDefault = init.isDefault ?? false;
    this.isAuthored = init.isAuthored ?? false;
    this.needs = init.needs;
    this.sequence = init.sequential && new Sequence(init.sequential satisfies SequenceScope);
    this.invoke = init.invoke;
  }
}
