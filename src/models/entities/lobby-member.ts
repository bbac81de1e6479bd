/** A user in a lobby. https://discord.com/developers/docs/resources/lobby#lobby-member-object */
import { type UserId } from '../ids';
import { userOf } from '../relations';
import { type APILobbyMember, type MetadataMap } from '../payloads/lobby';
import { PayloadView } from '../view';
import { type User } from './user';

export class LobbyMember extends PayloadView<APILobbyMember> {
  /** The user’s id. */
  get id(): UserId {
    return this.raw.id;
  }

  /** The user, when remembered. */
  get user(): User | undefined {
    return userOf(this.context, this.raw.id);
  }

  /** Data of the application’s own. */
  get metadata(): MetadataMap | null {
    return this.raw.metadata;
  }

  /** Bit 1 lets the member link the lobby to a channel. */
  get flags(): number {
    return this.raw.flags;
  }

  /** A name that the game adds to the user’s. */
  get additionalName(): string | undefined {
    return this.raw.additional_name;
  }

  equals(other: { readonly id: string }): boolean {
    return this.raw.id === other.id;
  }
}
