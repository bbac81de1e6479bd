/** Wire table: what Discord publishes about scheduled events and does not document. https://github.com/discord/discord-api-spec */
import { route } from '../../route';

const EVENT = '/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}';

export const undocumentedScheduledEventRoutes = {
  getUserCounts: route('GET', `${EVENT}/users/counts`),
  listExceptionUsers: route('GET', `${EVENT}/{guild_scheduled_event_exception_id}/users`),
  createException: route('POST', `${EVENT}/exceptions`),
  editException: route('PATCH', `${EVENT}/exceptions/{exception_id}`),
  deleteException: route('DELETE', `${EVENT}/exceptions/{exception_id}`),
} as const;
