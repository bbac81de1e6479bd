/** Wire table: reactions. https://discord.com/developers/docs/resources/message#create-reaction */
import { route } from '../route';

const MESSAGE = '/channels/{channel_id}/messages/{message_id}/reactions';

export const reactionRoutes = {
  list: route('GET', `${MESSAGE}/{emoji_name}`),
  // In one line with the channel's message creates: a reaction never overtakes the answer it belongs to.
  add: route('PUT', `${MESSAGE}/{emoji_name}/@me`, { order: 'channel_id' }),
  removeOwn: route('DELETE', `${MESSAGE}/{emoji_name}/@me`),
  removeUser: route('DELETE', `${MESSAGE}/{emoji_name}/{user_id}`),
  removeEmoji: route('DELETE', `${MESSAGE}/{emoji_name}`),
  removeAll: route('DELETE', MESSAGE),
} as const;
