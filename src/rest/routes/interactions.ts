/** Wire table: answers to interactions. https://discord.com/developers/docs/interactions/receiving-and-responding */
import { route } from '../route';

const WITH_TOKEN = '/webhooks/{webhook_id}/{webhook_token}';
const ORIGINAL = `${WITH_TOKEN}/messages/@original`;
const MESSAGE = `${WITH_TOKEN}/messages/{message_id}`;

/** The token of the interaction is all they need, and the global limit does not hold them back. */
const byToken = { auth: false, exempt: true } as const;

export const interactionRoutes = {
  // An interaction takes one first answer, and says when it has it: sending it again cannot answer twice.
  reply: route('POST', '/interactions/{interaction_id}/{interaction_token}/callback', {
    ...byToken,
    idempotent: true,
    doneCode: 40_060,
  }),
  getReply: route('GET', ORIGINAL, byToken),
  editReply: route('PATCH', ORIGINAL, byToken),
  deleteReply: route('DELETE', ORIGINAL, byToken),
  followUp: route('POST', WITH_TOKEN, byToken),
  getFollowUp: route('GET', MESSAGE, byToken),
  editFollowUp: route('PATCH', MESSAGE, byToken),
  deleteFollowUp: route('DELETE', MESSAGE, byToken),
} as const;
