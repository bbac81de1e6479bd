/** A user in a lobby. https://discord.com/developers/docs/resources/lobby#lobby-member-object */
import { type LobbyId, type UserId } from '../ids';
import { userOf } from '../relations';
import { type APILobbyMember, type MetadataMap } from '../payloads/lobby';
import { Entity } from '../entity';
import { type User } from './user';
import { type ViewContext } from '../view-context';

export class LobbyMember extends Entity<APILobbyMember, 'lobbyId' | 'id'> {
  /** @param lobbyId of the lobby, which the payload does not name. */
  constructor(
    raw: APILobbyMember,
    context?: ViewContext,
    readonly lobbyId?: LobbyId,
  ) {
    super(raw, context);
  }

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

  protected override get identifiedBy(): readonly ('lobbyId' | 'id')[] {
    return ['lobbyId', 'id'];
  }

  protected override known(): readonly unknown[] {
    return [this.lobbyId];
  }
}
