/** Bodies of the Social SDK's account endpoints, which discord-api-types does not have, with Discord's own names. */
import { type Snowflake } from '../ids';

/** Who vouches for a player. Open, because Discord adds to it. */
export type IdentityProviderAuthType =
  | 'OIDC'
  | 'EPIC_ONLINE_SERVICES_ACCESS_TOKEN'
  | 'EPIC_ONLINE_SERVICES_ID_TOKEN'
  | 'STEAM_SESSION_TICKET'
  | 'UNITY_SERVICES_ID_TOKEN'
  | 'DISCORD_BOT_ISSUED_ACCESS_TOKEN'
  | 'APPLE_ID_TOKEN'
  | 'PLAYSTATION_NETWORK_ID_TOKEN'
  | (string & {});

export interface RESTPostProvisionalAccountJSONBody {
  client_id: Snowflake;
  /** Left out by public clients. */
  client_secret?: string | null;
  external_auth_token: string;
  external_auth_type: IdentityProviderAuthType;
}

export interface RESTPostBotUnmergeJSONBody {
  external_user_id: string;
}

export interface RESTPostBotProvisionalTokenJSONBody {
  external_user_id: string;
  preferred_global_name?: string | null;
  provisional_user_id?: Snowflake | null;
}
