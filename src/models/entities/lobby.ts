/** A room in which players of a game meet. https://discord.com/developers/docs/resources/lobby */
import { type ActionOptions } from '../actions/action-options';
import { type ApplicationId, type LobbyId, snowflakeDate, type UserId } from '../ids';
import { type APILobby, type MetadataMap } from '../payloads/lobby';
import { Entity } from '../entity';
import { viewsOf } from '../fields-of';
import { Channel } from './channel';
import { LobbyMember } from './lobby-member';
import { type LobbyEditBody, type LobbyMemberAddBody } from '../bodies/lobby';
import { idOf, type Target } from './targets';

export class Lobby extends Entity<APILobby> {
  private madeMembers: readonly LobbyMember[] | undefined = undefined;
  private madeChannel: Channel | undefined = undefined;

  get id(): LobbyId {
    return this.raw.id;
  }

  get applicationId(): ApplicationId {
    return this.raw.application_id;
  }

  /** Data of the application’s own. */
  get metadata(): MetadataMap | null {
    return this.raw.metadata;
  }

  get members(): readonly LobbyMember[] {
    return (this.madeMembers ??= viewsOf(
      this.raw.members,
      (member) => new LobbyMember(member, this.context, this.raw.id),
    ));
  }

  /** The channel of a guild whose messages are shown in the lobby too. */
  get linkedChannel(): Channel | undefined {
    return (this.madeChannel ??= this.raw.linked_channel && new Channel(this.raw.linked_channel, this.context));
  }

  get flags(): number {
    return this.raw.flags;
  }

  /** Where events of this lobby are sent instead of the application’s address. */
  get overrideEventWebhooksUrl(): string | null | undefined {
    return this.raw.override_event_webhooks_url;
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }

  /** Changes the lobby. `members`, when given, become all of its members. */
  edit(body: LobbyEditBody, options?: ActionOptions): Promise<Lobby> {
    return this.context.actions.lobbies.edit(this.raw.id, body, options);
  }

  delete(options?: ActionOptions): Promise<void> {
    return this.context.actions.lobbies.delete(this.raw.id, options);
  }

  addMember(user: Target<UserId>, body: LobbyMemberAddBody = {}, options?: ActionOptions): Promise<LobbyMember> {
    return this.context.actions.lobbies.addMember(this.raw.id, idOf(user), body, options);
  }

  removeMember(user: Target<UserId>, options?: ActionOptions): Promise<void> {
    return this.context.actions.lobbies.removeMember(this.raw.id, idOf(user), options);
  }
}
