/** Routes of stage instances. https://discord.com/developers/docs/resources/stage-instance */
import { ChannelType, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { changesBetween } from '../../world/audit-log';
import { type ChannelRecord } from '../../world/records';
import { closeStage, editStage, openStage, renderStage, type StageRecord } from '../../world/stages';
import { ApiError, missingAccess, unknown, wrongChannelType } from '../api-error';
import { type RestContext } from '../context';
import { boolean, choice, need, nullable, snowflake, text } from '../form';
import { noContent, ok, type RestAnswer, type Route } from '../router';

const STAGE_CREATE = 83;
const STAGE_UPDATE = 84;
const STAGE_DELETE = 85;
const GUILD_ONLY = 2;
const TOPIC = text({ min: 1, max: 120 });
/** 1, for everybody in the world, is no more. */
const PRIVACY = choice([GUILD_ONLY]);

/** What makes somebody a moderator of a stage. */
function requireModerator(context: RestContext, channel: ChannelRecord): void {
  context.require(channel, 'ManageChannels', 'MuteMembers', 'MoveMembers');
}

function create(context: RestContext): RestAnswer {
  const { world } = context;
  const form = context.form({
    channel_id: need(snowflake),
    topic: need(TOPIC),
    privacy_level: nullable(PRIVACY),
    send_start_notification: nullable(boolean),
    guild_scheduled_event_id: nullable(snowflake),
  });
  const channel = world.channels.get(form.channel_id);
  if (!channel) throw unknown('channel');
  const guild = context.guildOf(channel);
  if (!world.maySee(context.userId, channel)) throw missingAccess();
  if (channel.type !== ChannelType.GuildStageVoice) throw wrongChannelType();
  requireModerator(context, channel);
  const notify = form.send_start_notification ?? false;
  if (notify) context.require(channel, 'MentionEveryone');
  const eventId = form.guild_scheduled_event_id ?? null;
  if (eventId !== null && !guild.scheduledEvents.has(eventId)) throw unknown('scheduledEvent');
  if (world.stages.has(channel.id)) {
    throw new ApiError(400, Codes.TheStageIsAlreadyOpen, 'The Stage is already open');
  }
  const stage = openStage(world, guild, channel, context.bot.user, {
    topic: form.topic.trim(),
    privacyLevel: form.privacy_level ?? GUILD_ONLY,
    eventId,
    notify,
  });
  note(context, STAGE_CREATE, channel, stage, {}, renderStage(stage));
  return ok(renderStage(stage));
}

function note(
  context: RestContext,
  action: number,
  channel: ChannelRecord,
  stage: StageRecord,
  before: object,
  after: object,
): void {
  context.audit(context.guildOf(channel), action, stage.id, {
    changes: changesBetween(before, after),
    options: { channel_id: channel.id },
  });
}

/** The open stage of the channel in the path. */
function stageOf(context: RestContext): { channel: ChannelRecord; stage: StageRecord } {
  const channel = context.channel();
  const stage = context.world.stages.get(channel.id);
  if (!stage) throw unknown('stage');
  return { channel, stage };
}

function get(context: RestContext): RestAnswer {
  return ok(renderStage(stageOf(context).stage));
}

function update(context: RestContext): RestAnswer {
  const { channel, stage } = stageOf(context);
  requireModerator(context, channel);
  const form = context.form({ topic: TOPIC, privacy_level: PRIVACY });
  const before = renderStage(stage);
  editStage(context.world, stage, context.bot.user, {
    topic: form.topic?.trim(),
    privacyLevel: form.privacy_level,
  });
  note(context, STAGE_UPDATE, channel, stage, before, renderStage(stage));
  return ok(renderStage(stage));
}

function remove(context: RestContext): RestAnswer {
  const { channel, stage } = stageOf(context);
  requireModerator(context, channel);
  note(context, STAGE_DELETE, channel, stage, renderStage(stage), {});
  closeStage(context.world, stage, context.bot.user);
  return noContent();
}

const STAGE = '/stage-instances/{channel_id}';

export const STAGE_ROUTES: readonly Route[] = [
  { method: 'POST', template: '/stage-instances', handler: create },
  { method: 'GET', template: STAGE, handler: get },
  { method: 'PATCH', template: STAGE, handler: update },
  { method: 'DELETE', template: STAGE, handler: remove },
];
