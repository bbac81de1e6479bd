/** The event that brings commands, buttons, selects and forms. https://discord.com/developers/docs/interactions/receiving-and-responding */
import {
  type APIChannel,
  type APIInteraction,
  type InteractionContextType,
  type InteractionType,
} from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { Channel } from '../entities/channel';
import { type Guild } from '../entities/guild';
import { Member } from '../entities/member';
import { Message } from '../entities/message';
import { User } from '../entities/user';
import { bitsOrNothing, type FieldsOf } from '../fields-of';
import { type ApplicationId, type ChannelId, type GuildId, type InteractionId } from '../ids';
import { channelOf, guildOf } from '../relations';
import { PayloadView } from '../view';
import { dispatch } from './dispatch';

type Fields = FieldsOf<APIInteraction>;

/** Someone used a command, a component or a form of the application. It wants an answer within three seconds. */
export class InteractionCreateEvent extends dispatch('INTERACTION_CREATE', PayloadView<APIInteraction>) {
  private madeMember: Member | undefined = undefined;
  private madeUser: User | undefined = undefined;
  private madeMessage: Message | undefined = undefined;

  private get fields(): Fields {
    return this.raw;
  }

  get id(): InteractionId {
    return this.raw.id;
  }

  get applicationId(): ApplicationId {
    return this.raw.application_id;
  }

  get type(): InteractionType {
    return this.raw.type;
  }

  /** What was asked: the command and its options, the component, the form. */
  get data(): Camel<Fields['data']> {
    return fromWire(this.fields.data);
  }

  get guildId(): GuildId | undefined {
    return this.raw.guild_id;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.raw.guild_id);
  }

  get channelId(): ChannelId | undefined {
    return this.fields.channel_id ?? this.fields.channel?.id;
  }

  /** The channel: as it is remembered, or what the payload tells of it. */
  get channel(): Channel | undefined {
    const { channel } = this.fields;
    // The payload may leave fields out; all but id and type of a Channel may be undefined anyway.
    const given = channel && new Channel(channel as APIChannel, this.context, this.raw.guild_id);
    return channelOf(this.context, this.channelId) ?? given;
  }

  /** Who asks, within the guild. */
  get member(): Member | undefined {
    const { member } = this.fields;
    return (this.madeMember ??= member && new Member(member, this.context, this.raw.guild_id));
  }

  /** Who asks, in guilds and in direct messages; `undefined` only for Discord's own ping. */
  get user(): User | undefined {
    const user = this.fields.member?.user ?? this.fields.user;
    return (this.madeUser ??= user && new User(user, this.context));
  }

  /** The message that the component hangs on. */
  get message(): Message | undefined {
    const { message } = this.fields;
    return (this.madeMessage ??= message && new Message(message, this.context));
  }

  /** Secret that answers the interaction for 15 minutes. It is never printed. */
  get token(): string {
    return this.raw.token;
  }

  get version(): number {
    return this.raw.version;
  }

  /** What the application may do in the channel, as bits of `PermissionFlagsBits`. */
  get appPermissions(): bigint | undefined {
    return bitsOrNothing(this.fields.app_permissions);
  }

  /** Language of who asks, `en-US`. */
  get locale(): string | undefined {
    return this.fields.locale;
  }

  /** Language of the guild, `en-US`. */
  get guildLocale(): string | undefined {
    return this.fields.guild_locale;
  }

  get entitlements(): Camel<NonNullable<Fields['entitlements']>> {
    return this.fields.entitlements ? fromWire(this.fields.entitlements) : [];
  }

  /** Who installed the application: kind of installation -> id of the user or the guild. */
  get authorizingIntegrationOwners(): Camel<Fields['authorizing_integration_owners']> {
    return fromWire(this.fields.authorizing_integration_owners);
  }

  /** Where it was used: in a guild, with the bot, or in a private channel. */
  get contextType(): InteractionContextType | undefined {
    return this.fields.context;
  }

  /** Bytes that one attached file may have. */
  get attachmentSizeLimit(): number | undefined {
    return this.fields.attachment_size_limit;
  }

  protected override printable(): APIInteraction {
    return { ...this.raw, token: '[token]' };
  }
}
