/** A user within one guild. https://discord.com/developers/docs/resources/guild#guild-member-object */
import { type APIGuildMember, type APIUser, type GuildMemberFlags } from 'discord-api-types/v10';
import { type Clock, systemClock } from '../../util';
import { cdn, type ImageOptions } from '../cdn/cdn';
import { type Camel, fromWire } from '../bodies/from-wire';
import { bitsOrNothing, dateOrNothing } from '../fields-of';
import { type ChannelId, type GuildId, type RoleId, type UserId } from '../ids';
import { refuseForgotten, refuseIncomplete } from '../incomplete';
import { type PermissionSet } from '../permissions/permission-set';
import {
  type PermissionChannel,
  type PermissionGuild,
  type PermissionMember,
  permissionsInChannel,
  permissionsInGuild,
  THREADS,
} from '../permissions/permissions-in';
import { type GuildRecords, type ViewContext } from '../view-context';
import { ActingMember } from './acting-member';
import { type Channel } from './channel';
import { Guild } from './guild';
import { lateClasses } from './late-classes';
import { type Presence } from './presence';
import { type Role } from './role';
import { User } from './user';
import { type VoiceState } from './voice-state';

/** A member as any payload gives it: some leave the user out, some add the guild, those of interactions the permissions. */
export type MemberPayload = Omit<APIGuildMember, 'user' | 'deaf' | 'mute' | 'flags'> &
  Partial<Pick<APIGuildMember, 'user' | 'deaf' | 'mute' | 'flags'>> & {
    readonly guild_id?: string;
    readonly permissions?: string;
  };

/** A member. `roles` are ids; `resolvedRoles` has the roles themselves, where the guild is remembered. */
export class Member extends ActingMember {
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

  /** The roles themselves, the highest first; `undefined` when the guild is not remembered. */
  get resolvedRoles(): readonly Role[] | undefined {
    return this.guild?.roles.filter(({ id }) => this.hasRole(id)).sort((a, b) => b.compareTo(a));
  }

  /** The highest of the roles, that of everyone when there is no other; `undefined` when the guild is not remembered. */
  get highestRole(): Role | undefined {
    return this.resolvedRoles?.[0] ?? this.guild?.everyoneRole;
  }

  hasRole(roleId: RoleId): boolean {
    return (this.raw.roles as readonly RoleId[] | null | undefined)?.includes(roleId) ?? false;
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

  /** Whether the member is timed out now. */
  isTimedOut(clock: Clock = systemClock): boolean {
    const until = this.communicationDisabledUntil;
    return until instanceof Date && until.getTime() > clock.wallMs();
  }

  /** Where the member is in voice, when that is remembered. */
  get voiceState(): VoiceState | undefined {
    const raw = this.remembered('voiceStates');
    return raw && new lateClasses.VoiceState(raw, this.context, this.guildId);
  }

  /** The status, when it is remembered; that takes the intent GuildPresences. */
  get presence(): Presence | undefined {
    const raw = this.remembered('presences');
    return raw && new lateClasses.Presence(raw, this.context, this.guildId);
  }

  /**
   * What the member may do in the guild, channels apart.
   * @throws {FrameworkError} VIEW_INCOMPLETE when the guild is not remembered.
   */
  guildPermissions(clock: Clock = systemClock): PermissionSet {
    return permissionsInGuild(this.permissionGuild(), this.permissionMember(), clock.wallMs());
  }

  /**
   * What the member may do in a channel of the guild; in a thread, what its channel allows.
   * @throws {FrameworkError} VIEW_INCOMPLETE when the guild, the channel, or the channel of a thread is not remembered.
   */
  permissionsIn(channel: ChannelId | Channel, clock: Clock = systemClock): PermissionSet {
    const { guild, place } = { guild: this.permissionGuild(), place: this.permissionChannel(channel) };
    return permissionsInChannel(guild, place, this.permissionMember(), clock.wallMs());
  }

  /**
   * Whether the member stands above another one of the guild, so that Discord lets them act on that one as far as their permissions go:
   * the owner above everybody, others by their highest role. Nobody stands above themselves.
   * @throws {FrameworkError} VIEW_INCOMPLETE when the guild is not remembered.
   */
  outranks(other: Member): boolean {
    const { owner_id: ownerId } = this.permissionGuild();
    if (this.id === other.id || other.id === ownerId) return false;
    if (this.id === ownerId) return true;
    const [own, others] = [this.highestRole, other.highestRole];
    if (!own || !others) return refuseForgotten('the roles of the guild');
    return own.compareTo(others) > 0;
  }

  /** `<@id>`, which mentions the user in a message. */
  get mention(): string {
    return `<@${this.id}>`;
  }

  override toString(): string {
    return this.mention;
  }

  protected override alsoKnown(): object {
    return { guild_id: this.knownGuildId, user: this.knownUser };
  }

  private remembered<Kind extends keyof GuildRecords>(kind: Kind): GuildRecords[Kind] | undefined {
    return this.guildId === undefined ? undefined : this.context.relations.ofGuild(this.guildId, kind).get(this.id);
  }

  private permissionMember(): PermissionMember {
    const { roles, communication_disabled_until: until } = this.raw;
    return { userId: this.id, roles, communication_disabled_until: until };
  }

  private permissionGuild(): PermissionGuild {
    return this.context.relations.guild(this.knownGuild()) ?? refuseForgotten('the guild of this member');
  }

  private permissionChannel(channel: ChannelId | Channel): PermissionChannel {
    const { relations } = this.context;
    const place = typeof channel === 'string' ? relations.channel(channel) : channel.raw;
    if (!place) return refuseForgotten('the channel');
    const { type } = place;
    if (!THREADS.includes(type)) return place;
    const { parent_id: parentId } = place as { readonly parent_id?: ChannelId | null };
    const parent = parentId ? relations.channel(parentId) : undefined;
    return { ...((parent ?? refuseForgotten('the channel of the thread')) as PermissionChannel), type };
  }

  protected override known(): readonly unknown[] {
    return [this.knownGuildId, this.knownUser];
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
}

lateClasses.Member = Member;
