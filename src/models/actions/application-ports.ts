/** What views can do to what an application owns. */
import { type CommandEditBody } from '../bodies/command';
import { type LobbyEditBody, type LobbyMemberAddBody } from '../bodies/lobby';
import { type ApplicationCommand } from '../entities/application-command';
import { type Emoji } from '../entities/emoji';
import { type Lobby } from '../entities/lobby';
import { type LobbyMember } from '../entities/lobby-member';
import {
  type ApplicationId,
  type CommandId,
  type EmojiId,
  type EntitlementId,
  type GuildId,
  type LobbyId,
  type UserId,
} from '../ids';
import { type ActionOptions } from './action-options';

export interface ApplicationEmojiActions {
  edit(
    applicationId: ApplicationId,
    emojiId: EmojiId,
    body: { readonly name: string },
    options?: ActionOptions,
  ): Promise<Emoji>;
  delete(applicationId: ApplicationId, emojiId: EmojiId, options?: ActionOptions): Promise<void>;
}

export interface CommandActions {
  edit(
    applicationId: ApplicationId,
    commandId: CommandId,
    body: CommandEditBody,
    options?: ActionOptions,
  ): Promise<ApplicationCommand>;
  delete(applicationId: ApplicationId, commandId: CommandId, options?: ActionOptions): Promise<void>;
  editForGuild(
    applicationId: ApplicationId,
    guildId: GuildId,
    commandId: CommandId,
    body: CommandEditBody,
    options?: ActionOptions,
  ): Promise<ApplicationCommand>;
  deleteForGuild(
    applicationId: ApplicationId,
    guildId: GuildId,
    commandId: CommandId,
    options?: ActionOptions,
  ): Promise<void>;
}

export interface EntitlementActions {
  consume(applicationId: ApplicationId, entitlementId: EntitlementId, options?: ActionOptions): Promise<void>;
  deleteTest(applicationId: ApplicationId, entitlementId: EntitlementId, options?: ActionOptions): Promise<void>;
}

export interface LobbyActions {
  edit(lobbyId: LobbyId, body: LobbyEditBody, options?: ActionOptions): Promise<Lobby>;
  delete(lobbyId: LobbyId, options?: ActionOptions): Promise<void>;
  addMember(lobbyId: LobbyId, userId: UserId, body: LobbyMemberAddBody, options?: ActionOptions): Promise<LobbyMember>;
  removeMember(lobbyId: LobbyId, userId: UserId, options?: ActionOptions): Promise<void>;
}
