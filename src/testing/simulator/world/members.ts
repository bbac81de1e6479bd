/** Members: joining, changing, leaving, and being banned. */
import { GuildSystemChannelFlags, MessageType } from 'discord-api-types/v10';
import { dropIntegrationOf } from './integrations';
import { createMessage } from './messages';
import { tellingNewViews } from './new-views';
import { type GuildRecord, type MemberRecord, type UserRecord } from './records';
import { renderMember, renderPresence, renderUser } from './render';
import { leaveThreads } from './thread-state';
import { leaveVoice, tellVoiceState } from './voice';
import { type World } from './world';

export function addMember(
  world: World,
  guild: GuildRecord,
  user: UserRecord,
  options: { roles?: readonly string[]; nick?: string | null; mute?: boolean; deaf?: boolean; flags?: number } = {},
): MemberRecord {
  const member: MemberRecord = {
    user,
    nick: options.nick ?? null,
    roles: [...(options.roles ?? [])],
    joinedAt: world.timestamp(),
    deaf: options.deaf ?? false,
    mute: options.mute ?? false,
    pending: false,
    timeoutUntil: null,
    avatar: null,
    banner: null,
    bio: null,
    flags: options.flags ?? 0,
  };
  guild.members.set(user.id, member);
  world.publish({
    name: 'GUILD_MEMBER_ADD',
    audience: { kind: 'guild', guildId: guild.id },
    data: { ...renderMember(member), guild_id: guild.id },
    except: user.id,
  });
  // Who comes in and is not offline is seen.
  if (user.presence.status !== 'offline') {
    world.publish({
      name: 'PRESENCE_UPDATE',
      audience: { kind: 'guild', guildId: guild.id },
      data: renderPresence(user, guild.id),
      except: user.id,
    });
  }
  announce(world, guild, user);
  return member;
}

/** The line that greets who comes in, where the guild has a channel for it and wants it. */
function announce(world: World, guild: GuildRecord, user: UserRecord): void {
  const channel = guild.channels.get(guild.systemChannelId ?? '');
  const { systemChannelFlags: flags } = guild.settings;
  if (!channel || flags & GuildSystemChannelFlags.SuppressJoinNotifications) return;
  createMessage(world, channel, user, { type: MessageType.UserJoin, allowedMentions: { parse: [] } });
}

export interface MemberChanges {
  readonly nick?: string | null | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly deaf?: boolean | undefined;
  readonly mute?: boolean | undefined;
  readonly timeoutUntil?: string | null | undefined;
  readonly avatar?: string | null | undefined;
  readonly banner?: string | null | undefined;
  readonly bio?: string | null | undefined;
  readonly flags?: number | undefined;
}

export function editMember(world: World, guild: GuildRecord, member: MemberRecord, changes: MemberChanges): void {
  const change = (): void => {
    changeMember(world, guild, member, changes);
  };
  if (changes.roles && member.user.bot) tellingNewViews(world, guild, change, member.user.id);
  else change();
}

function changeMember(world: World, guild: GuildRecord, member: MemberRecord, changes: MemberChanges): void {
  if (changes.nick !== undefined) member.nick = changes.nick === '' ? null : changes.nick;
  if (changes.roles) member.roles = [...new Set(changes.roles)];
  if (changes.deaf !== undefined) member.deaf = changes.deaf;
  if (changes.mute !== undefined) member.mute = changes.mute;
  if (changes.timeoutUntil !== undefined) member.timeoutUntil = changes.timeoutUntil;
  if (changes.avatar !== undefined) member.avatar = changes.avatar;
  if (changes.banner !== undefined) member.banner = changes.banner;
  if (changes.bio !== undefined) member.bio = changes.bio;
  if (changes.flags !== undefined) member.flags = changes.flags;
  world.publish({
    name: 'GUILD_MEMBER_UPDATE',
    audience: { kind: 'guild', guildId: guild.id },
    data: { ...renderMember(member), guild_id: guild.id },
    alwaysTo: member.user.id,
  });
  const voice = guild.voiceStates.get(member.user.id);
  if (voice && (changes.deaf !== undefined || changes.mute !== undefined)) tellVoiceState(world, guild, voice);
}

/** A member goes, by own will or not. A bot that goes is told by GUILD_DELETE. */
export function removeMember(world: World, guild: GuildRecord, member: MemberRecord): void {
  leaveVoice(world, guild, member.user.id);
  leaveThreads(world, guild, member.user.id);
  guild.members.delete(member.user.id);
  world.publish({
    name: 'GUILD_MEMBER_REMOVE',
    audience: { kind: 'guild', guildId: guild.id },
    data: { guild_id: guild.id, user: renderUser(member.user) },
  });
  world.publish({
    name: 'GUILD_DELETE',
    audience: { kind: 'users', userIds: [member.user.id], guildId: guild.id },
    data: { id: guild.id },
  });
  if (member.user.bot) dropIntegrationOf(world, guild, member.user.id);
}

export function ban(world: World, guild: GuildRecord, user: UserRecord, reason: string | null): void {
  guild.bans.set(user.id, { user, reason });
  const member = guild.members.get(user.id);
  publishBan(world, guild, 'GUILD_BAN_ADD', user);
  if (member) removeMember(world, guild, member);
}

export function unban(world: World, guild: GuildRecord, user: UserRecord): void {
  guild.bans.delete(user.id);
  publishBan(world, guild, 'GUILD_BAN_REMOVE', user);
}

function publishBan(world: World, guild: GuildRecord, name: string, user: UserRecord): void {
  world.publish({
    name,
    audience: { kind: 'guild', guildId: guild.id },
    data: { guild_id: guild.id, user: renderUser(user) },
  });
}
