/** Messages and their reactions, where they are kept. */
import { type APIMessage, type APIReaction } from 'discord-api-types/v10';
import { type MessageBucket } from '../records/message-bucket';
import { isId, isPayload, type Payload } from '../records/ids';
import { type Applying, readId, readList, readRecord } from './reading';

export function messageCreate(applying: Applying): void {
  const { state, data } = applying;
  const found = readRecord(state, 'messages', data);
  const channelId = readId(state, data.channel_id);
  if (!found || channelId === undefined) return;
  // Told again, it is older than what is known.
  if (state.message(channelId, found.id)) return;
  store(applying, channelId, found.id, found.record);
}

/** An update may be partial. Of a message that is not known only a whole one is worth keeping. */
export function messageUpdate(applying: Applying): void {
  const { state, data, changes } = applying;
  const found = readRecord(state, 'messages', data);
  const channelId = readId(state, data.channel_id);
  if (!found || channelId === undefined) return;
  const before = state.message(channelId, found.id);
  if (!before) {
    if (typeof data.content === 'string' && isPayload(data.author)) store(applying, channelId, found.id, found.record);
    return;
  }
  const bucket = state.bucketOf(channelId, undefined);
  const after = state.kept('messages', { ...before, ...data }, bucket.guildId);
  if (after === undefined) forget(applying, channelId, found.id);
  else {
    bucket.records.set(found.id, after);
    changes.push({ kind: 'messages', guildId: bucket.guildId, id: found.id, before, after });
  }
}

function store({ state, data, changes }: Applying, channelId: string, id: string, record: APIMessage): void {
  const guildId = isId(data.guild_id) ? data.guild_id : undefined;
  // A guild that is gone sends nothing more.
  if (guildId !== undefined && state.keeps('guilds') && !state.places.has(guildId)) return;
  const after = state.kept('messages', record, guildId);
  if (after === undefined) return;
  state.bucketOf(channelId, guildId).records.set(id, after);
  changes.push({ kind: 'messages', guildId, id, before: undefined, after });
}

export function messageDelete(applying: Applying): void {
  const { state, data } = applying;
  const channelId = readId(state, data.channel_id);
  const id = readId(state, data.id);
  if (channelId !== undefined && id !== undefined) forget(applying, channelId, id);
}

export function messageDeleteBulk(applying: Applying): void {
  const { state, data } = applying;
  const channelId = readId(state, data.channel_id);
  if (channelId === undefined) return;
  for (const id of readList(state, data.ids)) if (isId(id)) forget(applying, channelId, id);
}

function forget({ state, changes }: Applying, channelId: string, id: string): void {
  const bucket = state.messages.get(channelId);
  const before = bucket?.records.delete(id);
  if (!bucket || !before) return;
  bucket.forget(id);
  if (bucket.records.size === 0) state.messages.delete(channelId);
  changes.push({ kind: 'messages', guildId: bucket.guildId, id, before, after: undefined });
}

/** A reaction was added or taken back. */
export function reaction(isAdded: boolean): (applying: Applying) => void {
  return (applying) => {
    const { data } = applying;
    const { user_id: userId } = data;
    const emoji = emojiKey(data.emoji);
    if (emoji === undefined || !isId(userId)) {
      applying.state.malformed += 1;
      return;
    }
    const isBurst = data.burst === true;
    const key = `${emoji} ${isBurst} ${userId}`;
    change(applying, (reactions, bucket, id) => {
      const seen = bucket.reactionsOf(id);
      if (isAdded ? seen.known.has(key) : !seen.known.has(key) && seen.isComplete) return undefined;
      if (isAdded) seen.known.add(key);
      else seen.known.delete(key);
      return counted(reactions, data, emoji, isAdded ? 1 : -1, userId === applying.state.selfId);
    });
  };
}

/** All reactions of a message are gone, or all of one emoji. */
export function reactionsRemove(applying: Applying): void {
  const emoji = applying.data.emoji === undefined ? undefined : emojiKey(applying.data.emoji);
  change(applying, (reactions, bucket, id) => {
    const { known } = bucket.reactionsOf(id);
    for (const key of known) if (emoji === undefined || key.startsWith(`${emoji} `)) known.delete(key);
    if (reactions.length === 0) return undefined;
    return emoji === undefined ? [] : reactions.filter((one) => emojiKey(one.emoji) !== emoji);
  });
}

function change(
  { state, data, changes }: Applying,
  apply: (reactions: readonly APIReaction[], bucket: MessageBucket, id: string) => APIReaction[] | undefined,
): void {
  const channelId = readId(state, data.channel_id);
  const id = readId(state, data.message_id);
  const bucket = channelId === undefined ? undefined : state.messages.get(channelId);
  const before = id === undefined ? undefined : bucket?.records.get(id);
  if (!bucket || !before || id === undefined) return;
  const list: unknown = Object.hasOwn(before, 'reactions') ? before.reactions : [];
  const reactions = apply(Array.isArray(list) ? (list as APIReaction[]) : [], bucket, id);
  if (!reactions) return;
  const record: Record<string, unknown> = { ...before, reactions };
  // As Discord sends a message that nobody has reacted to.
  if (reactions.length === 0) delete record.reactions;
  const after = state.kept('messages', record as unknown as APIMessage, bucket.guildId);
  if (after === undefined) return;
  bucket.records.set(id, after);
  changes.push({ kind: 'messages', guildId: bucket.guildId, id, before, after });
}

function counted(
  reactions: readonly APIReaction[],
  data: Payload,
  emoji: string,
  by: 1 | -1,
  isMe: boolean,
): APIReaction[] {
  const isBurst = data.burst === true;
  const known = reactions.find((one) => emojiKey(one.emoji) === emoji) ?? {
    emoji: data.emoji as APIReaction['emoji'],
    count: 0,
    count_details: { burst: 0, normal: 0 },
    me: false,
    me_burst: false,
    burst_colors: [],
  };
  const { burst, normal } = known.count_details;
  const next: APIReaction = {
    ...known,
    count: known.count + by,
    count_details: isBurst ? { burst: burst + by, normal } : { burst, normal: normal + by },
    me: isMe && !isBurst ? by > 0 : known.me,
    me_burst: isMe && isBurst ? by > 0 : known.me_burst,
    burst_colors: Array.isArray(data.burst_colors) ? (data.burst_colors as string[]) : known.burst_colors,
  };
  const others = reactions.filter((one) => one !== known);
  if (next.count <= 0) return others;
  return reactions.includes(known) ? reactions.map((one) => (one === known ? next : one)) : [...others, next];
}

function emojiKey(emoji: unknown): string | undefined {
  if (!isPayload(emoji)) return undefined;
  if (isId(emoji.id)) return emoji.id;
  return isId(emoji.name) ? emoji.name : undefined;
}
