/** From what is remembered of a guild to a snapshot of it, and back. */
import { type GatewayGuildCreateDispatchData } from 'discord-api-types/v10';
import { type GuildRecords } from '../../models';
import { applyDispatch } from '../apply/apply';
import { type CacheState } from '../cache-state';
import { type GuildPlace } from '../records/guild-place';
import { type GuildSnapshot } from './cache-store';

/** Where the payload of GUILD_CREATE has the records of each kind. */
const FIELDS: { readonly [Kind in keyof GuildRecords]: keyof GatewayGuildCreateDispatchData } = {
  channels: 'channels',
  threads: 'threads',
  members: 'members',
  voiceStates: 'voice_states',
  presences: 'presences',
  scheduledEvents: 'guild_scheduled_events',
  stageInstances: 'stage_instances',
  soundboardSounds: 'soundboard_sounds',
};

/** Copies lists, not records. */
export function snapshotOf(state: CacheState, place: GuildPlace, savedAtMs: number): GuildSnapshot {
  const payload: Record<string, unknown> = { ...state.guilds.get(place.id), id: place.id };
  const { memberCount, countedUpTo } = place;
  const recentMoves = state.recentMoves.of(place.id);
  if (memberCount !== undefined) payload.member_count = memberCount;
  for (const [kind, field] of Object.entries(FIELDS) as [keyof GuildRecords, string][]) {
    if (state.keeps(kind)) payload[field] = [...(place.map(kind)?.values() ?? [])];
  }
  return {
    guildId: place.id,
    isUnavailable: place.isUnavailable,
    savedAtMs,
    ...(countedUpTo === undefined ? {} : { countedUpTo }),
    ...(recentMoves.length === 0 ? {} : { recentMoves }),
    payload: payload as unknown as GuildSnapshot['payload'],
  };
}

/** As if the guild had just come, but for its being known from before. */
export function restoreGuild(state: CacheState, snapshot: GuildSnapshot): void {
  const { guildId, isUnavailable, countedUpTo, recentMoves = [], payload } = snapshot;
  if (state.places.has(guildId)) return;
  const awaited = state.pending.get(guildId);
  const d = { ...payload, id: guildId, unavailable: false };
  applyDispatch(state, { t: 'GUILD_CREATE', d, s: countedUpTo }, { id: 0, count: 1 });
  const place = state.places.get(guildId);
  if (!place) return;
  for (const [userId, by] of recentMoves) state.recentMoves.isRepeated(guildId, userId, by);
  if (awaited) state.pending.set(guildId, awaited);
  place.isRestored = true;
  place.isUnavailable = isUnavailable;
}
