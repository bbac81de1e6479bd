/** A code that lets people into a guild or a group. https://discord.com/developers/docs/resources/invite */
import {
  type APIExtendedInvite,
  type APIInvite,
  type InviteFlags,
  type InviteTargetType,
  type InviteType,
  type Snowflake,
} from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { type Camel, fromWire } from '../bodies/from-wire';
import { dateOf, dateOrNothing } from '../fields-of';
import { type ChannelId, type GuildId, type MessageId } from '../ids';
import { Entity } from '../entity';
import { User } from './user';

/** What Discord sends of an invite. How it is used is known of those that the bot made, or lists. */
export type InvitePayload = APIInvite &
  Partial<Omit<APIExtendedInvite, keyof APIInvite>> & {
    readonly guild_id?: Snowflake;
    readonly target_channel_id?: Snowflake;
    readonly target_message_id?: Snowflake;
  };

export class Invite extends Entity<InvitePayload, 'code'> {
  private madeInviter: User | undefined = undefined;
  private madeTargetUser: User | undefined = undefined;

  get code(): string {
    return this.raw.code;
  }

  get type(): InviteType {
    return this.raw.type;
  }

  get guildId(): GuildId | undefined {
    return this.raw.guild_id ?? this.raw.guild?.id;
  }

  /** What those who are invited may know of the guild. */
  get guild(): Camel<APIInvite['guild']> {
    return fromWire(this.raw.guild);
  }

  get channelId(): ChannelId | undefined {
    return this.raw.channel?.id;
  }

  /** What those who are invited may know of the channel. */
  get channel(): Camel<APIInvite['channel']> {
    return fromWire(this.raw.channel);
  }

  /** Who made it. */
  get inviter(): User | undefined {
    return (this.madeInviter ??= this.raw.inviter && new User(this.raw.inviter, this.context));
  }

  get targetType(): InviteTargetType | undefined {
    return this.raw.target_type;
  }

  /** Whose stream it leads to. */
  get targetUser(): User | undefined {
    return (this.madeTargetUser ??= this.raw.target_user && new User(this.raw.target_user, this.context));
  }

  /** The application that it opens. */
  get targetApplication(): Camel<APIInvite['target_application']> {
    return fromWire(this.raw.target_application);
  }

  get targetChannelId(): ChannelId | undefined {
    return this.raw.target_channel_id;
  }

  get targetMessageId(): MessageId | undefined {
    return this.raw.target_message_id;
  }

  /** Members who are online, when counts were asked for. */
  get approximatePresenceCount(): number | undefined {
    return this.raw.approximate_presence_count;
  }

  /** Members, when counts were asked for. */
  get approximateMemberCount(): number | undefined {
    return this.raw.approximate_member_count;
  }

  /** `null` when it never expires. */
  get expiresAt(): Date | null {
    return dateOrNothing(this.raw.expires_at);
  }

  get guildScheduledEvent(): Camel<APIInvite['guild_scheduled_event']> {
    return fromWire(this.raw.guild_scheduled_event);
  }

  get flags(): InviteFlags | undefined {
    return this.raw.flags;
  }

  /** Roles that it grants. */
  get roles(): Camel<NonNullable<APIInvite['roles']>> {
    return this.raw.roles ? fromWire(this.raw.roles) : [];
  }

  get uses(): number | undefined {
    return this.raw.uses;
  }

  /** How often it can be used; 0 is without limit. */
  get maxUses(): number | undefined {
    return this.raw.max_uses;
  }

  /** How long it is good for; 0 is for ever. */
  get maxAgeSeconds(): number | undefined {
    return this.raw.max_age;
  }

  /** Whether it grants a membership that ends with the visit. */
  get temporary(): boolean | undefined {
    return this.raw.temporary;
  }

  get createdAt(): Date | undefined {
    return this.raw.created_at === undefined ? undefined : dateOf(this.raw.created_at);
  }

  /** The address that people open. */
  get url(): string {
    return `https://discord.gg/${this.raw.code}`;
  }

  /** The invite as it is now, with the counts of members. */
  fetch(options?: ActionOptions): Promise<Invite> {
    return this.context.actions.invites.get(this.raw.code, { withCounts: true }, options);
  }

  /** Takes the invite back. */
  delete(options?: ActionOptions): Promise<Invite> {
    return this.context.actions.invites.delete(this.raw.code, options);
  }

  override toString(): string {
    return this.url;
  }

  protected override get identifiedBy(): readonly 'code'[] {
    return ['code'];
  }
}
