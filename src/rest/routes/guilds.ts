/** Wire table: guilds. https://discord.com/developers/docs/resources/guild */
import { route } from '../route';

export const guildRoutes = {
  get: route('GET', '/guilds/{guild_id}'),
  edit: route('PATCH', '/guilds/{guild_id}', { reason: true }),
  getPreview: route('GET', '/guilds/{guild_id}/preview'),
  listChannels: route('GET', '/guilds/{guild_id}/channels'),
  createChannel: route('POST', '/guilds/{guild_id}/channels', { reason: true }),
  reorderChannels: route('PATCH', '/guilds/{guild_id}/channels'),
} as const;
