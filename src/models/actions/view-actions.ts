/** Everything that views can do: one small port for each resource, with the methods that views call and no other. */
import {
  type ApplicationEmojiActions,
  type CommandActions,
  type EntitlementActions,
  type LobbyActions,
} from './application-ports';
import {
  type ChannelActions,
  type InviteActions,
  type MessageActions,
  type PollActions,
  type ReactionActions,
  type StageInstanceActions,
  type ThreadActions,
  type WebhookActions,
} from './channel-ports';
import {
  type AutoModerationActions,
  type EmojiActions,
  type GuildActions,
  type RoleActions,
  type ScheduledEventActions,
  type SoundboardActions,
  type StickerActions,
  type TemplateActions,
} from './guild-ports';
import { type BanActions, type MemberActions, type UserActions, type VoiceActions } from './people-ports';

/** Everything that views can do. A REST client satisfies it. */
export interface ViewActions {
  readonly messages: MessageActions;
  readonly reactions: ReactionActions;
  readonly polls: PollActions;
  readonly channels: ChannelActions;
  readonly threads: ThreadActions;
  readonly users: UserActions;
  readonly members: MemberActions;
  readonly bans: BanActions;
  readonly roles: RoleActions;
  readonly guilds: GuildActions;
  readonly emojis: EmojiActions;
  readonly applicationEmojis: ApplicationEmojiActions;
  readonly stickers: StickerActions;
  readonly soundboard: SoundboardActions;
  readonly invites: InviteActions;
  readonly webhooks: WebhookActions;
  readonly scheduledEvents: ScheduledEventActions;
  readonly stageInstances: StageInstanceActions;
  readonly autoModeration: AutoModerationActions;
  readonly templates: TemplateActions;
  readonly commands: CommandActions;
  readonly entitlements: EntitlementActions;
  readonly voice: VoiceActions;
  readonly lobbies: LobbyActions;
}
