/** The user that a client acts as, what its token stands for, and where the gateway is. */
import {
  Application,
  BodyError,
  Channel,
  Connection,
  Entitlement,
  Member,
  RoleConnection,
  User,
} from 'corduroy/models';
import { BearerToken, RestClient, routes } from 'corduroy/rest';
import { type Calls, testCalls } from '../support/calls';
import { errorOf, makeClient } from '../support/make-client';

const USER = { id: '2', username: 'alice' };
const CHANNEL = { id: '1', type: 1 };
const ROLE_CONNECTION = '/users/@me/applications/1/role-connection';
const LINK = { platform_name: 'Loom', platform_username: 'alice', metadata: { woven_ells: '9' } };
const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';

const calls: Calls<typeof routes.users> = {
  me: { act: (c, o) => c.users.me(o), sent: 'GET /users/@me', answer: USER, made: User },
  editMe: {
    act: (c, o) => c.users.editMe({ username: 'loom', avatar: Buffer.from('iVBORw0KGgo=', 'base64'), banner: null }, o),
    sent: 'PATCH /users/@me',
    body: { username: 'loom', avatar: PIXEL, banner: null },
    answer: USER,
    made: User,
  },
  get: { act: (c, o) => c.users.get('2', o), sent: 'GET /users/2', answer: USER, made: User },
  listGuilds: {
    act: (c, o) => c.users.listGuilds({ after: '3', limit: 200, withCounts: false }, o),
    sent: 'GET /users/@me/guilds?after=3&limit=200&with_counts=false',
    answer: [{ id: '1', approximate_member_count: 2 }],
    made: [{ id: '1', approximateMemberCount: 2 }],
  },
  getGuildMember: {
    act: (c, o) => c.users.getGuildMember('7', o),
    sent: 'GET /users/@me/guilds/7/member',
    answer: { user: USER, roles: [] },
    made: Member,
  },
  leaveGuild: { act: (c, o) => c.users.leaveGuild('7', o), sent: 'DELETE /users/@me/guilds/7' },
  createDM: {
    act: (c, o) => c.users.createDM({ recipientId: '2' }, o),
    sent: 'POST /users/@me/channels',
    body: { recipient_id: '2' },
    answer: CHANNEL,
    made: Channel,
  },
  listConnections: {
    act: (c, o) => c.users.listConnections(o),
    sent: 'GET /users/@me/connections',
    answer: [{ id: 'a', type: 'github' }],
    made: Connection,
  },
  getRoleConnection: {
    act: (c, o) => c.users.getRoleConnection('1', o),
    sent: `GET ${ROLE_CONNECTION}`,
    answer: LINK,
    made: RoleConnection,
  },
  setRoleConnection: {
    act: (c, o) =>
      c.users.setRoleConnection('1', { platformName: 'Loom', metadata: { woven_ells: '9', gameMode: 'x' } }, o),
    sent: `PUT ${ROLE_CONNECTION}`,
    body: { platform_name: 'Loom', metadata: { woven_ells: '9', gameMode: 'x' } },
    answer: LINK,
    made: RoleConnection,
  },
  deleteRoleConnection: { act: (c, o) => c.users.deleteRoleConnection('1', o), sent: `DELETE ${ROLE_CONNECTION}` },
};

const oauth2Calls: Calls<typeof routes.oauth2> = {
  getAuthorization: {
    act: async (c, o) => (await c.oauth2.getAuthorization(o)).application,
    sent: 'GET /oauth2/@me',
    answer: { application: { id: '1' }, scopes: ['identify'], expires: '2030-01-01T00:00:00+00:00', user: USER },
    made: Application,
  },
  getApplication: {
    act: (c, o) => c.oauth2.getApplication(o),
    sent: 'GET /oauth2/applications/@me',
    answer: { id: '1', name: 'Loom' },
    made: Application,
  },
};

const gatewayCalls: Calls<typeof routes.gateway> = {
  get: {
    act: (c, o) => c.gateway.get(o),
    sent: 'GET /gateway',
    answer: { url: 'wss://x' },
    made: { url: 'wss://x' },
  },
  getBot: {
    act: (c, o) => c.gateway.getBot(o),
    sent: 'GET /gateway/bot',
    answer: { url: 'wss://x', shards: 2, session_start_limit: { max_concurrency: 1 } },
    made: { url: 'wss://x', shards: 2, sessionStartLimit: { maxConcurrency: 1 } },
  },
};

testCalls('users', routes.users, calls, 45);
testCalls('oauth2', routes.oauth2, oauth2Calls, 52);
testCalls('gateway', routes.gateway, gatewayCalls, 44);

it('reads one’s own guilds page by page [seed 45]', async () => {
  const { client, transport } = makeClient();
  const page = (from: number, count: number): { id: string }[] =>
    Array.from({ length: count }, (_, index) => ({ id: String(from + index) }));
  transport.reply({ json: page(1, 200) }, { json: page(201, 1) });
  const guilds = await client.users.iterateGuilds({ withCounts: true }).toArray();
  expect(guilds).toHaveLength(201);
  expect(transport.requests.map(({ path }) => path)).toEqual([
    '/users/@me/guilds?with_counts=true&limit=200',
    '/users/@me/guilds?with_counts=true&after=200&limit=200',
  ]);
});

describe('a direct message', () => {
  it('goes to the channel that was opened [seed 45]', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: CHANNEL }, { json: { id: '20', channel_id: '1', content: 'hi', author: USER } });
    const channel = await client.users.createDM({ recipientId: '2' });
    await channel.send('hi');
    expect(transport.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /users/@me/channels',
      'POST /channels/1/messages',
    ]);
  });

  it('to a group takes the tokens of its people, keeps their ids as keys, and is not opened twice [seed 45]', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: { id: '1', type: 3 } }, { status: 502 });
    const group = { accessTokens: ['a', 'b'], nicks: { '80351110224678912': 'Al' } };
    await client.users.createDM(group);
    expect(transport.requests[0]!.body).toEqual({ access_tokens: ['a', 'b'], nicks: { '80351110224678912': 'Al' } });
    expect(await errorOf(client.users.createDM(group))).toMatchObject({ status: 502, mayRetry: false });
    expect(transport.requests).toHaveLength(2);
  });
});

it('leaves a guild, about which there is nothing to say [seed 45]', async () => {
  const { client, transport } = makeClient();
  transport.reply({ status: 204 });
  await expect(client.users.leaveGuild('7')).resolves.toBeUndefined();
});

describe('an authorisation', () => {
  it('is asked about with the access token it gave [seed 52]', async () => {
    const { transport, clock, invalidRequests } = makeClient();
    const client = new RestClient(new BearerToken('user-token'), { transport, clock, invalidRequests });
    const expires = '2030-01-02T03:04:05+00:00';
    transport.reply({ json: { application: { id: '1' }, scopes: ['identify'], expires, user: USER } });
    const { scopes, expiresAt, user } = await client.auth.getAuthorization();
    expect(transport.requests[0]!.headers.authorization).toBe('Bearer user-token');
    expect([scopes, expiresAt, user?.id]).toEqual([['identify'], new Date(expires), '2']);
  });

  it('is found as `auth` and as `oauth2` [seed 52]', () => {
    const { client } = makeClient();
    expect(client.auth).toBe(client.oauth2);
  });
});

it.each<[string, (client: RestClient) => Promise<unknown>, string]>([
  ['getGuildMember', (c) => c.users.getGuildMember('7'), 'guilds.members.read'],
  ['listConnections', (c) => c.users.listConnections(), 'connections'],
  ['getRoleConnection', (c) => c.users.getRoleConnection('1'), 'role_connections.write'],
  ['setRoleConnection', (c) => c.users.setRoleConnection('1', {}), 'role_connections.write'],
  ['deleteRoleConnection', (c) => c.users.deleteRoleConnection('1'), 'role_connections.write'],
])('a bot that calls users.%s is told which token it takes, and stays usable', async (_method, act, scope) => {
  const { client, transport } = makeClient();
  transport.reply({ status: 401, json: { message: '401: Unauthorized', code: 0 } }, { json: USER });
  const error = await errorOf(act(client));
  expect(error).toMatchObject({ kind: 'http', status: 401 });
  expect(error.advice).toContain('new BearerToken(accessToken)');
  expect(error.advice).toContain(`scope ${scope}.`);
  expect((await client.users.me()).id).toBe('2');
});

it.each<[string, (client: RestClient) => Promise<unknown>, string]>([
  ['editMe', (c) => c.users.editMe({ username: 'x' }), 'username'],
  ['listGuilds', (c) => c.users.listGuilds({ limit: 201 }), 'limit'],
  ['createDM', (c) => c.users.createDM({} as never), 'recipientId'],
  ['setRoleConnection', (c) => c.users.setRoleConnection('1', { metadata: { a: '' } }), 'metadata'],
])('users.%s sends nothing that Discord would refuse [seed 58]', async (_method, act, path) => {
  const { client, transport } = makeClient();
  const error: unknown = await act(client).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BodyError);
  expect((error as BodyError).fields[0]!.path).toBe(path);
  expect(transport.requests).toHaveLength(0);
});

describe('what is not documented of users and authorisations', () => {
  it('gives the entitlements of a user', async () => {
    const bench = makeClient();
    bench.transport.reply({ json: [{ id: '5' }] });
    const users = bench.client.undocumented.users;
    const found = await users.listEntitlements('1', { skuIds: ['7', '8'], excludeConsumed: true });
    expect(found[0]).toBeInstanceOf(Entitlement);
    expect(bench.transport.requests[0]!.path).toBe(
      '/users/@me/applications/1/entitlements?sku_ids=7%2C8&exclude_consumed=true',
    );
  });

  it('gives the keys of id tokens without a token, and what OpenID tells of the user', async () => {
    const bench = makeClient();
    const key = { kty: 'RSA', use: 'sig', kid: 'k', n: 'n', e: 'e', alg: 'RS256' };
    bench.transport.reply({ json: { keys: [key] } }, { json: { sub: '2', email_verified: true } });
    const oauth2 = bench.client.undocumented.oauth2;
    expect(await oauth2.getKeys()).toEqual({ keys: [key] });
    expect(await oauth2.getUserInfo()).toEqual({ sub: '2', emailVerified: true });
    expect(bench.transport.requests.map(({ path, headers }) => [path, 'authorization' in headers])).toEqual([
      ['/oauth2/keys', false],
      ['/oauth2/userinfo', true],
    ]);
  });
});
