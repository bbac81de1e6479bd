/**
 * Events that a guild announces ahead: made, changed, begun and ended, and who is interested.
 * https://discord.com/developers/docs/resources/guild-scheduled-event
 */
import { type GuildRecord, type UserRecord } from './records';
import { renderUser } from './render-user';
import { type World } from './world';

/** 1 scheduled, 2 active, 3 completed, 4 canceled. */
export type EventStatus = 1 | 2 | 3 | 4;
/** 1 on a stage, 2 in a voice channel, 3 elsewhere. */
export type EventPlace = 1 | 2 | 3;

/** How an event repeats, as it was told. */
export interface RecurrenceRecord {
  readonly start: string;
  readonly end: string | null;
  readonly frequency: number;
  readonly interval: number;
  readonly by_weekday: readonly number[] | null;
  readonly by_n_weekday: readonly { readonly n: number; readonly day: number }[] | null;
  readonly by_month: readonly number[] | null;
  readonly by_month_day: readonly number[] | null;
  readonly by_year_day: readonly number[] | null;
  readonly count: number | null;
}

/** One repetition that is not like the others. */
export interface EventExceptionRecord {
  readonly id: string;
  startsAt: string | null;
  endsAt: string | null;
  isCanceled: boolean;
  readonly userIds: Set<string>;
}

export interface ScheduledEventRecord {
  readonly id: string;
  readonly guildId: string;
  name: string;
  description: string | null;
  channelId: string | null;
  readonly creator: UserRecord;
  image: string | null;
  startsAt: string;
  endsAt: string | null;
  status: EventStatus;
  place: EventPlace;
  /** Where an event elsewhere is. */
  location: string | null;
  recurrence: RecurrenceRecord | null;
  readonly exceptions: Map<string, EventExceptionRecord>;
  /** Who is interested. */
  readonly userIds: Set<string>;
}

export type ScheduledEventDraft = Pick<
  ScheduledEventRecord,
  'name' | 'description' | 'channelId' | 'image' | 'startsAt' | 'endsAt' | 'place' | 'location' | 'recurrence'
>;

export function createScheduledEvent(
  world: World,
  guild: GuildRecord,
  creator: UserRecord,
  draft: ScheduledEventDraft,
): ScheduledEventRecord {
  const event: ScheduledEventRecord = {
    id: world.ids.next(),
    guildId: guild.id,
    creator,
    status: 1,
    ...draft,
    exceptions: new Map(),
    userIds: new Set([creator.id]),
  };
  guild.scheduledEvents.set(event.id, event);
  publish(world, guild, 'GUILD_SCHEDULED_EVENT_CREATE', renderScheduledEvent(event));
  return event;
}

export function editScheduledEvent(
  world: World,
  guild: GuildRecord,
  event: ScheduledEventRecord,
  changes: Partial<ScheduledEventDraft> & { status?: EventStatus },
): void {
  Object.assign(event, changes);
  publish(world, guild, 'GUILD_SCHEDULED_EVENT_UPDATE', renderScheduledEvent(event));
  // What is over is listed no more.
  if (event.status > 2) guild.scheduledEvents.delete(event.id);
}

export function deleteScheduledEvent(world: World, guild: GuildRecord, event: ScheduledEventRecord): void {
  guild.scheduledEvents.delete(event.id);
  publish(world, guild, 'GUILD_SCHEDULED_EVENT_DELETE', renderScheduledEvent({ ...event, status: 4 }));
}

/** Somebody is interested, or no more; in one repetition only when an exception is named. */
export function setInterest(
  world: World,
  guild: GuildRecord,
  event: ScheduledEventRecord,
  userId: string,
  interested: boolean,
  exception?: EventExceptionRecord,
): void {
  const { userIds } = exception ?? event;
  if (userIds.has(userId) === interested) return;
  if (interested) userIds.add(userId);
  else userIds.delete(userId);
  publish(world, guild, interested ? 'GUILD_SCHEDULED_EVENT_USER_ADD' : 'GUILD_SCHEDULED_EVENT_USER_REMOVE', {
    guild_scheduled_event_id: event.id,
    user_id: userId,
    guild_id: guild.id,
    ...(exception ? { guild_scheduled_event_exception_id: exception.id } : {}),
  });
}

export function setException(
  world: World,
  guild: GuildRecord,
  event: ScheduledEventRecord,
  exception: EventExceptionRecord,
): void {
  event.exceptions.set(exception.id, exception);
  publish(world, guild, 'GUILD_SCHEDULED_EVENT_UPDATE', renderScheduledEvent(event));
}

export function removeException(
  world: World,
  guild: GuildRecord,
  event: ScheduledEventRecord,
  exception: EventExceptionRecord,
): void {
  event.exceptions.delete(exception.id);
  publish(world, guild, 'GUILD_SCHEDULED_EVENT_UPDATE', renderScheduledEvent(event));
}

function publish(world: World, guild: GuildRecord, name: string, data: object): void {
  world.publish({ name, audience: { kind: 'guild', guildId: guild.id }, data });
}

export function renderScheduledEvent(
  event: ScheduledEventRecord,
  shown: { withCreator?: boolean; withCount?: boolean } = {},
): object {
  return {
    id: event.id,
    guild_id: event.guildId,
    name: event.name,
    description: event.description,
    channel_id: event.channelId,
    creator_id: event.creator.id,
    ...(shown.withCreator === true ? { creator: renderUser(event.creator) } : {}),
    image: event.image,
    scheduled_start_time: event.startsAt,
    scheduled_end_time: event.endsAt,
    status: event.status,
    entity_type: event.place,
    entity_id: null,
    recurrence_rule: event.recurrence,
    ...(shown.withCount === true ? { user_count: event.userIds.size } : {}),
    privacy_level: 2,
    guild_scheduled_event_exceptions: [...event.exceptions.values()].map((each) => renderException(event, each)),
    entity_metadata: event.location === null ? null : { location: event.location },
  };
}

export function renderException(event: ScheduledEventRecord, exception: EventExceptionRecord): object {
  return {
    event_id: event.id,
    event_exception_id: exception.id,
    scheduled_start_time: exception.startsAt,
    scheduled_end_time: exception.endsAt,
    is_canceled: exception.isCanceled,
  };
}
