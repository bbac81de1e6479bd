/** What Discord takes at the Social SDK's account endpoints. */
import { type BotProvisionalTokenBody, type BotUnmergeBody, type ProvisionalAccountBody } from '../bodies/partner-sdk';
import { bodySpec } from './body-spec';
import { Optional, Present, Text } from './rules';

export class ProvisionalAccountRules {
  @Present() clientId: unknown;
  @Optional() @Text({ max: 1_024 }) clientSecret?: unknown;
  @Text({ min: 1, max: 10_240 }) externalAuthToken: unknown;
  @Present() externalAuthType: unknown;
}

export class BotUnmergeRules {
  @Text({ min: 1, max: 1_024 }) externalUserId: unknown;
}

export class BotProvisionalTokenRules extends BotUnmergeRules {
  @Optional() @Text({ min: 1, max: 32 }) preferredGlobalName?: unknown;
}

export const provisionalAccountSpec = bodySpec<ProvisionalAccountBody>('The account', {
  rules: ProvisionalAccountRules,
});
export const botUnmergeSpec = bodySpec<BotUnmergeBody>('The account', { rules: BotUnmergeRules });
export const botProvisionalTokenSpec = bodySpec<BotProvisionalTokenBody>('The account', {
  rules: BotProvisionalTokenRules,
});
