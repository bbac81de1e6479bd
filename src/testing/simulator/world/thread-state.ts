/** The life of a thread: who is in it, how much was written, and when it goes to sleep and wakes. */
import { ChannelType, MessageType } from 'discord-api-types/v10';
import { type Audience } from './event';
import { type GuildRecord, type MessageRecord, type UserRecord } from './records';
import { renderMember, renderPresence } from './render';
import { renderThread, renderThreadMember } from './render-channel';
import { type ThreadChannel, type ThreadMemberRecord } from './thread-record';
import { type World } from './world';

const MINUTE_MS = 60_000;
const MENTIONING: ReadonlySet<MessageType> = new Set([MessageType.Default, MessageType.Reply]);

/** Those who may look into a thread. */
export function threadAudience(thread: ThreadChannel): Audience {
  return { kind: 'guild', guildId: thread.guildId, channelId: thread.id };
}

export function publishThreadUpdate(world: World, channel: ThreadChannel): void {
  world.publish({ name: 'THREAD_UPDATE', audience: threadAudience(channel), data: renderThread(channel) });
}

/** Archives or unarchives, without telling. */
export function setArchived(world: World, channel: ThreadChannel, archived: boolean): void {
  const { thread } = channel;
  if (thread.archived === archived) return;
  thread.archived = archived;
  thread.archivedAt = world.moment();
  if (archived) {
    thread.timer?.cancel();
  } else {
    thread.lastActiveMs = world.clock.wallMs();
    armArchiving(world, channel);
  }
}

/** Sets the timer that archives a thread which has been quiet for as long as its settings say. */
export function armArchiving(world: World, channel: ThreadChannel): void {
  const { thread } = channel;
  thread.timer?.cancel();
  if (thread.archived) return;
  const dueMs = thread.lastActiveMs + thread.autoArchiveMinutes * MINUTE_MS;
  thread.timer = world.clock.setTimer(
    dueMs - world.clock.wallMs(),
    () => {
      if (world.clock.wallMs() < thread.lastActiveMs + thread.autoArchiveMinutes * MINUTE_MS) {
        armArchiving(world, channel);
        return;
      }
      setArchived(world, channel, true);
      publishThreadUpdate(world, channel);
    },
    { keepAlive: false },
  );
}

/** Lets a member in; nothing happens to who is in already. */
export function joinThread(world: World, channel: ThreadChannel, userId: string): void {
  const guild = world.guildOf(channel);
  if (!guild?.members.has(userId) || channel.thread.members.has(userId)) return;
  const member: ThreadMemberRecord = { userId, joinedAt: world.timestamp() };
  channel.thread.members.set(userId, member);
  const told: Audience = { kind: 'users', userIds: [userId], guildId: guild.id };
  // Who is let into a private thread hears of it for the first time.
  if (channel.type === ChannelType.PrivateThread) {
    world.publish({ name: 'THREAD_CREATE', audience: told, data: renderThread(channel, userId) });
  }
  world.publish({
    name: 'THREAD_MEMBER_UPDATE',
    audience: told,
    data: { ...renderThreadMember(channel, member), guild_id: guild.id },
  });
  publishMembers(world, guild, channel, threadAudience(channel), { added: member });
}

export function leaveThread(world: World, channel: ThreadChannel, userId: string): void {
  const guild = world.guildOf(channel);
  if (!guild || !channel.thread.members.has(userId)) return;
  // Who leaves a private thread cannot look into it any more, and yet is told.
  const viewers = [...guild.members.keys()].filter((id) => world.maySee(id, channel));
  channel.thread.members.delete(userId);
  publishMembers(world, guild, channel, { kind: 'users', userIds: viewers, guildId: guild.id }, { removed: userId });
}

/** A member goes, and with them their places in threads. */
export function leaveThreads(world: World, guild: GuildRecord, userId: string): void {
  for (const channel of guild.threads.values()) leaveThread(world, channel, userId);
}

/** Tells of the one who started a thread: the first to be in it. */
export function publishStarter(world: World, guild: GuildRecord, channel: ThreadChannel): void {
  const added = channel.thread.members.get(channel.thread.ownerId);
  if (added) publishMembers(world, guild, channel, threadAudience(channel), { added });
}

function publishMembers(
  world: World,
  guild: GuildRecord,
  channel: ThreadChannel,
  audience: Audience,
  change: { added?: ThreadMemberRecord; removed?: string },
): void {
  const { added, removed } = change;
  const member = added && guild.members.get(added.userId);
  const data = {
    id: channel.id,
    guild_id: guild.id,
    member_count: Math.min(channel.thread.members.size, 50),
    ...(added && member
      ? {
          added_members: [
            {
              ...renderThreadMember(channel, added),
              member: renderMember(member),
              presence: renderPresence(member.user, guild.id),
            },
          ],
        }
      : {}),
    ...(removed === undefined ? {} : { removed_member_ids: [removed] }),
  };
  world.publish({
    name: 'THREAD_MEMBERS_UPDATE',
    audience,
    data,
    // Of other people only sessions with the GUILD_MEMBERS intent hear.
    withoutMembers: (botUserId) => (botUserId === (added?.userId ?? removed) ? data : undefined),
  });
}

/** Before a message is told: an archived thread wakes, the author is in, the message is counted. */
export function beforeMessage(world: World, channel: ThreadChannel, message: MessageRecord): void {
  const { thread } = channel;
  thread.lastActiveMs = world.clock.wallMs();
  if (thread.archived) {
    setArchived(world, channel, false);
    publishThreadUpdate(world, channel);
  }
  if (MENTIONING.has(message.type)) joinThread(world, channel, message.author.id);
  if (isFirst(channel, message)) return;
  thread.messageCount += 1;
  thread.totalSent += 1;
}

/** After a message was told: whom it mentions is in. */
export function afterMessage(world: World, channel: ThreadChannel, message: MessageRecord): void {
  if (!MENTIONING.has(message.type)) return;
  const mayAdd = (user: UserRecord): boolean => {
    const parent = world.channels.get(channel.parentId ?? '');
    return parent !== undefined && world.maySee(user.id, parent);
  };
  for (const user of message.mentions) if (mayAdd(user)) joinThread(world, channel, user.id);
}

export function uncount(channel: ThreadChannel, message: MessageRecord): void {
  if (!isFirst(channel, message)) channel.thread.messageCount -= 1;
}

/** What a thread began with is not counted. */
function isFirst(channel: ThreadChannel, message: MessageRecord): boolean {
  return message.id === channel.id || message.type === MessageType.ThreadStarterMessage;
}
