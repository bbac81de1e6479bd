/** Invites: links that let people in. https://discord.com/developers/docs/resources/invite */
import { ChannelType, type InviteTargetType, InviteType, PermissionFlagsBits } from 'discord-api-types/v10';
import { tokenText } from '../random';
import { type Audience } from './event';
import { addMember } from './members';
import { type BotRecord, type ChannelRecord, type GuildRecord, type UserRecord } from './records';
import { renderRole, renderUser } from './render';
import { type World } from './world';

const CODE_LENGTH = 8;
const ROLE_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'name',
  'position',
  'color',
  'colors',
  'icon',
  'unicode_emoji',
  'permissions',
]);

/** A list of people that was handed in as a file, and what became of reading it. */
export interface TargetUsersRecord {
  readonly userIds: Set<string>;
  readonly createdAt: string;
  readonly completedAt: string;
  readonly total: number;
  /** Null when the list could be read. */
  readonly problem: string | null;
}

export interface InviteRecord {
  readonly code: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly inviter: UserRecord | null;
  readonly createdAt: string;
  /** Seconds; 0 for ever. */
  readonly maxAgeS: number;
  /** 0 for no limit. */
  readonly maxUses: number;
  readonly temporary: boolean;
  /** Roles that who comes by it is given. */
  readonly roleIds: readonly string[];
  readonly targetType: InviteTargetType | null;
  readonly targetUser: UserRecord | null;
  readonly targetBot: BotRecord | null;
  uses: number;
  targets: TargetUsersRecord | null;
}

export type InviteDraft = Pick<
  InviteRecord,
  'maxAgeS' | 'maxUses' | 'temporary' | 'roleIds' | 'targetType' | 'targetUser' | 'targetBot' | 'targets'
>;

/** When an invite ends, in milliseconds of the wall; never is infinite. */
export function inviteEndsMs(invite: InviteRecord): number {
  return invite.maxAgeS === 0 ? Infinity : Date.parse(invite.createdAt) + invite.maxAgeS * 1_000;
}

/** The invite of a code, unless it has run out; that happens without a word. */
export function findInvite(world: World, code: string): InviteRecord | undefined {
  const invite = world.invites.get(code);
  if (!invite || inviteEndsMs(invite) > world.clock.wallMs()) return invite;
  world.invites.delete(code);
  return undefined;
}

/** The invites of a guild that are still good, or those to one channel. */
export function invitesOf(world: World, guild: GuildRecord, channelId?: string): InviteRecord[] {
  return [...world.invites.values()].filter(
    (invite) =>
      invite.guildId === guild.id &&
      (channelId === undefined || invite.channelId === channelId) &&
      findInvite(world, invite.code) !== undefined,
  );
}

export function createInvite(
  world: World,
  guild: GuildRecord,
  channel: ChannelRecord,
  inviter: UserRecord,
  draft: InviteDraft,
): InviteRecord {
  const invite: InviteRecord = {
    ...draft,
    code: tokenText(world.random, CODE_LENGTH).replace(/[_-]/g, 'x'),
    guildId: guild.id,
    channelId: channel.id,
    inviter,
    createdAt: world.timestamp(),
    uses: 0,
  };
  world.invites.set(invite.code, invite);
  const endsMs = inviteEndsMs(invite);
  world.publish({
    name: 'INVITE_CREATE',
    audience: managers(world, guild, channel),
    data: {
      channel_id: channel.id,
      code: invite.code,
      created_at: invite.createdAt,
      guild_id: guild.id,
      inviter: renderUser(inviter),
      max_age: invite.maxAgeS,
      max_uses: invite.maxUses,
      ...(invite.targetType === null ? {} : { target_type: invite.targetType }),
      ...(invite.targetUser ? { target_user: renderUser(invite.targetUser) } : {}),
      ...(invite.targetBot ? { target_application: { id: invite.targetBot.applicationId } } : {}),
      ...(invite.roleIds.length > 0
        ? { role_ids: invite.roleIds, roles: invite.roleIds.flatMap((id) => renderInviteRole(guild, id)) }
        : {}),
      temporary: invite.temporary,
      uses: 0,
      type: InviteType.Guild,
      expires_at: endsMs === Infinity ? null : world.timestamp(endsMs),
    },
  });
  return invite;
}

export function deleteInvite(world: World, invite: InviteRecord): void {
  world.invites.delete(invite.code);
  const guild = world.guilds.get(invite.guildId);
  const channel = world.channels.get(invite.channelId);
  if (!guild || !channel) return;
  world.publish({
    name: 'INVITE_DELETE',
    audience: managers(world, guild, channel),
    data: { channel_id: channel.id, guild_id: guild.id, code: invite.code },
  });
}

/** With a channel go its invites; nothing but the channel's end is told. */
export function forgetInvitesOf(world: World, channel: ChannelRecord): void {
  for (const invite of [...world.invites.values()]) {
    if (invite.channelId === channel.id) world.invites.delete(invite.code);
  }
}

/** Somebody comes by an invite: gets its roles, and uses it up. */
export function useInvite(world: World, invite: InviteRecord, user: UserRecord): void {
  const guild = world.guilds.get(invite.guildId);
  if (!guild || guild.members.has(user.id)) return;
  addMember(world, guild, user, { roles: invite.roleIds.filter((id) => guild.roles.has(id)) });
  invite.uses += 1;
  if (invite.maxUses > 0 && invite.uses >= invite.maxUses) deleteInvite(world, invite);
}

/** Types whose channels people can be invited to. */
export function takesInvites(channel: ChannelRecord): boolean {
  return channel.guildId !== null && channel.thread === undefined && channel.type !== ChannelType.GuildCategory;
}

/** Only who manages the channel or the guild hears of its invites. */
function managers(world: World, guild: GuildRecord, channel: ChannelRecord): Audience {
  const userIds = [...guild.members.keys()].filter((id) => {
    const here = world.permissionsIn(id, channel) & PermissionFlagsBits.ManageChannels;
    return (here | (world.permissionsInGuild(id, guild) & PermissionFlagsBits.ManageGuild)) !== 0n;
  });
  return { kind: 'users', userIds, guildId: guild.id };
}

/** The little of a role that an invite tells; nothing when it is gone. */
export function renderInviteRole(guild: GuildRecord, id: string): object[] {
  const role = guild.roles.get(id);
  if (!role) return [];
  const shown = Object.entries(renderRole(role)).filter(([key]) => ROLE_FIELDS.has(key));
  return [Object.fromEntries(shown)];
}
