/** Wire table: threads. https://discord.com/developers/docs/resources/channel#start-thread-from-message */
import { route } from '../route';

const MEMBERS = '/channels/{channel_id}/thread-members';

export const threadRoutes = {
  create: route('POST', '/channels/{channel_id}/threads', { reason: true }),
  createFromMessage: route('POST', '/channels/{channel_id}/messages/{message_id}/threads', { reason: true }),
  listMembers: route('GET', MEMBERS),
  getMember: route('GET', `${MEMBERS}/{user_id}`),
  addMember: route('PUT', `${MEMBERS}/{user_id}`),
  removeMember: route('DELETE', `${MEMBERS}/{user_id}`),
  join: route('PUT', `${MEMBERS}/@me`),
  leave: route('DELETE', `${MEMBERS}/@me`),
  listPublicArchived: route('GET', '/channels/{channel_id}/threads/archived/public'),
  listPrivateArchived: route('GET', '/channels/{channel_id}/threads/archived/private'),
  listJoinedPrivateArchived: route('GET', '/channels/{channel_id}/users/@me/threads/archived/private'),
  listActive: route('GET', '/guilds/{guild_id}/threads/active'),
} as const;
