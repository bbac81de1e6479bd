/** Channels and threads. */
import { type APIChannel, ChannelType } from 'discord-api-types/v10';
import { deepEqual } from '../records/deep-equal';
import { type GuildPlace } from '../records/guild-place';
import { isPayload, type Payload } from '../records/ids';
import { type Applying, placeOf, put, readId, readList, readRecord, readRecords, remove, without } from './reading';

const THREAD_EXTRAS: ReadonlySet<string> = new Set(['newly_created']);
const MEMBER_EXTRAS: ReadonlySet<string> = new Set(['guild_id', 'presence', 'member']);

/** How many lists of overwrites are compared, in the hope that a channel has the same as another. */
const SHARED_LISTS = 16;

/**
 * The channels in the payload of their guild, which do not repeat its id. Most have the overwrites of their category, so
 * equal lists are held once; with the ids of categories that is a third of their memory.
 */
export function inGuild(guildId: string, all: ReadonlyMap<string, APIChannel>): (record: APIChannel) => APIChannel {
  const lists: unknown[] = [];
  return (record) => {
    // Field by field: a copy by spread that is added to takes six times as long and twice the memory.
    const copy: Record<string, unknown> = {};
    for (const field in record) copy[field] = record[field as keyof APIChannel];
    copy.guild_id = guildId;
    if (typeof copy.parent_id === 'string') copy.parent_id = all.get(copy.parent_id)?.id ?? copy.parent_id;
    const { permission_overwrites: overwrites } = copy;
    if (Array.isArray(overwrites)) {
      const equal = lists.find((list) => deepEqual(list, overwrites));
      if (equal) copy.permission_overwrites = equal;
      else if (lists.length < SHARED_LISTS) lists.push(overwrites);
    }
    return copy as unknown as APIChannel;
  };
}

export function channelPut(applying: Applying): void {
  const place = placeOf(applying);
  const found = readRecord(applying.state, 'channels', applying.data);
  if (place && found) put(applying, place, 'channels', found.id, found.record);
}

/** With a channel go its threads and its messages; these may be kept where channels and guilds are not. */
export function channelDelete(applying: Applying): void {
  const { state, data } = applying;
  const place = placeOf(applying);
  const id = readId(state, data.id);
  if (id === undefined) return;
  state.messages.delete(id);
  if (!place) return;
  for (const thread of threadsOf(place)) if (parentOf(thread) === id) forgetThread(applying, place, thread.id);
  remove(applying, place, 'channels', id);
}

export function channelPins(applying: Applying): void {
  const place = placeOf(applying);
  const id = readId(applying.state, applying.data.channel_id);
  if (!place || id === undefined) return;
  const kind = place.get('channels', id) ? 'channels' : 'threads';
  const before = place.get(kind, id);
  const { last_pin_timestamp: pinned = null } = applying.data;
  if (before) put(applying, place, kind, id, { ...before, last_pin_timestamp: pinned } as APIChannel);
}

/**
 * A thread that is archived is forgotten with its messages: only active ones are told of after a start, and those that were ever
 * opened only become more.
 */
export function threadPut(applying: Applying): void {
  const { state, data } = applying;
  const place = placeOf(applying);
  const found = readRecord(state, 'threads', data);
  if (!found) return;
  if (isArchived(data)) state.messages.delete(found.id);
  if (place) putThread(applying, place, found.id, data);
}

export function putThread(applying: Applying, place: GuildPlace, id: string, data: Payload): void {
  const { state, changes } = applying;
  const before = place.get('threads', id);
  const record = { ...without(data, THREAD_EXTRAS), guild_id: place.id } as unknown as APIChannel;
  // An update does not repeat the bot's own membership.
  if (before && Object.hasOwn(before, 'member') && !('member' in record)) {
    Object.assign(record, { member: (before as { member?: unknown }).member });
  }
  if (!isArchived(record)) {
    put(applying, place, 'threads', id, record);
    return;
  }
  if (!state.remove(place, 'threads', id)) return;
  changes.push({ kind: 'threads', guildId: place.id, id, before, after: record });
}

function isArchived(record: unknown): boolean {
  const metadata = isPayload(record) ? record.thread_metadata : undefined;
  return isPayload(metadata) && metadata.archived === true;
}

export function threadDelete(applying: Applying): void {
  const place = placeOf(applying);
  const id = readId(applying.state, applying.data.id);
  if (id !== undefined) forgetThread(applying, place, id);
}

/** All active threads of some channels, or (without `channel_ids`) of the guild; the bot has just come to see them. */
export function threadListSync(applying: Applying): void {
  const { state, data } = applying;
  const place = placeOf(applying);
  if (!place) return;
  const threads = readRecords(state, 'threads', data.threads);
  const parents = data.channel_ids === undefined ? undefined : new Set(readList(state, data.channel_ids));
  for (const thread of threadsOf(place)) {
    const isSynced = parents === undefined || parents.has(parentOf(thread));
    if (isSynced && !threads.has(thread.id)) forgetThread(applying, place, thread.id);
  }
  for (const [id, thread] of threads) putThread(applying, place, id, thread as unknown as Payload);
  for (const member of readList(state, data.members)) {
    if (isPayload(member)) putOwnMembership(applying, place, member);
  }
}

/** The bot's own membership of a thread. */
export function threadMember(applying: Applying): void {
  const place = placeOf(applying);
  if (place) putOwnMembership(applying, place, applying.data);
}

function putOwnMembership(applying: Applying, place: GuildPlace, data: Payload): void {
  const id = readId(applying.state, data.id);
  const before = id === undefined ? undefined : place.get('threads', id);
  if (id === undefined || !before) return;
  put(applying, place, 'threads', id, { ...before, member: without(data, MEMBER_EXTRAS) } as unknown as APIChannel);
}

/** Who came into a thread and who left it. A private one that the bot left cannot be seen any more. */
export function threadMembers(applying: Applying): void {
  const { state, data } = applying;
  const place = placeOf(applying);
  const id = readId(state, data.id);
  const before = id === undefined ? undefined : place?.get('threads', id);
  if (!place || id === undefined || !before) return;
  const hasLeft = readList(state, data.removed_member_ids).some((gone) => gone === state.selfId);
  if (hasLeft && before.type === ChannelType.PrivateThread) {
    forgetThread(applying, place, id);
    return;
  }
  const record: Record<string, unknown> = { ...before };
  if (typeof data.member_count === 'number') record.member_count = data.member_count;
  if (hasLeft) delete record.member;
  const own = readList(state, data.added_members).find((one) => isPayload(one) && one.user_id === state.selfId);
  if (isPayload(own)) record.member = without(own, MEMBER_EXTRAS);
  put(applying, place, 'threads', id, record as unknown as APIChannel);
}

export function forgetThread(applying: Applying, place: GuildPlace | undefined, id: string): void {
  if (place) remove(applying, place, 'threads', id);
  applying.state.messages.delete(id);
}

function threadsOf(place: GuildPlace): APIChannel[] {
  return [...(place.map('threads')?.values() ?? [])];
}

function parentOf(thread: APIChannel): string | null | undefined {
  return (thread as { parent_id?: string | null }).parent_id;
}
