/** Wire table: commands. https://discord.com/developers/docs/interactions/application-commands#endpoints */
import { route } from '../route';

const GLOBAL = '/applications/{application_id}/commands';
const GUILD = '/applications/{application_id}/guilds/{guild_id}/commands';

export const commandRoutes = {
  list: route('GET', GLOBAL),
  // A command of the same name and type is replaced by it.
  create: route('POST', GLOBAL, { idempotent: true }),
  bulkOverwrite: route('PUT', GLOBAL),
  get: route('GET', `${GLOBAL}/{command_id}`),
  edit: route('PATCH', `${GLOBAL}/{command_id}`),
  delete: route('DELETE', `${GLOBAL}/{command_id}`),
  listForGuild: route('GET', GUILD),
  createForGuild: route('POST', GUILD, { idempotent: true }),
  bulkOverwriteForGuild: route('PUT', GUILD),
  getForGuild: route('GET', `${GUILD}/{command_id}`),
  editForGuild: route('PATCH', `${GUILD}/{command_id}`),
  deleteForGuild: route('DELETE', `${GUILD}/{command_id}`),
  listPermissions: route('GET', `${GUILD}/permissions`),
  getPermissions: route('GET', `${GUILD}/{command_id}/permissions`),
  setPermissions: route('PUT', `${GUILD}/{command_id}/permissions`, {
    scope: 'applications.commands.permissions.update',
  }),
} as const;
