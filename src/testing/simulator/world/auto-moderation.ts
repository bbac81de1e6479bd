/**
 * Rules that judge messages before anybody sees them. Keywords, patterns and numbers of mentions are played; Discord's
 * own word lists and its sense for spam are not public, so rules of these kinds are kept and never strike.
 * https://discord.com/developers/docs/resources/auto-moderation
 */
import {
  type AutoModerationActionType,
  AutoModerationRuleTriggerType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { whoMay } from './audiences';
import { type GuildRecord } from './records';
import { type World } from './world';

export interface AutoModerationAction {
  readonly type: AutoModerationActionType;
  /** What blocked people are told. */
  readonly customMessage?: string | undefined;
  /** Where an alert goes. */
  readonly channelId?: string | undefined;
  /** How long a timeout lasts. */
  readonly durationS?: number | undefined;
}

export interface AutoModerationRuleRecord {
  readonly id: string;
  readonly guildId: string;
  readonly creatorId: string;
  name: string;
  eventType: number;
  readonly trigger: AutoModerationRuleTriggerType;
  keywords: readonly string[];
  patterns: readonly string[];
  allowed: readonly string[];
  presets: readonly number[];
  mentionLimit: number;
  raidProtection: boolean;
  actions: readonly AutoModerationAction[];
  enabled: boolean;
  exemptRoles: readonly string[];
  exemptChannels: readonly string[];
}

export type RuleDraft = Omit<AutoModerationRuleRecord, 'id' | 'guildId' | 'creatorId'>;

export function createRule(
  world: World,
  guild: GuildRecord,
  creatorId: string,
  draft: RuleDraft,
): AutoModerationRuleRecord {
  const rule: AutoModerationRuleRecord = { id: world.ids.next(), guildId: guild.id, creatorId, ...draft };
  guild.autoModeration.set(rule.id, rule);
  publish(world, guild, 'AUTO_MODERATION_RULE_CREATE', rule);
  return rule;
}

export function editRule(
  world: World,
  guild: GuildRecord,
  rule: AutoModerationRuleRecord,
  changes: Partial<RuleDraft>,
): void {
  Object.assign(rule, changes);
  publish(world, guild, 'AUTO_MODERATION_RULE_UPDATE', rule);
}

export function deleteRule(world: World, guild: GuildRecord, rule: AutoModerationRuleRecord): void {
  guild.autoModeration.delete(rule.id);
  publish(world, guild, 'AUTO_MODERATION_RULE_DELETE', rule);
}

/** Only bots that manage the guild hear of its rules. */
function publish(world: World, guild: GuildRecord, name: string, rule: AutoModerationRuleRecord): void {
  world.publish({ name, audience: whoMay(world, guild, PermissionFlagsBits.ManageGuild), data: renderRule(rule) });
}

export function renderRule(rule: AutoModerationRuleRecord): object {
  return {
    id: rule.id,
    guild_id: rule.guildId,
    creator_id: rule.creatorId,
    name: rule.name,
    event_type: rule.eventType,
    actions: rule.actions.map(renderAction),
    trigger_type: rule.trigger,
    enabled: rule.enabled,
    exempt_roles: rule.exemptRoles,
    exempt_channels: rule.exemptChannels,
    trigger_metadata: renderTrigger(rule),
  };
}

export function renderAction(action: AutoModerationAction): object {
  const { type, customMessage, channelId, durationS } = action;
  return {
    type,
    metadata: {
      ...(customMessage === undefined ? {} : { custom_message: customMessage }),
      ...(channelId === undefined ? {} : { channel_id: channelId }),
      ...(durationS === undefined ? {} : { duration_seconds: durationS }),
    },
  };
}

function renderTrigger(rule: AutoModerationRuleRecord): object {
  switch (rule.trigger) {
    case AutoModerationRuleTriggerType.Keyword:
    case AutoModerationRuleTriggerType.MemberProfile:
      return { keyword_filter: rule.keywords, regex_patterns: rule.patterns, allow_list: rule.allowed };
    case AutoModerationRuleTriggerType.KeywordPreset:
      return { allow_list: rule.allowed, presets: rule.presets };
    case AutoModerationRuleTriggerType.MentionSpam:
      return { mention_total_limit: rule.mentionLimit, mention_raid_protection_enabled: rule.raidProtection };
    default:
      return {};
  }
}
