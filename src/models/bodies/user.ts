/** Bodies and queries about the user that a client acts as. https://discord.com/developers/docs/resources/user */
import {
  type RESTGetAPICurrentUserGuildsQuery,
  type RESTPatchAPICurrentUserJSONBody,
  type RESTPutAPICurrentUserApplicationRoleConnectionJSONBody,
} from 'discord-api-types/v10';
import { type SkuId, type UserId } from '../ids';
import { type BodyOf } from './body';
import { type WithImages } from './image';

/** https://discord.com/developers/docs/resources/user#modify-current-user */
export type UserEditBody = WithImages<BodyOf<RESTPatchAPICurrentUserJSONBody>, 'avatar' | 'banner'>;

/** With one user, or a group of users who gave the scope `gdm.join`. */
export type DMCreateBody =
  | { readonly recipientId: UserId }
  | {
      readonly accessTokens: readonly string[];
      /** Names in the group, by user id. */
      readonly nicks?: Readonly<Record<UserId, string>> | undefined;
    };

export type CurrentUserGuildsQuery = BodyOf<RESTGetAPICurrentUserGuildsQuery>;

/** https://discord.com/developers/docs/resources/user#update-current-user-application-role-connection */
export type RoleConnectionBody = Omit<
  BodyOf<RESTPutAPICurrentUserApplicationRoleConnectionJSONBody>,
  'metadata' | 'platformName' | 'platformUsername'
> & {
  readonly platformName?: string | null | undefined;
  readonly platformUsername?: string | null | undefined;
  /** Values by the keys of the application’s metadata records, all of them as text; sent as they are. */
  readonly metadata?: Readonly<Record<string, string>> | null | undefined;
};

export interface UserEntitlementsQuery {
  readonly skuIds?: string | readonly SkuId[] | undefined;
  readonly excludeConsumed?: boolean | undefined;
}
