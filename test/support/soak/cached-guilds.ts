/** What a group's cache knows, in the form of a simulator's snapshot. */
import { type GroupCache } from '../../../src';

export function cachedGuilds(cache: GroupCache): object[] {
  const away = new Set(cache.unavailableGuildIds);
  const guilds = [...cache.guilds]
    .filter(({ id }) => !away.has(id))
    .map((guild) => ({
      ...guild.raw,
      channels: [...guild.channels].map(({ raw }) => raw),
      threads: [...guild.threads].map(({ raw }) => raw),
      members: [...guild.members].map(({ raw }) => raw),
      // Kept without what the place they are kept in says.
      presences: [...guild.presences].map(({ raw }) => ({ ...raw, guild_id: guild.id })),
      voice_states: [...guild.voiceStates].map(({ raw }) => raw),
      stage_instances: [...guild.stageInstances].map(({ raw }) => raw),
      guild_scheduled_events: [...guild.scheduledEvents].map(({ raw }) => raw),
      soundboard_sounds: [...guild.soundboardSounds].map(({ raw }) => raw),
    }));
  return [...guilds, ...[...away].map((id) => ({ id, unavailable: true }))];
}
