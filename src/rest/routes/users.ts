/** Wire table: users. https://discord.com/developers/docs/resources/user */
import { route } from '../route';

export const userRoutes = {
  me: route('GET', '/users/@me'),
  editMe: route('PATCH', '/users/@me'),
  get: route('GET', '/users/{user_id}'),
  listGuilds: route('GET', '/users/@me/guilds'),
  leaveGuild: route('DELETE', '/users/@me/guilds/{guild_id}'),
  // Opens the channel or finds the one that is open.
  createDM: route('POST', '/users/@me/channels', { idempotent: true }),
} as const;
