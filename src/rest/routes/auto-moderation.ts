/** Wire table: auto moderation. https://discord.com/developers/docs/resources/auto-moderation */
import { route } from '../route';

export const autoModerationRoutes = {
  list: route('GET', '/guilds/{guild_id}/auto-moderation/rules'),
  create: route('POST', '/guilds/{guild_id}/auto-moderation/rules', { reason: true }),
  get: route('GET', '/guilds/{guild_id}/auto-moderation/rules/{rule_id}'),
  edit: route('PATCH', '/guilds/{guild_id}/auto-moderation/rules/{rule_id}', { reason: true }),
  delete: route('DELETE', '/guilds/{guild_id}/auto-moderation/rules/{rule_id}', { reason: true }),
} as const;
