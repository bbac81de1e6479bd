/**
 * Answers one interaction in order: the machine says what a wish comes to, requests go out one after the other, and a first answer
 * that Discord did not take leaves the interaction as it was.
 */
import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import {
  type ActionOptions,
  type InteractionMessageBody,
  type InteractionReplyBody,
  type InteractionUpdateBody,
  type Message,
  type MessageId,
  type WebhookMessageEditBody,
} from '../../models';
import { RestError } from '../../rest';
import { type Clock } from '../../util';
import { InteractionError } from '../interaction-error';
import {
  type Acknowledgement,
  type Act,
  type AnswerSource,
  isRefusal,
  move,
  UNANSWERED,
  type Way,
} from './acknowledgement';
import { type Answers } from './answers';
import { isEphemeral, withFlags } from './reply-body';

/** How long an interaction can be answered after its first answer. */
const LIFE_MS = 15 * 60_000;
/** Discord's words for an interaction that it has given up, and for a second first answer. */
const UNKNOWN_INTERACTION = 10_062;
const ALREADY_ACKNOWLEDGED = 40_060;

export interface ResponderOptions {
  readonly answers: Answers;
  readonly clock: Clock;
  readonly source: AnswerSource;
  /** For errors: `/ban`, `the button "confirm"`. */
  readonly what: string;
  /** When the interaction arrived, by the clock. */
  readonly arrivedAtMs: number;
}

/** One of suggestions. */
export interface Suggestion {
  readonly name: string;
  readonly nameLocalizations?: Readonly<Record<string, string>> | null | undefined;
  readonly value: string | number;
}

export class Responder {
  private current: Acknowledgement = UNANSWERED;
  /** What the interaction was before its first answer, in case that fails. */
  private undo: Acknowledgement = UNANSWERED;
  /** The first answer on its way; what follows waits for it. */
  private first: Promise<unknown> | undefined;

  constructor(private readonly options: ResponderOptions) {}

  /** What it was answered with so far. */
  get state(): Acknowledgement {
    return this.current;
  }

  get isAnswered(): boolean {
    return this.current.kind !== 'none';
  }

  get ageMs(): number {
    return this.options.clock.now() - this.options.arrivedAtMs;
  }

  async reply(body: InteractionMessageBody, options?: ActionOptions): Promise<Message | undefined> {
    const way = this.decide({ type: 'reply', ephemeral: isEphemeral(body) });
    const data = { type: InteractionResponseType.ChannelMessageWithSource, data: body } as const;
    return this.sendMessage(way, data, body, options);
  }

  async update(body: InteractionUpdateBody, options?: ActionOptions): Promise<Message | undefined> {
    const way = this.decide({ type: 'update' });
    const data = { type: InteractionResponseType.UpdateMessage, data: body } as const;
    return this.sendMessage(way, data, body as InteractionMessageBody, options);
  }

  async edit(body: WebhookMessageEditBody, options?: ActionOptions): Promise<Message | undefined> {
    const { source } = this.options;
    const way = this.decide({ type: 'edit' });
    const isUpdate = source === 'component' || source === 'form-of-component';
    const type = isUpdate ? InteractionResponseType.UpdateMessage : InteractionResponseType.ChannelMessageWithSource;
    const message = body as InteractionMessageBody;
    return this.sendMessage(way, { type, data: message }, message, options);
  }

  async followUp(body: InteractionMessageBody, options?: ActionOptions): Promise<Message | undefined> {
    const way = this.decide({ type: 'follow-up' });
    const data = { type: InteractionResponseType.ChannelMessageWithSource, data: body } as const;
    return this.sendMessage(way, data, body, options);
  }

  async deferReply(ephemeral: boolean, options?: ActionOptions): Promise<void> {
    const way = this.decide({ type: 'defer-reply', ephemeral });
    const data = ephemeral ? { flags: MessageFlags.Ephemeral as const } : {};
    if (way === 'first') {
      await this.sendFirst({ type: InteractionResponseType.DeferredChannelMessageWithSource, data }, options);
    }
  }

  async deferUpdate(options?: ActionOptions): Promise<void> {
    const way = this.decide({ type: 'defer-update' });
    if (way === 'first') await this.sendFirst({ type: InteractionResponseType.DeferredMessageUpdate }, options);
  }

  async showForm(form: Readonly<Record<string, unknown>>, options?: ActionOptions): Promise<void> {
    this.decide({ type: 'form' });
    await this.sendFirst({ type: InteractionResponseType.Modal, data: form } as InteractionReplyBody, options);
  }

  async complete(choices: readonly Suggestion[], options?: ActionOptions): Promise<void> {
    this.decide({ type: 'complete' });
    const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
    await this.sendFirst({ type, data: { choices } }, options);
  }

  async deleteReply(options?: ActionOptions): Promise<void> {
    this.decide({ type: 'delete' });
    await this.afterFirst(() => this.options.answers.deleteOriginal(options));
  }

  original(options?: ActionOptions): Promise<Message> {
    this.checkAge();
    return this.afterFirst(() => this.options.answers.original(options));
  }

  editFollowUp(messageId: MessageId, body: WebhookMessageEditBody, options?: ActionOptions): Promise<Message> {
    this.checkAge();
    return this.afterFirst(() => this.options.answers.editFollowUp(messageId, body, options));
  }

  deleteFollowUp(messageId: MessageId, options?: ActionOptions): Promise<void> {
    this.checkAge();
    return this.afterFirst(() => this.options.answers.deleteFollowUp(messageId, options));
  }

  private decide(act: Act): Way {
    this.checkAge();
    const outcome = move(this.current, act, this.options.source);
    if (isRefusal(outcome)) {
      throw new InteractionError({
        code: 'INTERACTION_ANSWERED',
        kind: 'answer',
        message: `The answer (${act.type}) to ${this.options.what} cannot be given: ${outcome.refused}.`,
        advice: outcome.advice,
        context: { state: this.current.kind },
      });
    }
    if (outcome.way === 'first') this.undo = this.current;
    this.current = outcome.state;
    return outcome.way;
  }

  private async sendMessage(
    way: Way,
    first: InteractionReplyBody,
    body: InteractionMessageBody,
    options: ActionOptions | undefined,
  ): Promise<Message | undefined> {
    const { answers } = this.options;
    switch (way) {
      case 'first':
        return this.sendFirst(first, options);
      case 'edit-original':
        return this.afterFirst(() => answers.editOriginal(withoutEphemeral(body), options));
      case 'replace':
        await this.afterFirst(() => answers.deleteOriginal(options));
        return this.afterFirst(() => answers.followUp(body, options));
      case 'follow-up':
        return this.afterFirst(() => answers.followUp(body, options));
      default:
        return undefined;
    }
  }

  private async sendFirst(
    body: InteractionReplyBody,
    options: ActionOptions | undefined,
  ): Promise<Message | undefined> {
    const before = this.undo;
    const sending = this.options.answers.first(body, options);
    // What follows waits for its end, whichever; who asked for it hears how it went.
    this.first = sending.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await sending;
    } catch (error) {
      const worse = this.explain(error);
      if (worse.code !== 'INTERACTION_ANSWERED') this.current = before;
      throw worse;
    }
  }

  private async afterFirst<T>(act: () => Promise<T>): Promise<T> {
    if (this.first) await this.first;
    try {
      return await act();
    } catch (error) {
      throw this.explain(error);
    }
  }

  private checkAge(): void {
    const { ageMs } = this;
    if (ageMs > LIFE_MS)
      throw this.expired(`it is ${Math.round(ageMs / 60_000)} minutes old, and can be answered for 15`);
  }

  /** Discord's own words for the two things that go wrong most. */
  private explain(error: unknown): Error & { readonly code?: unknown } {
    if (!(error instanceof RestError)) return error as Error;
    if (error.discordCode === UNKNOWN_INTERACTION) {
      const { ageMs } = this;
      return this.expired(
        `Discord has given it up; the first answer came after ${Math.round(ageMs)} ms of at most 3 000`,
        error,
      );
    }
    if (error.discordCode !== ALREADY_ACKNOWLEDGED) return error;
    return new InteractionError({
      code: 'INTERACTION_ANSWERED',
      kind: 'answer',
      message: `${this.options.what} was answered by somebody else: Discord takes one first answer.`,
      advice: 'look for another process with the same token, or another handler of the raw event that answers it.',
      cause: error,
    });
  }

  private expired(why: string, cause?: unknown): InteractionError {
    return new InteractionError({
      code: 'INTERACTION_EXPIRED',
      kind: 'answer',
      message: `${this.options.what} cannot be answered any more: ${why}.`,
      advice: 'answer or defer sooner (ctx.defer()); later than that, send a message to the channel or to the user.',
      ageMs: Math.round(this.ageMs),
      cause,
    });
  }
}

/** Edits take other flags than creates, and who sees a message is fixed by then. */
function withoutEphemeral(body: InteractionMessageBody): WebhookMessageEditBody {
  const { flags } = body as { readonly flags?: number | null };
  if (!isEphemeral({ flags })) return body;
  const others: number = (flags ?? 0) & ~(MessageFlags.Ephemeral as number);
  return withFlags({ ...body, flags: undefined }, others);
}
