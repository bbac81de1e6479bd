/** A message in a lobby. https://discord.com/developers/docs/resources/lobby */
import { type MessageFlags, type MessageType } from 'discord-api-types/v10';
import { type ApplicationId, type ChannelId, type LobbyId, type MessageId, snowflakeDate } from '../ids';
import { type APILobbyMessage, type MetadataMap } from '../payloads/lobby';
import { Entity } from '../entity';
import { viewOf } from '../fields-of';
import { User } from './user';

export class LobbyMessage extends Entity<APILobbyMessage> {
  private madeAuthor: User | undefined = undefined;

  get id(): MessageId {
    return this.raw.id;
  }

  get type(): MessageType {
    return this.raw.type;
  }

  get content(): string {
    return this.raw.content;
  }

  get lobbyId(): LobbyId {
    return this.raw.lobby_id;
  }

  /** The lobby’s own channel, or the one it is linked to. */
  get channelId(): ChannelId {
    return this.raw.channel_id;
  }

  get author(): User {
    return (this.madeAuthor ??= viewOf(this.raw.author, (author) => new User(author, this.context)));
  }

  /** The name that the game adds to the author’s. */
  get additionalName(): string | undefined {
    return this.raw.lobby_member?.additional_name;
  }

  /** Data of the application’s own. */
  get metadata(): MetadataMap | undefined {
    return this.raw.metadata;
  }

  /** What the application’s moderation said about it. */
  get moderationMetadata(): MetadataMap | undefined {
    return this.raw.moderation_metadata;
  }

  get flags(): MessageFlags {
    return this.raw.flags;
  }

  get applicationId(): ApplicationId | undefined {
    return this.raw.application_id;
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }
}
