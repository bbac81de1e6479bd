/** Wire table: users. https://discord.com/developers/docs/resources/user */
import { route } from '../route';

const ROLE_CONNECTION = '/users/@me/applications/{application_id}/role-connection';
const writesConnections = { scope: 'role_connections.write' } as const;

export const userRoutes = {
  me: route('GET', '/users/@me'),
  editMe: route('PATCH', '/users/@me'),
  get: route('GET', '/users/{user_id}'),
  listGuilds: route('GET', '/users/@me/guilds'),
  getGuildMember: route('GET', '/users/@me/guilds/{guild_id}/member', { scope: 'guilds.members.read' }),
  leaveGuild: route('DELETE', '/users/@me/guilds/{guild_id}'),
  // Opens the channel or finds the one that is open.
  createDM: route('POST', '/users/@me/channels', { idempotent: true }),
  listConnections: route('GET', '/users/@me/connections', { scope: 'connections' }),
  getRoleConnection: route('GET', ROLE_CONNECTION, writesConnections),
  setRoleConnection: route('PUT', ROLE_CONNECTION, writesConnections),
  deleteRoleConnection: route('DELETE', ROLE_CONNECTION, writesConnections),
} as const;
