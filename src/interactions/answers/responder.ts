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
import { asError, type Clock } from '../../util';
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
import { expired, explainRefusal, isMessageGone } from './answer-refusals';
import { type Answers } from './answers';
import { isEphemeral, withoutEphemeral } from './reply-body';
import { type Loss, ShownMessages } from './shown-messages';

/** How long an interaction can be answered after its first answer. */
const LIFE_MS = 15 * 60_000;
export interface ResponderOptions {
  readonly answers: Answers;
  readonly clock: Clock;
  readonly source: AnswerSource;
  /** For errors: `/ban`, `the button "confirm"`. */
  readonly what: string;
  /** When the interaction arrived, by the clock. */
  readonly arrivedAtMs: number;
}

/** A message on its way: what it is meant as, and its bodies as the first answer and as a later one. */
interface Outgoing {
  readonly act: Act;
  readonly first: InteractionReplyBody;
  readonly body: InteractionMessageBody;
  readonly options: ActionOptions | undefined;
}

/** One of suggestions. */
export interface Suggestion {
  readonly name: string;
  readonly nameLocalizations?: Readonly<Record<string, string>> | null | undefined;
  readonly value: string | number;
}

export class Responder {
  private current: Acknowledgement = UNANSWERED;
  /** The first answer on its way, or what takes its place; what follows waits for its end, however that goes. */
  private first: Promise<Message | undefined> | undefined;
  /** The message that took the place of a promised one, which was deleted. */
  private substitute: Message | undefined;
  private shownMessages: ShownMessages | undefined;

  constructor(private readonly options: ResponderOptions) {}

  /** What it was answered with so far. */
  get state(): Acknowledgement {
    return this.current;
  }

  get isAnswered(): boolean {
    return this.current.kind !== 'none';
  }

  /** Whether it comes from a message, which an answer can change. */
  get hasMessage(): boolean {
    const { source } = this.options;
    return source === 'component' || source === 'form-of-component';
  }

  get ageMs(): number {
    return this.options.clock.now() - this.options.arrivedAtMs;
  }

  reply(body: InteractionMessageBody, options?: ActionOptions): Promise<Message | undefined> {
    const first = { type: InteractionResponseType.ChannelMessageWithSource, data: body } as const;
    return this.sendMessage({ act: { type: 'reply', ephemeral: isEphemeral(body) }, first, body, options });
  }

  update(body: InteractionUpdateBody, options?: ActionOptions): Promise<Message | undefined> {
    const first = { type: InteractionResponseType.UpdateMessage, data: body } as const;
    return this.sendMessage({ act: { type: 'update' }, first, body: body as InteractionMessageBody, options });
  }

  /** An edit that comes first is a reply, whose flags say who sees it. */
  edit(body: WebhookMessageEditBody, options?: ActionOptions): Promise<Message | undefined> {
    const message = body as InteractionMessageBody;
    const act: Act = { type: 'edit', ephemeral: isEphemeral(message) };
    const first: InteractionReplyBody = this.hasMessage
      ? { type: InteractionResponseType.UpdateMessage, data: withoutEphemeral(message) }
      : { type: InteractionResponseType.ChannelMessageWithSource, data: message };
    return this.sendMessage({ act, first, body: message, options });
  }

  followUp(body: InteractionMessageBody, options?: ActionOptions): Promise<Message | undefined> {
    const first = { type: InteractionResponseType.ChannelMessageWithSource, data: body } as const;
    return this.sendMessage({ act: { type: 'follow-up', ephemeral: isEphemeral(body) }, first, body, options });
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

  complete(choices: readonly Suggestion[], options?: ActionOptions): Promise<unknown> {
    const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
    try {
      this.decide({ type: 'complete' });
    } catch (error) {
      return Promise.reject(asError(error));
    }
    return this.sendFirst({ type, data: { choices } }, options);
  }

  /** Messages of its channel were deleted, by whomever: whether its own were among them, and whether any is left. */
  lose(ids: ReadonlySet<string>): Promise<Loss> {
    return this.shown.lose(ids);
  }

  async deleteReply(options?: ActionOptions): Promise<void> {
    const before = this.current;
    this.decide({ type: 'delete' });
    const { answers } = this.options;
    if (this.substitute) this.shown.forget(this.substitute.id);
    try {
      await this.afterFirst(() =>
        this.substitute === undefined
          ? answers.deleteOriginal(options)
          : answers.deleteFollowUp(this.substitute.id, options),
      );
    } catch (error) {
      if (this.current.kind === 'deleted' && !isMessageGone(error)) this.current = before;
      throw error;
    }
  }

  original(options?: ActionOptions): Promise<Message> {
    this.checkAge();
    return this.afterFirst(async () => this.substitute ?? this.options.answers.original(options));
  }

  editFollowUp(messageId: MessageId, body: WebhookMessageEditBody, options?: ActionOptions): Promise<Message> {
    this.checkAge();
    const edit = withoutEphemeral(body as InteractionMessageBody);
    return this.afterFirst(() => this.options.answers.editFollowUp(messageId, edit, options));
  }

  deleteFollowUp(messageId: MessageId, options?: ActionOptions): Promise<void> {
    this.checkAge();
    this.shown.forget(messageId);
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
    this.current = outcome.state;
    return outcome.way;
  }

  /** Not async itself, as most answers are the first: each promise that only waits for another is felt. */
  private sendMessage(message: Outgoing): Promise<Message | undefined> {
    const before = this.current;
    let way: Way;
    try {
      way = this.decide(message.act);
    } catch (error) {
      return Promise.reject(asError(error));
    }
    return way === 'first' ? this.sendFirst(message.first, message.options) : this.sendLater(message, before, way);
  }

  private async sendLater(message: Outgoing, before: Acknowledgement, way: Way): Promise<Message | undefined> {
    if (before.kind === 'deferred') {
      // What comes later waits for this too: until it is there, the promise is all that there is.
      const sending = this.keepPromise(before, way, message);
      this.first = sending;
      return sending;
    }
    await this.firstSettled();
    // What it was to follow has failed: it comes in its place.
    if (!this.isAnswered || this.current.kind === 'deferred') return this.sendMessage(message);
    return this.explained(() => this.deliver(way, message));
  }

  /** Fills what was promised. When that fails the promise stands, so that something else can fill it. */
  private async keepPromise(promise: Acknowledgement, way: Way, message: Outgoing): Promise<Message | undefined> {
    const kept = this.current;
    await settled(this.first);
    if (!this.isAnswered) return this.sendMessage(message);
    let left = promise;
    try {
      if (way === 'replace') {
        await this.takeBack(message.options);
        left = { kind: 'deleted' };
        return (this.substitute = await this.shown.add(this.options.answers.followUp(message.body, message.options)));
      }
      return await this.deliver(way, message);
    } catch (error) {
      if (this.current === kept) this.current = left;
      throw this.explain(error);
    }
  }

  /** Deletes a promised message that the wrong people would see. */
  private async takeBack(options: ActionOptions | undefined): Promise<void> {
    try {
      await this.options.answers.deleteOriginal(options);
    } catch (error) {
      if (!isMessageGone(error)) throw error;
    }
  }

  private async deliver(way: Way, { body, options }: Outgoing): Promise<Message | undefined> {
    const { answers } = this.options;
    if (way === 'follow-up') return this.shown.add(answers.followUp(body, options));
    const edit = withoutEphemeral(body);
    if (!this.substitute) return this.noteFirst(await answers.editOriginal(edit, options));
    return (this.substitute = await answers.editFollowUp(this.substitute.id, edit, options));
  }

  private sendFirst(body: InteractionReplyBody, options: ActionOptions | undefined): Promise<Message | undefined> {
    return (this.first = this.options.answers.first(body, options).then(
      (message) => message && this.noteFirst(message),
      (error: unknown) => {
        const worse = this.explain(error);
        if (worse.code !== 'INTERACTION_ANSWERED') this.current = UNANSWERED;
        throw worse;
      },
    ));
  }

  private get shown(): ShownMessages {
    return (this.shownMessages ??= new ShownMessages({
      shownTo: () => this.firstShownTo,
      find: () => this.original(),
    }));
  }

  /** Who sees the first answer, or what was promised; what took its place is a further message. */
  private get firstShownTo(): 'nobody' | 'one' | 'all' {
    const { current } = this;
    const isMessage = current.kind === 'replied' || (current.kind === 'deferred' && current.as === 'reply');
    if (!isMessage || this.substitute) return 'nobody';
    return current.ephemeral ? 'one' : 'all';
  }

  private noteFirst(message: Message): Message {
    if (this.firstShownTo !== 'nobody') this.shown.foundFirst(message.id);
    return message;
  }

  private async afterFirst<T>(act: () => Promise<T>): Promise<T> {
    await this.firstSettled();
    return this.explained(act);
  }

  /** A first answer that failed may be followed by another try at it, which is waited for as well. */
  private async firstSettled(): Promise<void> {
    let waitedFor: Promise<unknown> | undefined;
    while (this.first !== waitedFor) {
      waitedFor = this.first;
      await settled(waitedFor);
    }
  }

  private async explained<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      throw this.explain(error);
    }
  }

  private checkAge(): void {
    const { ageMs } = this;
    // A message can be replied to as long as it is there.
    if (this.options.source === 'text') return;
    if (ageMs > LIFE_MS) {
      const why = `it is ${Math.round(ageMs / 60_000)} minutes old, and can be answered for 15`;
      throw expired(this.options.what, why, ageMs);
    }
  }

  private explain(error: unknown): Error & { readonly code?: unknown } {
    return explainRefusal(error, this.options.what, this.ageMs);
  }
}

/** What follows waits for the end of a request, whichever; who asked for it hears how it went. */
async function settled(sending: Promise<unknown> | undefined): Promise<void> {
  try {
    await sending;
  } catch {
    return;
  }
}
