/** Routes of auto moderation. https://discord.com/developers/docs/resources/auto-moderation */
import {
  AuditLogEvent,
  AutoModerationActionType as Action,
  AutoModerationRuleTriggerType as Trigger,
} from 'discord-api-types/v10';
import { changesBetween } from '../../world/audit-log';
import {
  type AutoModerationAction,
  type AutoModerationRuleRecord,
  createRule,
  deleteRule,
  editRule,
  renderRule,
  type RuleDraft,
} from '../../world/auto-moderation';
import { type GuildRecord } from '../../world/records';
import { ApiError, invalidForm, unknown } from '../api-error';
import { type RestContext } from '../context';
import {
  boolean,
  choice,
  type Form,
  integer,
  list,
  need,
  nullable,
  object,
  type Rule,
  set,
  snowflake,
  text,
} from '../form';
import { noContent, ok, type RestAnswer, type Route } from '../router';

/** How many rules of a kind a guild may have. */
const RULES_PER_TRIGGER: Readonly<Record<Trigger, number>> = {
  [Trigger.Keyword]: 6,
  [Trigger.Spam]: 1,
  [Trigger.KeywordPreset]: 1,
  [Trigger.MentionSpam]: 1,
  [Trigger.MemberProfile]: 1,
};
const TRIGGERS = [
  Trigger.Keyword,
  Trigger.Spam,
  Trigger.KeywordPreset,
  Trigger.MentionSpam,
  Trigger.MemberProfile,
] as const;
const MESSAGE_SEND = 1;
const MEMBER_UPDATE = 2;
const LONGEST_TIMEOUT_S = 2_419_200;
/** With the words of presets more exceptions are needed than with one's own. */
const ALLOWED = { [Trigger.KeywordPreset]: 1_000 } as Readonly<Record<number, number | undefined>>;
const ALLOWED_USUALLY = 100;

const PATTERN_LENGTH = text({ min: 1, max: 260 });
const pattern: Rule<string> = (value, errors, path) => {
  const read = PATTERN_LENGTH(value, errors, path);
  if (read === undefined) return undefined;
  try {
    new RegExp(read, 'iu');
    return read;
  } catch {
    errors.add(path, 'AUTO_MODERATION_INVALID_REGEX', 'Invalid regex pattern');
    return undefined;
  }
};

const WORD = text({ min: 1, max: 60 });
const METADATA = object({
  keyword_filter: nullable(list(WORD, { max: 1_000 })),
  regex_patterns: nullable(list(pattern, { max: 10 })),
  allow_list: nullable(list(WORD, { max: 1_000 })),
  presets: nullable(list(choice([1, 2, 3]), { max: 3 })),
  mention_total_limit: nullable(integer({ min: 0, max: 50 })),
  mention_raid_protection_enabled: nullable(boolean),
});

const ACTION = object({
  type: need(choice([Action.BlockMessage, Action.SendAlertMessage, Action.Timeout, Action.BlockMemberInteraction])),
  metadata: nullable(
    object({
      channel_id: nullable(snowflake),
      duration_seconds: nullable(integer({ min: 0, max: LONGEST_TIMEOUT_S })),
      // The documentation says 150, the schema 300.
      custom_message: nullable(text({ max: 300 })),
    }),
  ),
});

const FIELDS = {
  trigger_metadata: nullable(METADATA),
  actions: nullable(list(ACTION, { min: 1, max: 5 })),
  enabled: nullable(boolean),
  exempt_roles: nullable(set(snowflake, { max: 20 })),
  exempt_channels: nullable(set(snowflake, { max: 50 })),
};
const NAME = text({ min: 1, max: 100 });
const EVENT_TYPE = choice([MESSAGE_SEND, MEMBER_UPDATE]);
type RuleForm = Form<typeof FIELDS>;

function ruleOf(context: RestContext, guild: GuildRecord): AutoModerationRuleRecord {
  const rule = guild.autoModeration.get(context.param('rule_id'));
  if (!rule) throw new ApiError(404, 0, 'Unknown Auto Moderation Rule');
  return rule;
}

function listRules(context: RestContext): RestAnswer {
  return ok([...context.guild('ManageGuild').autoModeration.values()].map(renderRule));
}

function get(context: RestContext): RestAnswer {
  return ok(renderRule(ruleOf(context, context.guild('ManageGuild'))));
}

function create(context: RestContext): RestAnswer {
  const guild = context.guild('ManageGuild');
  const form = context.form({
    ...FIELDS,
    name: need(NAME),
    event_type: need(EVENT_TYPE),
    trigger_type: need(choice(TRIGGERS)),
  });
  const trigger = form.trigger_type;
  checkEvent(trigger, form.event_type);
  const same = [...guild.autoModeration.values()].filter((rule) => rule.trigger === trigger).length;
  if (same >= RULES_PER_TRIGGER[trigger]) {
    throw invalidForm(
      [],
      'AUTO_MODERATION_MAX_RULES_OF_TYPE_EXCEEDED',
      `Maximum number of rules of this type reached (${RULES_PER_TRIGGER[trigger]})`,
    );
  }
  const draft: RuleDraft = {
    keywords: [],
    patterns: [],
    allowed: [],
    presets: [],
    mentionLimit: 0,
    raidProtection: false,
    actions: [{ type: trigger === Trigger.MemberProfile ? Action.BlockMemberInteraction : Action.BlockMessage }],
    enabled: false,
    exemptRoles: [],
    exemptChannels: [],
    ...readChanges(context, guild, trigger, form),
    name: form.name,
    eventType: form.event_type,
    trigger,
  };
  requireTrigger(draft);
  const rule = createRule(context.world, guild, context.userId, draft);
  const changes = changesBetween({}, renderRule(rule));
  context.audit(guild, AuditLogEvent.AutoModerationRuleCreate, rule.id, { changes });
  return ok(renderRule(rule));
}

function edit(context: RestContext): RestAnswer {
  const guild = context.guild('ManageGuild');
  const rule = ruleOf(context, guild);
  const form = context.form({ ...FIELDS, name: NAME, event_type: EVENT_TYPE });
  if (form.event_type !== undefined) checkEvent(rule.trigger, form.event_type);
  const changes: Partial<RuleDraft> = {
    ...readChanges(context, guild, rule.trigger, form),
    ...(form.name === undefined ? {} : { name: form.name }),
    ...(form.event_type === undefined ? {} : { eventType: form.event_type }),
  };
  requireTrigger({ ...rule, ...changes });
  const before = renderRule(rule);
  editRule(context.world, guild, rule, changes);
  const told = changesBetween(before, renderRule(rule));
  context.audit(guild, AuditLogEvent.AutoModerationRuleUpdate, rule.id, { changes: told });
  return ok(renderRule(rule));
}

/** Profiles are judged when members change, everything else when they write. */
function checkEvent(trigger: Trigger, eventType: number): void {
  const wanted = trigger === Trigger.MemberProfile ? MEMBER_UPDATE : MESSAGE_SEND;
  if (eventType === wanted) return;
  const told = 'This event type does not go with the trigger type.';
  throw invalidForm(['event_type'], 'AUTO_MODERATION_EVENT_TYPE_INVALID', told);
}

/** A rule that nothing could break is none. */
function requireTrigger(draft: RuleDraft): void {
  const { trigger, keywords, patterns, presets } = draft;
  const worded = trigger === Trigger.Keyword || trigger === Trigger.MemberProfile;
  const missing = worded
    ? keywords.length + patterns.length === 0 && 'keyword_filter'
    : trigger === Trigger.KeywordPreset && presets.length === 0 && 'presets';
  if (missing) throw invalidForm(['trigger_metadata', missing], 'BASE_TYPE_REQUIRED', 'This field is required');
}

function readChanges(
  context: RestContext,
  guild: GuildRecord,
  trigger: Trigger,
  form: RuleForm,
): Partial<Omit<RuleDraft, 'name' | 'eventType' | 'trigger'>> {
  const { trigger_metadata: metadata, exempt_roles: roles, exempt_channels: channels } = form;
  const most = ALLOWED[trigger] ?? ALLOWED_USUALLY;
  if ((metadata?.allow_list?.length ?? 0) > most) {
    const told = `Must be ${most} or fewer in length.`;
    throw invalidForm(['trigger_metadata', 'allow_list'], 'BASE_TYPE_MAX_LENGTH', told);
  }
  return {
    // What is given replaces all that triggered the rule before.
    ...(metadata
      ? {
          keywords: metadata.keyword_filter ?? [],
          patterns: metadata.regex_patterns ?? [],
          allowed: metadata.allow_list ?? [],
          presets: metadata.presets ?? [],
          mentionLimit: metadata.mention_total_limit ?? 0,
          raidProtection: metadata.mention_raid_protection_enabled ?? false,
        }
      : {}),
    ...(form.actions ? { actions: readActions(context, guild, trigger, form.actions) } : {}),
    ...(typeof form.enabled === 'boolean' ? { enabled: form.enabled } : {}),
    ...(roles ? { exemptRoles: [...new Set(roles)] } : {}),
    ...(channels ? { exemptChannels: [...new Set(channels)] } : {}),
  };
}

function readActions(
  context: RestContext,
  guild: GuildRecord,
  trigger: Trigger,
  given: NonNullable<RuleForm['actions']>,
): AutoModerationAction[] {
  return given.map(({ type, metadata }, index) => {
    const path = ['actions', index] as const;
    const needed = (field: string): ApiError =>
      invalidForm([...path, 'metadata', field], 'BASE_TYPE_REQUIRED', 'This field is required');
    const unfit = (): ApiError =>
      invalidForm(
        [...path, 'type'],
        'AUTO_MODERATION_ACTION_INVALID',
        'This action does not go with the trigger type.',
      );
    switch (type) {
      case Action.SendAlertMessage: {
        const channelId = metadata?.channel_id;
        if (channelId === null || channelId === undefined) throw needed('channel_id');
        if (!guild.channels.has(channelId)) throw unknown('channel');
        return { type, channelId };
      }
      case Action.Timeout: {
        if (trigger !== Trigger.Keyword && trigger !== Trigger.MentionSpam) throw unfit();
        context.requireInGuild(guild, 'ModerateMembers');
        const durationS = metadata?.duration_seconds;
        if (durationS === null || durationS === undefined) throw needed('duration_seconds');
        return { type, durationS };
      }
      case Action.BlockMemberInteraction:
        if (trigger !== Trigger.MemberProfile) throw unfit();
        return { type };
      case Action.BlockMessage:
        if (trigger === Trigger.MemberProfile) throw unfit();
        return { type, customMessage: metadata?.custom_message ?? undefined };
    }
  });
}

function remove(context: RestContext): RestAnswer {
  const guild = context.guild('ManageGuild');
  const rule = ruleOf(context, guild);
  const changes = changesBetween(renderRule(rule), {});
  context.audit(guild, AuditLogEvent.AutoModerationRuleDelete, rule.id, { changes });
  deleteRule(context.world, guild, rule);
  return noContent();
}

const RULES = '/guilds/{guild_id}/auto-moderation/rules';
const RULE = `${RULES}/{rule_id}`;

export const AUTO_MODERATION_ROUTES: readonly Route[] = [
  { method: 'GET', template: RULES, handler: listRules },
  { method: 'POST', template: RULES, handler: create },
  { method: 'GET', template: RULE, handler: get },
  { method: 'PATCH', template: RULE, handler: edit },
  { method: 'DELETE', template: RULE, handler: remove },
];
