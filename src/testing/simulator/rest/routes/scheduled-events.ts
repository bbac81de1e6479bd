/** Routes of scheduled events. https://discord.com/developers/docs/resources/guild-scheduled-event */
import {
  AuditLogEvent,
  ChannelType,
  GuildScheduledEventEntityType as Place,
  PermissionFlagsBits,
  RESTJSONErrorCodes as Codes,
} from 'discord-api-types/v10';
import { changesBetween } from '../../world/audit-log';
import { type GuildRecord } from '../../world/records';
import {
  createScheduledEvent,
  deleteScheduledEvent,
  editScheduledEvent,
  type EventPlace,
  type EventStatus,
  renderScheduledEvent,
  type ScheduledEventDraft,
  type ScheduledEventRecord,
} from '../../world/scheduled-events';
import { ApiError, invalidForm, missingPermissions, unknown } from '../api-error';
import { type RestContext } from '../context';
import { boolean, choice, type Form, need, nullable, object, text, timestamp, snowflake } from '../form';
import { image } from '../media';
import { noContent, ok, type RestAnswer, type Route } from '../router';
import { readRecurrence, recurrence } from './recurrence';

/** Scheduled or under way. */
const EVENTS_PER_GUILD = 100;
const SHOWN = { withCreator: true };

export function eventOf(context: RestContext, guild: GuildRecord): ScheduledEventRecord {
  const event = guild.scheduledEvents.get(context.param('guild_scheduled_event_id'));
  if (!event || !maySee(context, guild, event)) throw unknown('scheduledEvent');
  return event;
}

/** An event in a channel is known to who may see the channel. */
function maySee(context: RestContext, guild: GuildRecord, event: ScheduledEventRecord): boolean {
  const channel = guild.channels.get(event.channelId ?? '');
  return !channel || context.may(channel, 'ViewChannel');
}

/** One's own events may be changed by who may make some, those of others by who manages events. */
export function requireChange(context: RestContext, guild: GuildRecord, event: ScheduledEventRecord): void {
  const bits = context.world.permissionsInGuild(context.userId, guild);
  if (bits & PermissionFlagsBits.ManageEvents) return;
  if (event.creator.id === context.userId && (bits & PermissionFlagsBits.CreateEvents) !== 0n) return;
  throw missingPermissions();
}

const LOCATION = object({ location: text({ max: 100 }) });
const FIELDS = {
  description: nullable(text({ max: 1_000 })),
  image: nullable(image()),
  scheduled_end_time: nullable(timestamp),
  channel_id: nullable(snowflake),
  entity_metadata: nullable(LOCATION),
  recurrence_rule: nullable(recurrence),
};
const NAME = text({ min: 1, max: 100 });
const PLACES = choice([Place.StageInstance, Place.Voice, Place.External]);

function listEvents(context: RestContext): RestAnswer {
  const guild = context.guild();
  const { with_user_count: withCount = false } = context.query({ with_user_count: boolean });
  const events = [...guild.scheduledEvents.values()].filter((event) => maySee(context, guild, event));
  return ok(events.map((event) => renderScheduledEvent(event, { ...SHOWN, withCount })));
}

function get(context: RestContext): RestAnswer {
  const guild = context.guild();
  const { with_user_count: withCount = false } = context.query({ with_user_count: boolean });
  return ok(renderScheduledEvent(eventOf(context, guild), { ...SHOWN, withCount }));
}

function create(context: RestContext): RestAnswer {
  const guild = context.guild('CreateEvents');
  const form = context.form({
    ...FIELDS,
    name: need(NAME),
    privacy_level: need(choice([2])),
    scheduled_start_time: need(timestamp),
    entity_type: need(PLACES),
  });
  const draft: ScheduledEventDraft = {
    name: form.name,
    description: form.description ?? null,
    channelId: form.channel_id ?? null,
    image: form.image ? context.world.hash() : null,
    startsAt: form.scheduled_start_time,
    endsAt: form.scheduled_end_time ?? null,
    place: form.entity_type,
    location: form.entity_metadata?.location ?? null,
    recurrence: form.recurrence_rule ? readRecurrence(form.recurrence_rule) : null,
  };
  if (Date.parse(draft.startsAt) < context.nowMs) throw inThePast();
  checkDraft(context, guild, draft);
  if (guild.scheduledEvents.size >= EVENTS_PER_GUILD) {
    throw new ApiError(
      400,
      Codes.MaximumNumberOfUncompletedGuildScheduledEventsReached,
      `Maximum number of uncompleted guild scheduled events reached (${EVENTS_PER_GUILD})`,
    );
  }
  const event = createScheduledEvent(context.world, guild, context.bot.user, draft);
  const changes = changesBetween({}, auditFields(event));
  context.audit(guild, AuditLogEvent.GuildScheduledEventCreate, event.id, { changes });
  return ok(renderScheduledEvent(event, SHOWN));
}

function inThePast(): ApiError {
  return invalidForm(
    ['scheduled_start_time'],
    'GUILD_SCHEDULED_EVENT_SCHEDULE_PAST',
    'Cannot schedule event in the past.',
  );
}

const required = (...path: string[]): ApiError => invalidForm(path, 'BASE_TYPE_REQUIRED', 'This field is required');

/** What each kind of event needs, and that it does not end before it begins. */
function checkDraft(context: RestContext, guild: GuildRecord, draft: ScheduledEventDraft): void {
  if (draft.endsAt !== null && Date.parse(draft.endsAt) <= Date.parse(draft.startsAt)) {
    throw invalidForm(
      ['scheduled_end_time'],
      'GUILD_SCHEDULED_EVENT_END_BEFORE_START',
      'Cannot schedule event to end before it starts.',
    );
  }
  if (draft.place === 3) {
    if (draft.endsAt === null) throw required('scheduled_end_time');
    if (!draft.location?.trim()) throw required('entity_metadata', 'location');
    if (draft.channelId !== null) {
      throw invalidForm(['channel_id'], 'BASE_TYPE_NOT_NULL', 'External events have no channel.');
    }
    return;
  }
  if (draft.channelId === null) throw required('channel_id');
  const channel = guild.channels.get(draft.channelId);
  if (!channel) throw unknown('channel');
  const wanted = draft.place === 1 ? ChannelType.GuildStageVoice : ChannelType.GuildVoice;
  if (channel.type !== wanted) {
    throw invalidForm(['channel_id'], 'CHANNEL_TYPE_INVALID', 'Not a channel of that kind');
  }
  context.require(channel, 'ViewChannel', 'Connect');
  if (draft.place === 1) context.require(channel, 'ManageChannels', 'MuteMembers', 'MoveMembers');
}

const EDIT = {
  ...FIELDS,
  name: NAME,
  status: nullable(choice([1, 2, 3, 4])),
  privacy_level: choice([2]),
  scheduled_start_time: timestamp,
  entity_type: nullable(PLACES),
};

function edit(context: RestContext): RestAnswer {
  const guild = context.guild();
  const event = eventOf(context, guild);
  requireChange(context, guild, event);
  const form = context.form(EDIT);
  checkStatus(event, form.status);
  const changes = readChanges(context, event, form);
  checkDraft(context, guild, { ...event, ...changes });
  const moved = changes.startsAt !== undefined && changes.startsAt !== event.startsAt;
  if (moved && Date.parse(changes.startsAt ?? '') < context.nowMs) throw inThePast();
  const before = auditFields(event);
  const status = form.status;
  editScheduledEvent(context.world, guild, event, { ...changes, ...(status ? { status } : {}) });
  const told = changesBetween(before, auditFields(event));
  context.audit(guild, AuditLogEvent.GuildScheduledEventUpdate, event.id, { changes: told });
  return ok(renderScheduledEvent(event, SHOWN));
}

/** What is set to another place loses what belonged to the place before. */
function readChanges(
  context: RestContext,
  event: ScheduledEventRecord,
  form: Form<typeof EDIT>,
): Partial<ScheduledEventDraft> {
  const place = (form.entity_type ?? event.place) as EventPlace;
  const elsewhere = place === 3;
  const location = form.entity_metadata?.location ?? event.location;
  const { description, scheduled_end_time: endsAt, recurrence_rule: rule } = form;
  return {
    place,
    location: elsewhere ? location : null,
    channelId: form.channel_id === undefined ? (elsewhere ? null : event.channelId) : form.channel_id,
    ...(form.name === undefined ? {} : { name: form.name }),
    ...(description === undefined ? {} : { description }),
    ...(form.image === undefined ? {} : { image: form.image ? context.world.hash() : null }),
    ...(form.scheduled_start_time === undefined ? {} : { startsAt: form.scheduled_start_time }),
    ...(endsAt === undefined ? {} : { endsAt }),
    ...(rule === undefined ? {} : { recurrence: rule && readRecurrence(rule) }),
  };
}

/** Scheduled events begin or are called off; events under way end. */
const NEXT: Readonly<Record<EventStatus, readonly number[]>> = { 1: [1, 2, 4], 2: [2, 3], 3: [], 4: [] };

function checkStatus(event: ScheduledEventRecord, status: number | null | undefined): void {
  if (status === null || status === undefined || NEXT[event.status].includes(status)) return;
  const told = `Cannot go from status ${event.status} to status ${status}.`;
  throw invalidForm(['status'], 'GUILD_SCHEDULED_EVENT_INVALID_STATUS_TRANSITION', told);
}

const auditFields = (event: ScheduledEventRecord): object => ({
  name: event.name,
  description: event.description,
  channel_id: event.channelId,
  image: event.image,
  scheduled_start_time: event.startsAt,
  scheduled_end_time: event.endsAt,
  status: event.status,
  entity_type: event.place,
  location: event.location,
  recurrence_rule: event.recurrence,
});

function remove(context: RestContext): RestAnswer {
  const guild = context.guild();
  const event = eventOf(context, guild);
  requireChange(context, guild, event);
  const changes = changesBetween(auditFields(event), {});
  context.audit(guild, AuditLogEvent.GuildScheduledEventDelete, event.id, { changes });
  deleteScheduledEvent(context.world, guild, event);
  return noContent();
}

const EVENTS = '/guilds/{guild_id}/scheduled-events';
const EVENT = `${EVENTS}/{guild_scheduled_event_id}`;

export const SCHEDULED_EVENT_ROUTES: readonly Route[] = [
  { method: 'GET', template: EVENTS, handler: listEvents },
  { method: 'POST', template: EVENTS, handler: create },
  { method: 'GET', template: EVENT, handler: get },
  { method: 'PATCH', template: EVENT, handler: edit },
  { method: 'DELETE', template: EVENT, handler: remove },
];
