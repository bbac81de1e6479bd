/** Wire table: polls. https://discord.com/developers/docs/resources/poll */
import { route } from '../route';

export const pollRoutes = {
  listVoters: route('GET', '/channels/{channel_id}/polls/{message_id}/answers/{answer_id}'),
  end: route('POST', '/channels/{channel_id}/polls/{message_id}/expire'),
} as const;
