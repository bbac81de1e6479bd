/** A guild as a test sees it: where channels, roles and people are made. */
import { ChannelType } from 'discord-api-types/v10';
import { SimulatorMisuse } from '../misuse';
import { createChannel } from '../world/channels';
import { publishGuildUpdate } from '../world/guild-update';
import { addBot, setUnavailable } from '../world/guilds';
import { createInvite } from '../world/invites';
import { addMember, ban, removeMember, unban } from '../world/members';
import { permissionBits, type PermissionsInput } from '../world/permissions';
import { type AuditLogRecord, type ChannelRecord, type GuildRecord, type MemberRecord } from '../world/records';
import { createRole } from '../world/roles';
import { createUser } from '../world/users';
import { type World } from '../world/world';
import { type ChannelSelector, findGuildChannel } from './handles';
import { type OverwriteInput, overwriteRecord, SimChannel } from './sim-channel';
import { SimExpressions } from './sim-expressions';
import { SimGuildEvents } from './sim-guild-events';
import { SimGuildSettings } from './sim-guild-settings';
import { SimMember } from './sim-member';
import { type RoleInput, SimRole } from './sim-role';
import { type SimUser } from './sim-user';

const KINDS = {
  text: ChannelType.GuildText,
  voice: ChannelType.GuildVoice,
  category: ChannelType.GuildCategory,
  announcement: ChannelType.GuildAnnouncement,
  stage: ChannelType.GuildStageVoice,
  forum: ChannelType.GuildForum,
  media: ChannelType.GuildMedia,
} as const;

export interface ChannelInput {
  readonly name: string;
  /** Default `text`. */
  readonly type?: keyof typeof KINDS | ChannelType;
  readonly topic?: string;
  /** The category. */
  readonly parent?: ChannelSelector;
  readonly nsfw?: boolean;
  readonly userLimit?: number;
  readonly rtcRegion?: string;
  readonly permissionOverwrites?: readonly OverwriteInput[];
}

export class SimGuild {
  constructor(
    private readonly world: World,
    private readonly record: GuildRecord,
  ) {}

  get id(): string {
    return this.record.id;
  }

  get name(): string {
    return this.record.name;
  }

  /** Emojis, stickers and sounds. */
  get expressions(): SimExpressions {
    return new SimExpressions(this.world, this.record);
  }

  /** Events that are announced, and stages. */
  get events(): SimGuildEvents {
    return new SimGuildEvents(this.world, this.record);
  }

  /** Boosts, features, emojis, events, and whatever else an owner sets. */
  get settings(): SimGuildSettings {
    return new SimGuildSettings(this.world, this.record);
  }

  get owner(): SimMember {
    return this.member(this.record.ownerId);
  }

  get channels(): SimChannel[] {
    return [...this.record.channels.values()].map((channel) => new SimChannel(this.world, channel));
  }

  /** Threads that were not deleted, archived ones too. */
  get threads(): SimChannel[] {
    return [...this.record.threads.values()].map((thread) => new SimChannel(this.world, thread));
  }

  get members(): SimMember[] {
    return [...this.record.members.values()].map((member) => new SimMember(this.world, this.record, member));
  }

  get roles(): SimRole[] {
    return [...this.record.roles.values()].map((role) => new SimRole(this.world, this.record, role));
  }

  /** The role that everybody has. */
  get everyone(): SimRole {
    return this.role('@everyone');
  }

  /** What moderators did, with the reasons they gave; oldest first. */
  get auditLog(): readonly AuditLogRecord[] {
    return this.record.auditLog;
  }

  /** Ids of who is banned. */
  get bans(): readonly string[] {
    return [...this.record.bans.keys()];
  }

  /** A channel or a thread by name or id. */
  channel(selector: ChannelSelector): SimChannel {
    return new SimChannel(this.world, findGuildChannel(this.record, selector));
  }

  /** A role by name or id. */
  role(nameOrId: string): SimRole {
    const roles = [...this.record.roles.values()];
    const role = this.record.roles.get(nameOrId) ?? roles.find((each) => each.name === nameOrId);
    if (role) return new SimRole(this.world, this.record, role);
    throw new SimulatorMisuse(
      `the guild ${this.name} has no role "${nameOrId}"`,
      `one of ${roles.map((each) => `"${each.name}"`).join(', ')}, or guild.createRole({ name: '${nameOrId}' }) first.`,
    );
  }

  /** A member by name, id, or what `createBot` returned. */
  member(selector: string | { readonly id: string }): SimMember {
    const wanted = typeof selector === 'string' ? selector : selector.id;
    const found = this.record.members.get(wanted) ?? this.byName(wanted);
    if (found) return new SimMember(this.world, this.record, found);
    const known = [...this.record.members.values()].map(({ user }) => `"${user.globalName ?? user.username}"`);
    throw new SimulatorMisuse(
      `the guild ${this.name} has no member "${wanted}"`,
      `one of ${known.join(', ')}, or guild.addMember('${wanted}') first.`,
    );
  }

  createChannel(input: ChannelInput): SimChannel {
    const { type = 'text', parent, permissionOverwrites, ...rest } = input;
    const channel: ChannelRecord = createChannel(this.world, this.record, {
      ...rest,
      type: typeof type === 'string' ? KINDS[type] : type,
      parentId: parent === undefined ? null : findGuildChannel(this.record, parent).id,
      overwrites: permissionOverwrites?.map((each) => overwriteRecord(this.world, this.id, each)),
    });
    return new SimChannel(this.world, channel);
  }

  createRole(input: RoleInput = {}): SimRole {
    const { permissions, ...rest } = input;
    const role = createRole(this.world, this.record, {
      ...rest,
      ...(permissions === undefined ? {} : { permissions: permissionBits(permissions) }),
    });
    return new SimRole(this.world, this.record, role);
  }

  /** Lets somebody in. A name that is known anywhere in the world is that person; a new name is a new person. */
  addMember(
    who: string | SimUser,
    options: { roles?: readonly { readonly id: string }[]; nick?: string } = {},
  ): SimMember {
    const user =
      typeof who === 'string' ? (this.personByName(who) ?? createUser(this.world, who)) : this.world.users.get(who.id);
    if (!user) throw new SimulatorMisuse('that person belongs to another simulator', "guild.addMember('alice').");
    if (this.record.members.has(user.id)) {
      const name = user.globalName ?? user.username;
      throw new SimulatorMisuse(`${name} is in ${this.name} already`, `guild.member('${name}').`);
    }
    const member = addMember(this.world, this.record, user, {
      roles: (options.roles ?? []).map((role) => role.id),
      nick: options.nick ?? null,
    });
    return new SimMember(this.world, this.record, member);
  }

  /** Lets a bot in; of one that is in already, changes what it may do. */
  addBot(bot: { readonly id: string }, options: { permissions?: PermissionsInput } = {}): SimMember {
    const record = this.world.bots.get(bot.id);
    if (!record) throw new SimulatorMisuse('that is no bot of this simulator', 'what createBot() returned.');
    addBot(
      this.world,
      this.record,
      record,
      options.permissions === undefined ? undefined : permissionBits(options.permissions),
    );
    return this.member(bot);
  }

  /** Throws a member out; of a bot this is how it hears GUILD_DELETE. */
  async kick(who: string | { readonly id: string }): Promise<void> {
    removeMember(this.world, this.record, this.findRecord(who));
    await this.world.delivered();
  }

  async ban(who: string | { readonly id: string }, reason: string | null = null): Promise<void> {
    ban(this.world, this.record, this.findRecord(who).user, reason);
    await this.world.delivered();
  }

  /** Lifts the ban of somebody who was in the guild. */
  async unban(who: { readonly id: string }): Promise<void> {
    const banned = this.record.bans.get(who.id);
    if (!banned) throw new SimulatorMisuse(`${who.id} is not banned in ${this.name}`, 'one of guild.bans.');
    unban(this.world, this.record, banned.user);
    await this.world.delivered();
  }

  /** Gives the guild another name. */
  async rename(name: string): Promise<void> {
    this.record.name = name;
    publishGuildUpdate(this.world, this.record);
    await this.world.delivered();
  }

  /** Lets somebody else own the guild. */
  async setOwner(who: string | { readonly id: string }): Promise<void> {
    this.record.ownerId = this.member(who).id;
    publishGuildUpdate(this.world, this.record);
    await this.world.delivered();
  }

  /** Makes an invite to a channel (default: the first) in the owner's name. Returns its code. */
  async createInvite(channel?: ChannelSelector): Promise<string> {
    const first = this.record.channels.values().next().value;
    const target = channel === undefined ? first : findGuildChannel(this.record, channel);
    const owner = this.world.users.get(this.record.ownerId);
    if (!target || !owner) throw new SimulatorMisuse('an invite leads to a channel', 'guild.createChannel() first.');
    const { code } = createInvite(this.world, this.record, target, owner, {
      maxAgeS: 0,
      maxUses: 0,
      temporary: false,
      roleIds: [],
      targetType: null,
      targetUser: null,
      targetBot: null,
      targets: null,
    });
    await this.world.delivered();
    return code;
  }

  /** Starts or ends an outage of this guild: GUILD_DELETE with `unavailable`, then GUILD_CREATE. */
  async setUnavailable(unavailable: boolean): Promise<void> {
    setUnavailable(this.world, this.record, unavailable);
    await this.world.delivered();
  }

  private findRecord(who: string | { readonly id: string }): MemberRecord {
    const { id } = this.member(who);
    return this.record.members.get(id) as MemberRecord;
  }

  private byName(name: string): MemberRecord | undefined {
    for (const member of this.record.members.values()) {
      const { username, globalName } = member.user;
      if (username === name || globalName === name) return member;
    }
    return undefined;
  }

  private personByName(name: string): MemberRecord['user'] | undefined {
    for (const user of this.world.users.values()) if (!user.bot && user.globalName === name) return user;
    return undefined;
  }
}
