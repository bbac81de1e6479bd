/** Error codes of the texts room. */
import { type ErrorCodes } from '../errors';

export const textsErrorCodes = {
  TEXTS_UNREADABLE: 'A folder or a file of texts cannot be read, or holds no texts.',
  TEXTS_UNKNOWN_LOCALE:
    'Texts are in a language that Discord does not have, or none are in the language that others fall back to.',
  TEXTS_INVALID: 'A text is not written as ICU MessageFormat wants it.',
  TEXTS_MISMATCH: 'A translation has a key that the default language lacks, or other arguments than the text there.',
} as const satisfies ErrorCodes;

export type TextsErrorCode = keyof typeof textsErrorCodes;
