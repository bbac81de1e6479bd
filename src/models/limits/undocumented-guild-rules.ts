/** What Discord takes in a guild’s operations that it does not document. https://github.com/discord/discord-api-spec */
import {
  type JoinRequestActionBody,
  type JoinRequestsQuery,
  type ScheduledEventExceptionCreateBody,
  type ScheduledEventExceptionEditBody,
  type ScheduledEventUserCountsQuery,
} from '../bodies/undocumented-guild';
import { bodySpec } from './body-spec';
import { Items, Moment, Optional, Text, Whole } from './rules';

export class JoinRequestActionRules {
  @Optional() @Text({ max: 160 }) rejectionReason?: unknown;
}

export const joinRequestActionSpec = bodySpec<JoinRequestActionBody>('The decision', { rules: JoinRequestActionRules });

export class JoinRequestsQueryRules {
  @Optional() @Whole(1, 100) limit?: unknown;
}

export const joinRequestsQuerySpec = bodySpec<JoinRequestsQuery>('The query', { rules: JoinRequestsQueryRules });

export class ScheduledEventExceptionEditRules {
  @Optional() @Moment() scheduledStartTime?: unknown;
  @Optional() @Moment() scheduledEndTime?: unknown;
}

export class ScheduledEventExceptionCreateRules extends ScheduledEventExceptionEditRules {
  @Moment() originalScheduledStartTime: unknown;
}

export const scheduledEventExceptionCreateSpec = bodySpec<ScheduledEventExceptionCreateBody>('The exception', {
  rules: ScheduledEventExceptionCreateRules,
});
export const scheduledEventExceptionEditSpec = bodySpec<ScheduledEventExceptionEditBody>('The exception', {
  rules: ScheduledEventExceptionEditRules,
});

export class ScheduledEventUserCountsQueryRules {
  @Optional() @Items({ max: 10 }) guildScheduledEventExceptionIds?: unknown;
}

export const scheduledEventUserCountsQuerySpec = bodySpec<ScheduledEventUserCountsQuery>('The query', {
  rules: ScheduledEventUserCountsQueryRules,
});
