/** Signing in with Discord: the page, the tokens, and what happens when they are refused. */
import { inspect } from 'node:util';
import { ApplicationIntegrationType, OAuth2Scopes } from 'discord-api-types/v10';
import { Guild, Webhook } from 'corduroy/models';
import {
  BearerToken,
  createPkce,
  OAuth2Client,
  type OAuth2ClientOptions,
  OAuth2Tokens,
  RestClient,
  RestRequest,
  type ScriptedTransport,
} from 'corduroy/rest';
import { type ManualClock } from 'corduroy/util';
import { oauth2TokenRoutes } from '../../../src/rest/routes/oauth2';
import { errorOf, makeClient } from './support/make-client';

const SECRET = 'hush-hush-client-secret';
const BASIC = `Basic ${Buffer.from(`41771983423143937:${SECRET}`).toString('base64')}`;
const ANSWER = {
  access_token: 'access-aaa',
  token_type: 'Bearer',
  expires_in: 604_800,
  refresh_token: 'refresh-rrr',
  scope: 'identify guilds',
};

interface Bench {
  readonly oauth2: OAuth2Client;
  readonly transport: ScriptedTransport;
  readonly clock: ManualClock;
}

function makeOAuth2(options: Partial<OAuth2ClientOptions> = {}): Bench {
  const { transport, clock, invalidRequests } = makeClient();
  const oauth2 = new OAuth2Client({
    clientId: '41771983423143937',
    clientSecret: SECRET,
    redirectUri: 'https://loom.example/back',
    transport,
    clock,
    invalidRequests,
    ...options,
  });
  return { oauth2, transport, clock };
}

/** The form that was sent. */
function formOf(transport: ScriptedTransport, index = 0): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(transport.requests[index]!.rawBody));
}

describe('the page on which a user allows something', () => {
  const urlOf = (...[options]: Parameters<OAuth2Client['authorizeUrl']>): URL =>
    new URL(makeOAuth2().oauth2.authorizeUrl(options));

  it('asks for a code, with everything that was said', () => {
    const url = urlOf({
      scopes: [OAuth2Scopes.Identify, 'guilds', 'bot'],
      state: 'a b&c',
      prompt: 'none',
      permissions: 8n,
      guildId: '7',
      disableGuildSelect: true,
      integrationType: ApplicationIntegrationType.GuildInstall,
      codeChallenge: 'ch',
    });
    expect(url.origin + url.pathname).toBe('https://discord.com/oauth2/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: '41771983423143937',
      response_type: 'code',
      redirect_uri: 'https://loom.example/back',
      scope: 'identify guilds bot',
      state: 'a b&c',
      prompt: 'none',
      permissions: '8',
      guild_id: '7',
      disable_guild_select: 'true',
      integration_type: '0',
      code_challenge: 'ch',
      code_challenge_method: 'S256',
    });
  });

  it('writes spaces as %20, which every server reads', () => {
    expect(urlOf({ scopes: ['identify', 'guilds'] }).search).toContain('scope=identify%20guilds');
  });

  it('adds a bot without asking for a code', () => {
    const url = urlOf({ scopes: ['bot', 'applications.commands'], redirectUri: null });
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: '41771983423143937',
      scope: 'bot applications.commands',
    });
  });

  it('asks for a code wherever a token is meant, though no address is given', () => {
    expect(urlOf({ scopes: ['identify'], redirectUri: null }).searchParams.get('response_type')).toBe('code');
  });
});

describe('a code', () => {
  it('is changed for tokens, by a form, with the client’s id and secret', async () => {
    const { oauth2, transport, clock } = makeOAuth2();
    await clock.advance(5_000);
    transport.reply({ json: ANSWER });
    const tokens = await oauth2.exchangeCode('the-code', { codeVerifier: 'the-verifier' });
    const [request] = transport.requests;
    expect(`${request!.method} ${request!.path}`).toBe('POST /oauth2/token');
    expect(request!.headers).toMatchObject({
      authorization: BASIC,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(formOf(transport)).toEqual({
      grant_type: 'authorization_code',
      code: 'the-code',
      redirect_uri: 'https://loom.example/back',
      code_verifier: 'the-verifier',
    });
    expect(tokens.toStore()).toEqual({
      accessToken: 'access-aaa',
      refreshToken: 'refresh-rrr',
      idToken: undefined,
      tokenType: 'Bearer',
      scopes: ['identify', 'guilds'],
      expiresAt: new Date(clock.wallMs() + 604_800_000).toISOString(),
    });
  });

  it('brings the guild and the webhook that were made on the way', async () => {
    const { oauth2, transport } = makeOAuth2();
    transport.reply({ json: { ...ANSWER, guild: { id: '7', name: 'Loom' }, webhook: { id: '8', token: 'w-w-w' } } });
    const { guild, webhook } = await oauth2.exchangeCode('the-code');
    expect(guild).toBeInstanceOf(Guild);
    expect(webhook).toBeInstanceOf(Webhook);
    expect(inspect(webhook)).not.toContain('w-w-w');
  });

  it('that is not good is refused with the reason and a way on', async () => {
    const { oauth2, transport } = makeOAuth2();
    const json = { error: 'invalid_grant', error_description: 'Invalid "code" in request.' };
    transport.reply({ status: 400, json });
    const error = await errorOf(oauth2.exchangeCode('the-code'));
    expect(error).toMatchObject({ code: 'REST_HTTP', status: 400, oauthCode: 'invalid_grant', mayRetry: false });
    expect(error.message).toContain('Invalid "code" in request. (invalid_grant)');
    expect(error.advice).toContain('authorizeUrl()');
    expect(inspect(error)).not.toContain('the-code');
  });

  it('is not sent twice when the answer is lost, because it is good once', async () => {
    const { oauth2, transport } = makeOAuth2();
    transport.reply({ status: 502 });
    expect(await errorOf(oauth2.exchangeCode('the-code'))).toMatchObject({ status: 502, mayRetry: false });
    expect(transport.requests).toHaveLength(1);
  });

  it('of a public client goes with its id and without a secret', async () => {
    const { oauth2, transport } = makeOAuth2({ clientSecret: undefined });
    transport.reply({ json: ANSWER });
    await oauth2.exchangeCode('the-code', { codeVerifier: 'v', redirectUri: 'loom://back' });
    expect(transport.requests[0]!.headers).not.toHaveProperty('authorization');
    expect(formOf(transport)).toEqual({
      grant_type: 'authorization_code',
      code: 'the-code',
      redirect_uri: 'loom://back',
      code_verifier: 'v',
      client_id: '41771983423143937',
    });
  });

  it('can be given up', async () => {
    const { oauth2, transport } = makeOAuth2();
    transport.reply('hang');
    const controller = new AbortController();
    const exchange = errorOf(oauth2.exchangeCode('the-code', { signal: controller.signal }));
    controller.abort();
    expect(await exchange).toMatchObject({ kind: 'aborted' });
  });
});

describe('tokens', () => {
  const tokensOf = async ({ oauth2, transport }: Bench): Promise<OAuth2Tokens> => {
    transport.reply({ json: ANSWER });
    return oauth2.exchangeCode('the-code');
  };

  it('are renewed by their refresh token, handed in alone or with the rest', async () => {
    const bench = makeOAuth2();
    const old = await tokensOf(bench);
    bench.transport.reply({ json: { ...ANSWER, access_token: 'access-bbb' } }, { json: ANSWER });
    expect((await bench.oauth2.refresh(old)).accessToken).toBe('access-bbb');
    await bench.oauth2.refresh('refresh-sss');
    expect(formOf(bench.transport, 1)).toEqual({ grant_type: 'refresh_token', refresh_token: 'refresh-rrr' });
    expect(formOf(bench.transport, 2)).toEqual({ grant_type: 'refresh_token', refresh_token: 'refresh-sss' });
  });

  it('are revoked', async () => {
    const bench = makeOAuth2();
    const tokens = await tokensOf(bench);
    bench.transport.reply({ json: {} }, { json: {} });
    await bench.oauth2.revoke(tokens);
    await bench.oauth2.revoke('refresh-sss');
    expect(bench.transport.requests[1]).toMatchObject({ method: 'POST', path: '/oauth2/token/revoke' });
    expect(formOf(bench.transport, 1)).toEqual({ token: 'access-aaa', token_type_hint: 'access_token' });
    expect(formOf(bench.transport, 2)).toEqual({ token: 'refresh-sss' });
  });

  it('of the application’s owner come without a refresh token', async () => {
    const { oauth2, transport } = makeOAuth2();
    const { refresh_token: _none, ...answer } = ANSWER;
    transport.reply({ json: answer });
    const tokens = await oauth2.clientCredentials(['identify', 'guilds']);
    expect(formOf(transport)).toEqual({ grant_type: 'client_credentials', scope: 'identify guilds' });
    expect(tokens.refreshToken).toBeUndefined();
    const error = await errorOf(oauth2.refresh(tokens));
    expect(error).toMatchObject({ code: 'REST_REQUEST_INVALID' });
    expect(transport.requests).toHaveLength(1);
  });

  it('act for the user in a client of their own', async () => {
    const bench = makeOAuth2();
    const { accessToken } = await tokensOf(bench);
    const { transport, clock, invalidRequests } = makeClient();
    transport.reply({ json: { id: '2', username: 'alice' } });
    const client = new RestClient(new BearerToken(accessToken), { transport, clock, invalidRequests });
    expect((await client.users.me()).username).toBe('alice');
    expect(transport.requests[0]!.headers.authorization).toBe('Bearer access-aaa');
  });

  it('never show themselves when they are printed, spread or made JSON', async () => {
    const tokens = await tokensOf(makeOAuth2());
    for (const shown of [
      inspect(tokens, { showHidden: true, depth: 9 }),
      inspect({ a: [tokens] }, { depth: 9 }),
      inspect(Object.assign({}, tokens)),
      JSON.stringify(tokens),
      JSON.stringify({ tokens }),
      String(tokens),
    ]) {
      expect(shown).not.toMatch(/access-aaa|refresh-rrr/);
    }
    expect(inspect(tokens)).toContain('[redacted]');
  });

  it('come back from where they were kept', async () => {
    const tokens = await tokensOf(makeOAuth2());
    const kept: unknown = JSON.parse(JSON.stringify(tokens.toStore()));
    const back = OAuth2Tokens.fromStore(kept as ReturnType<OAuth2Tokens['toStore']>);
    expect(back.toStore()).toEqual(tokens.toStore());
    expect(back.expiresAt).toEqual(tokens.expiresAt);
  });

  it.each([[{ hello: 1 }], [[]], ['text']])('that are none are no answer: %j', async (json) => {
    const { oauth2, transport } = makeOAuth2();
    transport.reply({ json });
    expect(await errorOf(oauth2.exchangeCode('the-code'))).toMatchObject({ code: 'REST_INVALID_BODY' });
  });
});

describe('the client’s secret', () => {
  it('never shows itself', async () => {
    const { oauth2, transport } = makeOAuth2();
    transport.reply({ status: 401, json: { error: 'invalid_client' } });
    const error = await errorOf(oauth2.refresh('refresh-rrr'));
    for (const shown of [inspect(oauth2, { showHidden: true, depth: 9 }), JSON.stringify(oauth2), inspect(error)]) {
      expect(shown).not.toContain(SECRET);
      expect(shown).not.toContain(BASIC.slice(6, 30));
      expect(shown).not.toContain('refresh-rrr');
    }
  });

  it('that is wrong is told with the place to look', async () => {
    const { oauth2, transport } = makeOAuth2();
    transport.reply({ status: 401, json: { error: 'invalid_client' } });
    const error = await errorOf(oauth2.clientCredentials(['identify']));
    expect(error).toMatchObject({ status: 401, oauthCode: 'invalid_client' });
    expect(error.advice).toContain('client secret');
  });

  it.each([
    [{ clientSecret: '' }, /client secret is missing/],
    [{ clientSecret: ' \n' }, /client secret is missing/],
    [{ clientSecret: 'two words' }, /characters that no secret has/],
    [{ clientId: '' }, /client id is no id/],
    [{ clientId: 5 as never }, /client id is no id/],
  ])('that cannot be one is refused when the client is made: %#', (options, message) => {
    expect(() => makeOAuth2(options)).toThrow(message);
  });
});

it('hides what a token request holds when the request is printed', () => {
  const body = { grant_type: 'refresh_token', refresh_token: 'refresh-rrr', code: 'the-code', code_verifier: 'vvv' };
  const request = new RestRequest(oauth2TokenRoutes.exchange, { body, format: 'form' });
  for (const shown of [inspect(request), JSON.stringify(request)]) {
    expect(shown).toContain('refresh_token');
    expect(shown).not.toMatch(/refresh-rrr|the-code|vvv/);
  }
});

it('a proof key is a verifier and its hash, as RFC 7636 has it', () => {
  const octets = [
    116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214,
  ];
  const rest = [191, 240, 91, 88, 5, 88, 83, 132, 141, 121];
  expect(createPkce(() => Uint8Array.from([...octets, ...rest]))).toEqual({
    codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  });
  expect(createPkce().codeVerifier).not.toBe(createPkce().codeVerifier);
});

it('refuses what comes after it was closed', async () => {
  const { oauth2 } = makeOAuth2();
  await oauth2.close();
  expect(await errorOf(oauth2.refresh('refresh-rrr'))).toMatchObject({ kind: 'closed' });
});
