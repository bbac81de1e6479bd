/** Events of threads and who is in them. https://discord.com/developers/docs/events/gateway-events#thread-create */
import {
  type APIThreadChannel,
  type ChannelType,
  type GatewayThreadCreateDispatchData,
  type GatewayThreadDeleteDispatchData,
  type GatewayThreadListSyncDispatchData,
  type GatewayThreadMembersUpdateDispatchData,
  type GatewayThreadMemberUpdateDispatchData,
} from 'discord-api-types/v10';
import { Channel } from '../entities/channel';
import { ThreadMember } from '../entities/thread-member';
import { viewsOf } from '../fields-of';
import { type ChannelId, type GuildId, type UserId } from '../ids';
import { channelOf, removedBy } from '../relations';
import { dispatch } from './dispatch';
import { InGuild } from './places';

/** A thread was made, or the bot was added to one. */
export class ThreadCreateEvent extends dispatch('THREAD_CREATE', Channel, ['Guilds']) {
  declare readonly raw: GatewayThreadCreateDispatchData;

  get channelId(): ChannelId {
    return this.raw.id;
  }

  /** Whether it was made just now. */
  get newlyCreated(): boolean {
    return this.raw.newly_created ?? false;
  }
}

/** A thread changed. The event is the thread as it is now. */
export class ThreadUpdateEvent extends dispatch('THREAD_UPDATE', Channel, ['Guilds']) {
  declare readonly raw: APIThreadChannel;

  get channelId(): ChannelId {
    return this.raw.id;
  }
}

/** A thread was deleted. */
export class ThreadDeleteEvent extends dispatch('THREAD_DELETE', InGuild<GatewayThreadDeleteDispatchData>, ['Guilds']) {
  get id(): ChannelId {
    return this.raw.id;
  }

  get channelId(): ChannelId {
    return this.raw.id;
  }

  /** The channel that the thread hung on. */
  get parentId(): ChannelId {
    return this.raw.parent_id;
  }

  /** The channel that the thread hung on, when it is remembered. */
  get parent(): Channel | undefined {
    return channelOf(this.context, this.raw.parent_id);
  }

  get type(): ChannelType {
    return this.raw.type;
  }

  /** The thread as it was, when it was remembered. */
  get thread(): Channel | undefined {
    const gone = removedBy(this.context, 'threads', this.raw);
    return gone && new Channel(gone, this.context, this.raw.guild_id);
  }
}

/** The bot came to see channels, and with them their active threads. */
export class ThreadListSyncEvent extends dispatch('THREAD_LIST_SYNC', InGuild<GatewayThreadListSyncDispatchData>, [
  'Guilds',
]) {
  private madeThreads: readonly Channel[] | undefined = undefined;
  private madeMembers: readonly ThreadMember[] | undefined = undefined;

  /** Channels whose threads these are; `undefined` when they are those of the whole guild. A channel without any is named too. */
  get channelIds(): readonly ChannelId[] | undefined {
    return this.raw.channel_ids;
  }

  /** All active threads of these channels that the bot can see. */
  get threads(): readonly Channel[] {
    return (this.madeThreads ??= viewsOf(
      this.raw.threads,
      (thread) => new Channel(thread, this.context, this.raw.guild_id),
    ));
  }

  /** The bot's own membership of those that it is in. */
  get members(): readonly ThreadMember[] {
    return (this.madeMembers ??= viewsOf(
      this.raw.members,
      (member) => new ThreadMember(member, this.context, this.raw.guild_id),
    ));
  }
}

/** The bot's own membership of a thread changed. The event is the membership as it is now. */
export class ThreadMemberUpdateEvent extends dispatch('THREAD_MEMBER_UPDATE', ThreadMember, ['Guilds']) {
  declare readonly raw: GatewayThreadMemberUpdateDispatchData;

  override get guildId(): GuildId {
    return this.raw.guild_id;
  }
}

/** People were added to a thread or left it. Without the intent GuildMembers it tells of the bot alone. */
export class ThreadMembersUpdateEvent extends dispatch(
  'THREAD_MEMBERS_UPDATE',
  InGuild<GatewayThreadMembersUpdateDispatchData>,
  ['Guilds', 'GuildMembers'],
) {
  private madeAdded: readonly ThreadMember[] | undefined = undefined;

  /** The thread. */
  get id(): ChannelId {
    return this.raw.id;
  }

  /** The thread. */
  get channelId(): ChannelId {
    return this.raw.id;
  }

  /** The thread, when it is remembered. */
  get channel(): Channel | undefined {
    return channelOf(this.context, this.raw.id);
  }

  /** Members of the thread now; counting stops at 50. */
  get memberCount(): number {
    return this.raw.member_count;
  }

  get addedMembers(): readonly ThreadMember[] {
    return (this.madeAdded ??= viewsOf(
      this.raw.added_members,
      (member) => new ThreadMember(member, this.context, this.raw.guild_id),
    ));
  }

  get removedMemberIds(): readonly UserId[] {
    return this.raw.removed_member_ids ?? [];
  }
}
