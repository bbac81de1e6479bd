/** Wire table: bans. https://discord.com/developers/docs/resources/guild#get-guild-bans */
import { route } from '../route';

export const banRoutes = {
  list: route('GET', '/guilds/{guild_id}/bans'),
  get: route('GET', '/guilds/{guild_id}/bans/{user_id}'),
  create: route('PUT', '/guilds/{guild_id}/bans/{user_id}', { reason: true }),
  remove: route('DELETE', '/guilds/{guild_id}/bans/{user_id}', { reason: true }),
  bulkCreate: route('POST', '/guilds/{guild_id}/bulk-ban', { reason: true }),
} as const;
