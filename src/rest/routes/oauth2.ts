/** Wire table: authorisations. https://discord.com/developers/docs/topics/oauth2 */
import { route } from '../route';

export const oauth2Routes = {
  getAuthorization: route('GET', '/oauth2/@me', { scope: 'identify' }),
  getApplication: route('GET', '/oauth2/applications/@me'),
} as const;

/** Forms, sent with the client’s id and secret instead of a token. */
export const oauth2TokenRoutes = {
  // A code, and most refresh tokens, are good for one exchange.
  exchange: route('POST', '/oauth2/token'),
  revoke: route('POST', '/oauth2/token/revoke', { idempotent: true }),
} as const;
