/**
 * Bodies and queries of a guild’s operations that Discord publishes in its specification and documents nowhere: they
 * may change without notice. https://github.com/discord/discord-api-spec
 */
import { type Snowflake } from '../ids';
import { type BodyOf } from './body';

/** How far a request to join a guild has come. */
export type JoinRequestStatus = 'STARTED' | 'SUBMITTED' | 'REJECTED' | 'APPROVED';

/** Which requests to join are listed. */
export interface JoinRequestsQuery {
  readonly status?: JoinRequestStatus | undefined;
  /** 1 to 100. */
  readonly limit?: number | undefined;
  readonly before?: Snowflake | undefined;
  readonly after?: Snowflake | undefined;
}

/** What becomes of a request to join. */
export interface JoinRequestActionBody {
  readonly action: 'APPROVED' | 'REJECTED';
  /** Only of a rejection, up to 160 characters. */
  readonly rejectionReason?: string | null | undefined;
}

/** A change of one occurrence of an event that recurs. */
export type ScheduledEventExceptionEditBody = BodyOf<{
  scheduled_start_time?: string | null | undefined;
  scheduled_end_time?: string | null | undefined;
  /** Whether this occurrence does not take place. */
  is_canceled?: boolean | null | undefined;
}>;

/** The first change of one occurrence. */
export type ScheduledEventExceptionCreateBody = ScheduledEventExceptionEditBody & {
  /** When the occurrence would have begun. */
  readonly originalScheduledStartTime: string | Date;
};

/** Whose counts are asked for. */
export interface ScheduledEventUserCountsQuery {
  /** Up to ten. */
  readonly guildScheduledEventExceptionIds?: readonly Snowflake[] | undefined;
}
