/** Bodies of requests about scheduled events. https://discord.com/developers/docs/resources/guild-scheduled-event */
import {
  type APIGuildScheduledEventRecurrenceRule,
  type RESTPatchAPIGuildScheduledEventJSONBody,
  type RESTPostAPIGuildScheduledEventJSONBody,
} from 'discord-api-types/v10';
import { type BodyOf } from './body';
import { type WithImages } from './image';

type WireRule = BodyOf<APIGuildScheduledEventRecurrenceRule>;

/**
 * When an event comes again.
 * https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-recurrence-rule-object
 */
export interface RecurrenceRuleBody extends Partial<Omit<WireRule, 'start' | 'end' | 'frequency'>> {
  readonly start: string | Date;
  readonly end?: string | Date | null | undefined;
  readonly frequency: WireRule['frequency'];
}

type WithRecurrence<Written, Nothing> = Omit<Written, 'recurrenceRule'> & {
  readonly recurrenceRule?: RecurrenceRuleBody | Nothing | undefined;
};

/** https://discord.com/developers/docs/resources/guild-scheduled-event#create-guild-scheduled-event */
export type ScheduledEventCreateBody = WithRecurrence<
  WithImages<BodyOf<RESTPostAPIGuildScheduledEventJSONBody>, 'image'>,
  never
>;

/** https://discord.com/developers/docs/resources/guild-scheduled-event#modify-guild-scheduled-event */
export type ScheduledEventEditBody = WithRecurrence<
  WithImages<BodyOf<RESTPatchAPIGuildScheduledEventJSONBody>, 'image'>,
  null
>;
