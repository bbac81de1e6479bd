/** The error of this room: what went wrong between an event and its handlers. */
import { FrameworkError, type FrameworkErrorInit } from '../errors';
import { type IntentName } from '../models';
import { type dispatcherErrorCodes } from './codes';

/** `subscription`: what was asked for cannot come; `argument`: a value is missing; `wait`: nothing came; `lifecycle`: too early or too late; `guard`: what stands before or around a call is not as it must be. */
export type DispatchErrorKind = 'subscription' | 'argument' | 'wait' | 'lifecycle' | 'guard';

export interface DispatchErrorInit extends FrameworkErrorInit {
  readonly code: keyof typeof dispatcherErrorCodes;
  readonly kind: DispatchErrorKind;
  readonly missingIntents?: readonly IntentName[] | undefined;
}

/** Thrown by subscribing, by waiting, and by reading an argument. What a handler throws is a {@link HandlerFailure} instead. */
export class DispatchError extends FrameworkError {
  declare readonly code: keyof typeof dispatcherErrorCodes;
  declare readonly kind: DispatchErrorKind;
  /** Intents of which the session needs one; empty when the error is about something else. */
  readonly missingIntents: readonly IntentName[];

  constructor(init: DispatchErrorInit) {
    super(init);
    this.missingIntents = init.missingIntents ?? [];
  }
}
