/** Accounts: people, bots, and the direct-message channels between them. */
import { ChannelType } from 'discord-api-types/v10';
import { tokenText } from '../random';
import { createApplication } from './applications';
import { newChannelSettings } from './channel-settings';
import {
  type BotRecord,
  type ChannelRecord,
  type PresenceRecord,
  type PrivilegedIntent,
  type UserRecord,
} from './records';
import { renderOwnUser, renderMember, renderPresence } from './render';
import { type World } from './world';

export function createUser(world: World, name: string, options: { bot?: boolean; id?: string } = {}): UserRecord {
  const user: UserRecord = {
    id: options.id ?? world.ids.past(),
    username: options.bot === true ? name : name.toLowerCase().replace(/\s+/g, '_'),
    globalName: options.bot === true ? null : name,
    avatar: null,
    banner: null,
    bot: options.bot ?? false,
    acceptsDms: true,
    presence: { status: options.bot === true ? 'offline' : 'online', activities: [] },
    connections: [],
  };
  world.users.set(user.id, user);
  return user;
}

export interface BotDraft {
  readonly name: string;
  readonly privilegedIntents: readonly PrivilegedIntent[];
  readonly shards: number;
  readonly permissions: bigint;
  readonly ownerId: string;
}

export function createBot(world: World, draft: BotDraft): BotRecord {
  const user = createUser(world, draft.name, { bot: true });
  const bot: BotRecord = {
    user,
    name: draft.name,
    applicationId: world.ids.past(),
    token: newToken(world, user.id),
    privilegedIntents: new Set(draft.privilegedIntents),
    shards: draft.shards,
    permissions: draft.permissions,
    ownerId: draft.ownerId,
  };
  world.bots.set(user.id, bot);
  createApplication(world, bot);
  return bot;
}

/** A token as Discord makes them: the account's id, a time, a secret. */
export function newToken(world: World, userId: string): string {
  const id = Buffer.from(userId).toString('base64url');
  return `${id}.${tokenText(world.random, 6)}.${tokenText(world.random, 38)}`;
}

/** The channel between two accounts; it is made when they speak for the first time. */
export function openDm(world: World, one: UserRecord, other: UserRecord): ChannelRecord {
  for (const channel of world.channels.values()) {
    if (channel.type === ChannelType.DM && channel.recipients.includes(one) && channel.recipients.includes(other))
      return channel;
  }
  const channel: ChannelRecord = {
    id: world.ids.next(),
    type: ChannelType.DM,
    guildId: null,
    name: '',
    topic: null,
    position: 0,
    parentId: null,
    nsfw: false,
    slowmodeS: 0,
    bitrate: 0,
    userLimit: 0,
    rtcRegion: null,
    overwrites: new Map(),
    recipients: [one, other],
    lastMessageId: null,
    lastPinAt: null,
    messages: new Map(),
    settings: newChannelSettings(),
  };
  world.channels.set(channel.id, channel);
  return channel;
}

/** Whether two accounts are in one guild, which is what lets a bot write to a person. */
export function shareGuild(world: World, one: string, other: string): boolean {
  for (const guild of world.guilds.values()) if (guild.members.has(one) && guild.members.has(other)) return true;
  return false;
}

/** Changes how an account appears, and tells the guilds it is in. */
export function setPresence(world: World, user: UserRecord, presence: PresenceRecord): void {
  user.presence = presence;
  for (const guild of world.guilds.values()) {
    if (!guild.members.has(user.id)) continue;
    world.publish({
      name: 'PRESENCE_UPDATE',
      audience: { kind: 'guild', guildId: guild.id },
      data: renderPresence(user, guild.id),
      except: user.id,
    });
  }
}

/** A person takes another display name; every guild hears of it. */
export function renameUser(world: World, user: UserRecord, name: string): void {
  user.globalName = name;
  tellMember(world, user);
}

export function editOwnUser(
  world: World,
  bot: BotRecord,
  changes: { username?: string; avatar?: string | null; banner?: string | null },
): void {
  if (changes.username !== undefined) bot.user.username = changes.username;
  if (changes.avatar !== undefined) bot.user.avatar = changes.avatar;
  if (changes.banner !== undefined) bot.user.banner = changes.banner;
  world.publish({
    name: 'USER_UPDATE',
    audience: { kind: 'users', userIds: [bot.user.id] },
    data: renderOwnUser(bot.user),
  });
  tellMember(world, bot.user);
}

/** What changes about an account changes every member that it is. */
function tellMember(world: World, user: UserRecord): void {
  for (const guild of world.guilds.values()) {
    const member = guild.members.get(user.id);
    if (!member) continue;
    world.publish({
      name: 'GUILD_MEMBER_UPDATE',
      audience: { kind: 'guild', guildId: guild.id },
      data: { ...renderMember(member), guild_id: guild.id },
      alwaysTo: user.id,
    });
  }
}
