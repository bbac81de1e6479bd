/** Wire table: emojis of a guild. https://discord.com/developers/docs/resources/emoji */
import { route } from '../route';

export const emojiRoutes = {
  list: route('GET', '/guilds/{guild_id}/emojis'),
  create: route('POST', '/guilds/{guild_id}/emojis', { reason: true }),
  get: route('GET', '/guilds/{guild_id}/emojis/{emoji_id}'),
  edit: route('PATCH', '/guilds/{guild_id}/emojis/{emoji_id}', { reason: true }),
  delete: route('DELETE', '/guilds/{guild_id}/emojis/{emoji_id}', { reason: true }),
} as const;
