/** Starting threads, and who is in them. https://discord.com/developers/docs/resources/channel#start-thread-from-message */
import { ChannelType, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { changesBetween } from '../../world/audit-log';
import { compareIds } from '../../world/ids';
import { createMessage } from '../../world/messages';
import { armPoll } from '../../world/polls';
import { type ChannelRecord, type GuildRecord } from '../../world/records';
import { renderMember } from '../../world/render';
import { renderThread, renderThreadMember } from '../../world/render-channel';
import { renderMessage } from '../../world/render-message';
import { holdsPosts, isThread, type ThreadChannel, type ThreadMemberRecord } from '../../world/thread-record';
import { joinThread, leaveThread } from '../../world/thread-state';
import {
  addToThread,
  createLooseThread,
  createThread,
  createThreadFromMessage,
  removeFromThread,
  threadTypeOf,
} from '../../world/threads';
import { wire } from '../../world/wire';
import { ApiError, missingAccess, missingPermissions, unknown, wrongChannelType } from '../api-error';
import { ARCHIVE_MINUTES } from '../channel-form';
import { type RestContext } from '../context';
import { boolean, choice, integer, list, need, nullable, object, snowflake, text } from '../form';
import { readDraft, requireForDraft, requireUnarchived } from '../message-draft';
import { NEW_MESSAGE } from '../message-form';
import { created, noContent, ok, type RestAnswer, type Route } from '../router';
import { readAppliedTags } from './thread-edit';

const THREAD_CREATE = 110;
const ACTIVE_LIMIT = 1_000;
const MEMBER_LIMIT = 1_000;
const THREADABLE: ReadonlySet<number> = new Set([0, 19, 20, 23]);

const BASICS = {
  name: need(text({ min: 1, max: 100 })),
  auto_archive_duration: nullable(ARCHIVE_MINUTES),
  rate_limit_per_user: nullable(integer({ min: 0, max: 21_600 })),
};

/** The thread of the path. */
function threadOf(context: RestContext): ThreadChannel {
  const channel = context.channel();
  if (isThread(channel)) return channel;
  throw wrongChannelType();
}

function checkActive(guild: GuildRecord): void {
  const active = [...guild.threads.values()].filter(({ thread }) => !thread.archived).length;
  if (active < ACTIVE_LIMIT) return;
  throw new ApiError(400, Codes.MaximumActiveThreads, 'Maximum number of active threads reached');
}

function noteCreated(context: RestContext, guild: GuildRecord, thread: ThreadChannel): void {
  context.audit(guild, THREAD_CREATE, thread.id, { changes: changesBetween({}, renderThread(thread)) });
}

function startFromMessage(context: RestContext): RestAnswer {
  const channel = context.channel();
  const guild = context.guildOf(channel);
  const type = holdsPosts(channel) ? null : threadTypeOf(channel);
  if (type === null) throw wrongChannelType();
  const form = context.form(BASICS);
  context.require(channel, 'CreatePublicThreads');
  const message = context.message(channel);
  if (!THREADABLE.has(message.type)) throw new ApiError(400, Codes.InvalidMessageType, 'Invalid message type');
  if (context.world.channels.has(message.id)) {
    const told = 'A thread has already been created for this message';
    throw new ApiError(400, Codes.ThreadAlreadyCreatedForMessage, told);
  }
  checkActive(guild);
  const thread = createThreadFromMessage(context.world, guild, message, context.bot.user, {
    name: form.name.trim(),
    type,
    autoArchiveMinutes: form.auto_archive_duration ?? undefined,
    slowmodeS: form.rate_limit_per_user ?? undefined,
  });
  noteCreated(context, guild, thread);
  return created(renderThread(thread, context.userId));
}

function start(context: RestContext): RestAnswer {
  const channel = context.channel();
  const guild = context.guildOf(channel);
  return holdsPosts(channel) ? startPost(context, guild, channel) : startLoose(context, guild, channel);
}

function startLoose(context: RestContext, guild: GuildRecord, channel: ChannelRecord): RestAnswer {
  const ownType = threadTypeOf(channel);
  if (ownType === null) throw wrongChannelType();
  const form = context.form({ ...BASICS, type: nullable(choice([10, 11, 12])), invitable: nullable(boolean) });
  const type = wire<ChannelType.PublicThread | ChannelType.PrivateThread>(form.type ?? ChannelType.PrivateThread);
  const isPrivate = type === ChannelType.PrivateThread;
  // News channels have no private threads.
  if (isPrivate ? ownType !== ChannelType.PublicThread : type !== (ownType as ChannelType)) throw wrongChannelType();
  context.require(channel, isPrivate ? 'CreatePrivateThreads' : 'CreatePublicThreads');
  checkActive(guild);
  const thread = createLooseThread(context.world, guild, channel, context.bot.user, {
    name: form.name.trim(),
    type,
    autoArchiveMinutes: form.auto_archive_duration ?? undefined,
    slowmodeS: form.rate_limit_per_user ?? undefined,
    invitable: form.invitable ?? undefined,
  });
  noteCreated(context, guild, thread);
  return created(renderThread(thread, context.userId));
}

function startPost(context: RestContext, guild: GuildRecord, forum: ChannelRecord): RestAnswer {
  const { world } = context;
  const form = context.form({
    ...BASICS,
    applied_tags: nullable(list(snowflake, { max: 5 })),
    message: need(object(NEW_MESSAGE)),
  });
  context.require(forum, 'SendMessages');
  const appliedTags = readAppliedTags(context, forum, form.applied_tags ?? []);
  checkActive(guild);
  const id = world.ids.next();
  const draft = readDraft(context, id, form.message);
  requireForDraft(context, forum, draft);
  const thread = createThread(world, guild, forum, context.bot.user, {
    id,
    name: form.name.trim(),
    type: ChannelType.PublicThread,
    autoArchiveMinutes: form.auto_archive_duration ?? undefined,
    slowmodeS: form.rate_limit_per_user ?? undefined,
    appliedTags,
  });
  const message = createMessage(world, thread, context.bot.user, { ...draft, id });
  armPoll(world, message);
  noteCreated(context, guild, thread);
  return created({
    ...renderThread(thread, context.userId),
    message: renderMessage(world, message, context.userId),
  });
}

function renderFull(guild: GuildRecord, thread: ThreadChannel, one: ThreadMemberRecord, withMember: boolean): object {
  const member = withMember ? guild.members.get(one.userId) : undefined;
  return { ...renderThreadMember(thread, one), ...(member ? { member: renderMember(member) } : {}) };
}

function listMembers(context: RestContext): RestAnswer {
  const thread = threadOf(context);
  const query = context.query({ with_member: boolean, after: snowflake, limit: integer({ min: 1, max: 100 }) });
  const { with_member: withMember = false, after, limit = 100 } = query;
  // Who may not hear of members over the gateway may not list them either.
  if (!context.bot.privilegedIntents.has('GuildMembers')) throw missingAccess();
  const members = [...thread.thread.members.values()].sort((a, b) => compareIds(a.userId, b.userId));
  // Only with their memberships are they told page by page.
  const page = withMember
    ? members.filter(({ userId }) => after === undefined || compareIds(userId, after) > 0).slice(0, limit)
    : members;
  const guild = context.guildOf(thread);
  return ok(page.map((member) => renderFull(guild, thread, member, withMember)));
}

function getMember(context: RestContext): RestAnswer {
  const thread = threadOf(context);
  const { with_member: withMember = false } = context.query({ with_member: boolean });
  const member = thread.thread.members.get(context.param('user_id'));
  if (!member) throw unknown('member');
  return ok(renderFull(context.guildOf(thread), thread, member, withMember));
}

function join(context: RestContext): RestAnswer {
  const thread = threadOf(context);
  requireUnarchived(thread);
  checkRoom(thread, context.userId);
  joinThread(context.world, thread, context.userId);
  return noContent();
}

function leave(context: RestContext): RestAnswer {
  const thread = threadOf(context);
  requireUnarchived(thread);
  leaveThread(context.world, thread, context.userId);
  return noContent();
}

function checkRoom({ thread }: ThreadChannel, userId: string): void {
  if (thread.members.has(userId) || thread.members.size < MEMBER_LIMIT) return;
  const told = `Maximum number of thread participants reached (${MEMBER_LIMIT})`;
  throw new ApiError(400, Codes.MaximumThreadParticipantsReached, told);
}

function addMember(context: RestContext): RestAnswer {
  const thread = threadOf(context);
  context.require(thread, 'SendMessages');
  requireUnarchived(thread);
  const moderates = thread.thread.ownerId === context.userId || context.may(thread, 'ManageThreads');
  if (thread.type === ChannelType.PrivateThread && !thread.thread.invitable && !moderates) throw missingPermissions();
  const { user } = context.member(context.guildOf(thread));
  const parent = context.world.channels.get(thread.parentId ?? '');
  if (!parent || !context.world.maySee(user.id, parent)) throw missingAccess();
  checkRoom(thread, user.id);
  addToThread(context.world, thread, context.bot.user, user);
  return noContent();
}

function removeMember(context: RestContext): RestAnswer {
  const thread = threadOf(context);
  const owns = thread.type === ChannelType.PrivateThread && thread.thread.ownerId === context.userId;
  if (!owns) context.require(thread, 'ManageThreads');
  requireUnarchived(thread);
  const userId = context.param('user_id');
  const user = context.world.users.get(userId);
  if (!user) throw unknown('user');
  if (!thread.thread.members.has(userId)) throw unknown('member');
  removeFromThread(context.world, thread, context.bot.user, user);
  return noContent();
}

const CHANNEL = '/channels/{channel_id}';
const MEMBERS = `${CHANNEL}/thread-members`;
const MEMBER = `${MEMBERS}/{user_id}`;

export const THREAD_ROUTES: readonly Route[] = [
  { method: 'POST', template: `${CHANNEL}/threads`, handler: start },
  { method: 'POST', template: `${CHANNEL}/messages/{message_id}/threads`, handler: startFromMessage },
  { method: 'GET', template: MEMBERS, handler: listMembers },
  { method: 'PUT', template: `${MEMBERS}/@me`, handler: join },
  { method: 'DELETE', template: `${MEMBERS}/@me`, handler: leave },
  { method: 'GET', template: MEMBER, handler: getMember },
  { method: 'PUT', template: MEMBER, handler: addMember },
  { method: 'DELETE', template: MEMBER, handler: removeMember },
];
