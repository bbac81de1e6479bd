/** An access token of a user who authorised the application. https://discord.com/developers/docs/topics/oauth2 */
import { SecretCredentials } from './credentials';
import { checkToken } from './check-token';

/** Acts for a user. `Bearer ` in front of the token and space around it are taken off. */
export class BearerToken extends SecretCredentials {
  readonly label = 'a bearer token';

  /** @throws {RestError} REST_TOKEN_MALFORMED when it cannot be a token. */
  constructor(token: string) {
    super(`Bearer ${checkToken(token, 'Bearer', 'access token')}`);
  }
}
