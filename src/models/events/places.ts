/** Where things happen: the fields that events of a guild, and events of a channel, have in common. */
import { type Channel } from '../entities/channel';
import { type Guild } from '../entities/guild';
import { type ChannelId, type GuildId } from '../ids';
import { channelOf, guildOf } from '../relations';
import { PayloadView } from '../view';

/** Something that happened in a guild. */
export abstract class InGuild<Raw extends { readonly guild_id: string }> extends PayloadView<Raw> {
  get guildId(): GuildId {
    return this.raw.guild_id;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.raw.guild_id);
  }
}

/** Something that happened in a channel: of a guild, or a direct one. */
export abstract class InChannel<
  Raw extends { readonly channel_id: string; readonly guild_id?: string },
> extends PayloadView<Raw> {
  get channelId(): ChannelId {
    return this.raw.channel_id;
  }

  /** The channel, when it is remembered. */
  get channel(): Channel | undefined {
    return channelOf(this.context, this.raw.channel_id);
  }

  /** `undefined` in direct messages. */
  get guildId(): GuildId | undefined {
    return this.raw.guild_id;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.raw.guild_id);
  }
}
