/** The error of this room: what went wrong between a person's click and its answer. */
import { FrameworkError, type FrameworkErrorInit } from '../errors';
import { type InteractionErrorCode } from './codes';

/** `answer`: it cannot be given (any more); `definition`: what was declared cannot work; `sync`: commands; `wait`: nobody acted in time; `gone`: what could be acted on was deleted; `stop`: the bot stops; `endpoint`: HTTP. */
export type InteractionErrorKind = 'answer' | 'definition' | 'sync' | 'wait' | 'gone' | 'stop' | 'endpoint';

export interface InteractionErrorInit extends FrameworkErrorInit {
  readonly code: InteractionErrorCode;
  readonly kind: InteractionErrorKind;
  readonly ageMs?: number | undefined;
}

export class InteractionError extends FrameworkError {
  declare readonly code: InteractionErrorCode;
  declare readonly kind: InteractionErrorKind;
  /** How long ago the person acted, in milliseconds, where that is the matter. */
  readonly ageMs: number | undefined;

  constructor(init: InteractionErrorInit) {
    super(init);
    this.ageMs = init.ageMs;
  }
}
