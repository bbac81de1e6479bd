/** OAuth2 by bare requests: consent, tokens, what each scope opens, and when a token is worth nothing. */
import {
  DiscordSimulator,
  type SimApplication,
  type SimBot,
  type SimGuild,
  type SimMember,
} from '../../../src/testing/simulator';
import { ManualClock } from '../../../src/util';
import { type Answer, caller, type Caller, someText } from './support';

const REDIRECT = 'https://example.com/callback';
const DAY_MS = 86_400_000;

describe('OAuth2', () => {
  let clock: ManualClock;
  let discord: DiscordSimulator;
  let bot: SimBot;
  let application: SimApplication;
  let guild: SimGuild;
  let alice: SimMember;
  let call: Caller;

  beforeEach(async () => {
    clock = new ManualClock();
    discord = await DiscordSimulator.start({ clock, rest: { limits: false } });
    bot = discord.createBot({ name: 'Alpha' });
    guild = discord.createGuild({ name: 'Loom' });
    alice = guild.addMember('alice');
    application = discord.application(bot);
    application.addRedirectUri(REDIRECT);
    call = caller(discord, bot);
  });
  afterEach(() => discord.close());

  /** Sends a form, with the client's id and secret in it or by HTTP Basic. */
  async function post(
    path: string,
    fields: Record<string, string>,
    credentials: 'form' | 'basic' | 'none' = 'form',
  ): Promise<{ status: number; body: Record<string, string> }> {
    const { id, clientSecret } = application;
    const basic = `Basic ${Buffer.from(`${id}:${clientSecret}`).toString('base64')}`;
    const own: Record<string, string> = credentials === 'form' ? { client_id: id, client_secret: clientSecret } : {};
    const response = await fetch(`${discord.apiUrl}${path}`, {
      method: 'POST',
      headers: {
        'user-agent': 'DiscordBot (https://example.com, 1.0)',
        ...(credentials === 'basic' ? { authorization: basic } : {}),
      },
      body: new URLSearchParams({ ...own, ...fields }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  }

  const exchange = (
    code: string,
    credentials: 'form' | 'basic' = 'form',
  ): Promise<{ status: number; body: Record<string, string> }> =>
    post('/oauth2/token', { grant_type: 'authorization_code', code, redirect_uri: REDIRECT }, credentials);
  const consent = (scopes: readonly string[]): string => alice.authorize(bot, { scopes, redirectUri: REDIRECT });
  const as = (token: string | undefined, path: string): Promise<Answer> =>
    call('GET', path, undefined, { authorization: `Bearer ${token ?? ''}` });

  it.each(['form', 'basic'] as const)('exchanges a code for tokens, once, the client known by %s', async (how) => {
    const code = consent(['identify', 'guilds']);
    expect(await exchange(code, how)).toEqual({
      status: 200,
      body: {
        token_type: 'Bearer',
        access_token: someText,
        refresh_token: someText,
        expires_in: 604_800,
        scope: 'identify guilds',
      },
    });
    expect(await exchange(code, how)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('refuses codes that are old, and redirect addresses that are others', async () => {
    const old = consent(['identify']);
    await clock.advance(11 * 60_000);
    expect(await exchange(old)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const elsewhere = {
      grant_type: 'authorization_code',
      code: consent(['identify']),
      redirect_uri: 'https://evil.example',
    };
    expect(await post('/oauth2/token', elsewhere)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(() => alice.authorize(bot, { scopes: ['identify'], redirectUri: 'https://evil.example' })).toThrow(
      'does not know the redirect address',
    );
  });

  it.each([
    ['a wrong secret', { client_secret: 'no' }, 401, 'invalid_client'],
    ['an unknown client', { client_id: '1' }, 401, 'invalid_client'],
    ['an unknown grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['no scope', { grant_type: 'client_credentials' }, 400, 'invalid_scope'],
  ])('refuses %s', async (_what, fields, status, error) => {
    expect(await post('/oauth2/token', { grant_type: 'authorization_code', ...fields })).toMatchObject({
      status,
      body: { error },
    });
  });

  it('takes a form at the token endpoint, and nothing else', async () => {
    expect(await call('POST', '/oauth2/token', { grant_type: 'client_credentials' })).toMatchObject({
      status: 400,
      body: { code: 50_035 },
    });
  });

  it('refreshes tokens, and the old pair is worth nothing then', async () => {
    const { body: first } = await exchange(consent(['identify']));
    const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh_token! };
    const second = await post('/oauth2/token', refresh);
    expect(second).toMatchObject({ status: 200, body: { scope: 'identify' } });
    expect((await as(second.body.access_token, '/users/@me')).status).toBe(200);
    expect((await as(first.access_token, '/users/@me')).status).toBe(401);
    expect(await post('/oauth2/token', refresh)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('revokes everything that a person allowed', async () => {
    const { body } = await exchange(consent(['identify']));
    const other = alice.accessToken(bot, ['guilds']);
    expect(await post('/oauth2/token/revoke', { token: body.refresh_token! }, 'basic')).toEqual({
      status: 200,
      body: {},
    });
    expect((await as(body.access_token, '/users/@me')).status).toBe(401);
    expect((await as(other, '/users/@me/guilds')).status).toBe(401);
    expect(await post('/oauth2/token/revoke', {}, 'none')).toMatchObject({ status: 401 });
  });

  it('lets tokens run out after a week', async () => {
    const token = alice.accessToken(bot, ['identify']);
    await clock.advance(7 * DAY_MS - 1);
    expect((await as(token, '/users/@me')).status).toBe(200);
    await clock.advance(1);
    expect((await as(token, '/users/@me')).status).toBe(401);
  });

  it("gives an application its owner's token for its own credentials, without a refresh token", async () => {
    const { body } = await post('/oauth2/token', { grant_type: 'client_credentials', scope: 'identify' });
    expect(body).toEqual({ token_type: 'Bearer', access_token: someText, expires_in: 604_800, scope: 'identify' });
    expect((await as(body.access_token, '/users/@me')).body).toMatchObject({ global_name: 'developer' });
  });

  it('tells what a token stands for', async () => {
    const named = alice.accessToken(bot, ['identify', 'guilds']);
    expect(await as(named, '/oauth2/@me')).toMatchObject({
      status: 200,
      body: { application: { id: bot.applicationId }, scopes: ['identify', 'guilds'], user: { id: alice.id } },
    });
    expect((await as(alice.accessToken(bot, ['guilds']), '/oauth2/@me')).body.user).toBeUndefined();
    expect(await call('GET', '/oauth2/@me')).toMatchObject({ status: 403, body: { code: 20_001 } });
  });

  it('has what OpenID asks for', async () => {
    const full = alice.accessToken(bot, ['openid', 'identify', 'email']);
    expect((await as(full, '/oauth2/userinfo')).body).toEqual({
      sub: alice.id,
      email: 'alice@example.com',
      email_verified: true,
      preferred_username: 'alice',
      nickname: 'alice',
      locale: 'en-US',
    });
    expect((await as(alice.accessToken(bot, ['openid']), '/oauth2/userinfo')).body).toEqual({ sub: alice.id });
    expect((await call('GET', '/oauth2/keys', undefined, { authorization: '' })).body.keys).toHaveLength(1);
  });

  it.each([
    ['identify', () => '/users/@me'],
    ['guilds', () => '/users/@me/guilds'],
    ['guilds.members.read', () => `/users/@me/guilds/${guild.id}/member`],
    ['connections', () => '/users/@me/connections'],
    ['role_connections.write', () => `/users/@me/applications/${bot.applicationId}/role-connection`],
    ['applications.entitlements', () => `/users/@me/applications/${bot.applicationId}/entitlements`],
    ['applications.commands.update', () => `/applications/${bot.applicationId}/commands`],
    ['openid', () => '/oauth2/userinfo'],
  ])('opens by the scope %s, and by no other, what belongs to it', async (scope, path) => {
    expect((await as(alice.accessToken(bot, [scope]), path())).status).toBe(200);
    expect(await as(alice.accessToken(bot, ['messages.read']), path())).toMatchObject({
      status: 403,
      body: { code: 50_026 },
    });
  });

  it('keeps access tokens out of what is for bots', async () => {
    const token = alice.accessToken(bot, ['identify', 'guilds', 'bot']);
    for (const path of [`/guilds/${guild.id}`, '/gateway/bot', '/applications/@me']) {
      expect(await as(token, path)).toMatchObject({ status: 401, body: { code: 0 } });
    }
  });

  it('leaves no secret in the log', async () => {
    const { body } = await exchange(consent(['identify']), 'basic');
    await as(body.access_token, '/users/@me');
    const printed = JSON.stringify(discord.log.entries);
    expect(printed).toContain('Bearer alice by Alpha');
    const basic = Buffer.from(`${application.id}:${application.clientSecret}`).toString('base64');
    for (const secret of [application.clientSecret, basic, body.access_token!, body.refresh_token!])
      expect(printed).not.toContain(secret);
  });
});
