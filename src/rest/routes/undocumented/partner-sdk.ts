/** Wire table: what Discord publishes about accounts of the Social SDK and does not document. https://github.com/discord/discord-api-spec */
import { route } from '../../route';

export const undocumentedPartnerSdkRoutes = {
  setDmModeration: route('PUT', '/partner-sdk/dms/{user_id_1}/{user_id_2}/messages/{message_id}/moderation-metadata'),
  unmergeAccount: route('POST', '/partner-sdk/provisional-accounts/unmerge', { auth: false }),
  unmergeAccountAsBot: route('POST', '/partner-sdk/provisional-accounts/unmerge/bot'),
  getToken: route('POST', '/partner-sdk/token', { auth: false }),
  getTokenAsBot: route('POST', '/partner-sdk/token/bot'),
} as const;
