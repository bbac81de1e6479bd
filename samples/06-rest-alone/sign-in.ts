/** Acts for a user who signed in with Discord: tokens for a code, linked roles, and the end of the permission. */
import { ApplicationRoleConnectionMetadataType } from 'corduroy/models';
import { BearerToken, OAuth2Client, type OAuth2ClientOptions, RestClient } from 'corduroy/rest';
import { type Tell } from './bootstrap';

/** What a linked role can ask for: at least so many yards. Replaces all records of the application. */
export async function describeYards(bot: RestClient): Promise<void> {
  const { id } = await bot.applications.me();
  const type = ApplicationRoleConnectionMetadataType.IntegerGreaterThanOrEqual;
  const record = { key: 'yards', type, name: 'Yards woven', description: 'Yards woven at least' };
  await bot.applications.setRoleConnectionMetadata(id, [record]);
}

/** @param code came back with the user’s browser to the redirect address. */
export async function linkRoles(options: OAuth2ClientOptions, code: string, tell: Tell): Promise<void> {
  await using oauth2 = new OAuth2Client(options);
  const page = oauth2.authorizeUrl({ scopes: ['identify', 'role_connections.write'], state: 'a-guess-proof-value' });
  tell(`users say yes at ${new URL(page).hostname}`);

  let tokens = await oauth2.exchangeCode(code);
  // Keep what `toStore()` gives; renew the tokens before they end, and keep the new ones.
  if (tokens.expiresAt.getTime() < Date.now() + 60_000) tokens = await oauth2.refresh(tokens);

  await using user = new RestClient(new BearerToken(tokens.accessToken), { api: options.api });
  const me = await user.users.me();
  const connection = await user.users.setRoleConnection(options.clientId, {
    platformName: 'Loom',
    platformUsername: me.username,
    metadata: { yards: '12' },
  });
  tell(`${me.displayName} is known to linked roles as ${connection.platformUsername ?? ''}`);
  await oauth2.revoke(tokens);
}
