/** Wire table: members of a guild. https://discord.com/developers/docs/resources/guild#get-guild-member */
import { route } from '../route';

export const memberRoutes = {
  list: route('GET', '/guilds/{guild_id}/members'),
  search: route('GET', '/guilds/{guild_id}/members/search'),
  get: route('GET', '/guilds/{guild_id}/members/{user_id}'),
  add: route('PUT', '/guilds/{guild_id}/members/{user_id}'),
  edit: route('PATCH', '/guilds/{guild_id}/members/{user_id}', { reason: true }),
  editMe: route('PATCH', '/guilds/{guild_id}/members/@me', { reason: true }),
  remove: route('DELETE', '/guilds/{guild_id}/members/{user_id}', { reason: true }),
  addRole: route('PUT', '/guilds/{guild_id}/members/{user_id}/roles/{role_id}', { reason: true }),
  removeRole: route('DELETE', '/guilds/{guild_id}/members/{user_id}/roles/{role_id}', { reason: true }),
} as const;
