/** Events of channels. https://discord.com/developers/docs/events/gateway-events#channels */
import {
  type GatewayChannelInfoDispatchData,
  type GatewayChannelModifyDispatchData,
  type GatewayChannelPinsUpdateDispatchData,
} from 'discord-api-types/v10';
import { Channel } from '../entities/channel';
import { dateOrNothing, secondsOrNothing, viewsOf } from '../fields-of';
import { type ChannelId, type GuildId } from '../ids';
import { type ChannelInfo } from '../view-context';
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

/** What is going on in the voice channels of a guild: the answer to a request for it. */
export class ChannelInfoEvent extends dispatch('CHANNEL_INFO', InGuild<GatewayChannelInfoDispatchData>) {
  private madeChannels: readonly ChannelInfo[] | undefined = undefined;

  /** Channels in which something is going on. */
  get channels(): readonly ChannelInfo[] {
    return (this.madeChannels ??= viewsOf(this.raw.channels, (channel) => ({
      id: channel.id,
      status: channel.status,
      voiceStartTime: secondsOrNothing(channel.voice_start_time),
    })));
  }
}

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
