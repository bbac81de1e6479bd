/** A room in which players of a game meet. https://discord.com/developers/docs/resources/lobby */
import { type ApplicationId, type LobbyId, snowflakeDate } from '../ids';
import { type APILobby, type MetadataMap } from '../payloads/lobby';
import { PayloadView } from '../view';
import { Channel } from './channel';
import { LobbyMember } from './lobby-member';

export class Lobby extends PayloadView<APILobby> {
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
    return (this.madeMembers ??= this.raw.members.map((member) => new LobbyMember(member, this.context)));
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

  equals(other: { readonly id: string }): boolean {
    return this.raw.id === other.id;
  }
}
