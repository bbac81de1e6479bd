/** A way to write into a channel without being a user there. https://discord.com/developers/docs/resources/webhook */
import { type APIWebhook, type WebhookType } from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { type Camel, fromWire } from '../bodies/from-wire';
import {
  type ApplicationId,
  type ChannelId,
  type GuildId,
  type MessageId,
  snowflakeDate,
  type WebhookId,
} from '../ids';
import { channelOf, guildOf } from '../relations';
import { Entity } from '../entity';
import { type Channel } from './channel';
import { type Guild } from './guild';
import { User } from './user';
import { refuseIncomplete } from '../incomplete';
import { type WebhookEditBody, type WebhookExecuteBody, type WebhookMessageEditBody } from '../bodies/webhook';
import { type Message } from './message';
import { bodyOf, idOf, type Target } from './targets';

/** Of what a webhook does with a message: the thread that the message is in. */
export interface WebhookMessageOptions extends ActionOptions {
  readonly threadId?: ChannelId | undefined;
}

/** Of a message that a webhook writes or changes. */
export interface WebhookSendOptions extends WebhookMessageOptions {
  /** Lets a webhook that no application made carry components, those that nobody can press. */
  readonly withComponents?: boolean | undefined;
}

/** A webhook. Whoever has its token can write with it, so the token is never printed. */
export class Webhook extends Entity<APIWebhook> {
  private madeUser: User | undefined = undefined;

  get id(): WebhookId {
    return this.raw.id;
  }

  get type(): WebhookType {
    return this.raw.type;
  }

  get guildId(): GuildId | null | undefined {
    return this.raw.guild_id;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.raw.guild_id ?? undefined);
  }

  /** `null` for the webhook that an application follows up interactions with. */
  get channelId(): ChannelId | null {
    return this.raw.channel_id;
  }

  /** The channel, when it is remembered. */
  get channel(): Channel | undefined {
    return channelOf(this.context, this.raw.channel_id);
  }

  /** Who made it; unknown where it was asked for with its token. */
  get user(): User | undefined {
    return (this.madeUser ??= this.raw.user && new User(this.raw.user, this.context));
  }

  get name(): string | null {
    return this.raw.name;
  }

  /** Hash of the avatar. */
  get avatar(): string | null {
    return this.raw.avatar;
  }

  /** Secret that writes with it, of incoming webhooks that the bot may see. */
  get token(): string | undefined {
    return this.raw.token;
  }

  /** The application that made it. */
  get applicationId(): ApplicationId | null {
    return this.raw.application_id;
  }

  /** The guild of the channel that is followed. */
  get sourceGuild(): Camel<APIWebhook['source_guild']> {
    return fromWire(this.raw.source_guild);
  }

  /** The channel that is followed. */
  get sourceChannel(): Camel<APIWebhook['source_channel']> {
    return fromWire(this.raw.source_channel);
  }

  /** Address that messages are posted to. Its token is in it: a secret as well. */
  get url(): string | undefined {
    return this.raw.url;
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }

  /**
   * Writes a message and waits for it. It mentions nobody unless `allowedMentions` says so.
   * @throws {FrameworkError} VIEW_INCOMPLETE without its token, like all that webhooks do with messages.
   */
  send(body: string | WebhookExecuteBody, options: WebhookSendOptions = {}): Promise<Message> {
    const { threadId, withComponents, ...rest } = options;
    const query = { wait: true, threadId, withComponents } as const;
    return this.context.actions.webhooks.execute(this.raw.id, this.secret(), bodyOf(body), query, rest);
  }

  /** A message that the webhook wrote. */
  fetchMessage(messageId: MessageId, options: WebhookMessageOptions = {}): Promise<Message> {
    const { threadId, ...rest } = options;
    return this.context.actions.webhooks.getMessage(this.raw.id, this.secret(), messageId, { threadId }, rest);
  }

  /** Changes a message that the webhook wrote. */
  editMessage(
    message: Target<MessageId>,
    body: string | WebhookMessageEditBody,
    options: WebhookSendOptions = {},
  ): Promise<Message> {
    const { threadId, withComponents, ...rest } = options;
    const query = { threadId, withComponents };
    const { webhooks } = this.context.actions;
    return webhooks.editMessage(this.raw.id, this.secret(), idOf(message), bodyOf(body), query, rest);
  }

  /** Deletes a message that the webhook wrote. */
  deleteMessage(message: Target<MessageId>, options: WebhookMessageOptions = {}): Promise<void> {
    const { threadId, ...rest } = options;
    return this.context.actions.webhooks.deleteMessage(this.raw.id, this.secret(), idOf(message), { threadId }, rest);
  }

  /** Changes it, or moves it to another channel. With its token known, and unless it moves, that takes no permission. */
  edit(body: WebhookEditBody, options?: ActionOptions): Promise<Webhook> {
    const { webhooks } = this.context.actions;
    const { id, token } = this.raw;
    if (token === undefined || 'channelId' in body) return webhooks.edit(id, body, options);
    return webhooks.editWithToken(id, token, body, options);
  }

  /** Deletes it for good. With its token known that takes no permission. */
  delete(options?: ActionOptions): Promise<void> {
    const { webhooks } = this.context.actions;
    const { id, token } = this.raw;
    return token === undefined ? webhooks.delete(id, options) : webhooks.deleteWithToken(id, token, options);
  }

  private secret(): string {
    return (
      this.raw.token ??
      refuseIncomplete(
        'the token of this webhook',
        'take the webhook from who made it: channel.webhooks() lists the bot’s own with tokens.',
      )
    );
  }

  protected override printable(): APIWebhook {
    const { token, url, ...rest } = this.raw;
    return {
      ...rest,
      ...(token === undefined ? {} : { token: '[token]' }),
      ...(url === undefined ? {} : { url: '[url with token]' }),
    };
  }
}
