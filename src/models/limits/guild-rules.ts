/**
 * What Discord takes in the settings of a guild. Where its documentation and its schema differ, the looser bound stands
 * here and Discord has the last word. https://discord.com/developers/docs/resources/guild
 */
import {
  type GuildEditBody,
  type IncidentActionsBody,
  type OnboardingBody,
  type ChannelPositionsBody,
  type PruneBody,
  type WelcomeScreenEditBody,
  type WidgetSettingsEditBody,
} from '../bodies/guild';
import { type AuditLogQuery, type PruneCountQuery } from '../bodies/guild-queries';
import { bodySpec, type BodySpec } from './body-spec';
import { HOUR_MS, momentsWithin } from './moment-limits';
import { Items, Moment, Nested, Optional, Present, Text, Whole, WholeFrom } from './rules';

/** https://discord.com/developers/docs/resources/guild#modify-guild-json-params */
export class GuildEditRules {
  @Optional() @Text({ min: 2, max: 100 }) name?: unknown;
  @Optional() @Text({ max: 300 }) description?: unknown;
  // The schema's limit; the documentation names none.
  @Optional() @Items({ max: 1_521, unique: true }) features?: unknown;
}

export const guildEditSpec = bodySpec<GuildEditBody>('The guild', { rules: GuildEditRules });

/** https://discord.com/developers/docs/resources/guild#modify-guild-channel-positions-json-params */
export class ChannelPositionRules {
  @Present() id: unknown;
  @Optional() @WholeFrom(0) position?: unknown;
}

export const channelPositionsSpec = bodySpec<ChannelPositionsBody>('The order of the channels', {
  rules: ChannelPositionRules,
});

/** https://discord.com/developers/docs/resources/guild#begin-guild-prune */
export class PruneRules {
  @Optional() @Whole(1, 30) days?: unknown;
  @Optional() @Items({ max: 100, unique: true }) includeRoles?: unknown;
}

export const pruneSpec = bodySpec<PruneBody>('The prune', { rules: PruneRules });
export const pruneCountQuerySpec = bodySpec<PruneCountQuery>('The query', { rules: PruneRules });

class WelcomeChannelRules {
  @Present() channelId: unknown;
  @Text({ min: 1, max: 50 }) description: unknown;
}

/** https://discord.com/developers/docs/resources/guild#modify-guild-welcome-screen */
export class WelcomeScreenEditRules {
  @Optional() @Text({ max: 140 }) description?: unknown;
  @Optional() @Items({ max: 5 }) @Nested(() => WelcomeChannelRules) welcomeChannels?: unknown;
}

export const welcomeScreenEditSpec = bodySpec<WelcomeScreenEditBody>('The welcome screen', {
  rules: WelcomeScreenEditRules,
});

class OnboardingOptionRules {
  @Text({ min: 1, max: 50 }) title: unknown;
  @Optional() @Text({ max: 100 }) description?: unknown;
  @Optional() @Text({ max: 100 }) emojiName?: unknown;
  @Optional() @Items({ max: 50, unique: true }) roleIds?: unknown;
  @Optional() @Items({ max: 50, unique: true }) channelIds?: unknown;
}

class OnboardingPromptRules {
  @Present() id: unknown;
  @Text({ min: 1, max: 100 }) title: unknown;
  @Items({ min: 1, max: 50 }) @Nested(() => OnboardingOptionRules) options: unknown;
}

/** https://discord.com/developers/docs/resources/guild#modify-guild-onboarding */
export class OnboardingRules {
  @Optional() @Items({ max: 15 }) @Nested(() => OnboardingPromptRules) prompts?: unknown;
  @Optional() @Items({ max: 500, unique: true }) defaultChannelIds?: unknown;
}

export const onboardingSpec = bodySpec<OnboardingBody>('The onboarding', { rules: OnboardingRules });

/** https://discord.com/developers/docs/resources/guild#modify-guild-incident-actions */
export class IncidentActionsRules {
  @Optional() @Moment() invitesDisabledUntil?: unknown;
  @Optional() @Moment() dmsDisabledUntil?: unknown;
}

const INCIDENT_FIELDS = ['invites_disabled_until', 'dms_disabled_until'];

/** @param nowMs milliseconds since 1970: both times may lie a day ahead. */
export function incidentActionsSpec(nowMs: number): BodySpec<IncidentActionsBody> {
  return bodySpec('The incident actions', {
    rules: IncidentActionsRules,
    relations: momentsWithin(INCIDENT_FIELDS, 24 * HOUR_MS, 'at most 24 hours ahead', nowMs),
  });
}

export const widgetSettingsEditSpec = bodySpec<WidgetSettingsEditBody>('The widget');

/** https://discord.com/developers/docs/resources/audit-log#get-guild-audit-log-query-string-params */
export class AuditLogQueryRules {
  @Optional() @Whole(1, 100) limit?: unknown;
}

export const auditLogQuerySpec = bodySpec<AuditLogQuery>('The query', { rules: AuditLogQueryRules });
