/** Wire table: channels. https://discord.com/developers/docs/resources/channel */
import { type PartFacts, route } from '../route';

export const channelRoutes = {
  get: route('GET', '/channels/{channel_id}'),
  edit: route('PATCH', '/channels/{channel_id}', { reason: true, part: renames }),
  delete: route('DELETE', '/channels/{channel_id}', { reason: true }),
  triggerTyping: route('POST', '/channels/{channel_id}/typing', { idempotent: true }),
  setPermission: route('PUT', '/channels/{channel_id}/permissions/{overwrite_id}', { reason: true }),
  deletePermission: route('DELETE', '/channels/{channel_id}/permissions/{overwrite_id}', { reason: true }),
} as const;

/**
 * Name and topic may change about twice in ten minutes, which no header tells: only a 429 with a long wait.
 * Counted apart, that wait does not hold back other changes of the channel.
 */
function renames({ body }: PartFacts): string {
  const changes = typeof body === 'object' && body !== null ? body : {};
  return 'name' in changes || 'topic' in changes ? 'name-or-topic' : '';
}
