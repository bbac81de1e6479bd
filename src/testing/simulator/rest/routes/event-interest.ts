/** Routes of who is interested in scheduled events, and of repetitions that are not like the others. */
import { changesBetween } from '../../world/audit-log';
import { compareIds, snowflakeOf } from '../../world/ids';
import { type GuildRecord } from '../../world/records';
import { renderMember, renderUser } from '../../world/render';
import {
  type EventExceptionRecord,
  removeException,
  renderException,
  type ScheduledEventRecord,
  setException,
} from '../../world/scheduled-events';
import { invalidForm, unknown } from '../api-error';
import { type RestContext } from '../context';
import { boolean, integer, list, need, nullable, type Rule, snowflake, timestamp } from '../form';
import { noContent, ok, type RestAnswer, type Route } from '../router';
import { eventOf, requireChange } from './scheduled-events';

/** Not in discord-api-types. https://discord.com/developers/docs/resources/audit-log */
const EXCEPTION_CREATE = 200;
const EXCEPTION_UPDATE = 201;
const EXCEPTION_DELETE = 202;

function exceptionOf(context: RestContext, event: ScheduledEventRecord, param: string): EventExceptionRecord {
  const exception = event.exceptions.get(context.param(param));
  if (!exception) throw unknown('scheduledEvent');
  return exception;
}

function listInterested(
  context: RestContext,
  guild: GuildRecord,
  event: ScheduledEventRecord,
  exception?: EventExceptionRecord,
): RestAnswer {
  const query = context.query({
    with_member: boolean,
    limit: integer({ min: 1, max: 100 }),
    before: snowflake,
    after: snowflake,
  });
  const { with_member: withMember = false, limit = 100, before, after } = query;
  const ids = [...(exception ?? event).userIds]
    .filter((id) => before === undefined || compareIds(id, before) < 0)
    .filter((id) => after === undefined || compareIds(id, after) > 0)
    .sort(compareIds);
  // Where both are given, `before` wins.
  const page = before === undefined ? ids.slice(0, limit) : ids.slice(-limit);
  return ok(
    page.flatMap((id) => {
      const user = context.world.users.get(id);
      const member = guild.members.get(id);
      if (!user) return [];
      return {
        guild_scheduled_event_id: event.id,
        ...(exception ? { guild_scheduled_event_exception_id: exception.id } : {}),
        user_id: id,
        user: renderUser(user),
        ...(withMember && member ? { member: renderMember(member) } : {}),
        response: 1,
      };
    }),
  );
}

function listUsers(context: RestContext): RestAnswer {
  const guild = context.guild();
  return listInterested(context, guild, eventOf(context, guild));
}

function listExceptionUsers(context: RestContext): RestAnswer {
  const guild = context.guild();
  const event = eventOf(context, guild);
  return listInterested(context, guild, event, exceptionOf(context, event, 'guild_scheduled_event_exception_id'));
}

const IDS = list(snowflake, { max: 100 });
/** A key that comes once, several times, or with commas between its values. */
const ids: Rule<string[]> = (value, errors, path) =>
  IDS(typeof value === 'string' ? value.split(',') : value, errors, path);

function countUsers(context: RestContext): RestAnswer {
  const event = eventOf(context, context.guild());
  const query = context.query({ guild_scheduled_event_exception_ids: ids });
  const counts: Record<string, number> = {};
  for (const id of query.guild_scheduled_event_exception_ids ?? []) {
    const exception = event.exceptions.get(id);
    if (exception) counts[id] = exception.userIds.size;
  }
  return ok({ guild_scheduled_event_count: event.userIds.size, guild_scheduled_event_exception_counts: counts });
}

const FIELDS = {
  scheduled_start_time: nullable(timestamp),
  scheduled_end_time: nullable(timestamp),
  is_canceled: nullable(boolean),
};

function createException(context: RestContext): RestAnswer {
  const guild = context.guild();
  const event = eventOf(context, guild);
  requireChange(context, guild, event);
  const form = context.form({ ...FIELDS, original_scheduled_start_time: need(timestamp) });
  if (event.recurrence === null) {
    throw invalidForm([], 'GUILD_SCHEDULED_EVENT_NOT_RECURRING', 'This event does not repeat.');
  }
  // A repetition goes by the time at which it would have begun.
  const originalMs = Date.parse(form.original_scheduled_start_time);
  const id = snowflakeOf(originalMs);
  if (originalMs < Date.parse(event.startsAt)) {
    throw invalidForm(
      ['original_scheduled_start_time'],
      'GUILD_SCHEDULED_EVENT_EXCEPTION_INVALID',
      'The event does not repeat then.',
    );
  }
  if (event.exceptions.has(id)) {
    throw invalidForm(
      ['original_scheduled_start_time'],
      'GUILD_SCHEDULED_EVENT_EXCEPTION_EXISTS',
      'There is an exception for this time already.',
    );
  }
  const exception: EventExceptionRecord = {
    id,
    startsAt: form.scheduled_start_time ?? null,
    endsAt: form.scheduled_end_time ?? null,
    isCanceled: form.is_canceled ?? false,
    userIds: new Set(),
  };
  checkTimes(exception);
  setException(context.world, guild, event, exception);
  const changes = changesBetween({}, auditFields(exception));
  context.audit(guild, EXCEPTION_CREATE, event.id, { changes, options: { event_exception_id: id } });
  return ok(renderException(event, exception));
}

function checkTimes({ startsAt, endsAt }: Pick<EventExceptionRecord, 'startsAt' | 'endsAt'>): void {
  if (startsAt === null || endsAt === null || Date.parse(endsAt) > Date.parse(startsAt)) return;
  throw invalidForm(
    ['scheduled_end_time'],
    'GUILD_SCHEDULED_EVENT_END_BEFORE_START',
    'Cannot schedule event to end before it starts.',
  );
}

const auditFields = ({ startsAt, endsAt, isCanceled }: EventExceptionRecord): object => ({
  scheduled_start_time: startsAt,
  scheduled_end_time: endsAt,
  is_canceled: isCanceled,
});

function editException(context: RestContext): RestAnswer {
  const guild = context.guild();
  const event = eventOf(context, guild);
  requireChange(context, guild, event);
  const exception = exceptionOf(context, event, 'exception_id');
  const form = context.form(FIELDS);
  const startsAt = form.scheduled_start_time === undefined ? exception.startsAt : form.scheduled_start_time;
  const endsAt = form.scheduled_end_time === undefined ? exception.endsAt : form.scheduled_end_time;
  checkTimes({ startsAt, endsAt });
  const before = auditFields(exception);
  exception.startsAt = startsAt;
  exception.endsAt = endsAt;
  exception.isCanceled = form.is_canceled ?? exception.isCanceled;
  setException(context.world, guild, event, exception);
  const changes = changesBetween(before, auditFields(exception));
  context.audit(guild, EXCEPTION_UPDATE, event.id, { changes, options: { event_exception_id: exception.id } });
  return ok(renderException(event, exception));
}

function deleteException(context: RestContext): RestAnswer {
  const guild = context.guild();
  const event = eventOf(context, guild);
  requireChange(context, guild, event);
  const exception = exceptionOf(context, event, 'exception_id');
  removeException(context.world, guild, event, exception);
  const changes = changesBetween(auditFields(exception), {});
  context.audit(guild, EXCEPTION_DELETE, event.id, { changes, options: { event_exception_id: exception.id } });
  return noContent();
}

const EVENT = '/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}';
const EXCEPTION = `${EVENT}/exceptions/{exception_id}`;

export const EVENT_INTEREST_ROUTES: readonly Route[] = [
  { method: 'GET', template: `${EVENT}/users`, handler: listUsers },
  { method: 'GET', template: `${EVENT}/users/counts`, handler: countUsers },
  { method: 'GET', template: `${EVENT}/{guild_scheduled_event_exception_id}/users`, handler: listExceptionUsers },
  { method: 'POST', template: `${EVENT}/exceptions`, handler: createException },
  { method: 'PATCH', template: EXCEPTION, handler: editException },
  { method: 'DELETE', template: EXCEPTION, handler: deleteException },
];
