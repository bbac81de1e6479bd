/** What Discord takes about the user that a client acts as. https://discord.com/developers/docs/resources/user */
import { type ImagesSent } from '../bodies/image';
import {
  type CurrentUserGuildsQuery,
  type DMCreateBody,
  type RoleConnectionBody,
  type UserEditBody,
} from '../bodies/user';
import { bodySpec, isFilled, type LooseBody, type Refuse } from './body-spec';
import { EachScalar } from './map-rules';
import { Items, Optional, Text, Whole } from './rules';

export class UserEditRules {
  @Optional() @Text({ min: 2, max: 32 }) username?: unknown;
}

export const userEditSpec = bodySpec<ImagesSent<UserEditBody, 'avatar' | 'banner'>>('The user', {
  rules: UserEditRules,
});

export class CurrentUserGuildsQueryRules {
  @Optional() @Whole(1, 200) limit?: unknown;
}

export const currentUserGuildsQuerySpec = bodySpec<CurrentUserGuildsQuery>('The query for guilds', {
  rules: CurrentUserGuildsQueryRules,
});

export class DMCreateRules {
  @Optional() @Items({ max: 1_521 }) accessTokens?: unknown;
}

export const dmCreateSpec = bodySpec<DMCreateBody>('The direct message', {
  rules: DMCreateRules,
  relations: checkRecipients,
  verbatim: ['nicks'],
});

function checkRecipients(wire: LooseBody, refuse: Refuse): void {
  if (isFilled(wire.recipient_id) || isFilled(wire.access_tokens)) return;
  refuse('recipientId', 'present', 'is needed, or accessTokens for a group', 'nothing');
}

export class RoleConnectionRules {
  @Optional() @Text({ max: 50 }) platformName?: unknown;
  @Optional() @Text({ max: 100 }) platformUsername?: unknown;
  @Optional() @EachScalar({ min: 1, max: 100 }) metadata?: unknown;
}

export const roleConnectionSpec = bodySpec<RoleConnectionBody>('The role connection', {
  rules: RoleConnectionRules,
  verbatim: ['metadata'],
});
