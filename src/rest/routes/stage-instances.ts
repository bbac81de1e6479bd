/** Wire table: live stages. https://discord.com/developers/docs/resources/stage-instance */
import { route } from '../route';

export const stageInstanceRoutes = {
  create: route('POST', '/stage-instances', { reason: true }),
  get: route('GET', '/stage-instances/{channel_id}'),
  edit: route('PATCH', '/stage-instances/{channel_id}', { reason: true }),
  delete: route('DELETE', '/stage-instances/{channel_id}', { reason: true }),
} as const;
