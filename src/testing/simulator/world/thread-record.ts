/** What a thread has beyond what every channel has. https://discord.com/developers/docs/topics/threads */
import { ChannelType } from 'discord-api-types/v10';
import { type Timer } from '../../../util';
import { type ChannelRecord } from './records';

export interface ThreadMemberRecord {
  readonly userId: string;
  readonly joinedAt: string;
}

export interface ThreadRecord {
  /** Who started it: a user, or a webhook. */
  readonly ownerId: string;
  readonly createdAt: string;
  archived: boolean;
  /** When `archived` changed last. */
  archivedAt: string;
  autoArchiveMinutes: number;
  locked: boolean;
  /** Whether members without special permission may add others to a private thread. */
  invitable: boolean;
  /** Messages there are, without the one that the thread began with. */
  messageCount: number;
  /** Messages there ever were. */
  totalSent: number;
  /** Tags of a forum's post; null in other threads. */
  appliedTags: readonly string[] | null;
  readonly members: Map<string, ThreadMemberRecord>;
  /** When somebody last wrote, in milliseconds of the wall. */
  lastActiveMs: number;
  /** Archives the thread when it has been quiet for long enough. */
  timer: Timer | undefined;
}

/** A channel that is a thread. */
export type ThreadChannel = ChannelRecord & { readonly thread: ThreadRecord; readonly guildId: string };

export function isThread(channel: ChannelRecord): channel is ThreadChannel {
  return channel.thread !== undefined;
}

/** Types whose channels hold nothing but posts, which are threads. */
export function holdsPosts(channel: ChannelRecord): boolean {
  return channel.type === ChannelType.GuildForum || channel.type === ChannelType.GuildMedia;
}
