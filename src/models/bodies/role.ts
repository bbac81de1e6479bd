/** Bodies of requests about roles. https://discord.com/developers/docs/resources/guild#create-guild-role */
import {
  type APIRoleColors,
  type RESTPatchAPIGuildRoleJSONBody,
  type RESTPatchAPIGuildRolePositionsJSONBody,
  type RESTPostAPIGuildRoleJSONBody,
} from 'discord-api-types/v10';
import { type Body, type BodyOf } from './body';
import { type PayloadView } from '../view';
import { type WithImages } from './image';

/** A second and a third colour are for gradients; Discord needs none. */
type WithRoleColors<Written> = Omit<Written, 'colors'> & {
  readonly colors?:
    | {
        readonly primaryColor: number;
        readonly secondaryColor?: number | null | undefined;
        readonly tertiaryColor?: number | null | undefined;
      }
    | PayloadView<APIRoleColors>
    | null
    | undefined;
};

/** https://discord.com/developers/docs/resources/guild#create-guild-role */
export type RoleCreateBody = WithRoleColors<WithImages<BodyOf<RESTPostAPIGuildRoleJSONBody>, 'icon'>>;

/** https://discord.com/developers/docs/resources/guild#modify-guild-role */
export type RoleEditBody = WithRoleColors<WithImages<BodyOf<RESTPatchAPIGuildRoleJSONBody>, 'icon'>>;

/** https://discord.com/developers/docs/resources/guild#modify-guild-role-positions */
export type RolePositionsBody = Body<RESTPatchAPIGuildRolePositionsJSONBody>;
