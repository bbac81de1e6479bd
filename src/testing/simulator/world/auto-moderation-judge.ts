/** Judges what people are about to write by the rules of their guild, and does what the rules say. */
import {
  AuditLogEvent,
  AutoModerationActionType,
  AutoModerationRuleTriggerType,
  EmbedType,
  MessageType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { whoMay } from './audiences';
import { logAudit } from './audit-log';
import { type AutoModerationAction, type AutoModerationRuleRecord, renderAction } from './auto-moderation';
import { editMember } from './members';
import { createMessage } from './messages';
import { type ChannelRecord, type GuildRecord, type MemberRecord, type UserRecord } from './records';
import { type World } from './world';

/** What in a message broke a rule. */
interface Strike {
  readonly rule: AutoModerationRuleRecord;
  /** The keyword or pattern of the rule. */
  readonly keyword: string | null;
  /** The part of the message that it fits. */
  readonly matched: string;
}

/** What became of the words of somebody. */
export interface Verdict {
  readonly rule: string;
  /** What the rule tells who is blocked. */
  readonly told: string | undefined;
}

const EXEMPT = PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator;

/** Does what the rules say about a message that is about to be written; the verdict when it must not appear. */
export function judge(world: World, channel: ChannelRecord, author: UserRecord, content: string): Verdict | undefined {
  const guild = world.guildOf(channel);
  const member = guild?.members.get(author.id);
  // Bots and those who manage the guild are never judged.
  if (!guild || !member || author.bot || content === '' || guild.autoModeration.size === 0) return undefined;
  if (world.permissionsInGuild(author.id, guild) & EXEMPT) return undefined;
  let verdict: Verdict | undefined;
  for (const rule of guild.autoModeration.values()) {
    if (!concerns(rule, channel, member)) continue;
    const strike = findStrike(rule, content);
    if (!strike) continue;
    for (const action of rule.actions) carryOut(world, guild, channel, member, content, strike, action);
    const block = rule.actions.find(({ type }) => type === AutoModerationActionType.BlockMessage);
    if (block) verdict ??= { rule: rule.name, told: block.customMessage };
  }
  return verdict;
}

function concerns(rule: AutoModerationRuleRecord, channel: ChannelRecord, member: MemberRecord): boolean {
  if (!rule.enabled || rule.eventType !== 1) return false;
  if (rule.exemptChannels.includes(channel.id)) return false;
  if (channel.parentId !== null && rule.exemptChannels.includes(channel.parentId)) return false;
  return !rule.exemptRoles.some((id) => member.roles.includes(id));
}

function findStrike(rule: AutoModerationRuleRecord, content: string): Strike | undefined {
  if (rule.trigger === AutoModerationRuleTriggerType.MentionSpam) {
    const mentions = new Set(content.match(/<@[!&]?\d+>/g));
    const over = rule.mentionLimit > 0 && mentions.size > rule.mentionLimit;
    return over ? { rule, keyword: null, matched: [...mentions].join(' ') } : undefined;
  }
  if (rule.trigger !== AutoModerationRuleTriggerType.Keyword) return undefined;
  // What is allowed is taken out first, so that only the rest can break the rule.
  let rest = content;
  for (const allowed of rule.allowed) rest = rest.replace(new RegExp(keywordSource(allowed), 'giu'), ' ');
  for (const keyword of rule.keywords) {
    const matched = new RegExp(keywordSource(keyword), 'iu').exec(rest)?.[0];
    if (matched !== undefined) return { rule, keyword, matched };
  }
  for (const pattern of rule.patterns) {
    const matched = new RegExp(pattern, 'iu').exec(rest)?.[0];
    if (matched !== undefined && matched !== '') return { rule, keyword: pattern, matched };
  }
  return undefined;
}

/** A keyword stands for a whole word; a star at an end lets the word go on there. */
function keywordSource(keyword: string): string {
  const core = keyword.replace(/^\*+|\*+$/g, '').replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const before = keyword.startsWith('*') ? '' : '(?<![\\p{L}\\p{N}_])';
  const after = keyword.endsWith('*') ? '' : '(?![\\p{L}\\p{N}_])';
  return `${before}${core}${after}`;
}

const AUDITED: Readonly<Record<number, AuditLogEvent>> = {
  [AutoModerationActionType.BlockMessage]: AuditLogEvent.AutoModerationBlockMessage,
  [AutoModerationActionType.SendAlertMessage]: AuditLogEvent.AutoModerationFlagToChannel,
  [AutoModerationActionType.Timeout]: AuditLogEvent.AutoModerationUserCommunicationDisabled,
};

function carryOut(
  world: World,
  guild: GuildRecord,
  channel: ChannelRecord,
  member: MemberRecord,
  content: string,
  strike: Strike,
  action: AutoModerationAction,
): void {
  const { rule } = strike;
  let alertId: string | undefined;
  if (action.type === AutoModerationActionType.SendAlertMessage) {
    const target = guild.channels.get(action.channelId ?? '');
    if (target) alertId = alert(world, target, channel, member, content, strike);
  } else if (action.type === AutoModerationActionType.Timeout) {
    const until = world.clock.wallMs() + (action.durationS ?? 0) * 1_000;
    editMember(world, guild, member, { timeoutUntil: world.timestamp(until) });
  }
  const audited = AUDITED[action.type];
  if (audited !== undefined) {
    logAudit(world, guild, {
      userId: member.user.id,
      targetId: member.user.id,
      actionType: audited,
      reason: null,
      options: {
        auto_moderation_rule_name: rule.name,
        auto_moderation_rule_trigger_type: String(rule.trigger),
        channel_id: channel.id,
      },
    });
  }
  const data = {
    guild_id: guild.id,
    action: renderAction(action),
    rule_id: rule.id,
    rule_trigger_type: rule.trigger,
    user_id: member.user.id,
    channel_id: channel.id,
    ...(alertId === undefined ? {} : { alert_system_message_id: alertId }),
    content,
    matched_keyword: strike.keyword,
    matched_content: strike.matched,
  };
  world.publish({
    name: 'AUTO_MODERATION_ACTION_EXECUTION',
    audience: whoMay(world, guild, PermissionFlagsBits.ManageGuild),
    data,
    withoutContent: () => ({ ...data, content: '', matched_content: '' }),
  });
}

/** The message that shows moderators what was written, and why it is suspect. */
function alert(
  world: World,
  target: ChannelRecord,
  channel: ChannelRecord,
  member: MemberRecord,
  content: string,
  strike: Strike,
): string {
  const field = (name: string, value: string): { name: string; value: string; inline: boolean } => ({
    name,
    value,
    inline: false,
  });
  const message = createMessage(world, target, member.user, {
    type: MessageType.AutoModerationAction,
    allowedMentions: { parse: [] },
    embeds: [
      {
        type: EmbedType.AutoModerationMessage,
        description: content,
        fields: [
          field('rule_name', strike.rule.name),
          field('channel_id', channel.id),
          field('keyword', strike.keyword ?? ''),
          field('keyword_matched_content', strike.matched),
        ],
      },
    ],
  });
  return message.id;
}
