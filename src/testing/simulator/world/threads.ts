/** Threads: started, changed, removed. https://discord.com/developers/docs/topics/threads */
import { ChannelType, MessageFlags, MessageType } from 'discord-api-types/v10';
import { newChannelSettings } from './channel-settings';
import { createMessage, publishMessage } from './messages';
import { type ChannelRecord, type GuildRecord, type MessageRecord, type UserRecord } from './records';
import { renderThread, renderThreadMember } from './render-channel';
import {
  armArchiving,
  joinThread,
  leaveThread,
  publishStarter,
  publishThreadUpdate,
  setArchived,
  threadAudience,
} from './thread-state';
import { holdsPosts, type ThreadChannel } from './thread-record';
import { type World } from './world';

const DAY_MINUTES = 1_440;

export interface ThreadDraft {
  /** Default: a new one. */
  readonly id?: string | undefined;
  readonly name: string;
  readonly type: ChannelType.AnnouncementThread | ChannelType.PublicThread | ChannelType.PrivateThread;
  readonly autoArchiveMinutes?: number | undefined;
  readonly slowmodeS?: number | undefined;
  readonly invitable?: boolean | undefined;
  readonly appliedTags?: readonly string[] | undefined;
}

/** The kind of thread that a channel's messages and posts have; `undefined` when it has none. */
export function threadTypeOf(parent: ChannelRecord): ChannelType.AnnouncementThread | ChannelType.PublicThread | null {
  if (parent.type === ChannelType.GuildAnnouncement) return ChannelType.AnnouncementThread;
  return parent.type === ChannelType.GuildText || holdsPosts(parent) ? ChannelType.PublicThread : null;
}

/** Starts a thread. A webhook's threads have no member at first. */
export function createThread(
  world: World,
  guild: GuildRecord,
  parent: ChannelRecord,
  owner: UserRecord,
  draft: ThreadDraft,
): ThreadChannel {
  const now = world.timestamp();
  const channel: ThreadChannel = {
    id: draft.id ?? world.ids.next(),
    type: draft.type,
    guildId: guild.id,
    name: draft.name,
    topic: null,
    position: 0,
    parentId: parent.id,
    nsfw: parent.nsfw,
    slowmodeS: draft.slowmodeS ?? parent.settings.threadSlowmodeS,
    bitrate: 0,
    userLimit: 0,
    rtcRegion: null,
    overwrites: new Map(),
    recipients: [],
    lastMessageId: null,
    lastPinAt: null,
    messages: new Map(),
    settings: newChannelSettings(),
    thread: {
      ownerId: owner.id,
      createdAt: now,
      archived: false,
      archivedAt: now,
      autoArchiveMinutes: draft.autoArchiveMinutes ?? parent.settings.autoArchiveMinutes ?? DAY_MINUTES,
      locked: false,
      invitable: draft.invitable ?? true,
      messageCount: 0,
      totalSent: 0,
      appliedTags: holdsPosts(parent) ? [...(draft.appliedTags ?? [])] : null,
      members: new Map(guild.members.has(owner.id) ? [[owner.id, { userId: owner.id, joinedAt: now }]] : []),
      lastActiveMs: world.clock.wallMs(),
      timer: undefined,
    },
  };
  guild.threads.set(channel.id, channel);
  world.channels.set(channel.id, channel);
  if (holdsPosts(parent)) parent.lastMessageId = channel.id;
  armArchiving(world, channel);
  world.publish({
    name: 'THREAD_CREATE',
    audience: threadAudience(channel),
    data: (botUserId) => ({ ...renderThread(channel, botUserId), newly_created: true }),
  });
  publishStarter(world, guild, channel);
  return channel;
}

/** Starts a thread below a message; its first line points back to the message. */
export function createThreadFromMessage(
  world: World,
  guild: GuildRecord,
  message: MessageRecord,
  owner: UserRecord,
  draft: Omit<ThreadDraft, 'id'>,
): ThreadChannel {
  const parent = message.channel;
  const channel = createThread(world, guild, parent, owner, { ...draft, id: message.id });
  message.flags |= MessageFlags.HasThread;
  publishMessage(world, 'MESSAGE_UPDATE', message);
  createMessage(world, channel, message.author, {
    type: MessageType.ThreadStarterMessage,
    allowedMentions: { parse: [] },
    reference: { type: 0, messageId: message.id, channelId: parent.id, guildId: guild.id },
  });
  return channel;
}

/** Starts a thread that no message began. Everybody sees in the channel that there is one, unless it is private. */
export function createLooseThread(
  world: World,
  guild: GuildRecord,
  parent: ChannelRecord,
  owner: UserRecord,
  draft: ThreadDraft,
): ThreadChannel {
  const channel = createThread(world, guild, parent, owner, draft);
  if (draft.type !== ChannelType.PrivateThread) {
    createMessage(world, parent, owner, {
      type: MessageType.ThreadCreated,
      content: channel.name,
      allowedMentions: { parse: [] },
      reference: { type: 0, messageId: null, channelId: channel.id, guildId: guild.id },
    });
  }
  return channel;
}

export interface ThreadChanges {
  readonly name?: string | undefined;
  readonly archived?: boolean | undefined;
  readonly locked?: boolean | undefined;
  readonly invitable?: boolean | undefined;
  readonly autoArchiveMinutes?: number | undefined;
  readonly slowmodeS?: number | undefined;
  readonly flags?: number | undefined;
  readonly appliedTags?: readonly string[] | undefined;
}

export function editThread(world: World, channel: ThreadChannel, by: UserRecord, changes: ThreadChanges): void {
  const { thread } = channel;
  const renamed = changes.name !== undefined && changes.name !== channel.name;
  if (changes.name !== undefined) channel.name = changes.name;
  if (changes.locked !== undefined) thread.locked = changes.locked;
  if (changes.invitable !== undefined) thread.invitable = changes.invitable;
  if (changes.slowmodeS !== undefined) channel.slowmodeS = changes.slowmodeS;
  if (changes.flags !== undefined) channel.settings.flags = changes.flags;
  if (changes.appliedTags !== undefined) thread.appliedTags = [...changes.appliedTags];
  if (changes.archived === false) setArchived(world, channel, false);
  if (changes.autoArchiveMinutes !== undefined && changes.autoArchiveMinutes !== thread.autoArchiveMinutes) {
    thread.autoArchiveMinutes = changes.autoArchiveMinutes;
    // It counts as activity, and moves the time that lists of threads go by.
    thread.lastActiveMs = world.clock.wallMs();
    thread.archivedAt = world.timestamp();
    armArchiving(world, channel);
  }
  // The line that tells of a new name would wake a thread that is archived in the same breath.
  if (renamed && !thread.archived) {
    createMessage(world, channel, by, {
      type: MessageType.ChannelNameChange,
      content: channel.name,
      allowedMentions: { parse: [] },
    });
  }
  if (changes.archived === true) setArchived(world, channel, true);
  publishThreadUpdate(world, channel);
}

export function deleteThread(world: World, channel: ThreadChannel): void {
  world.publish({
    name: 'THREAD_DELETE',
    audience: threadAudience(channel),
    data: { id: channel.id, guild_id: channel.guildId, parent_id: channel.parentId, type: channel.type },
  });
  forgetThread(world, channel);
}

function forgetThread(world: World, channel: ThreadChannel): void {
  channel.thread.timer?.cancel();
  world.guildOf(channel)?.threads.delete(channel.id);
  world.channels.delete(channel.id);
}

/** With a channel go its threads; only the channel's end is told. */
export function forgetThreadsOf(world: World, guild: GuildRecord, parent: ChannelRecord): void {
  for (const channel of [...guild.threads.values()]) if (channel.parentId === parent.id) forgetThread(world, channel);
}

/** Adds somebody else, and says so in the thread. */
export function addToThread(world: World, channel: ThreadChannel, by: UserRecord, user: UserRecord): void {
  if (channel.thread.members.has(user.id)) return;
  joinThread(world, channel, user.id);
  createMessage(world, channel, by, { type: MessageType.RecipientAdd, mentions: [user] });
}

/** Puts somebody else out, and says so in the thread. */
export function removeFromThread(world: World, channel: ThreadChannel, by: UserRecord, user: UserRecord): void {
  if (!channel.thread.members.has(user.id)) return;
  leaveThread(world, channel, user.id);
  createMessage(world, channel, by, { type: MessageType.RecipientRemove, mentions: [user] });
}

/** Tells bots that came to see a channel of the threads in it. */
export function syncThreads(world: World, guild: GuildRecord, parent: ChannelRecord, userIds: readonly string[]): void {
  const active = [...guild.threads.values()].filter(
    (channel) => channel.parentId === parent.id && !channel.thread.archived,
  );
  for (const userId of userIds) {
    const seen = active.filter((channel) => world.maySee(userId, channel));
    world.publish({
      name: 'THREAD_LIST_SYNC',
      audience: { kind: 'users', userIds: [userId], guildId: guild.id },
      data: {
        guild_id: guild.id,
        channel_ids: [parent.id],
        threads: seen.map((channel) => renderThread(channel, userId)),
        members: seen.flatMap((channel) => {
          const member = channel.thread.members.get(userId);
          return member ? [renderThreadMember(channel, member)] : [];
        }),
      },
    });
  }
}
