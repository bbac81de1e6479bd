/** Wire table: what Discord publishes about authorisations and does not document. https://github.com/discord/discord-api-spec */
import { route } from '../../route';

export const undocumentedOAuth2Routes = {
  getKeys: route('GET', '/oauth2/keys', { auth: false }),
  getUserInfo: route('GET', '/oauth2/userinfo', { scope: 'openid' }),
} as const;
