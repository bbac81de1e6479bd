/** A way to write into a channel without being a user there. https://discord.com/developers/docs/resources/webhook */
import { type APIWebhook, type WebhookType } from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { type ApplicationId, type ChannelId, type GuildId, snowflakeDate, type WebhookId } from '../ids';
import { channelOf, guildOf } from '../relations';
import { PayloadView } from '../view';
import { type Channel } from './channel';
import { type Guild } from './guild';
import { User } from './user';

/** A webhook. Whoever has its token can write with it, so the token is never printed. */
export class Webhook extends PayloadView<APIWebhook> {
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

  equals(other: { readonly id: string }): boolean {
    return this.raw.id === other.id;
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
