/** The whole wire table, by resource and verb. */
import { channelRoutes } from './channels';
import { gatewayRoutes } from './gateway';
import { guildRoutes } from './guilds';
import { memberRoutes } from './members';
import { messageRoutes } from './messages';
import { reactionRoutes } from './reactions';
import { userRoutes } from './users';
import { autoModerationRoutes } from './auto-moderation';
import { banRoutes } from './bans';
import { emojiRoutes } from './emojis';
import { roleRoutes } from './roles';
import { scheduledEventRoutes } from './scheduled-events';
import { soundboardRoutes } from './soundboard';
import { stickerRoutes } from './stickers';
import { templateRoutes } from './templates';
import { voiceRoutes } from './voice';
import { interactionRoutes } from './interactions';
import { inviteRoutes } from './invites';
import { pollRoutes } from './polls';
import { stageInstanceRoutes } from './stage-instances';
import { threadRoutes } from './threads';
import { webhookRoutes } from './webhooks';
import { applicationRoutes } from './applications';
import { commandRoutes } from './commands';
import { applicationEmojiRoutes } from './application-emojis';
import { entitlementRoutes } from './entitlements';
import { skuRoutes } from './skus';
import { subscriptionRoutes } from './subscriptions';
import { lobbyRoutes } from './lobbies';
import { oauth2Routes } from './oauth2';

export const routes = {
  guilds: guildRoutes,
  channels: channelRoutes,
  messages: messageRoutes,
  reactions: reactionRoutes,
  members: memberRoutes,
  users: userRoutes,
  gateway: gatewayRoutes,
  autoModeration: autoModerationRoutes,
  bans: banRoutes,
  emojis: emojiRoutes,
  roles: roleRoutes,
  scheduledEvents: scheduledEventRoutes,
  soundboard: soundboardRoutes,
  stickers: stickerRoutes,
  templates: templateRoutes,
  voice: voiceRoutes,
  interactions: interactionRoutes,
  invites: inviteRoutes,
  polls: pollRoutes,
  stageInstances: stageInstanceRoutes,
  threads: threadRoutes,
  webhooks: webhookRoutes,
  applications: applicationRoutes,
  commands: commandRoutes,
  applicationEmojis: applicationEmojiRoutes,
  entitlements: entitlementRoutes,
  skus: skuRoutes,
  subscriptions: subscriptionRoutes,
  lobbies: lobbyRoutes,
  oauth2: oauth2Routes,
} as const;
