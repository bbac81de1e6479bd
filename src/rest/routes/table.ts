/** The whole wire table, by resource and verb. */
import { channelRoutes } from './channels';
import { gatewayRoutes } from './gateway';
import { guildRoutes } from './guilds';
import { memberRoutes } from './members';
import { messageRoutes } from './messages';
import { reactionRoutes } from './reactions';
import { userRoutes } from './users';

export const routes = {
  guilds: guildRoutes,
  channels: channelRoutes,
  messages: messageRoutes,
  reactions: reactionRoutes,
  members: memberRoutes,
  users: userRoutes,
  gateway: gatewayRoutes,
} as const;
