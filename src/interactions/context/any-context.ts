/** What a handler is called with that answers somebody: who acted, and the ways to answer. */
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { MessageFlags } from 'discord-api-types/v10';
import { type Actor, type ActorSource } from '../../dispatcher';
import {
  type ActionOptions,
  type AnyEvent,
  type Channel,
  type ChannelId,
  type Guild,
  type GuildId,
  type Member,
  type Message,
  type MessageId,
  type PermissionSet,
  type User,
  type UserId,
  type ViewContext,
  type WebhookMessageEditBody,
} from '../../models';
import { type Acknowledgement } from '../answers/acknowledgement';
import { replyBody } from '../answers/reply-body';
import { type Edit, type Reply, type ShownForm } from '../answers/reply-value';
import { type Responder } from '../answers/responder';
import { type AwaitOptions, type ClickContext, type ComponentWaits } from '../waiting/component-waits';
import { type ModalContext } from './forms';
import { type Loss } from '../answers/shown-messages';
import { type Source } from './source';

export interface ReplyOptions extends ActionOptions {
  /** Only who acted sees the message. Default: what the decorator says. */
  readonly ephemeral?: boolean | undefined;
}

/** What a context is made of. */
export interface ContextInit {
  readonly source: Source;
  readonly responder: Responder;
  readonly waits: ComponentWaits;
  /** What the views that the context makes are bound to. */
  readonly views: ViewContext;
  readonly what: string;
  /** Whether only who acted sees the answers, where they do not say. */
  readonly ephemeral: boolean;
}

/** What is looked at to tell whether a message belongs to a context. */
export interface AnsweringMessage {
  readonly id: string;
  readonly interaction_metadata?: { readonly id: string };
  readonly message_reference?: { readonly message_id?: string };
}

/** Of an interaction, or of a text command. `@Catch` methods may ask for it by this class. */
export abstract class AnyContext implements ActorSource {
  static readonly isHandlerContext = true;

  protected readonly source: Source;
  protected readonly responder: Responder;
  protected readonly views: ViewContext;
  private readonly waits: ComponentWaits;
  /** For messages: `/ban`, `the button "confirm"`. */
  readonly what: string;
  private readonly isEphemeralByDefault: boolean;
  private knownInvocationId: string | undefined = undefined;

  constructor(init: ContextInit) {
    this.source = init.source;
    this.responder = init.responder;
    this.waits = init.waits;
    this.views = init.views;
    this.what = init.what;
    this.isEphemeralByDefault = init.ephemeral;
  }

  /** What brought it. */
  get event(): AnyEvent {
    return this.source.event;
  }

  /** Of the interaction, or of the message. */
  get id(): string {
    return this.source.id;
  }

  /** Tells this call from all others: in lines of the log, where the group's options ask for it, and in replies. */
  get invocationId(): string {
    return (this.knownInvocationId ??= randomUUID());
  }

  /** Who acted, where, and what they may do there: as guards see it. */
  get actor(): Actor {
    return this.source.actor;
  }

  /** Who acted. */
  get user(): User {
    return this.source.user;
  }

  get userId(): UserId {
    return this.source.userId;
  }

  /** Who acted, within the guild; `undefined` in direct messages. */
  get member(): Member | undefined {
    return this.source.member;
  }

  get guildId(): GuildId | undefined {
    return this.source.guildId;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return this.source.guild;
  }

  get channelId(): ChannelId {
    return this.source.channelId;
  }

  /** The channel, as far as it is known. */
  get channel(): Channel | undefined {
    return this.source.channel;
  }

  /** The language of who acted, `en-US`. */
  get locale(): string {
    return this.source.locale;
  }

  /** The language of the guild. */
  get guildLocale(): string | undefined {
    return this.source.guildLocale;
  }

  /** What who acted may do in the channel; everything in direct messages. */
  get permissions(): PermissionSet {
    return this.source.permissions;
  }

  /** What the bot may do in the channel. */
  get appPermissions(): PermissionSet {
    return this.source.appPermissions;
  }

  /** What it was answered with so far. */
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
  edit(reply: Edit<WebhookMessageEditBody>, options?: ActionOptions): Promise<Message | undefined> {
    // One that comes first is seen by whom the decorator says.
    return this.responder.edit(this.bodyOf(reply as Reply, {}), options);
  }

  /** Sends a further message. */
  followUp(reply: Reply, options: ReplyOptions = {}): Promise<Message | undefined> {
    return this.responder.followUp(this.bodyOf(reply, options), options);
  }

  editFollowUp(messageId: MessageId, reply: Edit<WebhookMessageEditBody>, options?: ActionOptions): Promise<Message> {
    return this.responder.editFollowUp(messageId, replyBody(reply as Reply, this), options);
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

  /** Messages of its channel were deleted: what that means for its answers. @internal */
  lose(ids: ReadonlySet<string>): Promise<Loss> {
    return this.responder.lose(ids);
  }

  /** Whether who acted is told by Discord that nothing was answered. @internal */
  needsAnswer(): boolean {
    return true;
  }

  /** Whether a message is an answer of this context, or what it acted on. @internal */
  abstract owns(message: AnsweringMessage): boolean;

  /** What is printed has no token. */
  [inspect.custom](): string {
    return `${this.constructor.name}(${this.what}, ${this.acknowledgement.kind})`;
  }

  toJSON(): object {
    const { id, what, userId, guildId, channelId } = this;
    return { id, what, userId, guildId, channelId, acknowledgement: this.acknowledgement };
  }

  private bodyOf(reply: Reply, { ephemeral = this.isEphemeralByDefault }: ReplyOptions): ReturnType<typeof replyBody> {
    return replyBody(reply, this, ephemeral ? MessageFlags.Ephemeral : 0);
  }
}
