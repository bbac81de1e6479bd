/** Runs one method for one interaction: defers it in time, has its answer given, and never leaves who acted without one. */
import { type CallEnd, type CallRun, type Dispatcher, type HandlerFailure, type Payload } from '../../dispatcher';
import { type AnyEvent } from '../../models';
import { LocalisedText } from '../../texts';
import { asError, type Clock, type Logger, type Timer } from '../../util';
import { type Acknowledgement } from '../answers/acknowledgement';
import { checkAnswer, isBody, isStream, wordsFor } from '../answers/reply-body';
import { type Reply } from '../answers/reply-value';
import { type AnyContext } from '../context/any-context';
import { clipped } from '../clipped';
import { type OptionFault } from '../faults/option-fault';
import { InteractionError } from '../interaction-error';
import { giveAnswer, type Run } from './give-answer';
import { DEFAULT_TEXTS, type InteractionTexts, wordsOr } from './texts';

/** When a handler that still runs is deferred. A first answer has three seconds, and its way to Discord takes some of them. */
const DEFER_MS = 2_000;
/** Characters of a message. */
const LONGEST_TEXT = 2_000;
/** When a promise that was not kept gets a last word: 30 seconds before nothing can be said any more. */
const LAST_WORD_MS = 14.5 * 60_000;

export interface RunOptions {
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly texts: (context: AnyContext) => InteractionTexts;
}

/** Resolves when the interaction is answered, or cannot be. Never rejects. */
export function runAnswer(run: Run, options: RunOptions): Promise<void> {
  const answering = new AnswerRun(run, options);
  const end = options.dispatcher.runCall(run.call, answering);
  if (!('then' in end)) return answering.ended(end) ?? DONE;
  // What is answered at once needs no timer, and none would fire before this.
  if (!answering.isGiven) answering.keepWatch();
  return Promise.resolve(end).then((reached) => answering.ended(reached));
}

const DONE = Promise.resolve();

async function conclude(run: Run, end: CallEnd, options: RunOptions): Promise<void> {
  const { outcome } = end;
  switch (outcome.kind) {
    case 'done':
      await finish(run, options);
      return;
    case 'refused':
      await tell(run, options, ({ refused }) => refused(outcome.refusals));
      return;
    case 'invalid':
      await tell(run, options, (texts) =>
        texts.invalid(inWords(outcome.faults as readonly OptionFault[], texts, options)),
      );
      return;
    case 'failed':
      await fail(run, outcome.error, end, options);
      return;
    case 'unhandled':
  }
}

class AnswerRun implements CallRun {
  /** Whether an answer is on its way, or there is none. */
  isGiven = false;
  private timer: Timer | undefined;
  private isOver = false;

  constructor(
    private readonly run: Run,
    private readonly options: RunOptions,
  ) {}

  get event(): AnyEvent {
    return this.run.context.event;
  }

  get subject(): object {
    return this.run.context;
  }

  read(): Payload | PromiseLike<Payload> {
    return this.run.decode?.();
  }

  deliver(value: unknown): Promise<unknown> | undefined {
    const answer = checkAnswer(value, this.run.call.label);
    this.isGiven = !isStream(answer);
    return answer === undefined ? undefined : giveAnswer(this.run, answer);
  }

  failing(): void {
    this.keepWatch();
  }

  /** `undefined` when nothing is left to be said. What it promises never rejects. */
  ended(end: CallEnd): Promise<void> | undefined {
    if (end.outcome.kind === 'done' && !isOpen(this.run)) {
      this.endWatch();
      return undefined;
    }
    return conclude(this.run, end, this.options).finally(() => {
      this.endWatch();
    });
  }

  /**
   * Defers in time, and sees to it that nobody waits in vain for what was promised. Guards may take their time as methods do; a
   * stream can be as late with its first text, and a @Catch method with its word.
   */
  keepWatch(): void {
    if (this.timer) return;
    const { defer = DEFER_MS, modal = false } = this.run.answer;
    if (defer === false || modal) {
      // It may have made a promise of its own.
      this.watchPromise();
      return;
    }
    const left = Math.max(0, defer - this.run.responder.ageMs);
    this.timer = this.options.clock.setTimer(
      left,
      () => {
        this.defer();
      },
      IN_BACKGROUND,
    );
  }

  private watchPromise(): void {
    const left = Math.max(0, LAST_WORD_MS - this.run.responder.ageMs);
    this.timer = this.options.clock.setTimer(left, () => void giveUp(this.run, this.options), IN_BACKGROUND);
  }

  private defer(): void {
    const { call, responder, answer } = this.run;
    const { logger } = this.options;
    if (!responder.isAnswered) {
      const { ephemeral = false } = answer;
      const deferring = responder.hasMessage ? responder.deferUpdate() : responder.deferReply(ephemeral);
      deferring.catch((error: unknown) => {
        logger.warn(`${call.label} could not be deferred`, { error: asError(error).message });
      });
    }
    if (!this.isOver && isPromised(this.run)) this.watchPromise();
  }

  private endWatch(): void {
    this.isOver = true;
    this.timer?.cancel();
  }
}

/** A program that has nothing else to do may end. */
const IN_BACKGROUND = { keepAlive: false };

/** The method hangs: who waits for it is told while there is a way to. */
async function giveUp(run: Run, options: RunOptions): Promise<void> {
  const { context, call } = run;
  if (!isPromised(run)) return;
  options.logger.warn(`${call.label} has not answered ${context.what} in time: who used it is told that it failed.`);
  await tell(run, options, (texts) => failed(texts, undefined));
}

/** Nothing was said: a click is well without words, a command is not. */
async function finish(run: Run, { logger }: RunOptions): Promise<void> {
  const { context, responder, call } = run;
  if (!context.needsAnswer()) return;
  try {
    if (responder.hasMessage && !responder.isAnswered) {
      await responder.deferUpdate();
      return;
    }
    logger.warn(
      `${call.label} answered nothing to ${context.what}: who used it is told that the application did not respond.`,
      {
        advice: 'return a text or a message, or call ctx.reply(…).',
      },
    );
    if (responder.isAnswered) await responder.deleteReply();
  } catch (error) {
    logger.warn(`${context.what} could not be acknowledged`, { error: asError(error).message });
  }
}

async function fail(run: Run, thrown: Error, { told, failure, outcome }: CallEnd, options: RunOptions): Promise<void> {
  // The interaction is gone: there is nobody to tell.
  if (thrown instanceof InteractionError && thrown.code === 'INTERACTION_EXPIRED') return;
  if (told instanceof LocalisedText || (typeof told === 'string' && told.trim() !== '')) {
    await tell(run, options, () => wordsFor(told, run.context));
    return;
  }
  if (isBody(told)) {
    await refuse(run, options, told);
    return;
  }
  if (isNoMessage(told)) {
    const what = Array.isArray(told) ? 'a list' : `a value of type ${typeof told}`;
    const { caughtBy = 'A @Catch method' } = outcome as { readonly caughtBy?: string };
    options.logger.warn(
      `${caughtBy} answered with ${what}, which is no message: who used ${run.context.what} is told that it failed.`,
      { advice: 'return a text or a message for who acted, or nothing.' },
    );
  }
  if (isUntold(run.responder.state)) await tell(run, options, (texts) => failed(texts, failure));
}

/** Objects may be what a call returned that the method made; these are meant as answers. */
function isNoMessage(told: unknown): boolean {
  return Array.isArray(told) || !['undefined', 'object', 'string'].includes(typeof told);
}

/** For who acted only. */
async function tell(run: Run, options: RunOptions, text: (texts: InteractionTexts) => string): Promise<void> {
  const { texts, logger } = options;
  const words = wordsOr(
    () => text(texts(run.context)),
    () => failed(DEFAULT_TEXTS, undefined),
    logger,
  );
  await refuse(run, options, clipped(words, LONGEST_TEXT));
}

async function refuse({ context }: Run, options: RunOptions, reply: Reply): Promise<void> {
  try {
    await context.refuse(reply);
  } catch (error) {
    options.logger.warn(`${context.what} could not be answered`, { error: asError(error).message });
  }
}

/** Each fault with the author's words for it; where they fail, with its own. */
function inWords(
  faults: readonly OptionFault[],
  { fault: say }: InteractionTexts,
  { logger }: RunOptions,
): readonly OptionFault[] {
  return faults.map((fault) => {
    const message = wordsOr(
      () => say(fault),
      () => fault.message,
      logger,
    );
    return { ...fault, message };
  });
}

function failed(texts: InteractionTexts, failure: HandlerFailure | undefined): string {
  if (typeof texts.failed === 'string') return texts.failed;
  // Of what merely hangs, or was ended by the stop, there is no failure to tell of.
  return failure ? texts.failed(failure) : (DEFAULT_TEXTS.failed as string);
}

/** Whether who acted has seen nothing yet that came of it. */
function isUntold({ kind }: Acknowledgement): boolean {
  return kind === 'none' || kind === 'deferred' || kind === 'deleted';
}

/** Whether nothing was said, or less than was promised. */
function isOpen(run: Run): boolean {
  return run.responder.state.kind === 'none' || isPromised(run);
}

/** Whether a message was promised and has not come. */
function isPromised({ responder }: Run): boolean {
  const { state } = responder;
  return state.kind === 'deferred' && state.as === 'reply';
}
