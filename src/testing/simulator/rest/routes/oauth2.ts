/** Routes of OAuth2: exchanging consent for tokens, and asking what a token stands for. */
import { renderApplication, renderOwnApplication, type ApplicationRecord } from '../../world/applications';
import { type GrantRecord, renderGrant } from '../../world/oauth';
import { renderUser } from '../../world/render-user';
import { unauthorized } from '../api-error';
import { type RestContext } from '../context';
import { ok, type RestAnswer, type Route } from '../router';
import { emailOf } from './users';

/** https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
function refusal(error: string, description?: string): RestAnswer {
  const status = error === 'invalid_client' ? 401 : 400;
  return { status, body: { error, ...(description === undefined ? {} : { error_description: description }) } };
}

/** The application whose id and secret came, by HTTP Basic or in the form. */
function client(context: RestContext, form: Readonly<Record<string, string>>): ApplicationRecord | undefined {
  const basic = /^Basic (.+)$/.exec(context.header('authorization') ?? '')?.[1];
  const [id = '', secret = ''] =
    basic === undefined
      ? [form.client_id, form.client_secret]
      : Buffer.from(basic, 'base64').toString('utf8').split(':', 2);
  const application = context.world.applications.get(id);
  return application?.clientSecret === secret ? application : undefined;
}

function token(context: RestContext): RestAnswer {
  const form = (context.body ?? {}) as Readonly<Record<string, string>>;
  const application = client(context, form);
  if (!application) return refusal('invalid_client');
  const { world } = context;
  switch (form.grant_type) {
    case 'authorization_code': {
      const grant = world.consents.redeem(application, form.code ?? '', form.redirect_uri ?? '');
      return grant ? ok(renderGrant(world, grant)) : refusal('invalid_grant', 'Invalid "code" in request.');
    }
    case 'refresh_token': {
      const grant = world.consents.refresh(application, form.refresh_token ?? '');
      return grant ? ok(renderGrant(world, grant)) : refusal('invalid_grant', 'Invalid "refresh_token" in request.');
    }
    case 'client_credentials':
      return ownerToken(context, application, (form.scope ?? '').split(' ').filter(Boolean));
    default:
      return refusal('unsupported_grant_type');
  }
}

/** A token for the application's owner, who need not consent. */
function ownerToken(context: RestContext, application: ApplicationRecord, scopes: readonly string[]): RestAnswer {
  const { world } = context;
  const owner = world.users.get(application.bot.ownerId);
  if (!owner || scopes.length === 0) return refusal('invalid_scope', 'The requested scope is invalid or malformed.');
  return ok(renderGrant(world, world.consents.grant({ application, user: owner, scopes }, { refreshable: false })));
}

function revoke(context: RestContext): RestAnswer {
  const form = (context.body ?? {}) as Readonly<Record<string, string>>;
  const application = client(context, form);
  if (!application) return refusal('invalid_client');
  if (form.token === undefined) return refusal('invalid_request', 'Missing "token" in request.');
  context.world.consents.revoke(application, form.token);
  return ok({});
}

function grantOf(context: RestContext): GrantRecord {
  if (!context.grant) throw unauthorized();
  return context.grant;
}

function authorization(context: RestContext): RestAnswer {
  const { application, expiresAtMs, scopes, user } = grantOf(context);
  return ok({
    application: renderApplication(application),
    expires: context.world.timestamp(expiresAtMs),
    scopes,
    ...(scopes.includes('identify') ? { user: renderUser(user) } : {}),
  });
}

function application(context: RestContext): RestAnswer {
  return ok(renderOwnApplication(context.world, context.application));
}

/** The keys that sign OpenID tokens. The simulator signs none. */
function keys(): RestAnswer {
  const key = { kty: 'RSA', use: 'sig', kid: 'simulated', n: Buffer.alloc(256, 1).toString('base64url'), e: 'AQAB' };
  return ok({ keys: [{ ...key, alg: 'RS256' }] });
}

function userInfo(context: RestContext): RestAnswer {
  const { user, scopes } = grantOf(context);
  return ok({
    sub: user.id,
    ...(scopes.includes('email') ? { email: emailOf(user), email_verified: true } : {}),
    ...(scopes.includes('identify')
      ? { preferred_username: user.username, nickname: user.globalName, locale: 'en-US' }
      : {}),
  });
}

export const OAUTH2_ROUTES: readonly Route[] = [
  { method: 'POST', template: '/oauth2/token', handler: token, isOpen: true, takesForm: true },
  { method: 'POST', template: '/oauth2/token/revoke', handler: revoke, isOpen: true, takesForm: true },
  { method: 'GET', template: '/oauth2/@me', handler: authorization, scopes: [], noBots: true },
  { method: 'GET', template: '/oauth2/applications/@me', handler: application },
  { method: 'GET', template: '/oauth2/keys', handler: keys, isOpen: true },
  { method: 'GET', template: '/oauth2/userinfo', handler: userInfo, scopes: ['openid'], noBots: true },
];
