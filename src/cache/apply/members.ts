/** Members, presences, voice states and users. */
import { type APIUser } from 'discord-api-types/v10';
import { type MemberPayload, type PresencePayload } from '../../models';
import { says } from '../records/deep-equal';
import { type GuildPlace } from '../records/guild-place';
import { isPayload, type Payload } from '../records/ids';
import { countMember } from './member-count';
import { type Applying, noted, placeOf, put, readId, readList, readRecord, remove, without } from './reading';

/** Records inside of their guild do not repeat its id, so that they are equal whichever dispatch brought them. */
const PLACE: ReadonlySet<string> = new Set(['guild_id']);

/** A member that joined. */
export function memberAdd(applying: Applying): void {
  const place = placeOf(applying);
  const found = readRecord(applying.state, 'members', applying.data);
  if (!place || !found) return;
  countMember(applying, place, found.id, 1);
  putMember(applying, place, found.id, applying.data);
}

/** An update leaves out what it does not speak of. */
export function memberUpdate(applying: Applying): void {
  const place = placeOf(applying);
  const found = readRecord(applying.state, 'members', applying.data);
  if (!place || !found) return;
  const before = place.get('members', found.id);
  putMember(applying, place, found.id, before ? { ...before, ...applying.data } : applying.data);
}

export function memberRemove(applying: Applying): void {
  const place = placeOf(applying);
  const id = readId(applying.state, isPayload(applying.data.user) ? applying.data.user.id : undefined);
  if (!place || id === undefined) return;
  countMember(applying, place, id, -1);
  remove(applying, place, 'voiceStates', id);
  remove(applying, place, 'presences', id);
  remove(applying, place, 'members', id);
}

export function membersChunk(applying: Applying): void {
  const place = placeOf(applying);
  if (!place) return;
  const { state, data } = applying;
  for (const member of readList(state, data.members)) putListedMember(applying, place, member);
  for (const presence of readList(state, data.presences)) putPresence(applying, place, presence);
}

/** Stores one of many members, which share their lists of roles where they wear the same. */
export function putListedMember(applying: Applying, place: GuildPlace, data: unknown): void {
  const { state } = applying;
  const found = readRecord(state, 'members', data);
  if (!found) return;
  const member = data as { roles?: unknown };
  // Few are kept when only voice is, so it is not worth looking.
  const roles = state.policies.members?.onlyVoice ? member.roles : state.sameRoles.of(member.roles);
  // Nobody holds the payload yet, and the lists are equal.
  if (roles !== member.roles) member.roles = roles;
  putMember(applying, place, found.id, data as Payload);
}

/** Stores a member when the policy wants it; its user is the one that all guilds share. */
export function putMember(applying: Applying, place: GuildPlace, id: string, data: Payload): void {
  const { state } = applying;
  const policy = state.policies.members;
  if (!policy) return;
  if (policy.onlyVoice && id !== state.selfId && place.get('voiceStates', id) === undefined) {
    remove(applying, place, 'members', id);
    return;
  }
  // A copy only where something differs: in the payload of a guild nothing does, unless the user is known.
  let member = ('guild_id' in data ? without(data, PLACE) : data) as unknown as { user: APIUser } & MemberPayload;
  const user = state.putUser(member.user, noted(applying));
  if (user !== member.user) member = { ...member, user };
  // A filter that refuses the member has nobody else to keep the user for.
  if (put(applying, place, 'members', id, member) === undefined) state.forgetUnreferred(id);
}

export function presenceUpdate(applying: Applying): void {
  const place = placeOf(applying);
  if (place) putPresence(applying, place, applying.data);
}

/** Whoever is offline has no presence, as in the payload of a guild. */
export function putPresence(applying: Applying, place: GuildPlace, data: unknown): void {
  const { state } = applying;
  const found = readRecord(state, 'presences', data);
  if (!found) return;
  const { id, record } = found;
  const { user } = record;
  const known = state.users.get(id);
  // Of the user it tells what changed.
  if (known && Object.keys(user).length > 1) renewUser(applying, { ...known, ...user });
  if ((record.status as string) === 'offline') {
    remove(applying, place, 'presences', id);
    return;
  }
  const kept = { ...without(data as Payload, PLACE), user: { id } } as unknown as PresencePayload;
  put(applying, place, 'presences', id, kept);
}

export function voiceStateUpdate(applying: Applying): void {
  const place = placeOf(applying);
  const { data } = applying;
  if (!place) return;
  putVoiceState(applying, place, data);
  const member = isPayload(data.member) && readRecord(applying.state, 'members', data.member);
  if (member) {
    const before = place.get('members', member.id);
    // Who is muted or moves is mostly the same member as before.
    if (before && says(before, member.record)) return;
    putMember(applying, place, member.id, { ...before, ...(member.record as unknown as Payload) });
  }
}

/** Stores where somebody is in voice; whoever left is forgotten, and with him the member that only voice brought. */
export function putVoiceState(applying: Applying, place: GuildPlace, data: unknown): void {
  const { state } = applying;
  const found = readRecord(state, 'voiceStates', data);
  if (!found) return;
  const { channel_id: channelId } = found.record;
  if (channelId !== null) {
    const { guild_id: _guildId, member: _member, ...kept } = found.record;
    put(applying, place, 'voiceStates', found.id, kept);
    return;
  }
  remove(applying, place, 'voiceStates', found.id);
  if (state.policies.members?.onlyVoice && found.id !== state.selfId) remove(applying, place, 'members', found.id);
}

/** The bot's own account. */
export function userUpdate(applying: Applying): void {
  const found = readRecord(applying.state, 'users', applying.data);
  if (found) renewUser(applying, found.record);
}

/** A user who changed has changed as a member of every guild: Discord tells of it there later, or never. */
function renewUser(applying: Applying, raw: APIUser): void {
  const { state } = applying;
  const { id } = raw;
  const before = state.users.get(id);
  const user = state.putUser(raw, noted(applying));
  if (before === undefined || user === before) return;
  for (const place of state.places.values()) {
    const member = place.get('members', id);
    if (member && member.user !== user) put(applying, place, 'members', id, { ...member, user });
  }
}
