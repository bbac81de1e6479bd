/** How a handler is subscribed. */
import { type Usable } from '../../di';
import { type IntentName } from '../../models';
import { type SequenceScope } from '../pipeline/sequence';

export interface HandlerOptions {
  /** Intents that the handler relies on although no event asks for them, above all privileged ones: `['MessageContent']`. */
  readonly needs?: readonly IntentName[] | undefined;
  /** Takes the place of the default handler of this event; removing it brings the default back. */
  readonly overwrite?: boolean | undefined;
  /** Runs that share a guild, channel or user come one after another. */
  readonly sequential?: SequenceScope | undefined;
  /** Removed before its first run. */
  readonly once?: boolean | undefined;
  /** Names of arguments that must exist when the group starts. */
  readonly inject?: readonly string[] | undefined;
  /** What stands before and around it: guards and interceptors. */
  readonly use?: readonly Usable[] | undefined;
}

/** Options that functions and methods share, and those that only the framework sets. */
export interface HandlerFlags extends Omit<HandlerOptions, 'inject' | 'use'> {
  /** What runs unless someone overwrites it. It asks for no intent: a default must not make a bot ask for events. */
  readonly isDefault?: boolean | undefined;
  /** Of a default that the author wrote: when somebody overwrites it all the same, a warning says so. */
  readonly isAuthored?: boolean | undefined;
  /** It counts how its runs end by itself, and never throws. */
  readonly runsItself?: boolean | undefined;
}
