/** Answers about authorisations that discord-api-types does not have, with Discord's own names. */

/** A JSON Web Key. https://www.rfc-editor.org/rfc/rfc7517 */
export interface OAuth2Key {
  readonly kty: string;
  readonly use: string;
  readonly kid: string;
  readonly n: string;
  readonly e: string;
  readonly alg: string;
}

/** https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims */
export interface OpenIdUserInfo {
  /** The user’s id. */
  readonly sub: string;
  readonly email?: string | null;
  readonly email_verified?: boolean;
  readonly preferred_username?: string;
  readonly nickname?: string | null;
  readonly picture?: string;
  readonly locale?: string;
}
