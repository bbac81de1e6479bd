/** What Discord takes in a role. https://discord.com/developers/docs/resources/guild#create-guild-role-json-params */
import { type RoleCreateBody, type RoleEditBody, type RolePositionsBody } from '../bodies/role';
import { bodySpec } from './body-spec';
import { Nested, Optional, Present, Text, Whole } from './rules';

const WHITE = 0xff_ff_ff;

/** https://discord.com/developers/docs/topics/permissions#role-object-role-colors-object */
class RoleColorsRules {
  @Optional() @Whole(0, WHITE) primaryColor?: unknown;
  @Optional() @Whole(0, WHITE) secondaryColor?: unknown;
  @Optional() @Whole(0, WHITE) tertiaryColor?: unknown;
}

/** Creating and editing take the same. */
export class RoleRules {
  @Optional() @Text({ min: 1, max: 100 }) name?: unknown;
  @Optional() @Whole(0, WHITE) color?: unknown;
  @Optional() @Nested(() => RoleColorsRules) colors?: unknown;
  @Optional() @Text({ max: 100 }) unicodeEmoji?: unknown;
}

export const roleCreateSpec = bodySpec<RoleCreateBody>('The role', { rules: RoleRules });
export const roleEditSpec = bodySpec<RoleEditBody>('The role', { rules: RoleRules });

/** https://discord.com/developers/docs/resources/guild#modify-guild-role-positions-json-params */
export class RolePositionRules {
  @Present() id: unknown;
}

export const rolePositionsSpec = bodySpec<RolePositionsBody>('The order of the roles', { rules: RolePositionRules });
