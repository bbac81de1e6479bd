/** A live stage in a stage channel. https://discord.com/developers/docs/resources/stage-instance */
import { type APIStageInstance, type StageInstancePrivacyLevel } from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { type ChannelId, type GuildId, type ScheduledEventId, snowflakeDate, type StageInstanceId } from '../ids';
import { channelOf, guildOf } from '../relations';
import { Entity } from '../entity';
import { type Channel } from './channel';
import { type Guild } from './guild';
import { lateClasses } from './late-classes';
import { type StageInstanceEditBody } from '../bodies/stage-instance';

export class StageInstance extends Entity<APIStageInstance> {
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

  /** Changes the topic. */
  edit(body: StageInstanceEditBody, options?: ActionOptions): Promise<StageInstance> {
    return this.context.actions.stageInstances.edit(this.raw.channel_id, body, options);
  }

  /** Ends the live stage; the channel stays. */
  delete(options?: ActionOptions): Promise<void> {
    return this.context.actions.stageInstances.delete(this.raw.channel_id, options);
  }
}

lateClasses.StageInstance = StageInstance;
