/** What of a body may be printed: tokens and secrets in it are hidden. */

/** Fields that hold tokens, secrets, or what can be changed for them, with Discord’s names. */
const SECRET_FIELDS: readonly string[] = [
  'access_token',
  'access_tokens',
  'client_secret',
  'code',
  'code_verifier',
  'external_auth_token',
  'refresh_token',
  'secret',
  'token',
];

/** The body, or a copy without its secrets. They stand at its top, nowhere deeper. */
export function shownBody(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !SECRET_FIELDS.some((field) => field in body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      SECRET_FIELDS.includes(name) ? '[redacted]' : (value as unknown),
    ]),
  );
}
