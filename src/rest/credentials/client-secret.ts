/** How an application proves itself at the token endpoint. https://discord.com/developers/docs/topics/oauth2 */
import { RestError } from '../errors/rest-error';
import { type Credentials, SecretCredentials } from './credentials';

/** HTTP Basic with the application’s id and secret. */
export class ClientSecret extends SecretCredentials {
  readonly label = 'the client id and secret';

  /** @throws {RestError} REST_TOKEN_MALFORMED when it cannot be a secret. */
  constructor(clientId: string, clientSecret: string) {
    super(`Basic ${Buffer.from(`${clientId}:${checkSecret(clientSecret)}`).toString('base64')}`);
  }
}

/** Of public clients, which have no secret: the form names them. */
export const publicClient: Credentials = {
  label: 'a public client',
  authorize: () => undefined,
};

function checkSecret(secret: unknown): string {
  const trimmed = typeof secret === 'string' ? secret.trim() : '';
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  throw new RestError({
    kind: 'token-malformed',
    message: trimmed === '' ? 'The client secret is missing.' : 'The client secret has characters that no secret has.',
    advice: 'copy it from the developer portal (OAuth2, Reset Secret) into the environment variable that is read.',
  });
}
