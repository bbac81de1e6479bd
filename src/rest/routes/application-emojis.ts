/** Wire table: emojis of an application. https://discord.com/developers/docs/resources/emoji#list-application-emojis */
import { route } from '../route';

const EMOJIS = '/applications/{application_id}/emojis';

export const applicationEmojiRoutes = {
  list: route('GET', EMOJIS),
  create: route('POST', EMOJIS),
  get: route('GET', `${EMOJIS}/{emoji_id}`),
  edit: route('PATCH', `${EMOJIS}/{emoji_id}`),
  delete: route('DELETE', `${EMOJIS}/{emoji_id}`),
} as const;
