/** Lobbies: rooms in which players of a game meet. https://discord.com/developers/docs/resources/lobby */
import {
  type ActionOptions,
  type APILobby,
  type APILobbyGuildInvite,
  type APILobbyMember,
  type APILobbyMessage,
  type Camel,
  fromWire,
  Lobby,
  type LobbyCreateBody,
  lobbyCreateSpec,
  type LobbyEditBody,
  lobbyEditSpec,
  type LobbyId,
  type LobbyJoinBody,
  lobbyJoinSpec,
  type LobbyLinkBody,
  lobbyLinkSpec,
  LobbyMember,
  type LobbyMemberAddBody,
  lobbyMemberAddSpec,
  type LobbyMembersBody,
  lobbyMembersSpec,
  LobbyMessage,
  type LobbyMessagesQuery,
  lobbyMessagesQuerySpec,
  type MessageCreateBody,
  messageCreateSpec,
  type MessageId,
  type MetadataMap,
  type OrderedActionOptions,
  type UserId,
  type WithFiles,
} from '../../models';
import { lobbyRoutes } from '../routes/lobbies';
import { createBody } from './message-body';
import { metadataBody } from './metadata-body';
import { Resource } from './resource';

export class LobbiesResource extends Resource {
  /**
   * Joins the lobby of a secret, and makes it when there is none yet. Acts for a user: needs a client with an access
   * token.
   */
  async createOrJoin(body: LobbyJoinBody, options?: ActionOptions): Promise<Lobby> {
    const init = { body: this.encode(lobbyJoinSpec, body), options };
    return this.toLobby(await this.fetch(lobbyRoutes.createOrJoin, {}, init));
  }

  /** Makes a lobby with up to 25 members. It ends when nobody was in it for `idleTimeoutSeconds`. */
  async create(body: LobbyCreateBody, options?: ActionOptions): Promise<Lobby> {
    const init = { body: this.encode(lobbyCreateSpec, body), options };
    return this.toLobby(await this.fetch(lobbyRoutes.create, {}, init));
  }

  async get(lobbyId: LobbyId, options?: ActionOptions): Promise<Lobby> {
    return this.toLobby(await this.fetch(lobbyRoutes.get, { lobby_id: lobbyId }, { options }));
  }

  /** Changes a lobby. Members that are given take the place of those that were in it. */
  async edit(lobbyId: LobbyId, body: LobbyEditBody, options?: ActionOptions): Promise<Lobby> {
    const init = { body: this.encode(lobbyEditSpec, body), options };
    return this.toLobby(await this.fetch(lobbyRoutes.edit, { lobby_id: lobbyId }, init));
  }

  async delete(lobbyId: LobbyId, options?: ActionOptions): Promise<void> {
    await this.run(lobbyRoutes.delete, { lobby_id: lobbyId }, { options });
  }

  /** Links a channel to the lobby; without `channelId` the link ends. Acts for a user: needs an access token. */
  async linkChannel(lobbyId: LobbyId, body: LobbyLinkBody, options?: ActionOptions): Promise<Lobby> {
    const init = { body: this.encode(lobbyLinkSpec, body), options };
    return this.toLobby(await this.fetch(lobbyRoutes.linkChannel, { lobby_id: lobbyId }, init));
  }

  /** Puts a user into the lobby, or changes what is said about one who is in it. */
  async addMember(
    lobbyId: LobbyId,
    userId: UserId,
    body: LobbyMemberAddBody,
    options?: ActionOptions,
  ): Promise<LobbyMember> {
    const init = { body: this.encode(lobbyMemberAddSpec, body), options };
    return this.toMember(lobbyId, await this.fetch(lobbyRoutes.addMember, ids(lobbyId, userId), init));
  }

  async removeMember(lobbyId: LobbyId, userId: UserId, options?: ActionOptions): Promise<void> {
    await this.run(lobbyRoutes.removeMember, ids(lobbyId, userId), { options });
  }

  /** Takes the client’s own user out. Acts for a user: needs an access token. */
  async leave(lobbyId: LobbyId, options?: ActionOptions): Promise<void> {
    await this.run(lobbyRoutes.leave, { lobby_id: lobbyId }, { options });
  }

  /** Adds, changes and removes (`removeMember`) several members at once. */
  async bulkEditMembers(lobbyId: LobbyId, body: LobbyMembersBody, options?: ActionOptions): Promise<LobbyMember[]> {
    const init = { body: this.encode(lobbyMembersSpec, body), options };
    const raws = await this.fetchList<APILobbyMember>(lobbyRoutes.bulkEditMembers, { lobby_id: lobbyId }, init);
    return raws.map((raw) => this.toMember(lobbyId, raw));
  }

  /** An invite for the client’s own user to the guild of the linked channel. */
  async createInviteForSelf(lobbyId: LobbyId, options?: ActionOptions): Promise<Camel<APILobbyGuildInvite>> {
    const params = { lobby_id: lobbyId };
    return fromWire(await this.fetch<APILobbyGuildInvite>(lobbyRoutes.createInviteForSelf, params, { options }));
  }

  /** An invite for a member to the guild of the linked channel. */
  async createInviteForUser(
    lobbyId: LobbyId,
    userId: UserId,
    options?: ActionOptions,
  ): Promise<Camel<APILobbyGuildInvite>> {
    const params = ids(lobbyId, userId);
    return fromWire(await this.fetch<APILobbyGuildInvite>(lobbyRoutes.createInviteForUser, params, { options }));
  }

  /** The latest messages: up to 200. */
  async listMessages(lobbyId: LobbyId, query?: LobbyMessagesQuery, options?: ActionOptions): Promise<LobbyMessage[]> {
    const init = { query: this.query(lobbyMessagesQuerySpec, query), options };
    const raws = await this.fetchList<APILobbyMessage>(lobbyRoutes.listMessages, { lobby_id: lobbyId }, init);
    return raws.map((raw) => this.toMessage(raw));
  }

  /** Writes a message into the lobby, by the rules of `messages.create`. */
  async createMessage(
    lobbyId: LobbyId,
    body: WithFiles<MessageCreateBody>,
    options?: OrderedActionOptions,
  ): Promise<LobbyMessage> {
    const { body: encoded, files } = this.fileInit(messageCreateSpec, body);
    const wire = createBody(encoded, this.host);
    const init = { body: wire, files, options, order: options?.order, idempotent: wire.enforce_nonce === true };
    return this.toMessage(await this.fetch(lobbyRoutes.createMessage, { lobby_id: lobbyId }, init));
  }

  /** Says what the application’s own moderation found about a message. The keys are the application’s. */
  async setMessageModeration(
    lobbyId: LobbyId,
    messageId: MessageId,
    body: MetadataMap,
    options?: ActionOptions,
  ): Promise<void> {
    const params = { lobby_id: lobbyId, message_id: messageId };
    const encoded = metadataBody(this.host, body);
    await this.run(lobbyRoutes.setMessageModeration, params, { body: encoded, options });
  }

  private toLobby(raw: APILobby): Lobby {
    return new Lobby(raw, this.context);
  }

  private toMember(lobbyId: LobbyId, raw: APILobbyMember): LobbyMember {
    return new LobbyMember(raw, this.context, lobbyId);
  }

  private toMessage(raw: APILobbyMessage): LobbyMessage {
    return new LobbyMessage(raw, this.context);
  }
}

function ids(lobbyId: LobbyId, userId: UserId): { lobby_id: string; user_id: string } {
  return { lobby_id: lobbyId, user_id: userId };
}
