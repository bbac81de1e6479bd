/** Wire table: lobbies. https://discord.com/developers/docs/resources/lobby */
import { route } from '../route';

const LOBBY = '/lobbies/{lobby_id}';
/** Discord’s scope for what players do by themselves. */
const scope = 'sdk.social_layer';

export const lobbyRoutes = {
  createOrJoin: route('PUT', '/lobbies', { scope }),
  create: route('POST', '/lobbies'),
  get: route('GET', LOBBY),
  edit: route('PATCH', LOBBY),
  delete: route('DELETE', LOBBY),
  linkChannel: route('PATCH', `${LOBBY}/channel-linking`, { scope }),
  addMember: route('PUT', `${LOBBY}/members/{user_id}`),
  removeMember: route('DELETE', `${LOBBY}/members/{user_id}`),
  leave: route('DELETE', `${LOBBY}/members/@me`, { scope }),
  // It says what the members shall be, so saying it twice changes nothing.
  bulkEditMembers: route('POST', `${LOBBY}/members/bulk`, { idempotent: true }),
  createInviteForSelf: route('POST', `${LOBBY}/members/@me/invites`, { scope }),
  createInviteForUser: route('POST', `${LOBBY}/members/{user_id}/invites`),
  listMessages: route('GET', `${LOBBY}/messages`),
  createMessage: route('POST', `${LOBBY}/messages`, { order: 'lobby_id' }),
  setMessageModeration: route('PUT', `${LOBBY}/messages/{message_id}/moderation-metadata`),
} as const;
