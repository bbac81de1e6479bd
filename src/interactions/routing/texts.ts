/** What people read when the framework answers in a handler's place. */
import { type OptionFault } from '../options/option-fields';

/** Each is shown to who acted only. */
export interface InteractionTexts {
  /** A handler failed and nothing was answered. Default: “Something went wrong.” */
  readonly failed: string;
  /** A button, select or form of an earlier version of the program. */
  readonly outdated: string;
  /** Options or fields that the class's own rules refuse. */
  readonly invalid: (faults: readonly OptionFault[]) => string;
}

export const DEFAULT_TEXTS: InteractionTexts = {
  failed: 'Something went wrong.',
  outdated: 'This is from an older version of me and does not work any more. Please start again.',
  invalid: (faults) => faults.map(({ option, message }) => `**${option}** ${message}`).join('\n'),
};
