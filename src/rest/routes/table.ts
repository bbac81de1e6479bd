/** The whole wire table, by resource and verb. */
import { applicationEmojiRoutes } from './application-emojis';
import { applicationRoutes } from './applications';
import { autoModerationRoutes } from './auto-moderation';
import { banRoutes } from './bans';
import { channelRoutes } from './channels';
import { commandRoutes } from './commands';
import { emojiRoutes } from './emojis';
import { entitlementRoutes } from './entitlements';
import { gatewayRoutes } from './gateway';
import { guildRoutes } from './guilds';
import { interactionRoutes } from './interactions';
import { inviteRoutes } from './invites';
import { lobbyRoutes } from './lobbies';
import { memberRoutes } from './members';
import { messageRoutes } from './messages';
import { oauth2Routes } from './oauth2';
import { pollRoutes } from './polls';
import { reactionRoutes } from './reactions';
import { roleRoutes } from './roles';
import { scheduledEventRoutes } from './scheduled-events';
import { skuRoutes } from './skus';
import { soundboardRoutes } from './soundboard';
import { stageInstanceRoutes } from './stage-instances';
import { stickerRoutes } from './stickers';
import { subscriptionRoutes } from './subscriptions';
import { templateRoutes } from './templates';
import { threadRoutes } from './threads';
import { userRoutes } from './users';
import { voiceRoutes } from './voice';
import { webhookRoutes } from './webhooks';

export const routes = {
  applicationEmojis: applicationEmojiRoutes,
  applications: applicationRoutes,
  autoModeration: autoModerationRoutes,
  bans: banRoutes,
  channels: channelRoutes,
  commands: commandRoutes,
  emojis: emojiRoutes,
  entitlements: entitlementRoutes,
  gateway: gatewayRoutes,
  guilds: guildRoutes,
  interactions: interactionRoutes,
  invites: inviteRoutes,
  lobbies: lobbyRoutes,
  members: memberRoutes,
  messages: messageRoutes,
  oauth2: oauth2Routes,
  polls: pollRoutes,
  reactions: reactionRoutes,
  roles: roleRoutes,
  scheduledEvents: scheduledEventRoutes,
  skus: skuRoutes,
  soundboard: soundboardRoutes,
  stageInstances: stageInstanceRoutes,
  stickers: stickerRoutes,
  subscriptions: subscriptionRoutes,
  templates: templateRoutes,
  threads: threadRoutes,
  users: userRoutes,
  voice: voiceRoutes,
  webhooks: webhookRoutes,
} as const;
