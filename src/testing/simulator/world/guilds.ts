/** Guilds: made, changed, lost in an outage; bots joining and leaving them. */
import { type BotRecord, type GuildRecord, type UserRecord } from './records';
import { ALL_PERMISSIONS, EVERYONE_PERMISSIONS } from './permissions';
import { newGuildSettings } from './guild-settings';
import { addIntegration, renewIntegration } from './integrations';
import { addMember, editMember } from './members';
import { newNewcomerRecord } from './onboarding';
import { createRole, editRole } from './roles';
import { type World } from './world';

export function createGuild(world: World, name: string, owner: UserRecord, id = world.ids.past()): GuildRecord {
  const guild: GuildRecord = {
    id,
    name,
    ownerId: owner.id,
    icon: null,
    description: null,
    verificationLevel: 0,
    defaultMessageNotifications: 0,
    explicitContentFilter: 0,
    afkChannelId: null,
    afkTimeoutS: 300,
    systemChannelId: null,
    preferredLocale: 'en-US',
    unavailable: false,
    roles: new Map(),
    channels: new Map(),
    threads: new Map(),
    members: new Map(),
    bans: new Map(),
    voiceStates: new Map(),
    auditLog: [],
    settings: newGuildSettings(),
    emojis: new Map(),
    stickers: new Map(),
    sounds: new Map(),
    scheduledEvents: new Map(),
    autoModeration: new Map(),
    templates: new Map(),
    integrations: new Map(),
    joinRequests: new Map(),
    newcomers: newNewcomerRecord(),
  };
  guild.roles.set(id, {
    id,
    name: '@everyone',
    color: 0,
    hoist: false,
    position: 0,
    permissions: EVERYONE_PERMISSIONS,
    managed: false,
    mentionable: false,
    secondaryColor: null,
    tertiaryColor: null,
    icon: null,
    unicodeEmoji: null,
  });
  world.guilds.set(id, guild);
  addMember(world, guild, owner);
  return guild;
}

/** Starts or ends an outage: bots see the guild go with `unavailable: true`, and come back by GUILD_CREATE. */
export function setUnavailable(world: World, guild: GuildRecord, unavailable: boolean): void {
  if (guild.unavailable === unavailable) return;
  guild.unavailable = unavailable;
  if (unavailable) {
    world.publish({
      name: 'GUILD_DELETE',
      audience: { kind: 'guild', guildId: guild.id },
      data: { id: guild.id, unavailable: true },
    });
  } else {
    announceGuild(world, guild, [...guild.members.keys()]);
  }
}

/** Sends GUILD_CREATE to bots among `userIds`. What it carries depends on the session, so the gateway fills it in. */
function announceGuild(world: World, guild: GuildRecord, userIds: readonly string[]): void {
  world.publish({
    name: 'GUILD_CREATE',
    audience: { kind: 'users', userIds, guildId: guild.id },
    data: { id: guild.id },
  });
}

/** Lets a bot in. With permissions it gets a managed role of its name, as an invitation link makes one. */
export function addBot(world: World, guild: GuildRecord, bot: BotRecord, permissions = bot.permissions): void {
  const role = [...guild.roles.values()].find((each) => each.botId === bot.user.id);
  const bits = permissions & ALL_PERMISSIONS;
  if (guild.members.has(bot.user.id)) {
    const member = guild.members.get(bot.user.id);
    if (role) editRole(world, guild, role, { permissions: bits });
    else if (bits !== 0n && member) {
      editMember(world, guild, member, { roles: [...member.roles, botRole(world, guild, bot, bits)] });
    }
    renewIntegration(world, guild, bot);
    return;
  }
  const roles = bits === 0n ? [] : [role?.id ?? botRole(world, guild, bot, bits)];
  addMember(world, guild, bot.user, { roles });
  addIntegration(world, guild, bot);
  announceGuild(world, guild, [bot.user.id]);
}

function botRole(world: World, guild: GuildRecord, bot: BotRecord, permissions: bigint): string {
  return createRole(world, guild, { name: bot.name, permissions, managed: true, botId: bot.user.id }).id;
}
