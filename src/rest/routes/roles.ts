/** Wire table: roles. https://discord.com/developers/docs/resources/guild#get-guild-roles */
import { route } from '../route';

export const roleRoutes = {
  list: route('GET', '/guilds/{guild_id}/roles'),
  create: route('POST', '/guilds/{guild_id}/roles', { reason: true }),
  reorder: route('PATCH', '/guilds/{guild_id}/roles', { reason: true }),
  get: route('GET', '/guilds/{guild_id}/roles/{role_id}'),
  edit: route('PATCH', '/guilds/{guild_id}/roles/{role_id}', { reason: true }),
  delete: route('DELETE', '/guilds/{guild_id}/roles/{role_id}', { reason: true }),
  getMemberCounts: route('GET', '/guilds/{guild_id}/roles/member-counts'),
} as const;
