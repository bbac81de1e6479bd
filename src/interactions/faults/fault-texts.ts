/** What people read when something that they gave does not fit, as a table for an author's own texts: translations are held against it. */

/**
 * English, in ICU MessageFormat: `defineTexts({ 'en-US': FAULT_TEXTS, de: { … } })`. Each follows the name of the option or field:
 * “**days** takes a whole number from 0 to 7”.
 */
export const FAULT_TEXTS = {
  needed: 'is needed',
  /** `choices` are their names, with commas between. */
  oneOf: 'takes one of {choices}',
  wholeNumber: 'takes a whole number',
  wholeNumberFrom: 'takes a whole number from {min}',
  wholeNumberUpTo: 'takes a whole number up to {max}',
  wholeNumberBetween: 'takes a whole number from {min} to {max}',
  number: 'takes a number',
  numberFrom: 'takes a number from {min}',
  numberUpTo: 'takes a number up to {max}',
  numberBetween: 'takes a number from {min} to {max}',
  charactersAtLeast: 'takes at least {min, plural, one {# character} other {# characters}}',
  charactersAtMost: 'takes at most {max, plural, one {# character} other {# characters}}',
  charactersBetween: 'takes {min} to {max, plural, one {# character} other {# characters}}',
  trueOrFalse: 'takes true or false',
  member: 'takes a member of this server',
  channelKind: 'takes another kind of channel',
  /** The command is another one than Discord still shows. */
  outdatedCommand: 'is not what this command takes any more: try again in a few minutes',

  /** Of forms: so many values. */
  countBetween: 'takes {min} to {max}',
  members: 'takes members of this server',
  /** The form was shown by an earlier program. */
  outdatedForm: 'is not what this form takes any more: open it again',

  /** Of text commands. */
  yesOrNo: 'takes yes or no',
  user: 'takes a user: mention one, or write an id',
  /** An id of nobody. */
  nobody: 'is nobody that I can find',
  channel: 'takes a channel of this server: mention one, or write its name',
  role: 'takes a role of this server: mention one, or write its name',
  file: 'takes a file: attach it to the message',
  /** A flag that stands at the end. */
  noValue: 'has no value behind it',
  /** Stands behind a flag. */
  noOption: 'is no option of this command',
  /** Stands behind a word. */
  tooMuch: 'is more than this command takes',
} as const;

export type FaultKey = keyof typeof FAULT_TEXTS;
