/** Lobbies and the accounts of the Social SDK. */
import { inspect } from 'node:util';
import { BodyError, Lobby, LobbyMember, LobbyMessage } from 'corduroy/models';
import { OAuth2Tokens, type RestClient, RestRequest, routes } from 'corduroy/rest';
import { undocumentedPartnerSdkRoutes } from '../../../../src/rest/routes/undocumented/partner-sdk';
import { type Calls, testCalls } from '../support/calls';
import { errorOf, makeClient } from '../support/make-client';

const LOBBY = { id: '1', application_id: '2', metadata: { game_mode: 'tug' }, members: [], flags: 0 };
const MEMBER = { id: '3', metadata: null, flags: 0 };
const MESSAGE = { id: '4', lobby_id: '1', channel_id: '1', content: 'hi', author: { id: '3' }, flags: 0, type: 0 };
/** Keys that look like names of fields: they are data, and stay as they are. */
const DATA = { gameMode: 'tug', game_mode: 'rope' };

const calls: Calls<typeof routes.lobbies> = {
  createOrJoin: {
    act: (c, o) => c.lobbies.createOrJoin({ secret: 's', lobbyMetadata: DATA, memberMetadata: DATA }, o),
    sent: 'PUT /lobbies',
    body: { secret: 's', lobby_metadata: DATA, member_metadata: DATA },
    answer: LOBBY,
    made: Lobby,
  },
  create: {
    act: (c, o) =>
      c.lobbies.create({ idleTimeoutSeconds: 5, metadata: DATA, members: [{ id: '3', metadata: DATA, flags: 1 }] }, o),
    sent: 'POST /lobbies',
    body: { idle_timeout_seconds: 5, metadata: DATA, members: [{ id: '3', metadata: DATA, flags: 1 }] },
    answer: LOBBY,
    made: Lobby,
  },
  get: { act: (c, o) => c.lobbies.get('1', o), sent: 'GET /lobbies/1', answer: LOBBY, made: Lobby },
  edit: {
    act: (c, o) => c.lobbies.edit('1', { metadata: null, overrideEventWebhooksUrl: 'https://a.example' }, o),
    sent: 'PATCH /lobbies/1',
    body: { metadata: null, override_event_webhooks_url: 'https://a.example' },
    answer: LOBBY,
    made: Lobby,
  },
  delete: { act: (c, o) => c.lobbies.delete('1', o), sent: 'DELETE /lobbies/1' },
  linkChannel: {
    act: (c, o) => c.lobbies.linkChannel('1', { channelId: '5' }, o),
    sent: 'PATCH /lobbies/1/channel-linking',
    body: { channel_id: '5' },
    answer: LOBBY,
    made: Lobby,
  },
  addMember: {
    act: (c, o) => c.lobbies.addMember('1', '3', { metadata: DATA, additionalName: 'Weaver' }, o),
    sent: 'PUT /lobbies/1/members/3',
    body: { metadata: DATA, additional_name: 'Weaver' },
    answer: MEMBER,
    made: LobbyMember,
  },
  removeMember: { act: (c, o) => c.lobbies.removeMember('1', '3', o), sent: 'DELETE /lobbies/1/members/3' },
  leave: { act: (c, o) => c.lobbies.leave('1', o), sent: 'DELETE /lobbies/1/members/@me' },
  bulkEditMembers: {
    act: (c, o) =>
      c.lobbies.bulkEditMembers(
        '1',
        [
          { id: '3', metadata: DATA },
          { id: '6', removeMember: true },
        ],
        o,
      ),
    sent: 'POST /lobbies/1/members/bulk',
    body: [
      { id: '3', metadata: DATA },
      { id: '6', remove_member: true },
    ],
    answer: [MEMBER],
    made: LobbyMember,
  },
  createInviteForSelf: {
    act: (c, o) => c.lobbies.createInviteForSelf('1', o),
    sent: 'POST /lobbies/1/members/@me/invites',
    answer: { code: 'loom' },
    made: { code: 'loom' },
  },
  createInviteForUser: {
    act: (c, o) => c.lobbies.createInviteForUser('1', '3', o),
    sent: 'POST /lobbies/1/members/3/invites',
    answer: { code: 'loom' },
    made: { code: 'loom' },
  },
  listMessages: {
    act: (c, o) => c.lobbies.listMessages('1', { limit: 200 }, o),
    sent: 'GET /lobbies/1/messages?limit=200',
    answer: [MESSAGE],
    made: LobbyMessage,
  },
  createMessage: {
    act: (c, o) => c.lobbies.createMessage('1', { content: 'hi', nonce: 7 }, o),
    sent: 'POST /lobbies/1/messages',
    body: { content: 'hi', nonce: 7, allowed_mentions: { parse: [] } },
    answer: MESSAGE,
    made: LobbyMessage,
  },
  setMessageModeration: {
    act: (c, o) => c.lobbies.setMessageModeration('1', '4', DATA, o),
    sent: 'PUT /lobbies/1/messages/4/moderation-metadata',
    body: DATA,
  },
};

testCalls('lobbies', routes.lobbies, calls, 44);

it('keeps the keys of metadata in what Discord answers', async () => {
  const { client, transport } = makeClient();
  transport.reply({ json: LOBBY });
  expect((await client.lobbies.get('1')).metadata).toEqual({ game_mode: 'tug' });
});

it('says which scope is missing when a bot does what players do', async () => {
  const { client, transport } = makeClient();
  transport.reply({ status: 403, json: { message: 'Missing Access', code: 50001 } });
  const error = await errorOf(client.lobbies.leave('1'));
  expect(error.advice).toMatch(/BearerToken.*sdk\.social_layer/);
});

it.each<[string, (client: RestClient) => Promise<unknown>, string]>([
  ['createOrJoin', (c) => c.lobbies.createOrJoin({ secret: 's'.repeat(251) }), 'secret'],
  ['create', (c) => c.lobbies.create({ idleTimeoutSeconds: 4 }), 'idleTimeoutSeconds'],
  ['edit', (c) => c.lobbies.edit('1', { metadata: { a: 1 as never } }), 'metadata'],
  ['addMember', (c) => c.lobbies.addMember('1', '3', { additionalName: '' }), 'additionalName'],
  ['bulkEditMembers', (c) => c.lobbies.bulkEditMembers('1', [{} as never]), '[0].id'],
  ['listMessages', (c) => c.lobbies.listMessages('1', { limit: 201 }), 'limit'],
  ['setMessageModeration', (c) => c.lobbies.setMessageModeration('1', '4', { a: 1 as never }), 'metadata'],
])('lobbies.%s sends nothing that Discord would refuse [seed 58]', async (_method, act, path) => {
  const { client, transport } = makeClient();
  const error: unknown = await act(client).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BodyError);
  expect((error as BodyError).fields[0]!.path).toBe(path);
  expect(transport.requests).toHaveLength(0);
});

describe('accounts of the Social SDK', () => {
  const ACCOUNT = {
    clientId: '1',
    clientSecret: 'hush-hush',
    externalAuthToken: 'ticket-of-steam',
    externalAuthType: 'STEAM_SESSION_TICKET',
  } as const;
  const ANSWER = { access_token: 'aaa', token_type: 'Bearer', expires_in: 60, scope: 'openid', id_token: 'iii' };

  it('are unmerged and signed in, without the bot’s token where the secret proves the application', async () => {
    const bench = makeClient();
    const sdk = bench.client.undocumented.partnerSdk;
    bench.transport.reply({ status: 204 }, { status: 204 }, { json: ANSWER }, { json: ANSWER }, { status: 204 });
    await sdk.unmergeAccount(ACCOUNT);
    await sdk.unmergeAccountAsBot({ externalUserId: 'p1' });
    const tokens = await sdk.getToken(ACCOUNT);
    expect(await sdk.getTokenAsBot({ externalUserId: 'p1', preferredGlobalName: 'Pat' })).toBeInstanceOf(OAuth2Tokens);
    await sdk.setDmModeration('1', '2', '3', DATA);
    expect([tokens.accessToken, tokens.idToken]).toEqual(['aaa', 'iii']);
    expect(tokens.expiresAt.getTime()).toBe(bench.clock.wallMs() + 60_000);
    const account = {
      client_id: '1',
      client_secret: 'hush-hush',
      external_auth_token: 'ticket-of-steam',
      external_auth_type: 'STEAM_SESSION_TICKET',
    };
    expect(
      bench.transport.requests.map(({ method, path, body, headers }) => [
        `${method} ${path}`,
        body,
        'authorization' in headers,
      ]),
    ).toEqual([
      ['POST /partner-sdk/provisional-accounts/unmerge', account, false],
      ['POST /partner-sdk/provisional-accounts/unmerge/bot', { external_user_id: 'p1' }, true],
      ['POST /partner-sdk/token', account, false],
      ['POST /partner-sdk/token/bot', { external_user_id: 'p1', preferred_global_name: 'Pat' }, true],
      ['PUT /partner-sdk/dms/1/2/messages/3/moderation-metadata', DATA, true],
    ]);
  });

  it('are not asked for with less than Discord takes', async () => {
    const bench = makeClient();
    const sdk = bench.client.undocumented.partnerSdk;
    const error: unknown = await sdk.getToken({ ...ACCOUNT, externalAuthToken: '' }).catch((thrown: unknown) => thrown);
    expect((error as BodyError).fields[0]).toMatchObject({ path: 'externalAuthToken', rule: 'characters' });
    expect(bench.transport.requests).toHaveLength(0);
  });

  it('never show their secrets in a printed request', () => {
    const body = { client_id: '1', client_secret: 'hush-hush', external_auth_token: 'ticket-of-steam' };
    const request = new RestRequest(undocumentedPartnerSdkRoutes.getToken, { body });
    for (const shown of [inspect(request), JSON.stringify(request)]) {
      expect(shown).toContain('[redacted]');
      expect(shown).not.toMatch(/hush|ticket/);
    }
    expect(request.body).toBe(body);
  });
});
