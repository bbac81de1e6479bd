/** What goes wrong with a hub as a whole. */
import { FrameworkError } from '../errors';
import { type hubErrorCodes } from './codes';
import { type GroupResult } from './options';

export class HubError extends FrameworkError {
  /** How each group’s start went, where that is what failed. */
  readonly results: readonly GroupResult[];

  constructor(init: {
    code: keyof typeof hubErrorCodes;
    message: string;
    advice: string;
    results?: readonly GroupResult[];
    cause?: unknown;
  }) {
    super({ ...init, kind: 'hub' });
    this.results = init.results ?? [];
  }
}
