/** What an authorisation gives: an access token, for how long, and how to renew it. */
import { inspect } from 'node:util';
import { type APIGuild, type APIWebhook } from 'discord-api-types/v10';
import { Guild, Webhook } from '../../models';
import { type Clock } from '../../util';
import { RestError } from '../errors/rest-error';

/** The answer of the token endpoint. https://discord.com/developers/docs/topics/oauth2#authorization-code-grant */
export interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: string;
  /** Seconds. */
  readonly expires_in: number;
  /** Between spaces. */
  readonly scope: string;
  readonly refresh_token?: string | null;
  readonly id_token?: string;
  readonly guild?: APIGuild;
  readonly webhook?: APIWebhook;
}

/** Tokens as a program may write them down. They are secrets: whoever has them can act for the user. */
export interface StoredTokens {
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
  readonly idToken?: string | undefined;
  readonly tokenType: string;
  readonly scopes: readonly string[];
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** Tokens of an authorisation. Printing and `JSON.stringify` hide them; the fields and {@link toStore} give them. */
export class OAuth2Tokens {
  readonly tokenType: string;
  /** What the user allowed: known ones are in `OAuth2Scopes`. */
  readonly scopes: readonly string[];
  /** When the access token ends. */
  readonly expiresAt: Date;
  /** The guild that the bot was added to, with the scope `bot`. */
  readonly guild: Guild | undefined;
  /** The webhook that was made, with the scope `webhook.incoming`. It holds a token of its own. */
  readonly webhook: Webhook | undefined;
  // Native private: nothing that walks over properties may find them.
  readonly #accessToken: string;
  readonly #refreshToken: string | undefined;
  readonly #idToken: string | undefined;

  private constructor(stored: StoredTokens, brought: Pick<TokenAnswer, 'guild' | 'webhook'> = {}) {
    this.tokenType = stored.tokenType;
    this.scopes = stored.scopes;
    this.expiresAt = new Date(stored.expiresAt);
    this.guild = brought.guild && new Guild(brought.guild);
    this.webhook = brought.webhook && new Webhook(brought.webhook);
    this.#accessToken = stored.accessToken;
    this.#refreshToken = stored.refreshToken;
    this.#idToken = stored.idToken;
  }

  /**
   * @param clock tells when the answer came.
   * @throws {RestError} REST_INVALID_BODY when it holds no token.
   */
  static fromAnswer(answer: TokenAnswer, clock: Clock): OAuth2Tokens {
    const { access_token: accessToken, expires_in: seconds, scope, token_type: tokenType } = answer;
    if (typeof accessToken !== 'string' || typeof seconds !== 'number' || typeof scope !== 'string') {
      throw new RestError({
        kind: 'invalid-body',
        message: 'The answer of the token endpoint holds no token.',
        advice: 'check that `api` is Discord’s address.',
      });
    }
    const stored = {
      accessToken,
      refreshToken: answer.refresh_token ?? undefined,
      idToken: answer.id_token,
      tokenType,
      scopes: scope.split(' ').filter((name) => name !== ''),
      expiresAt: new Date(clock.wallMs() + seconds * 1_000).toISOString(),
    };
    return new OAuth2Tokens(stored, answer);
  }

  /** What {@link toStore} wrote down. */
  static fromStore(stored: StoredTokens): OAuth2Tokens {
    return new OAuth2Tokens(stored);
  }

  /** For `new BearerToken(…)`. */
  get accessToken(): string {
    return this.#accessToken;
  }

  /** For `refresh`; there is none for client credentials. Most are good once. */
  get refreshToken(): string | undefined {
    return this.#refreshToken;
  }

  /** A signed statement of who the user is, with the scope `openid`. */
  get idToken(): string | undefined {
    return this.#idToken;
  }

  /** The tokens as plain values, to keep them somewhere safe. */
  toStore(): StoredTokens {
    return {
      accessToken: this.#accessToken,
      refreshToken: this.#refreshToken,
      idToken: this.#idToken,
      tokenType: this.tokenType,
      scopes: this.scopes,
      expiresAt: this.expiresAt.toISOString(),
    };
  }

  toString(): string {
    return 'OAuth2Tokens [redacted]';
  }

  /** What may be shown. */
  toJSON(): object {
    const { tokenType, scopes, expiresAt } = this;
    return { tokenType, scopes, expiresAt, accessToken: '[redacted]' };
  }

  [inspect.custom](_depth: number, options: object, show: typeof inspect): string {
    return `OAuth2Tokens ${show(this.toJSON(), options)}`;
  }
}
