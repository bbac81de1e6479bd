/** Bodies of lobbies. https://discord.com/developers/docs/resources/lobby */
import {
  type MetadataMap,
  type RESTBulkLobbyMemberBody,
  type RESTLobbyMemberBody,
  type RESTPatchLobbyChannelLinkingJSONBody,
  type RESTPostLobbyJSONBody,
  type RESTPutLobbyJSONBody,
} from '../payloads/lobby';
import { type BodyOf } from './body';

/** Metadata is data: its keys are sent as they are. */
type WithMetadata<Written> = Omit<Written, 'metadata'> & { readonly metadata?: MetadataMap | null | undefined };

/** Of a member: its id, data, and whether it may link the lobby to a channel (flag 1). */
export type LobbyMemberBody = WithMetadata<BodyOf<RESTLobbyMemberBody>>;

export type LobbyCreateBody = Omit<WithMetadata<BodyOf<RESTPostLobbyJSONBody>>, 'members'> & {
  readonly members?: readonly LobbyMemberBody[] | null | undefined;
};

/** What is left out stays; members that are given take the place of all. */
export type LobbyEditBody = LobbyCreateBody;

/** Whoever says the same `secret` meets in the same lobby. */
export type LobbyJoinBody = Omit<BodyOf<RESTPutLobbyJSONBody>, 'lobbyMetadata' | 'memberMetadata'> & {
  readonly lobbyMetadata?: MetadataMap | null | undefined;
  readonly memberMetadata?: MetadataMap | null | undefined;
};

export type LobbyMemberAddBody = Omit<LobbyMemberBody, 'id'>;

export type LobbyMembersBody = readonly WithMetadata<BodyOf<RESTBulkLobbyMemberBody>>[];

export type LobbyLinkBody = BodyOf<RESTPatchLobbyChannelLinkingJSONBody>;

export interface LobbyMessagesQuery {
  /** 1 to 200. Default 50. */
  readonly limit?: number | undefined;
}
