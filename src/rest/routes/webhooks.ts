/** Wire table: webhooks. https://discord.com/developers/docs/resources/webhook */
import { route } from '../route';

const WITH_TOKEN = '/webhooks/{webhook_id}/{webhook_token}';
const MESSAGE = `${WITH_TOKEN}/messages/{message_id}`;

/** Whoever has a webhook’s token needs no other: the client’s is not sent along. */
const byToken = { auth: false } as const;

export const webhookRoutes = {
  get: route('GET', '/webhooks/{webhook_id}'),
  edit: route('PATCH', '/webhooks/{webhook_id}', { reason: true }),
  delete: route('DELETE', '/webhooks/{webhook_id}', { reason: true }),
  getWithToken: route('GET', WITH_TOKEN, byToken),
  editWithToken: route('PATCH', WITH_TOKEN, byToken),
  deleteWithToken: route('DELETE', WITH_TOKEN, byToken),
  execute: route('POST', WITH_TOKEN, byToken),
  // Slack’s own answer, the word "ok", comes back.
  executeSlack: route('POST', `${WITH_TOKEN}/slack`, { ...byToken, plain: true }),
  executeGithub: route('POST', `${WITH_TOKEN}/github`, byToken),
  getMessage: route('GET', MESSAGE, byToken),
  editMessage: route('PATCH', MESSAGE, byToken),
  deleteMessage: route('DELETE', MESSAGE, byToken),
} as const;
