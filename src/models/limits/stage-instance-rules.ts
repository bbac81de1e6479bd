/** What Discord takes in a live stage. https://discord.com/developers/docs/resources/stage-instance */
import { type StageInstanceCreateBody, type StageInstanceEditBody } from '../bodies/stage-instance';
import { bodySpec } from './body-spec';
import { Optional, Present, Text } from './rules';

class StageInstanceCreateRules {
  @Present() channelId: unknown;
  @Text({ min: 1, max: 120 }) topic: unknown;
}

class StageInstanceEditRules {
  @Optional() @Text({ min: 1, max: 120 }) topic?: unknown;
}

export const stageInstanceCreateSpec = bodySpec<StageInstanceCreateBody>('The stage', {
  rules: StageInstanceCreateRules,
});

export const stageInstanceEditSpec = bodySpec<StageInstanceEditBody>('The stage', { rules: StageInstanceEditRules });
