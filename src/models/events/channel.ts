/** Events of channels and threads. https://discord.com/developers/docs/events/gateway-events#channels */
import {
  type APIThreadChannel,
  type ChannelType,
  type GatewayChannelModifyDispatchData,
  type GatewayChannelPinsUpdateDispatchData,
  type GatewayThreadCreateDispatchData,
  type GatewayThreadDeleteDispatchData,
} from 'discord-api-types/v10';
import { Channel } from '../entities/channel';
import { dateOrNothing } from '../fields-of';
import { type ChannelId, type GuildId } from '../ids';
import { channelOf } from '../relations';
import { dispatch } from './dispatch';
import { InChannel, InGuild } from './places';

abstract class GuildChannel extends Channel {
  declare readonly raw: GatewayChannelModifyDispatchData;

  get channelId(): ChannelId {
    return this.raw.id;
  }

  override get guildId(): GuildId {
    return this.raw.guild_id;
  }
}

/** A channel of a guild was made. */
export class ChannelCreateEvent extends dispatch('CHANNEL_CREATE', GuildChannel, ['Guilds']) {}

/** A channel of a guild changed. The event is the channel as it is now. */
export class ChannelUpdateEvent extends dispatch('CHANNEL_UPDATE', GuildChannel, ['Guilds']) {}

/** A channel of a guild was deleted. */
export class ChannelDeleteEvent extends dispatch('CHANNEL_DELETE', GuildChannel, ['Guilds']) {}

/** A message was pinned or unpinned; deleting a pinned message does not bring this event. */
export class ChannelPinsUpdateEvent extends dispatch(
  'CHANNEL_PINS_UPDATE',
  InChannel<GatewayChannelPinsUpdateDispatchData>,
  ['Guilds', 'DirectMessages'],
) {
  get lastPinTimestamp(): Date | null | undefined {
    return dateOrNothing(this.raw.last_pin_timestamp);
  }
}

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
}
