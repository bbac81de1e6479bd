/** Guilds as wholes: loaded, changed, away, gone; and which of them a session has. */
import { type APIGuild } from 'discord-api-types/v10';
import { type CacheRecords, type GuildRecords } from '../../models';
import { type CacheState } from '../cache-state';
import { type GuildPlace } from '../records/guild-place';
import { isId, isPayload, type Payload } from '../records/ids';
import { inGuild, putThread } from './channels';
import { keptParts, putGuildRecord } from './guild-parts';
import { setMemberCount } from './member-count';
import { putListedMember, putPresence, putVoiceState } from './members';
import { type Applying, put, readId, readList, readRecord, readRecords, remove } from './reading';

/** What the payload of GUILD_CREATE holds beside the guild: its contents, and what holds for this bot or this moment only. */
const NOT_OF_THE_RECORD: ReadonlySet<string> = new Set([
  'channels',
  'threads',
  'members',
  'presences',
  'voice_states',
  'stage_instances',
  'guild_scheduled_events',
  'soundboard_sounds',
  'joined_at',
  'large',
  'unavailable',
  'member_count',
]);

/** The guild as it is now, whatever was known of it: what is not in the payload is gone. */
export function guildCreate(applying: Applying): void {
  const { state, data, changes } = applying;
  const id = readId(state, data.id);
  if (id === undefined || !isGuildId(id)) {
    if (id !== undefined) state.malformed += 1;
    return;
  }
  if (data.unavailable === true) {
    guildAway(applying, id);
    return;
  }
  const known = state.places.get(id);
  const place = state.placeFor(id);
  const before = state.guilds.get(id);
  const inside = known ? applying : { ...applying, changes: [], isQuiet: true };
  putGuildRecord(inside, guildRecord(inside, data, id));
  putContents(inside, place, data);
  setMemberCount(inside, place, data.member_count);
  const expected = state.pending.get(id);
  state.pending.delete(id);
  const wasAway = !known || known.isUnavailable || known.isRestored;
  place.isUnavailable = false;
  place.isRestored = false;
  if (expected === 'join' || (expected === undefined && !known)) {
    changes.push({ kind: 'guildState', guildId: id, state: 'joined', before });
  } else if (wasAway) {
    changes.push({ kind: 'guildState', guildId: id, state: 'available', before });
  }
}

/** It names files of stores as well, so it must be what it says. */
function isGuildId(id: string): boolean {
  return /^\d{1,20}$/.test(id);
}

function guildRecord(applying: Applying, data: Payload, id: string): APIGuild {
  const record: Record<string, unknown> = {};
  for (const field in data) if (!NOT_OF_THE_RECORD.has(field)) record[field] = data[field];
  for (const part of ['roles', 'emojis', 'stickers'] as const) {
    if (part in record) record[part] = keptParts(applying, part, record[part], id) ?? [];
  }
  return record as unknown as APIGuild;
}

function putContents(applying: Applying, place: GuildPlace, data: Payload): void {
  replaceAll(applying, place, 'channels', data.channels, (records) => inGuild(place.id, records));
  replaceThreads(applying, place, data.threads);
  replaceAll(applying, place, 'scheduledEvents', data.guild_scheduled_events);
  replaceAll(applying, place, 'stageInstances', data.stage_instances);
  replaceAll(applying, place, 'soundboardSounds', data.soundboard_sounds);
  // Voice before members: by default only members in voice are kept.
  replaceBy(applying, place, 'voiceStates', data.voice_states, putVoiceState);
  replaceBy(applying, place, 'members', data.members, putListedMember);
  replaceBy(applying, place, 'presences', data.presences, putPresence);
}

function replaceThreads(applying: Applying, place: GuildPlace, list: unknown): void {
  replaceBy(applying, place, 'threads', list, (inside, at, thread) => {
    const found = readRecord(inside.state, 'threads', thread);
    if (found) putThread(inside, at, found.id, thread as Payload);
  });
}

function replaceAll<Kind extends keyof GuildRecords>(
  applying: Applying,
  place: GuildPlace,
  kind: Kind,
  list: unknown,
  compact?: (records: ReadonlyMap<string, CacheRecords[Kind]>) => (record: CacheRecords[Kind]) => CacheRecords[Kind],
): void {
  if (!applying.state.keeps(kind)) return;
  const records = readRecords(applying.state, kind, list);
  forgetOthers(applying, place, kind, records);
  const change = compact?.(records);
  for (const [id, record] of records) {
    put(applying, place, kind, id, (change ? change(record) : record) as GuildRecords[Kind]);
  }
}

function replaceBy(
  applying: Applying,
  place: GuildPlace,
  kind: keyof GuildRecords,
  list: unknown,
  store: (applying: Applying, place: GuildPlace, item: unknown) => void,
): void {
  if (!applying.state.keeps(kind)) return;
  if (place.map(kind)) forgetOthers(applying, place, kind, readRecords(applying.state, kind, list));
  for (const item of readList(applying.state, list)) store(applying, place, item);
}

function forgetOthers(
  applying: Applying,
  place: GuildPlace,
  kind: keyof GuildRecords,
  records: { has(id: string): boolean },
): void {
  const map = place.map(kind);
  if (!map) return;
  for (const id of [...map.keys()]) if (!records.has(id)) remove(applying, place, kind, id);
}

/** The guild's own fields; one that is not known yet comes whole later. */
export function guildUpdate(applying: Applying): void {
  const { state, data } = applying;
  const id = readId(state, data.id);
  if (id === undefined || !state.places.has(id)) return;
  const before = state.guilds.get(id);
  putGuildRecord(applying, { ...before, ...guildRecord(applying, data, id) });
}

export function guildDelete(applying: Applying): void {
  const { state, data } = applying;
  const id = readId(state, data.id);
  if (id === undefined) return;
  if (data.unavailable === true) guildAway(applying, id);
  else if (state.places.has(id) || state.pending.has(id)) guildGone(applying, id);
  // Its messages may be kept where guilds are not.
  else state.removeGuild(id);
}

/** An outage: what is known stays, for Discord sends all of it again when it is over. */
function guildAway({ state, changes }: Applying, id: string): void {
  const place = state.places.get(id);
  if (!place || place.isUnavailable) return;
  place.isUnavailable = true;
  changes.push({ kind: 'guildState', guildId: id, state: 'unavailable', before: state.guilds.get(id) });
}

function guildGone(applying: Applying, id: string): void {
  const { state, changes } = applying;
  const place = state.places.get(id);
  // Whoever was in voice there is so no more; of everything else the guild's own change tells.
  if (place)
    for (const user of [...(place.map('voiceStates')?.keys() ?? [])]) remove(applying, place, 'voiceStates', user);
  state.pending.delete(id);
  const before = state.removeGuild(id);
  changes.push({ kind: 'guildState', guildId: id, state: 'left', before });
}

/** A session begins: it names its guilds, so what else was known of the shard is gone. */
export function ready(applying: Applying): void {
  const { state, data, changes } = applying;
  const own = readRecord(state, 'users', data.user);
  if (own) {
    state.selfId = own.id;
    state.putUser(own.record, changes);
  }
  if (!Array.isArray(data.guilds)) {
    state.malformed += 1;
    return;
  }
  const shard = shardOf(applying);
  const named = new Set(data.guilds.map((guild) => (isPayload(guild) ? guild.id : undefined)).filter(isId));
  for (const id of idsOfShard(state, shard)) if (!named.has(id)) guildGone(applying, id);
  const wereKnown = state.knownShards.has(shard.id);
  for (const id of named) state.pending.set(id, wereKnown && !state.places.has(id) ? 'join' : 'load');
  state.knownShards.add(shard.id);
}

interface ShardOfPlan {
  readonly id: number;
  readonly count: number;
}

function shardOf({ data, shard }: Applying): ShardOfPlan {
  const told = Array.isArray(data.shard) ? (data.shard as unknown[]) : [];
  const [id, count] = told;
  return typeof id === 'number' && typeof count === 'number' && count > 0 ? { id, count } : shard;
}

/** https://discord.com/developers/docs/events/gateway#sharding-sharding-formula */
function idsOfShard(state: CacheState, { id, count }: ShardOfPlan): string[] {
  const isMine = (guildId: string): boolean => {
    if (count === 1) return true;
    return /^\d+$/.test(guildId) && Number((BigInt(guildId) >> 22n) % BigInt(count)) === id;
  };
  return [...new Set([...state.places.keys(), ...state.pending.keys()])].filter(isMine);
}
