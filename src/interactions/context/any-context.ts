/** What a handler of a command, a component or a form is called with: who acted, and the ways to answer. */
import { inspect } from 'node:util';
import { MessageFlags } from 'discord-api-types/v10';
import {
  type ActionOptions,
  type InteractionCreateEvent,
  type Message,
  type MessageId,
  type ViewContext,
  type WebhookMessageEditBody,
} from '../../models';
import { type Acknowledgement } from '../answers/acknowledgement';
import { replyBody, withFlags } from '../answers/reply-body';
import { type Reply, type ShownForm } from '../answers/reply-value';
import { type Responder } from '../answers/responder';
import { type AwaitOptions, type ClickContext, type ComponentWaits } from '../waiting/component-waits';
import { type ModalContext } from './forms';
import { InteractionSource } from './person';

export interface ReplyOptions extends ActionOptions {
  /** Only who acted sees the message. Default: what the decorator says. */
  readonly ephemeral?: boolean | undefined;
}

/** What a context is made of. */
export interface ContextInit {
  readonly event: InteractionCreateEvent;
  readonly responder: Responder;
  readonly waits: ComponentWaits;
  /** What the views that the context makes are bound to. */
  readonly views: ViewContext;
  readonly what: string;
  /** Whether only who acted sees the answers, where they do not say. */
  readonly ephemeral: boolean;
}

/** Made for each interaction. `@Catch` methods may ask for it by this class. */
export abstract class AnyContext extends InteractionSource {
  static readonly isHandlerContext = true;

  protected readonly responder: Responder;
  protected readonly views: ViewContext;
  private readonly waits: ComponentWaits;
  /** For messages: `/ban`, `the button "confirm"`. */
  readonly what: string;
  private readonly isEphemeralByDefault: boolean;

  constructor(init: ContextInit) {
    super(init.event);
    this.responder = init.responder;
    this.waits = init.waits;
    this.views = init.views;
    this.what = init.what;
    this.isEphemeralByDefault = init.ephemeral;
  }

  /** What the interaction was answered with so far. */
  get acknowledgement(): Acknowledgement {
    return this.responder.state;
  }

  /** How long ago it arrived, in milliseconds. The first answer has three seconds, others 15 minutes. */
  get ageMs(): number {
    return this.responder.ageMs;
  }

  /**
   * Answers with a message: the first answer, or the one that was deferred, or a further one. Text mentions nobody unless
   * `allowedMentions` says so. Resolves with the message, except for a first answer: `ctx.getReply()` fetches that.
   * @throws {InteractionError} INTERACTION_EXPIRED, INTERACTION_ANSWERED, INTERACTION_ANSWER_INVALID; {RestError} what Discord refuses.
   */
  reply(reply: Reply, options: ReplyOptions = {}): Promise<Message | undefined> {
    return this.responder.reply(this.bodyOf(reply, options), options);
  }

  /** Answers in a message that only who acted sees. */
  refuse(reply: Reply, options: ActionOptions = {}): Promise<Message | undefined> {
    return this.reply(reply, { ...options, ephemeral: true });
  }

  /** Promises a message, so that there are 15 minutes for it. Does nothing when it was deferred before. */
  defer(options: ReplyOptions = {}): Promise<void> {
    return this.responder.deferReply(options.ephemeral ?? this.isEphemeralByDefault, options);
  }

  /** Changes the first answer, or gives it after it was deferred. */
  edit(reply: string | WebhookMessageEditBody, options?: ActionOptions): Promise<Message | undefined> {
    return this.responder.edit(replyBody(reply as Reply), options);
  }

  /** Sends a further message. */
  followUp(reply: Reply, options: ReplyOptions = {}): Promise<Message | undefined> {
    return this.responder.followUp(this.bodyOf(reply, options), options);
  }

  editFollowUp(
    messageId: MessageId,
    reply: string | WebhookMessageEditBody,
    options?: ActionOptions,
  ): Promise<Message> {
    return this.responder.editFollowUp(messageId, replyBody(reply as Reply), options);
  }

  deleteFollowUp(messageId: MessageId, options?: ActionOptions): Promise<void> {
    return this.responder.deleteFollowUp(messageId, options);
  }

  /** The message of the first answer. */
  getReply(options?: ActionOptions): Promise<Message> {
    return this.responder.original(options);
  }

  deleteReply(options?: ActionOptions): Promise<void> {
    return this.responder.deleteReply(options);
  }

  /** Shows a form, which must be the first answer: write `modal: true` in the decorator. Not for forms themselves. */
  showForm(form: ShownForm, options?: ActionOptions): Promise<void> {
    return this.responder.showForm(form.form, options);
  }

  /**
   * The next click on the components of this interaction's messages, by who used it. It is answered like any other: by `update`,
   * `reply` …; one that is not answered within two seconds is acknowledged.
   * @throws {InteractionError} INTERACTION_WAIT_TIMEOUT, INTERACTION_WAIT_ENDED.
   */
  awaitComponent(options?: AwaitOptions): Promise<ClickContext> {
    return this.waits.next(this, options);
  }

  /** Clicks as they come, for `for await`: until none came for `timeoutMs` (default a minute), or `max` have. */
  components(options?: AwaitOptions & { readonly max?: number | undefined }): AsyncGenerator<ClickContext, void> {
    return this.waits.stream(this, options);
  }

  /** The form of this custom id that who acted submits next. @throws {InteractionError} as `awaitComponent`. */
  awaitForm(customId: string, options?: Pick<AwaitOptions, 'timeoutMs' | 'signal'>): Promise<ModalContext> {
    return this.waits.nextForm(this, customId, options);
  }

  /** What is printed has no token. */
  [inspect.custom](): string {
    return `${this.constructor.name}(${this.what}, ${this.acknowledgement.kind})`;
  }

  toJSON(): object {
    const { id, what, userId, guildId, channelId } = this;
    return { id, what, userId, guildId, channelId, acknowledgement: this.acknowledgement };
  }

  private bodyOf(reply: Reply, { ephemeral = this.isEphemeralByDefault }: ReplyOptions): ReturnType<typeof replyBody> {
    const body = replyBody(reply);
    return ephemeral ? withFlags(body, MessageFlags.Ephemeral) : body;
  }
}
