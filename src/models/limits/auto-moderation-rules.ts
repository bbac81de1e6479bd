/**
 * What Discord takes in a rule of auto moderation.
 * https://discord.com/developers/docs/resources/auto-moderation#create-auto-moderation-rule-json-params
 */
import { AutoModerationActionType, AutoModerationRuleTriggerType } from 'discord-api-types/v10';
import { type AutoModerationRuleCreateBody, type AutoModerationRuleEditBody } from '../bodies/auto-moderation';
import { describeGot } from '../bodies/body-error';
import { bodySpec, list, loose, type LooseBody, type Refuse } from './body-spec';
import { EachText, Items, Nested, NestedKinds, Optional, Present, Text, Whole } from './rules';

/** https://discord.com/developers/docs/resources/auto-moderation#auto-moderation-rule-object-trigger-metadata-field-limits */
class TriggerMetadataRules {
  @Optional() @Items({ max: 1_000 }) @EachText({ min: 1, max: 60 }) keywordFilter?: unknown;
  @Optional() @Items({ max: 10 }) @EachText({ min: 1, max: 260 }) regexPatterns?: unknown;
  // Of lists that Discord keeps; fewer where the author writes the words, see below.
  @Optional() @Items({ max: 1_000 }) @EachText({ min: 1, max: 60 }) allowList?: unknown;
  @Optional() @Whole(0, 50) mentionTotalLimit?: unknown;
}

class BlockMetadataRules {
  // The documentation says 150.
  @Optional() @Text({ max: 300 }) customMessage?: unknown;
}

class BlockMessageRules {
  @Optional() @Nested(() => BlockMetadataRules) metadata?: unknown;
}

class AlertMetadataRules {
  @Present() channelId: unknown;
}

class SendAlertRules {
  @Present() @Nested(() => AlertMetadataRules) metadata: unknown;
}

class TimeoutMetadataRules {
  @Whole(0, 2_419_200) durationSeconds: unknown;
}

class TimeoutRules {
  @Present() @Nested(() => TimeoutMetadataRules) metadata: unknown;
}

const ACTIONS = {
  [AutoModerationActionType.BlockMessage]: BlockMessageRules,
  [AutoModerationActionType.SendAlertMessage]: SendAlertRules,
  [AutoModerationActionType.Timeout]: TimeoutRules,
};

class SharedRules {
  @Optional() @Nested(() => TriggerMetadataRules) triggerMetadata?: unknown;
  @Optional() @Items({ min: 1, max: 5 }) @NestedKinds('type', () => ACTIONS) actions?: unknown;
  @Optional() @Items({ max: 20, unique: true }) exemptRoles?: unknown;
  @Optional() @Items({ max: 50, unique: true }) exemptChannels?: unknown;
}

export class AutoModerationRuleEditRules extends SharedRules {
  @Optional() @Text({ max: 100 }) name?: unknown;
}

export class AutoModerationRuleCreateRules extends SharedRules {
  @Text({ max: 100 }) name: unknown;
  @Present() eventType: unknown;
  @Present() triggerType: unknown;
}

const WRITTEN_ALLOW_LIST = 100;

/** Words that the author filters may have fewer exceptions than Discord's own lists. */
function checkAllowList(wire: LooseBody, refuse: Refuse): void {
  const type = wire.trigger_type;
  const isWritten =
    type === AutoModerationRuleTriggerType.Keyword || type === AutoModerationRuleTriggerType.MemberProfile;
  const { allow_list: allowed } = loose(wire.trigger_metadata);
  if (!isWritten || list(allowed).length <= WRITTEN_ALLOW_LIST) return;
  const says = `takes at most ${WRITTEN_ALLOW_LIST} items in a rule with words of its own`;
  refuse('triggerMetadata.allowList', 'items', says, describeGot(allowed));
}

export const autoModerationRuleCreateSpec = bodySpec<AutoModerationRuleCreateBody>('The rule', {
  rules: AutoModerationRuleCreateRules,
  relations: checkAllowList,
});
export const autoModerationRuleEditSpec = bodySpec<AutoModerationRuleEditBody>('The rule', {
  rules: AutoModerationRuleEditRules,
});
