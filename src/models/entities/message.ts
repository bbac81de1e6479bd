/** A message in a channel. https://discord.com/developers/docs/resources/message */
import { type APIMessage, type MessageFlags, type MessageType } from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { dateOf, dateOrNothing, viewOf, viewsOf } from '../fields-of';
import {
  type ApplicationId,
  type ChannelId,
  type GuildId,
  type MessageId,
  type RoleId,
  snowflakeDate,
  type UserId,
  type WebhookId,
} from '../ids';
import { guildOf } from '../relations';
import { ActingMessage } from './acting-message';
import { Attachment } from './attachment';
import { Channel } from './channel';
import { Embed } from './embed';
import { type Guild } from './guild';
import { lateClasses } from './late-classes';
import { Reaction } from './reaction';
import { User } from './user';

/** A message. Without the intent MessageContent, content, embeds, attachments, components and poll of most are empty. */
export class Message extends ActingMessage {
  private madeAuthor: User | undefined = undefined;
  private madeMentions: readonly User[] | undefined = undefined;
  private madeAttachments: readonly Attachment[] | undefined = undefined;
  private madeEmbeds: readonly Embed[] | undefined = undefined;
  private madeReactions: readonly Reaction[] | undefined = undefined;
  private madeReferenced: Message | undefined = undefined;
  private madeThread: Channel | undefined = undefined;

  get id(): MessageId {
    return this.raw.id;
  }

  get channelId(): ChannelId {
    return this.raw.channel_id;
  }

  /** The channel, when it is remembered. */
  get channel(): Channel | undefined {
    const channel = this.context.relations.channel(this.raw.channel_id);
    return channel && new Channel(channel, this.context);
  }

  /** `undefined` in direct messages, and where neither the payload names it nor the channel is remembered. */
  get guildId(): GuildId | undefined {
    const { guild_id: guildId, channel_id: channelId } = this.raw as APIMessage & { readonly guild_id?: GuildId };
    return (
      guildId ?? (this.context.relations.channel(channelId) as { readonly guild_id?: GuildId } | undefined)?.guild_id
    );
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.guildId);
  }

  /** Where people see it. Of a guild that is not known, the address is that of a direct message. */
  get url(): string {
    return `https://discord.com/channels/${this.guildId ?? '@me'}/${this.raw.channel_id}/${this.raw.id}`;
  }

  /** Who sent it. Messages of webhooks have an author that is no account. */
  get author(): User {
    return (this.madeAuthor ??= viewOf(this.raw.author, (author) => new User(author, this.context)));
  }

  get content(): string {
    return this.raw.content;
  }

  get timestamp(): Date {
    return dateOf(this.raw.timestamp);
  }

  get editedTimestamp(): Date | null {
    return dateOrNothing(this.raw.edited_timestamp);
  }

  /** Whether it is read aloud. */
  get tts(): boolean {
    return this.raw.tts;
  }

  /** Whether it mentions everyone. */
  get mentionEveryone(): boolean {
    return this.raw.mention_everyone;
  }

  /** Users that it mentions. */
  get mentions(): readonly User[] {
    return (this.madeMentions ??= viewsOf(this.raw.mentions, (user) => new User(user, this.context)));
  }

  /** Ids of the roles that it mentions. */
  get mentionRoles(): readonly RoleId[] {
    return this.raw.mention_roles;
  }

  /** Channels of other guilds that it mentions, in crossposted messages. */
  get mentionChannels(): Camel<APIMessage['mention_channels']> {
    return fromWire(this.raw.mention_channels);
  }

  get attachments(): readonly Attachment[] {
    return (this.madeAttachments ??= viewsOf(this.raw.attachments, (file) => new Attachment(file, this.context)));
  }

  get embeds(): readonly Embed[] {
    return (this.madeEmbeds ??= viewsOf(this.raw.embeds, (embed) => new Embed(embed, this.context)));
  }

  get reactions(): readonly Reaction[] {
    return (this.madeReactions ??= viewsOf(
      this.raw.reactions,
      (reaction) => new Reaction(reaction, this.context, this.raw.channel_id, this.raw.id),
    ));
  }

  get components(): Camel<NonNullable<APIMessage['components']>> {
    return this.raw.components ? fromWire(this.raw.components) : [];
  }

  /** What the sender gave to recognise it by. */
  get nonce(): number | string | undefined {
    return this.raw.nonce;
  }

  get pinned(): boolean {
    return this.raw.pinned;
  }

  /** The webhook that sent it. */
  get webhookId(): WebhookId | undefined {
    return this.raw.webhook_id;
  }

  get type(): MessageType {
    return this.raw.type;
  }

  get flags(): MessageFlags | undefined {
    return this.raw.flags;
  }

  /** The application that answered an interaction with it, or whose webhook sent it. */
  get applicationId(): ApplicationId | undefined {
    return this.raw.application_id;
  }

  get application(): Camel<APIMessage['application']> {
    return fromWire(this.raw.application);
  }

  get activity(): Camel<APIMessage['activity']> {
    return fromWire(this.raw.activity);
  }

  /** Where a reply, a crosspost, a forward or a pin notice points. */
  get messageReference(): Camel<APIMessage['message_reference']> {
    return fromWire(this.raw.message_reference);
  }

  /** The message that this one answers; `null` when it was deleted, `undefined` when Discord did not look. */
  get referencedMessage(): Message | null | undefined {
    const { referenced_message: referenced } = this.raw;
    return referenced ? (this.madeReferenced ??= new Message(referenced, this.context)) : referenced;
  }

  /** What a forward carries of the forwarded messages. */
  get messageSnapshots(): Camel<APIMessage['message_snapshots']> {
    return fromWire(this.raw.message_snapshots);
  }

  /** The interaction that it answers. */
  get interactionMetadata(): Camel<APIMessage['interaction_metadata']> {
    return fromWire(this.raw.interaction_metadata);
  }

  /** The thread that was started from it. */
  get thread(): Channel | undefined {
    return (this.madeThread ??= this.raw.thread && new Channel(this.raw.thread, this.context));
  }

  /** What is needed to draw its stickers. */
  get stickerItems(): Camel<NonNullable<APIMessage['sticker_items']>> {
    return this.raw.sticker_items ? fromWire(this.raw.sticker_items) : [];
  }

  /** Roughly its place in a thread. */
  get position(): number | undefined {
    return this.raw.position;
  }

  get roleSubscriptionData(): Camel<APIMessage['role_subscription_data']> {
    return fromWire(this.raw.role_subscription_data);
  }

  /** Users, members, channels and roles that its selects chose by default. */
  get resolved(): Camel<APIMessage['resolved']> {
    return fromWire(this.raw.resolved);
  }

  get poll(): Camel<APIMessage['poll']> {
    return fromWire(this.raw.poll);
  }

  /** The call that the message is about. */
  get call(): Camel<APIMessage['call']> {
    return fromWire(this.raw.call);
  }

  get sharedClientTheme(): Camel<APIMessage['shared_client_theme']> {
    return fromWire(this.raw.shared_client_theme);
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }

  /** Whether it mentions a user by name; a mention of a role or of everyone does not count. */
  doesMention(user: UserId | User): boolean {
    const id = typeof user === 'string' ? user : user.id;
    return this.mentions.some((mentioned) => mentioned.id === id);
  }
}

lateClasses.Message = Message;
