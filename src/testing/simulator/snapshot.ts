/** What a bot's gateway should know now, as plain payloads in a fixed order: what a cache is compared with. */
import { type APIUnavailableGuild, type APIUser, type GatewayGuildCreateDispatchData } from 'discord-api-types/v10';
import { renderGuildFor } from './gateway/guild-create';
import { ALL_INTENTS } from './gateway/intents';
import { compareIds } from './world/ids';
import { type BotRecord } from './world/records';
import { renderOwnUser } from './world/render';
import { type World } from './world/world';

export interface BotSnapshot {
  readonly user: APIUser;
  /** As GUILD_CREATE would bring them to a session with every intent, all members listed; ordered by id, lists too. */
  readonly guilds: readonly (GatewayGuildCreateDispatchData | APIUnavailableGuild)[];
}

/**
 * Fields that change without an event that carries them, or that not every payload carries: a cache that keeps them
 * can only follow by itself. Compare without them, or after the cache has counted along.
 */
export const UNTOLD_FIELDS = {
  guilds: ['large', 'member_count', 'approximate_member_count'],
  /** Follows MESSAGE_CREATE and CHANNEL_PINS_UPDATE. */
  channels: ['last_message_id', 'last_pin_timestamp', 'guild_id'],
  /** `member_count` follows THREAD_MEMBERS_UPDATE, `member` THREAD_MEMBER_UPDATE, the others the messages. */
  threads: ['last_message_id', 'last_pin_timestamp', 'message_count', 'total_message_sent', 'member_count', 'member'],
  /** VOICE_STATE_UPDATE brings them, GUILD_CREATE does not. */
  voice_states: ['guild_id', 'member'],
  /** GUILD_SOUNDBOARD_SOUND_CREATE brings it, GUILD_CREATE does not. */
  soundboard_sounds: ['user'],
} as const;

export function snapshotOf(world: World, bot: BotRecord): BotSnapshot {
  const viewer = { botId: bot.user.id, intents: ALL_INTENTS, largeThreshold: Infinity };
  const own = [...world.guilds.values()].filter((guild) => guild.members.has(bot.user.id));
  return {
    user: renderOwnUser(bot.user),
    guilds: ordered(
      own.map((guild) =>
        guild.unavailable ? { id: guild.id, unavailable: true } : inOrder(renderGuildFor(world, guild, viewer)),
      ),
      ({ id }) => id,
    ),
  };
}

function inOrder(guild: GatewayGuildCreateDispatchData): GatewayGuildCreateDispatchData {
  const byId = ({ id }: { readonly id: string | null }): string => id ?? '';
  return {
    ...guild,
    roles: ordered(guild.roles, byId),
    emojis: ordered(guild.emojis, byId),
    stickers: ordered(guild.stickers ?? [], byId),
    channels: ordered(guild.channels, byId),
    threads: ordered(guild.threads, byId),
    members: ordered(guild.members, ({ user }) => user.id),
    presences: ordered(guild.presences, ({ user }) => user.id),
    voice_states: ordered(guild.voice_states, (state) => state.user_id),
    stage_instances: ordered(guild.stage_instances, byId),
    guild_scheduled_events: ordered(guild.guild_scheduled_events, byId),
    soundboard_sounds: ordered(guild.soundboard_sounds, (sound) => sound.sound_id),
  };
}

function ordered<T>(list: readonly T[], idOf: (each: T) => string): T[] {
  return [...list].sort((a, b) => compareIds(idOf(a), idOf(b)));
}
