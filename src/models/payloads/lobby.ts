/**
 * Payloads of lobbies, which discord-api-types does not have, with Discord's own names.
 * https://discord.com/developers/docs/resources/lobby
 */
import { type APIChannel, type APIUser, type MessageFlags, type MessageType } from 'discord-api-types/v10';
import { type Snowflake } from '../ids';

/** Data of the application's own: keys and values are kept as they are. */
export type MetadataMap = Readonly<Record<string, string>>;

export interface APILobbyMember {
  id: Snowflake;
  metadata: MetadataMap | null;
  flags: number;
  additional_name?: string;
}

export interface APILobby {
  id: Snowflake;
  application_id: Snowflake;
  metadata: MetadataMap | null;
  members: APILobbyMember[];
  linked_channel?: APIChannel;
  flags: number;
  override_event_webhooks_url?: string | null;
}

export interface APILobbyMessage {
  id: Snowflake;
  type: MessageType;
  content: string;
  lobby_id: Snowflake;
  channel_id: Snowflake;
  author: APIUser;
  lobby_member?: { additional_name: string };
  metadata?: MetadataMap;
  moderation_metadata?: MetadataMap;
  flags: MessageFlags;
  application_id?: Snowflake;
}

export interface APILobbyGuildInvite {
  code: string;
}

export interface RESTLobbyMemberBody {
  id: Snowflake;
  metadata?: MetadataMap | null;
  /** 1 lets the member link the lobby to a channel. */
  flags?: number | null;
  additional_name?: string | null;
}

export interface RESTPostLobbyJSONBody {
  idle_timeout_seconds?: number | null;
  members?: RESTLobbyMemberBody[] | null;
  metadata?: MetadataMap | null;
  flags?: number | null;
  override_event_webhooks_url?: string | null;
}

export interface RESTPutLobbyJSONBody {
  secret: string;
  idle_timeout_seconds?: number | null;
  lobby_metadata?: MetadataMap | null;
  member_metadata?: MetadataMap | null;
  flags?: number | null;
}

export interface RESTPatchLobbyChannelLinkingJSONBody {
  /** Left out or `null`, the link is taken away. */
  channel_id?: Snowflake | null;
}

export interface RESTBulkLobbyMemberBody extends RESTLobbyMemberBody {
  remove_member?: boolean | null;
}
