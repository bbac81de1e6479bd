/** What hangs on a guild: roles, emojis and stickers inside its record; events, stages and sounds beside it. */
import { type APIGuild, type APIRole, GuildScheduledEventStatus } from 'discord-api-types/v10';
import { type GuildRecords } from '../../models';
import { deepEqual } from '../records/deep-equal';
import { type GuildPlace } from '../records/guild-place';
import { isPayload } from '../records/ids';
import { type Applying, note, placeOf, put, readId, readList, readRecord, readRecords, remove } from './reading';

type Part = 'roles' | 'emojis' | 'stickers';

/** The parts of a guild's record that their policies keep. */
export function keptParts(applying: Applying, part: Part, list: unknown, guildId: string): unknown[] | undefined {
  const { state } = applying;
  if (!state.keeps(part)) return undefined;
  const kept: unknown[] = [];
  for (const item of readList(state, list)) {
    const found = readRecord(state, part, item);
    const record = found && state.kept(part, found.record, guildId);
    if (record !== undefined) kept.push(record);
  }
  return kept;
}

/** Emojis or stickers as they are now: the whole list comes. */
export function guildList(part: 'emojis' | 'stickers'): (applying: Applying) => void {
  return (applying) => {
    const place = placeOf(applying);
    const list = applying.data[part];
    if (!place) return;
    if (!Array.isArray(list)) {
      applying.state.malformed += 1;
      return;
    }
    putPart(applying, place, part, () => keptParts(applying, part, list, place.id));
  };
}

export function rolePut(applying: Applying): void {
  const { state, data } = applying;
  const place = placeOf(applying);
  const found = readRecord(state, 'roles', data.role);
  if (!place || !found) return;
  const kept = state.kept('roles', found.record, place.id);
  putPart(applying, place, 'roles', (roles) => {
    const index = roles.findIndex((role) => isPayload(role) && role.id === found.id);
    if (kept === undefined) return roles.filter((_, at) => at !== index);
    return index < 0 ? [...roles, kept] : roles.map((role, at) => (at === index ? kept : role));
  });
}

/** With a role goes what members wear of it; no dispatch of its own tells that. */
export function roleDelete(applying: Applying): void {
  const { state, data } = applying;
  const place = placeOf(applying);
  const id = readId(state, data.role_id);
  if (!place || id === undefined) return;
  putPart(applying, place, 'roles', (roles) => roles.filter((role) => !(isPayload(role) && role.id === id)));
  for (const [userId, member] of [...(place.map('members')?.entries() ?? [])]) {
    const roles: unknown = Object.hasOwn(member, 'roles') ? member.roles : undefined;
    if (!Array.isArray(roles) || !roles.includes(id)) continue;
    const worn = (roles as string[]).filter((role) => role !== id);
    put(applying, place, 'members', userId, { ...member, roles: worn });
  }
}

function putPart(
  applying: Applying,
  place: GuildPlace,
  part: Part,
  change: (list: readonly unknown[]) => unknown[] | undefined,
): void {
  const { state } = applying;
  const guild = state.guilds.get(place.id);
  if (!guild || !state.keeps(part)) return;
  const list: unknown = guild[part];
  const next = change(Array.isArray(list) ? list : []);
  if (next) putGuildRecord(applying, { ...guild, [part]: next });
}

/** Stores a guild's record; what that changed about its roles is noted role by role. */
export function putGuildRecord({ state, changes }: Applying, record: APIGuild): void {
  const change = state.putGuild(record);
  note(changes, change);
  if (!change?.before || !change.after || !state.keeps('roles')) return;
  const before = byId(change.before.roles);
  for (const role of byId(change.after.roles).values()) {
    const old = before.get(role.id);
    before.delete(role.id);
    if (!old || !deepEqual(old, role)) {
      changes.push({ kind: 'roles', guildId: record.id, id: role.id, before: old, after: role });
    }
  }
  for (const role of before.values()) {
    changes.push({ kind: 'roles', guildId: record.id, id: role.id, before: role, after: undefined });
  }
}

function byId(roles: readonly APIRole[]): Map<string, APIRole> {
  return new Map(roles.map((role) => [role.id, role]));
}

/** Kinds whose dispatches are the record itself. */
export function recordPut(
  kind: 'scheduledEvents' | 'stageInstances' | 'soundboardSounds',
): (applying: Applying) => void {
  return (applying) => {
    const place = placeOf(applying);
    const found = readRecord(applying.state, kind, applying.data);
    if (place && found) put(applying, place, kind, found.id, found.record);
  };
}

/** An event that is over is no longer among those of its guild. */
export function scheduledEventUpdate(applying: Applying): void {
  const { status } = applying.data;
  const isOver = status === GuildScheduledEventStatus.Completed || status === GuildScheduledEventStatus.Canceled;
  (isOver ? recordDelete('scheduledEvents') : recordPut('scheduledEvents'))(applying);
}

export function recordDelete(kind: keyof GuildRecords, idField = 'id'): (applying: Applying) => void {
  return (applying) => {
    const place = placeOf(applying);
    const id = readId(applying.state, applying.data[idField]);
    if (place && id !== undefined) remove(applying, place, kind, id);
  };
}

/** Several sounds: all of a guild (asked for), or those that changed. */
export function sounds(isWhole: boolean): (applying: Applying) => void {
  return (applying) => {
    const { state, data } = applying;
    const place = placeOf(applying);
    if (!place) return;
    const records = readRecords(state, 'soundboardSounds', data.soundboard_sounds);
    if (isWhole) {
      for (const id of [...(place.map('soundboardSounds')?.keys() ?? [])]) {
        if (!records.has(id)) remove(applying, place, 'soundboardSounds', id);
      }
    }
    for (const [id, record] of records) put(applying, place, 'soundboardSounds', id, record);
  };
}
