/** Wire table: scheduled events. https://discord.com/developers/docs/resources/guild-scheduled-event */
import { route } from '../route';

const EVENTS = '/guilds/{guild_id}/scheduled-events';

export const scheduledEventRoutes = {
  list: route('GET', EVENTS),
  create: route('POST', EVENTS, { reason: true }),
  get: route('GET', `${EVENTS}/{guild_scheduled_event_id}`),
  edit: route('PATCH', `${EVENTS}/{guild_scheduled_event_id}`, { reason: true }),
  delete: route('DELETE', `${EVENTS}/{guild_scheduled_event_id}`),
  listUsers: route('GET', `${EVENTS}/{guild_scheduled_event_id}/users`),
} as const;
