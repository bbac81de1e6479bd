/** What changed about a channel or a thread: derived from updates and from the channel as it was remembered. */
import { type APIChannel } from 'discord-api-types/v10';
import { Channel } from '../../entities/channel';
import { type Guild } from '../../entities/guild';
import { type FieldsOf } from '../../fields-of';
import { type ChannelId, type GuildId, type Snowflake } from '../../ids';
import { guildOf } from '../../relations';
import { PayloadView } from '../../view';
import { derived, type DerivedFrom } from './derived';

/** A channel before and after. */
export interface ChannelChangePayload {
  readonly guild_id: GuildId;
  /** Missing of a thread that was opened again: archived threads are not remembered. */
  readonly before?: APIChannel | undefined;
  readonly after: APIChannel;
  /** Names of the payload's fields that differ. */
  readonly changed: readonly string[];
}

abstract class ChangedChannel extends PayloadView<ChannelChangePayload> {
  private madeAfter: Channel | undefined = undefined;

  /** The channel as it is now. */
  get after(): Channel {
    return (this.madeAfter ??= new Channel(this.raw.after, this.context, this.raw.guild_id));
  }

  get channelId(): ChannelId {
    return this.raw.after.id;
  }

  get guildId(): GuildId {
    return this.raw.guild_id;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.raw.guild_id);
  }
}

abstract class ChannelChange extends ChangedChannel {
  declare readonly raw: ChannelChangePayload & { readonly before: APIChannel };
  private madeBefore: Channel | undefined = undefined;

  /** The channel as it was. */
  get before(): Channel {
    return (this.madeBefore ??= new Channel(this.raw.before, this.context, this.raw.guild_id));
  }

  /** Names of the fields that differ, as Discord writes them: `name`, `parent_id`, `position` … */
  get changed(): readonly string[] {
    return this.raw.changed;
  }
}

const fromChannels: DerivedFrom = {
  from: ['CHANNEL_UPDATE', 'GUILD_CREATE'],
  cacheNeeds: ['channels'],
  intents: ['Guilds'],
};

/** Something about a channel of a guild changed: its name, its place, its topic … `changed` says what. */
export class ChannelChangeEvent extends derived('CHANNEL_CHANGE', ChannelChange, fromChannels) {}

/** A channel has other permission overwrites. */
export class ChannelPermissionsChangeEvent extends derived('CHANNEL_PERMISSIONS_CHANGE', ChannelChange, {
  ...fromChannels,
  cacheFields: ['permission_overwrites'],
}) {
  /** Ids of the roles and users whose overwrite was added, taken away, or differs. */
  get overwriteIds(): readonly Snowflake[] {
    const before = overwritesOf(this.raw.before);
    const after = overwritesOf(this.raw.after);
    return [...new Set([...before.keys(), ...after.keys()])].filter((id) => before.get(id) !== after.get(id));
  }
}

function overwritesOf(channel: APIChannel): Map<string, string> {
  const { permission_overwrites: overwrites = [] }: FieldsOf<APIChannel> = channel;
  return new Map(overwrites.map(({ id, type, allow, deny }) => [id, `${type} ${allow} ${deny}`]));
}

const fromThreads: DerivedFrom = {
  from: ['THREAD_UPDATE'],
  cacheNeeds: ['threads'],
  cacheFields: ['thread_metadata'],
  intents: ['Guilds'],
};

/** An archived thread is active again. */
export class ThreadOpenEvent extends derived('THREAD_OPEN', ChangedChannel, fromThreads) {}

/** A thread was archived. It is remembered no more. */
export class ThreadCloseEvent extends derived('THREAD_CLOSE', ChannelChange, fromThreads) {}

/** A thread was locked: only moderators may open it again. */
export class ThreadLockEvent extends derived('THREAD_LOCK', ChannelChange, fromThreads) {}

/** A thread is no longer locked. */
export class ThreadUnlockEvent extends derived('THREAD_UNLOCK', ChannelChange, fromThreads) {}
