/** Wire table: what Discord publishes about guilds and does not document. https://github.com/discord/discord-api-spec */
import { route } from '../../route';

export const undocumentedGuildRoutes = {
  getNewMemberWelcome: route('GET', '/guilds/{guild_id}/new-member-welcome'),
  listJoinRequests: route('GET', '/guilds/{guild_id}/requests'),
  actionJoinRequest: route('PATCH', '/guilds/{guild_id}/requests/{request_id}'),
} as const;
