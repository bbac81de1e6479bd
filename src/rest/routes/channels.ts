/** Wire table: channels. https://discord.com/developers/docs/resources/channel */
import { type PartFacts, route } from '../route';

export const channelRoutes = {
  get: route('GET', '/channels/{channel_id}'),
  edit: route('PATCH', '/channels/{channel_id}', { reason: true, part: renames }),
  delete: route('DELETE', '/channels/{channel_id}', { reason: true }),
  triggerTyping: route('POST', '/channels/{channel_id}/typing', { idempotent: true }),
  setPermission: route('PUT', '/channels/{channel_id}/permissions/{overwrite_id}', { reason: true }),
  deletePermission: route('DELETE', '/channels/{channel_id}/permissions/{overwrite_id}', { reason: true }),
  followAnnouncements: route('POST', '/channels/{channel_id}/followers', { reason: true }),
  setVoiceStatus: route('PUT', '/channels/{channel_id}/voice-status', { reason: true }),
  addRecipient: route('PUT', '/channels/{channel_id}/recipients/{user_id}'),
  removeRecipient: route('DELETE', '/channels/{channel_id}/recipients/{user_id}'),
  listInvites: route('GET', '/channels/{channel_id}/invites'),
  createInvite: route('POST', '/channels/{channel_id}/invites', { reason: true }),
  listWebhooks: route('GET', '/channels/{channel_id}/webhooks'),
  createWebhook: route('POST', '/channels/{channel_id}/webhooks', { reason: true }),
  sendSoundboardSound: route('POST', '/channels/{channel_id}/send-soundboard-sound'),
} as const;

/**
 * Name and topic may change about twice in ten minutes, which no header tells: only a 429 with a long wait.
 * Counted apart, that wait does not hold back other changes of the channel.
 */
function renames({ body }: PartFacts): string {
  const changes = typeof body === 'object' && body !== null ? body : {};
  return 'name' in changes || 'topic' in changes ? 'name-or-topic' : '';
}
