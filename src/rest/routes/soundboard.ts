/** Wire table: sounds of a guild’s soundboard. https://discord.com/developers/docs/resources/soundboard */
import { route } from '../route';

export const soundboardRoutes = {
  list: route('GET', '/guilds/{guild_id}/soundboard-sounds'),
  create: route('POST', '/guilds/{guild_id}/soundboard-sounds', { reason: true }),
  get: route('GET', '/guilds/{guild_id}/soundboard-sounds/{sound_id}'),
  edit: route('PATCH', '/guilds/{guild_id}/soundboard-sounds/{sound_id}', { reason: true }),
  delete: route('DELETE', '/guilds/{guild_id}/soundboard-sounds/{sound_id}', { reason: true }),
  listDefaults: route('GET', '/soundboard-default-sounds'),
} as const;
