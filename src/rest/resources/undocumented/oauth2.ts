/** What Discord publishes about authorisations and does not document. https://github.com/discord/discord-api-spec */
import { type ActionOptions, type Camel, fromWire } from '../../../models';
import { undocumentedOAuth2Routes } from '../../routes/undocumented/oauth2';
import { type OAuth2Key, type OpenIdUserInfo } from '../../undocumented-types/oauth2';
import { Resource } from '../resource';

export class UndocumentedOAuth2Resource extends Resource {
  /** The public keys that id tokens are signed with, as JSON Web Keys. Needs no token. */
  async getKeys(options?: ActionOptions): Promise<{ readonly keys: readonly OAuth2Key[] }> {
    return this.fetch(undocumentedOAuth2Routes.getKeys, {}, { options });
  }

  /** What OpenID Connect tells about the user. Needs a client with an access token of the scope `openid`. */
  async getUserInfo(options?: ActionOptions): Promise<Camel<OpenIdUserInfo>> {
    return fromWire(await this.fetch<OpenIdUserInfo>(undocumentedOAuth2Routes.getUserInfo, {}, { options }));
  }
}
