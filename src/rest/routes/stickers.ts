/** Wire table: stickers of a guild, and packs of stickers. https://discord.com/developers/docs/resources/sticker */
import { route } from '../route';

export const stickerRoutes = {
  list: route('GET', '/guilds/{guild_id}/stickers'),
  create: route('POST', '/guilds/{guild_id}/stickers', { reason: true }),
  getForGuild: route('GET', '/guilds/{guild_id}/stickers/{sticker_id}'),
  edit: route('PATCH', '/guilds/{guild_id}/stickers/{sticker_id}', { reason: true }),
  delete: route('DELETE', '/guilds/{guild_id}/stickers/{sticker_id}', { reason: true }),
  get: route('GET', '/stickers/{sticker_id}'),
  listPacks: route('GET', '/sticker-packs', { auth: false }),
  getPack: route('GET', '/sticker-packs/{pack_id}'),
} as const;
