/** Lists of threads: active ones of a guild, archived ones of a channel, and those that a search finds. */
import { ChannelFlags, ChannelType } from 'discord-api-types/v10';
import { compareIds } from '../../world/ids';
import { type ChannelRecord } from '../../world/records';
import { renderThread, renderThreadMember } from '../../world/render-channel';
import { renderMessage } from '../../world/render-message';
import { holdsPosts, type ThreadChannel } from '../../world/thread-record';
import { threadTypeOf } from '../../world/threads';
import { wrongChannelType } from '../api-error';
import { type RestContext } from '../context';
import { boolean, choice, integer, manyOf, snowflake, text, timestamp } from '../form';
import { ok, type RestAnswer, type Route } from '../router';

const PAGE = { min: 2, max: 100 };

/** Threads with the bot's own memberships among them. */
function renderThreads(context: RestContext, threads: readonly ThreadChannel[], hasMore: boolean): object {
  return {
    threads: threads.map((thread) => renderThread(thread, context.userId)),
    members: threads.flatMap((thread) => {
      const member = thread.thread.members.get(context.userId);
      return member ? [renderThreadMember(thread, member)] : [];
    }),
    has_more: hasMore,
  };
}

function listActive(context: RestContext): RestAnswer {
  const threads = [...context.guild().threads.values()]
    .filter((channel) => !channel.thread.archived && context.world.maySee(context.userId, channel))
    .sort((a, b) => compareIds(b.id, a.id));
  return ok(renderThreads(context, threads, false));
}

/** The channel of the path, if it is one that has threads. */
function parentOf(context: RestContext, ...permissions: Parameters<RestContext['channel']>): ChannelRecord {
  const channel = context.channel(...permissions);
  if (threadTypeOf(channel) === null) throw wrongChannelType();
  return channel;
}

function archivedOf(context: RestContext, parent: ChannelRecord, isPrivate: boolean): ThreadChannel[] {
  return [...context.guildOf(parent).threads.values()].filter(
    (channel) =>
      channel.parentId === parent.id &&
      channel.thread.archived &&
      (channel.type === ChannelType.PrivateThread) === isPrivate,
  );
}

function listArchived(context: RestContext, isPrivate: boolean): RestAnswer {
  const parent = parentOf(context, 'ReadMessageHistory');
  if (isPrivate) context.require(parent, 'ManageThreads');
  const { before, limit = 50 } = context.query({ before: timestamp, limit: integer(PAGE) });
  // The one archived last comes first.
  const threads = archivedOf(context, parent, isPrivate)
    .filter(({ thread }) => before === undefined || thread.archivedAt < before)
    .sort((a, b) => compareIds(b.id, a.id))
    .sort((a, b) =>
      a.thread.archivedAt < b.thread.archivedAt ? 1 : a.thread.archivedAt > b.thread.archivedAt ? -1 : 0,
    );
  return ok(renderThreads(context, threads.slice(0, limit), threads.length > limit));
}

function listJoinedPrivate(context: RestContext): RestAnswer {
  const parent = parentOf(context, 'ReadMessageHistory');
  const { before, limit = 50 } = context.query({ before: snowflake, limit: integer(PAGE) });
  const threads = archivedOf(context, parent, true)
    .filter((channel) => channel.thread.members.has(context.userId))
    .filter((channel) => before === undefined || compareIds(channel.id, before) < 0)
    .sort((a, b) => compareIds(b.id, a.id));
  return ok(renderThreads(context, threads.slice(0, limit), threads.length > limit));
}

type SortKey = 'relevance' | 'creation_time' | 'last_message_time' | 'archive_time';

/** What threads are put in order by; a greater text comes later. */
function sortText(channel: ThreadChannel, by: SortKey): string {
  if (by === 'archive_time') return channel.thread.archivedAt;
  const id = by === 'last_message_time' ? (channel.lastMessageId ?? channel.id) : channel.id;
  return id.padStart(20, '0');
}

function search(context: RestContext): RestAnswer {
  const parent = parentOf(context, 'ReadMessageHistory');
  const query = context.query({
    name: text({ max: 100 }),
    slop: integer({ min: 0, max: 100 }),
    min_id: snowflake,
    max_id: snowflake,
    tag: manyOf(snowflake, 20),
    tag_setting: choice(['match_all', 'match_some']),
    archived: boolean,
    sort_by: choice(['relevance', 'creation_time', 'last_message_time', 'archive_time']),
    sort_order: choice(['asc', 'desc']),
    limit: integer({ min: 1, max: 25 }),
    offset: integer({ min: 0, max: 9_975 }),
  });
  const { limit = 25, offset = 0, tag: tags = [], sort_by: by = 'last_message_time' } = query;
  const words = (query.name ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (channel: ThreadChannel): boolean => {
    const { appliedTags } = channel.thread;
    const bears = (id: string): boolean => appliedTags?.includes(id) === true;
    return (
      channel.parentId === parent.id &&
      context.world.maySee(context.userId, channel) &&
      (query.archived === undefined || channel.thread.archived === query.archived) &&
      words.every((word) => channel.name.toLowerCase().includes(word)) &&
      (query.min_id === undefined || compareIds(channel.id, query.min_id) > 0) &&
      (query.max_id === undefined || compareIds(channel.id, query.max_id) < 0) &&
      (tags.length === 0 || (query.tag_setting === 'match_all' ? tags.every(bears) : tags.some(bears)))
    );
  };
  const sign = query.sort_order === 'asc' ? 1 : -1;
  const found = [...context.guildOf(parent).threads.values()].filter(matches).sort((a, b) => {
    // What is pinned stands above all.
    const pinned = (b.settings.flags & ChannelFlags.Pinned) - (a.settings.flags & ChannelFlags.Pinned);
    return pinned === 0 ? (sortText(a, by) < sortText(b, by) ? -sign : sign) : pinned;
  });
  const page = found.slice(offset, offset + limit);
  const first = page.flatMap((channel) => channel.messages.get(channel.id) ?? []);
  return ok({
    ...renderThreads(context, page, found.length > offset + limit),
    ...(holdsPosts(parent)
      ? { first_messages: first.map((message) => renderMessage(context.world, message, context.userId)) }
      : {}),
    total_results: found.length,
  });
}

const CHANNEL = '/channels/{channel_id}';

export const THREAD_LIST_ROUTES: readonly Route[] = [
  { method: 'GET', template: '/guilds/{guild_id}/threads/active', handler: listActive },
  {
    method: 'GET',
    template: `${CHANNEL}/threads/archived/public`,
    handler: (context) => listArchived(context, false),
  },
  {
    method: 'GET',
    template: `${CHANNEL}/threads/archived/private`,
    handler: (context) => listArchived(context, true),
  },
  { method: 'GET', template: `${CHANNEL}/users/@me/threads/archived/private`, handler: listJoinedPrivate },
  { method: 'GET', template: `${CHANNEL}/threads/search`, handler: search },
];
