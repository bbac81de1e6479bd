/** Wire table: what Discord publishes about threads and does not document. https://github.com/discord/discord-api-spec */
import { route } from '../../route';

export const undocumentedThreadRoutes = {
  search: route('GET', '/channels/{channel_id}/threads/search'),
} as const;
