/** What people read when the framework answers in a handler's place. */
import { type GuardRefusal, type HandlerFailure } from '../../dispatcher';
import { inlineCode } from '../../models';
import { asError, type Logger } from '../../util';
import { type CommandContext } from '../metadata/records';
import { type OptionFault } from '../faults/option-fault';

/** Each is shown to who acted only. */
export interface InteractionTexts {
  /**
   * A handler failed and nothing was answered. Default: “Something went wrong.” A function may tell more, such as the number by which
   * the failure is found in the log: `({ invocation }) => …${invocation?.id}`.
   */
  readonly failed: string | ((failure: HandlerFailure) => string);
  /** A button, select or form of an earlier version of the program. */
  readonly outdated: string;
  /** Something was used where it cannot be used; `contexts` is where it can. */
  readonly elsewhere: (contexts: readonly CommandContext[]) => string;
  /**
   * One option or field that does not fit, in words that follow its name. Default: its `message`. For other languages it has a `key`
   * and `values`: `sayFaults` fills texts of your own with them.
   */
  readonly fault: (fault: OptionFault) => string;
  /** All of them, with what `fault` said as their messages. */
  readonly invalid: (faults: readonly OptionFault[]) => string;
  /** How a text command is written: `!ban <user> [days]`. Follows what does not fit. */
  readonly usage: (usage: string) => string;
  /** `help` was asked for a command that nobody has; `help` is how all are listed: `!help`. */
  readonly noSuchCommand: (help: string) => string;
  /** `help` of a bot whose text commands are all hidden. */
  readonly noCommands: string;
  /** Other names of a command, in its help: `!b`, `!throw out`. */
  readonly aliases: (names: readonly string[]) => string;
  /** What the help says behind an option that is a file. */
  readonly attachHint: string;
  /** What the help says behind an option that is yes or no; `flag` stands for yes: `--quiet`. */
  readonly flagHint: (flag: string) => string;
  /** Guards have something against it. Default: their messages, a line each. */
  readonly refused: (refusals: readonly GuardRefusal[]) => string;
}

/** The texts, or what gives them for the language of who acted: `(locale) => ({ failed: texts.of(locale)('failed') })`. */
export type InteractionTextsChoice = Partial<InteractionTexts> | ((locale: string) => Partial<InteractionTexts>);

export const DEFAULT_TEXTS: InteractionTexts = {
  failed: 'Something went wrong.',
  outdated: 'This is from an older version of me and does not work any more. Please start again.',
  elsewhere: (contexts) => {
    if (contexts.every((context) => context === 'Guild')) return 'This works in servers only.';
    return contexts.includes('Guild') ? 'This does not work here.' : 'This works in direct messages only.';
  },
  fault: ({ message }) => message,
  invalid: (faults) => faults.map(({ option, message }) => `**${option}** ${message}`).join('\n'),
  usage: (usage) => `Usage: ${inlineCode(usage)}`,
  noSuchCommand: (help) => `There is no command of that name. ${inlineCode(help)} lists all.`,
  noCommands: 'There are no commands.',
  aliases: (names) => `Also: ${names.map((name) => inlineCode(name)).join(', ')}`,
  attachHint: 'attach a file',
  flagHint: (flag) => `yes or no, or ${inlineCode(flag)}`,
  refused: (refusals) => refusals.map(({ message }) => message).join('\n'),
};

/** The texts for one person. A function of the author's that throws leaves the framework's own. */
export function textsFor(locale: string, choice: InteractionTextsChoice | undefined, logger: Logger): InteractionTexts {
  if (typeof choice !== 'function') return { ...DEFAULT_TEXTS, ...choice };
  try {
    return { ...DEFAULT_TEXTS, ...choice(locale) };
  } catch (error) {
    logger.warn('the texts of interactions could not be made', { locale, error: asError(error).message });
    return DEFAULT_TEXTS;
  }
}

/** A text may be of the author's making, so it may fail; who acted hears something all the same. @param own the framework's words. */
export function wordsOr(make: () => unknown, own: () => string, logger: Logger): string {
  try {
    const words: unknown = make();
    // Discord takes no empty message, and who acted would hear nothing.
    if (typeof words === 'string' && words.trim() !== '') return words;
    throw new TypeError('it is no text, or an empty one');
  } catch (error) {
    logger.warn('a text of interactions could not be made', { error: asError(error).message });
    return own();
  }
}
