/** Changing and removing threads: what `PATCH` and `DELETE /channels/{}` do with them. */
import { ChannelFlags, ChannelType, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { changesBetween } from '../../world/audit-log';
import { type ChannelRecord, type GuildRecord } from '../../world/records';
import { renderThread } from '../../world/render-channel';
import { type ThreadChannel } from '../../world/thread-record';
import { deleteThread, editThread } from '../../world/threads';
import { ApiError, invalidForm, missingPermissions, unknown } from '../api-error';
import { ARCHIVE_MINUTES } from '../channel-form';
import { type RestContext } from '../context';
import { boolean, type Form, integer, list, nullable, snowflake, text } from '../form';
import { requireUnarchived } from '../message-draft';
import { ok, type RestAnswer } from '../router';

const THREAD_UPDATE = 111;
const THREAD_DELETE = 112;

const THREAD_FIELDS = {
  name: nullable(text({ min: 1, max: 100 })),
  archived: nullable(boolean),
  locked: nullable(boolean),
  invitable: nullable(boolean),
  auto_archive_duration: nullable(ARCHIVE_MINUTES),
  rate_limit_per_user: nullable(integer({ min: 0, max: 21_600 })),
  flags: nullable(integer({ min: 0, max: 2_147_483_647 })),
  applied_tags: nullable(list(snowflake, { max: 5 })),
};
type ThreadForm = Form<typeof THREAD_FIELDS>;

/** What who started a thread may change of it without any permission. */
const OWNERS: ReadonlySet<string> = new Set(['name', 'archived', 'auto_archive_duration', 'applied_tags', 'invitable']);

export function editThreadRoute(context: RestContext, guild: GuildRecord, channel: ThreadChannel): RestAnswer {
  const form = context.form(THREAD_FIELDS);
  requireRight(context, channel, form);
  // An archived thread takes no changes, unless they wake it.
  if (form.archived !== false) requireUnarchived(channel);
  const parent = guild.channels.get(channel.parentId ?? '');
  const flags = typeof form.flags === 'number' ? form.flags & ChannelFlags.Pinned : undefined;
  if (flags !== undefined && flags !== 0) checkPin(guild, channel);
  const before = renderThread(channel);
  editThread(context.world, channel, context.bot.user, {
    name: form.name?.trim(),
    archived: form.archived ?? undefined,
    locked: form.locked ?? undefined,
    invitable: readInvitable(channel, form),
    autoArchiveMinutes: form.auto_archive_duration ?? undefined,
    slowmodeS: form.rate_limit_per_user ?? undefined,
    flags,
    appliedTags: form.applied_tags && parent ? readAppliedTags(context, parent, form.applied_tags) : undefined,
  });
  const after = renderThread(channel);
  context.audit(guild, THREAD_UPDATE, channel.id, { changes: changesBetween(before, after) });
  return ok(renderThread(channel, context.userId));
}

/** Who manages threads may all. Who started one may some. Waking one that is not locked may whoever writes in it. */
function requireRight(context: RestContext, channel: ThreadChannel, form: ThreadForm): void {
  if (context.may(channel, 'ManageThreads')) return;
  const { thread } = channel;
  const named = Object.entries(form).flatMap(([key, value]) => (value === null || value === undefined ? [] : [key]));
  const owns = thread.ownerId === context.userId;
  if (thread.locked) throw missingPermissions();
  const onlyWakes = thread.archived && form.archived === false && named.length === 1;
  if (onlyWakes && context.may(channel, 'SendMessages')) return;
  if (!owns || named.some((key) => !OWNERS.has(key))) throw missingPermissions();
}

function readInvitable(channel: ThreadChannel, form: ThreadForm): boolean | undefined {
  const { invitable = null } = form;
  if (invitable === null) return undefined;
  if (channel.type === ChannelType.PrivateThread) return invitable;
  throw invalidForm(['invitable'], 'THREAD_INVITABLE_PRIVATE_ONLY', 'Only private threads can be invitable');
}

/** One post of a forum stands above the others. */
function checkPin(guild: GuildRecord, channel: ThreadChannel): void {
  if (channel.thread.appliedTags === null) {
    throw invalidForm(['flags'], 'THREAD_PIN_FORUM_ONLY', 'Only posts of forums can be pinned');
  }
  for (const other of guild.threads.values()) {
    const pinned = other.parentId === channel.parentId && (other.settings.flags & ChannelFlags.Pinned) !== 0;
    if (!pinned || other === channel) continue;
    const told = 'Maximum number of pinned threads in a forum channel has been reached';
    throw new ApiError(400, Codes.MaximumNumberOfPinnedThreadsInForumHasBeenReached, told);
  }
}

/** The tags of a post: such as the forum has, and such as the bot may apply. */
export function readAppliedTags(context: RestContext, forum: ChannelRecord, ids: readonly string[]): string[] {
  const moderates = context.may(forum, 'ManageThreads');
  for (const id of ids) {
    const tag = forum.settings.tags.find((each) => each.id === id);
    if (!tag) throw unknown('tag');
    if (tag.moderated && !moderates) throw missingPermissions();
  }
  if (ids.length === 0 && forum.settings.flags & ChannelFlags.RequireTag) {
    const told = 'A tag is required to create a forum post in this channel';
    throw new ApiError(400, Codes.TagRequiredToCreateAForumPostInThisChannel, told);
  }
  return [...new Set(ids)];
}

export function removeThreadRoute(context: RestContext, guild: GuildRecord, channel: ThreadChannel): RestAnswer {
  context.require(channel, 'ManageThreads');
  const payload = renderThread(channel, context.userId);
  context.audit(guild, THREAD_DELETE, channel.id, { changes: changesBetween(renderThread(channel), {}) });
  deleteThread(context.world, channel);
  return ok(payload);
}
