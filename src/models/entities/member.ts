/** A user within one guild. https://discord.com/developers/docs/resources/guild#guild-member-object */
import { type APIGuildMember, type APIUser, type GuildMemberFlags } from 'discord-api-types/v10';
import { type Clock, systemClock } from '../../util';
import { cdn, type ImageOptions } from '../cdn/cdn';
import { type MemberEditBody } from '../bodies/edits';
import { type Camel, fromWire } from '../bodies/from-wire';
import { bitsOrNothing, dateOrNothing } from '../fields-of';
import { type GuildId, type RoleId, type UserId } from '../ids';
import { refuseIncomplete } from '../incomplete';
import { PayloadView } from '../view';
import { type ActionOptions, type ViewContext } from '../view-context';
import { Guild } from './guild';
import { lateClasses } from './late-classes';
import { User } from './user';

/** A member as any payload gives it: some leave the user out, some add the guild, those of interactions the permissions. */
export type MemberPayload = Omit<APIGuildMember, 'user' | 'deaf' | 'mute' | 'flags'> &
  Partial<Pick<APIGuildMember, 'user' | 'deaf' | 'mute' | 'flags'>> & {
    readonly guild_id?: string;
    readonly permissions?: string;
  };

/** When a time-out ends: at a moment, after a while, or at once. */
export type TimeoutEnd = Date | { readonly durationMs: number; readonly clock?: Clock } | null;

/** A member. `roles` are ids: `member.guild?.role(id)` has the role behind one. */
export class Member extends PayloadView<MemberPayload> {
  private madeUser: User | undefined = undefined;

  /**
   * @param knownGuildId of a member whose payload does not name its guild: nearly all but those of member events.
   * @param knownUser of a member whose payload does not name its user, as in a message.
   */
  constructor(
    raw: MemberPayload,
    context?: ViewContext,
    private readonly knownGuildId?: GuildId,
    private readonly knownUser?: APIUser,
  ) {
    super(raw, context);
  }

  /** @throws {FrameworkError} VIEW_INCOMPLETE when neither the payload nor what it came with names the user. */
  get user(): User {
    return (this.madeUser ??= new User(this.rawUser, this.context));
  }

  /** Id of the user. */
  get id(): UserId {
    return this.rawUser.id;
  }

  /** The guild that the member is of; `undefined` when neither the payload nor what it came with names it. */
  get guildId(): GuildId | undefined {
    return this.raw.guild_id ?? this.knownGuildId;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    const { guildId, context } = this;
    const guild = guildId === undefined ? undefined : context.relations.guild(guildId);
    return guild && new Guild(guild, context);
  }

  /** The name that the guild gives. */
  get nick(): string | null | undefined {
    return this.raw.nick;
  }

  /** The name that the guild shows. */
  get displayName(): string {
    return this.raw.nick ?? this.user.displayName;
  }

  /** Hash of the avatar in this guild. */
  get avatar(): string | null | undefined {
    return this.raw.avatar;
  }

  /** Address of the avatar that the guild shows: the member’s own there, else the user’s. */
  displayAvatarUrl(options?: ImageOptions): string {
    const { guildId } = this;
    const { avatar } = this.raw;
    if (!avatar || guildId === undefined) return this.user.displayAvatarUrl(options);
    return cdn.memberAvatar(guildId, this.id, avatar, options);
  }

  /** Hash of the banner in this guild. */
  get banner(): string | null | undefined {
    return this.raw.banner;
  }

  /** Ids of the roles; the role of everyone is not among them. */
  get roles(): readonly RoleId[] {
    return this.raw.roles;
  }

  hasRole(roleId: RoleId): boolean {
    return this.raw.roles.includes(roleId);
  }

  /** `null` for guests. */
  get joinedAt(): Date | null {
    return dateOrNothing(this.raw.joined_at);
  }

  /** Since when the member boosts the guild. */
  get premiumSince(): Date | null | undefined {
    return dateOrNothing(this.raw.premium_since);
  }

  /** Deafened by the guild. */
  get deaf(): boolean | undefined {
    return this.raw.deaf;
  }

  /** Muted by the guild. */
  get mute(): boolean | undefined {
    return this.raw.mute;
  }

  get flags(): GuildMemberFlags | undefined {
    return this.raw.flags;
  }

  /** Whether the member has still to accept the rules. */
  get pending(): boolean {
    return this.raw.pending ?? false;
  }

  /** Bits of `PermissionFlagsBits` in the channel of an interaction; `undefined` elsewhere. */
  get permissions(): bigint | undefined {
    return bitsOrNothing(this.raw.permissions);
  }

  /** The end of the time-out; may lie in the past. */
  get communicationDisabledUntil(): Date | null | undefined {
    return dateOrNothing(this.raw.communication_disabled_until);
  }

  get avatarDecorationData(): Camel<MemberPayload['avatar_decoration_data']> {
    return fromWire(this.raw.avatar_decoration_data);
  }

  get collectibles(): Camel<MemberPayload['collectibles']> {
    return fromWire(this.raw.collectibles);
  }

  /** `<@id>`, which mentions the user in a message. */
  get mention(): string {
    return `<@${this.id}>`;
  }

  edit(body: MemberEditBody, options?: ActionOptions): Promise<Member> {
    return this.context.actions.members.edit(this.actingGuildId, this.id, body, options);
  }

  /** Removes the member from the guild; it may come back. */
  kick(options?: ActionOptions): Promise<void> {
    return this.context.actions.members.remove(this.actingGuildId, this.id, options);
  }

  addRole(roleId: RoleId, options?: ActionOptions): Promise<void> {
    return this.context.actions.members.addRole(this.actingGuildId, this.id, roleId, options);
  }

  removeRole(roleId: RoleId, options?: ActionOptions): Promise<void> {
    return this.context.actions.members.removeRole(this.actingGuildId, this.id, roleId, options);
  }

  /** Keeps the member from writing and talking for a while, at most 28 days; `null` ends it. */
  timeout(end: TimeoutEnd, options?: ActionOptions): Promise<Member> {
    return this.edit({ communicationDisabledUntil: momentOf(end) }, options);
  }

  /** Same user; in which guild does not matter. */
  equals(other: { readonly id: string }): boolean {
    return this.id === other.id;
  }

  override toString(): string {
    return this.mention;
  }

  private get rawUser(): APIUser {
    return (
      this.raw.user ??
      this.knownUser ??
      refuseIncomplete(
        'which user this member is',
        'build the member with its user: new Member(raw, context, guildId, user).',
      )
    );
  }

  private get actingGuildId(): GuildId {
    return (
      this.guildId ??
      refuseIncomplete(
        'which guild this member is of',
        'take the member from an event or call the client directly: client.members.edit(guildId, userId, …).',
      )
    );
  }
}

function momentOf(end: TimeoutEnd): Date | null {
  if (end === null || end instanceof Date) return end;
  return new Date((end.clock ?? systemClock).wallMs() + end.durationMs);
}

lateClasses.Member = Member;
