/**
 * One run of a call, as whoever brings it sees it: an event, a command, a click, a text. The pipeline asks the guards, has the
 * options read, calls the method through its interceptors, and has what comes out delivered; whatever throws on the way is a
 * failure of the call.
 */
import { type AnyEvent } from '../../models';
import { type InputFault } from '../invocation/invocation-outcome';

export interface CallRun {
  readonly event: AnyEvent;
  /** What the method is called with: the context. It may say who acted: see `ActorSource`. */
  readonly subject: object;
  /** Reads what the person gave, once the guards of the first steps have nothing against the call: the payload, or what does not fit. */
  read?(): Payload | PromiseLike<Payload>;
  /** Does with what the method returned what is to be done with it, such as answering. */
  deliver?(value: unknown): unknown;
  /** Hears that the call failed, before any `@Catch` method does. It must not throw. */
  failing?(): void;
}

/** Options, a form, the values of an id: an object, given to the method; a list of faults where it does not fit. */
export type Payload = object | readonly InputFault[] | undefined;
