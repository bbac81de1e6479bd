/** Events of automatic moderation. https://discord.com/developers/docs/events/gateway-events#auto-moderation */
import {
  type AutoModerationRuleTriggerType,
  type GatewayAutoModerationActionExecutionDispatchData,
} from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { AutoModerationRule } from '../entities/auto-moderation-rule';
import { type Channel } from '../entities/channel';
import { type Member } from '../entities/member';
import { type User } from '../entities/user';
import { type AutoModerationRuleId, type ChannelId, type MessageId, type UserId } from '../ids';
import { type IntentName } from '../intents';
import { channelOf, memberOf, userOf } from '../relations';
import { dispatch } from './dispatch';
import { InGuild } from './places';

const RULE_INTENTS: readonly IntentName[] = ['AutoModerationConfiguration'];

/** A rule was made. Rules come to bots that may manage the guild. */
export class AutoModerationRuleCreateEvent extends dispatch(
  'AUTO_MODERATION_RULE_CREATE',
  AutoModerationRule,
  RULE_INTENTS,
) {}

/** A rule changed. The event is the rule as it is now. */
export class AutoModerationRuleUpdateEvent extends dispatch(
  'AUTO_MODERATION_RULE_UPDATE',
  AutoModerationRule,
  RULE_INTENTS,
) {}

/** A rule was deleted. The event is the rule as it was. */
export class AutoModerationRuleDeleteEvent extends dispatch(
  'AUTO_MODERATION_RULE_DELETE',
  AutoModerationRule,
  RULE_INTENTS,
) {}

/** A rule found something and acted. A rule with several actions brings one event for each. */
export class AutoModerationActionExecutionEvent extends dispatch(
  'AUTO_MODERATION_ACTION_EXECUTION',
  InGuild<GatewayAutoModerationActionExecutionDispatchData>,
  ['AutoModerationExecution'],
) {
  /** What was done. */
  get action(): Camel<GatewayAutoModerationActionExecutionDispatchData['action']> {
    return fromWire(this.raw.action);
  }

  get ruleId(): AutoModerationRuleId {
    return this.raw.rule_id;
  }

  /** What the rule looks for. */
  get ruleTriggerType(): AutoModerationRuleTriggerType {
    return this.raw.rule_trigger_type;
  }

  /** Who wrote what was found. */
  get userId(): UserId {
    return this.raw.user_id;
  }

  /** The user, when it is remembered. */
  get user(): User | undefined {
    return userOf(this.context, this.raw.user_id);
  }

  /** The member, when it is remembered. */
  get member(): Member | undefined {
    return memberOf(this.context, this.raw.guild_id, this.raw.user_id);
  }

  /** `undefined` where it was found in a profile. */
  get channelId(): ChannelId | undefined {
    return this.raw.channel_id;
  }

  /** The channel, when it is remembered. */
  get channel(): Channel | undefined {
    return channelOf(this.context, this.raw.channel_id);
  }

  /** `undefined` when the message was blocked, and where it was no message. */
  get messageId(): MessageId | undefined {
    return this.raw.message_id;
  }

  /** The message that tells the moderators; `undefined` unless that is the action. */
  get alertSystemMessageId(): MessageId | undefined {
    return this.raw.alert_system_message_id;
  }

  /** All of the text. Empty without the intent MessageContent. */
  get content(): string {
    return this.raw.content;
  }

  /** The word or phrase of the rule that was found. */
  get matchedKeyword(): string | null {
    return this.raw.matched_keyword;
  }

  /** What of the text was found. Empty without the intent MessageContent. */
  get matchedContent(): string | null {
    return this.raw.matched_content;
  }
}
