/** What happens in place of a method: nobody answers it, it is of an earlier program, or it cannot be used there. */
import { type Dispatcher, type InvocationKind } from '../../dispatcher';
import { type InteractionCreateEvent } from '../../models';
import { asError, type Logger } from '../../util';
import { type Answers } from '../answers/answers';
import { clipped } from '../clipped';
import { type AnyContext } from '../context/any-context';
import { type CommandContext } from '../metadata/records';
import { DEFAULT_TEXTS, type InteractionTexts, type InteractionTextsChoice, textsFor, wordsOr } from './texts';

/** Characters of a message. */
const LONGEST_TEXT = 2_000;

/** What was used, and who is told of its end. */
export interface Unanswered {
  readonly event: InteractionCreateEvent;
  readonly kind: InvocationKind;
  /** For messages. */
  readonly what: string;
  /** The context, where there is one. */
  readonly subject?: object | undefined;
}

export interface NoticesOptions {
  readonly dispatcher: Dispatcher;
  readonly logger: Logger;
  readonly texts?: InteractionTextsChoice | undefined;
}

export class Notices {
  constructor(private readonly options: NoticesOptions) {}

  /** In the language of who acted. Made when there is something to tell, which is rare. */
  textsFor({ locale }: AnyContext): InteractionTexts {
    return textsFor(locale, this.options.texts, this.options.logger);
  }

  /** Who acted is told that it does not work any more. */
  outdated(context: AnyContext, kind: InvocationKind): Promise<void> {
    this.end({ event: context.event as InteractionCreateEvent, kind, what: context.what, subject: context });
    return this.tell(context, ({ outdated }) => outdated);
  }

  /** Who acted is told where it works. */
  elsewhere(context: AnyContext, kind: InvocationKind, contexts: readonly CommandContext[]): Promise<void> {
    this.end({ event: context.event as InteractionCreateEvent, kind, what: context.what, subject: context });
    return this.tell(context, ({ elsewhere }) => elsewhere(contexts));
  }

  /** Nobody here answers it: somebody may by the raw event, so nothing is said. */
  unanswered(unanswered: Unanswered, answers: Answers): void {
    answers.unanswered?.();
    this.end(unanswered);
    const { event, what } = unanswered;
    this.options.logger.debug(`no handler of this group answers ${what}`, { interaction: event.id });
  }

  private end({ event, kind, what, subject = event }: Unanswered): void {
    this.options.dispatcher.endUnanswered({ kind, event, subject, what });
  }

  private async tell(context: AnyContext, text: (texts: InteractionTexts) => string): Promise<void> {
    const { logger } = this.options;
    const words = wordsOr(
      () => text(this.textsFor(context)),
      () => text(DEFAULT_TEXTS),
      logger,
    );
    try {
      await context.refuse(clipped(words, LONGEST_TEXT));
    } catch (error) {
      logger.warn(`${context.what} could not be answered`, { error: asError(error).message });
    }
  }
}
