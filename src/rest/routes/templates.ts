/** Wire table: guild templates. https://discord.com/developers/docs/resources/guild-template */
import { route } from '../route';

export const templateRoutes = {
  get: route('GET', '/guilds/templates/{code}', { auth: false }),
  list: route('GET', '/guilds/{guild_id}/templates'),
  create: route('POST', '/guilds/{guild_id}/templates'),
  sync: route('PUT', '/guilds/{guild_id}/templates/{code}'),
  edit: route('PATCH', '/guilds/{guild_id}/templates/{code}'),
  delete: route('DELETE', '/guilds/{guild_id}/templates/{code}'),
} as const;
