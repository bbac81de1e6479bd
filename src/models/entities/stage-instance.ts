/** A live stage in a stage channel. https://discord.com/developers/docs/resources/stage-instance */
import { type APIStageInstance, type StageInstancePrivacyLevel } from 'discord-api-types/v10';
import { type ChannelId, type GuildId, type ScheduledEventId, snowflakeDate, type StageInstanceId } from '../ids';
import { channelOf, guildOf } from '../relations';
import { PayloadView } from '../view';
import { type Channel } from './channel';
import { type Guild } from './guild';
import { lateClasses } from './late-classes';

export class StageInstance extends PayloadView<APIStageInstance> {
  get id(): StageInstanceId {
    return this.raw.id;
  }

  get guildId(): GuildId {
    return this.raw.guild_id;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.raw.guild_id);
  }

  get channelId(): ChannelId {
    return this.raw.channel_id;
  }

  /** The stage channel, when it is remembered. */
  get channel(): Channel | undefined {
    return channelOf(this.context, this.raw.channel_id);
  }

  get topic(): string {
    return this.raw.topic;
  }

  get privacyLevel(): StageInstancePrivacyLevel {
    return this.raw.privacy_level;
  }

  /** The event that it belongs to. */
  get guildScheduledEventId(): ScheduledEventId | null | undefined {
    return this.raw.guild_scheduled_event_id;
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }

  equals(other: { readonly id: string }): boolean {
    return this.raw.id === other.id;
  }
}

lateClasses.StageInstance = StageInstance;
