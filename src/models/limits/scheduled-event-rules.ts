/**
 * What Discord takes in a scheduled event.
 * https://discord.com/developers/docs/resources/guild-scheduled-event#create-guild-scheduled-event-json-params
 */
import { GuildScheduledEventEntityType } from 'discord-api-types/v10';
import { type ScheduledEventUsersQuery } from '../bodies/guild-queries';
import { type ScheduledEventCreateBody, type ScheduledEventEditBody } from '../bodies/scheduled-event';
import { bodySpec, isFilled, loose, type LooseBody, type Refuse } from './body-spec';
import { EachWhole } from './data-size';
import { Items, Moment, Nested, Optional, Present, Text, Whole } from './rules';

class NthWeekdayRules {
  @Whole(1, 5) n: unknown;
  @Present() day: unknown;
}

/** https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-recurrence-rule-object */
class RecurrenceRules {
  @Moment() start: unknown;
  @Optional() @Moment() end?: unknown;
  @Present() frequency: unknown;
  @Optional() @Items({ max: 7, unique: true }) byWeekday?: unknown;
  @Optional() @Items({ max: 7 }) @Nested(() => NthWeekdayRules) byNWeekday?: unknown;
  @Optional() @Items({ max: 12, unique: true }) byMonth?: unknown;
  @Optional() @Items({ max: 33, unique: true }) @EachWhole(-1, 31) byMonthDay?: unknown;
  @Optional() @Items({ max: 367, unique: true }) @EachWhole(-1, 365) byYearDay?: unknown;
}

class EntityMetadataRules {
  @Optional() @Text({ max: 100 }) location?: unknown;
}

export class ScheduledEventEditRules {
  @Optional() @Text({ min: 1, max: 100 }) name?: unknown;
  @Optional() @Text({ max: 1_000 }) description?: unknown;
  @Optional() @Moment() scheduledStartTime?: unknown;
  @Optional() @Moment() scheduledEndTime?: unknown;
  @Optional() @Nested(() => EntityMetadataRules) entityMetadata?: unknown;
  @Optional() @Nested(() => RecurrenceRules) recurrenceRule?: unknown;
}

export class ScheduledEventCreateRules {
  @Text({ min: 1, max: 100 }) name: unknown;
  @Optional() @Text({ max: 1_000 }) description?: unknown;
  @Moment() scheduledStartTime: unknown;
  @Optional() @Moment() scheduledEndTime?: unknown;
  @Present() privacyLevel: unknown;
  @Present() entityType: unknown;
  @Optional() @Nested(() => EntityMetadataRules) entityMetadata?: unknown;
  @Optional() @Nested(() => RecurrenceRules) recurrenceRule?: unknown;
}

/** An event outside of Discord's voice needs a place and an end. */
function checkExternal(wire: LooseBody, refuse: Refuse): void {
  if (wire.entity_type !== GuildScheduledEventEntityType.External) return;
  if (!isFilled(loose(wire.entity_metadata).location)) {
    refuse('entityMetadata.location', 'external', 'is needed for an event outside of voice', 'nothing');
  }
  if (!isFilled(wire.scheduled_end_time)) {
    refuse('scheduledEndTime', 'external', 'is needed for an event outside of voice', 'nothing');
  }
}

export const scheduledEventCreateSpec = bodySpec<ScheduledEventCreateBody>('The event', {
  rules: ScheduledEventCreateRules,
  relations: checkExternal,
});
export const scheduledEventEditSpec = bodySpec<ScheduledEventEditBody>('The event', {
  rules: ScheduledEventEditRules,
});

/** https://discord.com/developers/docs/resources/guild-scheduled-event#get-guild-scheduled-event-users-query-string-params */
export class ScheduledEventUsersQueryRules {
  @Optional() @Whole(1, 100) limit?: unknown;
}

export const scheduledEventUsersQuerySpec = bodySpec<ScheduledEventUsersQuery>('The query', {
  rules: ScheduledEventUsersQueryRules,
});
