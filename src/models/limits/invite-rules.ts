/** What Discord takes in the users that an invite is for. https://discord.com/developers/docs/resources/invite */
import { type TargetUsersBody } from '../bodies/invite';
import { bodySpec } from './body-spec';
import { Items } from './rules';

class TargetUsersRules {
  @Items({ max: 1_000 }) userIds: unknown;
}

export const targetUsersSpec = bodySpec<TargetUsersBody>('The list of users', { rules: TargetUsersRules });
