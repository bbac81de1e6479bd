/** Stages that are open: made, changed, closed. https://discord.com/developers/docs/resources/stage-instance */
import { MessageType } from 'discord-api-types/v10';
import { createMessage } from './messages';
import { type ChannelRecord, type GuildRecord, type UserRecord } from './records';
import { type World } from './world';

export interface StageRecord {
  readonly id: string;
  readonly guildId: string;
  readonly channelId: string;
  topic: string;
  privacyLevel: number;
  readonly eventId: string | null;
}

export interface StageDraft {
  readonly topic: string;
  readonly privacyLevel: number;
  readonly eventId: string | null;
  /** Tells everybody in the guild that it starts. */
  readonly notify: boolean;
}

export function renderStage(stage: StageRecord): object {
  return {
    id: stage.id,
    guild_id: stage.guildId,
    channel_id: stage.channelId,
    topic: stage.topic,
    privacy_level: stage.privacyLevel,
    discoverable_disabled: true,
    guild_scheduled_event_id: stage.eventId,
  };
}

/** The open stages of a guild, as GUILD_CREATE carries them. */
export function stagesOf(world: World, guild: GuildRecord): object[] {
  return [...world.stages.values()].filter((stage) => stage.guildId === guild.id).map(renderStage);
}

export function openStage(
  world: World,
  guild: GuildRecord,
  channel: ChannelRecord,
  by: UserRecord,
  draft: StageDraft,
): StageRecord {
  const { topic, privacyLevel, eventId, notify } = draft;
  const stage: StageRecord = {
    id: world.ids.next(),
    guildId: guild.id,
    channelId: channel.id,
    topic,
    privacyLevel,
    eventId,
  };
  world.stages.set(channel.id, stage);
  publish(world, 'STAGE_INSTANCE_CREATE', stage);
  createMessage(world, channel, by, {
    type: MessageType.StageStart,
    content: topic,
    mentionsEveryone: notify,
    allowedMentions: { parse: [] },
  });
  return stage;
}

export function editStage(
  world: World,
  stage: StageRecord,
  by: UserRecord,
  changes: { topic?: string | undefined; privacyLevel?: number | undefined },
): void {
  const topic = changes.topic ?? stage.topic;
  const renamed = topic !== stage.topic;
  stage.topic = topic;
  stage.privacyLevel = changes.privacyLevel ?? stage.privacyLevel;
  publish(world, 'STAGE_INSTANCE_UPDATE', stage);
  const channel = world.channels.get(stage.channelId);
  if (renamed && channel) {
    createMessage(world, channel, by, {
      type: MessageType.StageTopic,
      content: topic,
      allowedMentions: { parse: [] },
    });
  }
}

/** Closes a stage. Without `by` its channel went with it. */
export function closeStage(world: World, stage: StageRecord, by?: UserRecord): void {
  world.stages.delete(stage.channelId);
  publish(world, 'STAGE_INSTANCE_DELETE', stage);
  const channel = world.channels.get(stage.channelId);
  if (channel && by) {
    createMessage(world, channel, by, {
      type: MessageType.StageEnd,
      content: stage.topic,
      allowedMentions: { parse: [] },
    });
  }
}

function publish(world: World, name: string, stage: StageRecord): void {
  world.publish({ name, audience: { kind: 'guild', guildId: stage.guildId }, data: renderStage(stage) });
}
