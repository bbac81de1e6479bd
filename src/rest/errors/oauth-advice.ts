/** What to try when an authorisation is refused. https://discord.com/developers/docs/topics/oauth2 */

/** By the codes of the token endpoint. https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
const BY_OAUTH_CODE: Readonly<Record<string, string>> = {
  invalid_grant:
    'a code is good for one exchange, soon, with the redirect address and PKCE verifier it was asked with; a refresh ' +
    'token until it is used or revoked. Send the user through authorizeUrl() again.',
  invalid_client: 'check the client id and the client secret in the developer portal (OAuth2).',
  invalid_request: 'check that the redirect address is one that the developer portal lists (OAuth2, Redirects).',
  invalid_scope:
    'check the scopes: some are given by this kind of grant to nobody, others need an approval of Discord’s.',
  unauthorized_client:
    'this kind of grant or scope is not open to the application: one that a team owns gets few scopes by client credentials.',
  unsupported_grant_type: 'this kind of grant does not exist.',
};

export function oauthAdvice(oauthCode: string | undefined): string | undefined {
  return oauthCode === undefined ? undefined : BY_OAUTH_CODE[oauthCode];
}

/** @param scope of an endpoint that acts for a user. */
export function scopeAdvice(scope: string | undefined, status: number): string | undefined {
  if (scope === undefined || (status !== 401 && status !== 403)) return undefined;
  return (
    `this call acts for a user: make the client with new BearerToken(accessToken), of an authorisation with the scope ` +
    `${scope}. An access token that has run out is renewed by OAuth2Client.refresh().`
  );
}
