/**
 * Lets users sign in with Discord: sends them to the page where they allow it, and changes the code that comes back
 * for tokens. `new RestClient(new BearerToken(tokens.accessToken))` then acts for the user.
 * https://discord.com/developers/docs/topics/oauth2
 */
import { type ApplicationId } from '../../models';
import { type Clock, systemClock } from '../../util';
import { ClientSecret, publicClient } from '../credentials/client-secret';
import { unreadable } from '../errors/response-errors';
import { RestError } from '../errors/rest-error';
import { RestRequest } from '../request';
import { RestClient, type RestClientOptions } from '../rest-client';
import { type Route } from '../route';
import { oauth2TokenRoutes } from '../routes/oauth2';
import { authorizeUrl, type AuthorizeUrlOptions } from './authorize-url';
import { OAuth2Tokens, type TokenAnswer } from './tokens';

export interface OAuth2ClientOptions extends Omit<RestClientOptions, 'relations' | 'requests' | 'validation'> {
  /** The application’s id. */
  readonly clientId: ApplicationId;
  /** From the developer portal. Left out by public clients, which prove themselves by PKCE alone. */
  readonly clientSecret?: string | undefined;
  /** Where users come back to; one of those that the developer portal lists. */
  readonly redirectUri?: string | undefined;
}

export interface TokenCallOptions {
  /** Gives the request up. */
  readonly signal?: AbortSignal | undefined;
}

export interface ExchangeOptions extends TokenCallOptions {
  /** The one that the code was asked with. Default: the client’s. */
  readonly redirectUri?: string | undefined;
  /** Of the `createPkce()` whose challenge the page was told. */
  readonly codeVerifier?: string | undefined;
}

type Form = Readonly<Record<string, string | undefined>>;

export class OAuth2Client implements AsyncDisposable {
  readonly clientId: ApplicationId;
  readonly redirectUri: string | undefined;
  // Native private: what prints this client shows no other client inside.
  readonly #rest: RestClient;
  readonly #clock: Clock;
  readonly #isPublic: boolean;

  /** @throws {RestError} REST_TOKEN_MALFORMED when the client id or secret cannot be one. */
  constructor(options: OAuth2ClientOptions) {
    const { clientId, clientSecret, redirectUri, ...rest } = options;
    if (typeof clientId !== 'string' || !/^\d+$/.test(clientId)) {
      throw new RestError({
        kind: 'token-malformed',
        message: 'The client id is no id.',
        advice: 'copy it from the developer portal (OAuth2, Client ID) and pass it as a string.',
      });
    }
    this.clientId = clientId;
    this.redirectUri = redirectUri;
    this.#clock = options.clock ?? systemClock;
    this.#isPublic = clientSecret === undefined;
    this.#rest = new RestClient(
      clientSecret === undefined ? publicClient : new ClientSecret(clientId, clientSecret),
      rest,
    );
  }

  /** The page on which a user allows what is asked. */
  authorizeUrl(options: AuthorizeUrlOptions): string {
    const { redirectUri = this.redirectUri } = options;
    return authorizeUrl(this.clientId, { ...options, redirectUri });
  }

  /**
   * Changes the code that came back with the user for tokens. A code is good once, and not for long.
   * @throws {RestError} REST_HTTP; `oauthCode` is `invalid_grant` for a code that is not good (any more).
   */
  exchangeCode(code: string, options: ExchangeOptions = {}): Promise<OAuth2Tokens> {
    const { redirectUri = this.redirectUri, codeVerifier, signal } = options;
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: codeVerifier };
    return this.fetchTokens(form, signal);
  }

  /**
   * New tokens for old ones, before or after these ran out. Keep what it gives: the refresh token changes too.
   * @throws {RestError} REST_HTTP; `oauthCode` is `invalid_grant` when the user took the permission back.
   */
  async refresh(tokens: string | OAuth2Tokens, { signal }: TokenCallOptions = {}): Promise<OAuth2Tokens> {
    const refreshToken = typeof tokens === 'string' ? tokens : tokens.refreshToken;
    if (refreshToken === undefined || refreshToken === '') {
      throw new RestError({
        kind: 'invalid-request',
        message: 'There is no refresh token to send.',
        advice: 'ask for tokens anew: client credentials, and tokens of the browser’s own grant, have none.',
      });
    }
    return this.fetchTokens({ grant_type: 'refresh_token', refresh_token: refreshToken }, signal);
  }

  /** Ends an authorisation: all its tokens stop to work at once. */
  async revoke(tokens: string | OAuth2Tokens, { signal }: TokenCallOptions = {}): Promise<void> {
    const token = typeof tokens === 'string' ? tokens : tokens.accessToken;
    const hint = typeof tokens === 'string' ? undefined : 'access_token';
    await this.#rest.request(this.request(oauth2TokenRoutes.revoke, { token, token_type_hint: hint }, signal));
  }

  /** A token of the application’s owner, for tests and for changing commands without a bot. */
  clientCredentials(scopes: readonly string[], { signal }: TokenCallOptions = {}): Promise<OAuth2Tokens> {
    return this.fetchTokens({ grant_type: 'client_credentials', scope: scopes.join(' ') }, signal);
  }

  /** Refuses what comes, and resolves when what is under way has its outcome. */
  close(): Promise<void> {
    return this.#rest.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private async fetchTokens(form: Form, signal: AbortSignal | undefined): Promise<OAuth2Tokens> {
    const request = this.request(oauth2TokenRoutes.exchange, form, signal);
    const { status, body } = await this.#rest.request(request);
    if (typeof body !== 'object' || body === null) throw unreadable(request, status, new Error('it is no object'));
    return OAuth2Tokens.fromAnswer(body as TokenAnswer, this.#clock);
  }

  private request(route: Route, form: Form, signal: AbortSignal | undefined): RestRequest {
    const body = this.#isPublic ? { ...form, client_id: this.clientId } : form;
    return new RestRequest(route, { body, format: 'form', signal });
  }
}
