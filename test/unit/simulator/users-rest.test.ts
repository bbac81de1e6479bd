/** Routes of users by bare requests: a bot's own account, and people through their access tokens. */
import { DiscordSimulator, type SimBot, type SimGuild, type SimMember } from '../../../src/testing/simulator';
import { type Answer, caller, type Caller, RawClient, someText } from './support';

const PNG = 'data:image/png;base64,iVBORw0KGgo=';
const GIF = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';

describe('A bot asks about users', () => {
  let discord: DiscordSimulator;
  let bot: SimBot;
  let guild: SimGuild;
  let alice: SimMember;
  let call: Caller;

  beforeEach(async () => {
    discord = await DiscordSimulator.start({ rest: { limits: false } });
    bot = discord.createBot({ name: 'Alpha' });
    guild = discord.createGuild({ name: 'Loom' });
    alice = guild.addMember('alice');
    call = caller(discord, bot);
  });
  afterEach(() => discord.close());

  const as = (scopes: readonly string[], method: string, path: string, body?: unknown): Promise<Answer> =>
    call(method, path, body, { authorization: `Bearer ${alice.accessToken(bot, scopes)}` });

  it('and changes how it looks, which the gateway tells it', async () => {
    const client = new RawClient(discord.gatewayUrl);
    await client.ready(bot);
    const { status, body } = await call('PATCH', '/users/@me', { username: 'Omega', avatar: GIF, banner: PNG });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: bot.id, username: 'Omega', banner: someText, verified: true, mfa_enabled: true });
    expect(body.avatar).toMatch(/^a_[0-9a-f]{32}$/);
    expect((await client.event('USER_UPDATE')).d).toMatchObject({ username: 'Omega', avatar: body.avatar });
    expect((await call('PATCH', '/users/@me', { avatar: null })).body).toMatchObject({
      username: 'Omega',
      avatar: null,
    });
    await client.hangUp(1_000);
  });

  it.each([
    ['a name of one letter', { username: 'x' }, 'username'],
    ['a picture by its address', { avatar: 'https://example.com/a.png' }, 'avatar'],
    ['a banner that is no image', { banner: 'data:text/plain;base64,eA==' }, 'banner'],
  ])('but not to %s', async (_what, body, field) => {
    expect(await call('PATCH', '/users/@me', body)).toMatchObject({ status: 400, body: { errors: { [field]: {} } } });
  });

  it('and finds anybody by id', async () => {
    expect((await call('GET', `/users/${alice.id}`)).body).toMatchObject({ id: alice.id, global_name: 'alice' });
    expect(await call('GET', '/users/1')).toMatchObject({ status: 404, body: { code: 10_013 } });
  });

  it('and pages through its guilds', async () => {
    const all = [guild, ...['Two', 'Three'].map((name) => discord.createGuild({ name }))].map(({ id }) => id);
    all.sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
    const ids = async (query: string): Promise<string[]> =>
      ((await call('GET', `/users/@me/guilds?${query}`)).body as unknown as { id: string }[]).map(({ id }) => id);
    expect(await ids('')).toEqual(all);
    expect(await ids(`after=${all[0]!}&limit=1`)).toEqual([all[1]]);
    expect(await ids(`before=${all[2]!}&limit=1`)).toEqual([all[1]]);
    expect((await call('GET', '/users/@me/guilds?with_counts=true')).body).toContainEqual(
      expect.objectContaining({ id: guild.id, approximate_member_count: 3 }),
    );
  });

  it('and leaves a guild', async () => {
    expect((await call('DELETE', `/users/@me/guilds/${guild.id}`)).status).toBe(204);
    expect((await call('GET', '/users/@me/guilds')).body).toEqual([]);
  });

  it('and writes to a person, always in the same channel', async () => {
    const first = await call('POST', '/users/@me/channels', { recipient_id: alice.id });
    expect(first).toMatchObject({ status: 200, body: { type: 1, recipients: [{ id: alice.id }] } });
    expect((await call('POST', '/users/@me/channels', { recipient_id: alice.id })).body.id).toBe(first.body.id);
    const other = discord.createBot({ name: 'Beta' });
    expect(await call('POST', '/users/@me/channels', { recipient_id: other.id })).toMatchObject({
      status: 403,
      body: { code: 50_007 },
    });
    expect(await call('POST', '/users/@me/channels', {})).toMatchObject({
      status: 400,
      body: { errors: { recipient_id: {} } },
    });
  });

  it('and opens a group for people who allowed it', async () => {
    const bob = discord.createUser('bob');
    const tokens = [alice, bob].map((person) => person.accessToken(bot, ['gdm.join']));
    const body = { access_tokens: tokens, nicks: { [alice.id]: 'Al' } };
    const opened = await call('POST', '/users/@me/channels', body);
    expect(opened).toMatchObject({
      status: 200,
      body: {
        type: 3,
        name: null,
        owner_id: bot.id,
        application_id: bot.applicationId,
        recipients: [{ id: alice.id }, { id: bob.id }],
      },
    });
    const { id } = opened.body;
    const carol = discord.createUser('carol');
    const put = (body: object): Promise<Answer> => call('PUT', `/channels/${id}/recipients/${carol.id}`, body);
    const joining = { access_token: carol.accessToken(bot, ['gdm.join']), nick: 'C' };
    expect(await put({ access_token: tokens[0] })).toMatchObject({ status: 404, body: { code: 10_013 } });
    expect((await put(joining)).body.recipients).toHaveLength(3);
    expect((await put(joining)).status).toBe(204);
    expect((await call('DELETE', `/channels/${id}/recipients/${bob.id}`)).status).toBe(204);
    expect((await call('POST', `/channels/${id}/messages`, { content: 'hi' })).status).toBe(200);
    expect((await call('GET', `/channels/${id}`)).body).toMatchObject({
      recipients: [{ id: alice.id }, { id: carol.id }],
    });
    const narrow = { access_tokens: [alice.accessToken(bot, ['identify'])] };
    expect(await call('POST', '/users/@me/channels', narrow)).toMatchObject({ status: 403, body: { code: 50_026 } });
    const invented = { access_tokens: ['nonsense'] };
    expect(await call('POST', '/users/@me/channels', invented)).toMatchObject({ status: 403, body: { code: 50_025 } });
  });

  it('and reads of a person what their token allows', async () => {
    const short = await as(['identify'], 'GET', '/users/@me');
    expect(short).toMatchObject({ status: 200, body: { id: alice.id, username: 'alice' } });
    expect(short.body.email).toBeUndefined();
    expect((await as(['identify', 'email'], 'GET', '/users/@me')).body.email).toBe('alice@example.com');
    expect((await as(['guilds'], 'GET', '/users/@me/guilds')).body).toMatchObject([{ id: guild.id, owner: false }]);
    expect((await as(['guilds.members.read'], 'GET', `/users/@me/guilds/${guild.id}/member`)).body).toMatchObject({
      user: { id: alice.id },
      roles: [],
    });
  });

  it("and lists a person's accounts elsewhere", async () => {
    alice.connect({ type: 'github', id: '42', name: 'alice-codes' });
    expect((await as(['connections'], 'GET', '/users/@me/connections')).body).toMatchObject([
      { type: 'github', id: '42', name: 'alice-codes', verified: true },
    ]);
    expect(await call('GET', '/users/@me/connections')).toMatchObject({ status: 403, body: { code: 20_001 } });
  });

  it('and keeps what a person did elsewhere as their role connection', async () => {
    const scopes = ['role_connections.write'];
    const path = `/users/@me/applications/${bot.applicationId}/role-connection`;
    const level = { type: 2, key: 'level', name: 'Level', description: 'How far you came' };
    await call('PUT', `/applications/${bot.applicationId}/role-connections/metadata`, [level]);
    const connection = { platform_name: 'Game', platform_username: 'al', metadata: { level: '7' } };
    expect(await as(scopes, 'PUT', path, connection)).toMatchObject({ status: 200, body: connection });
    expect((await as(scopes, 'GET', path)).body).toEqual(connection);
    expect(await as(scopes, 'PUT', path, { metadata: { wins: '1' } })).toMatchObject({
      status: 400,
      body: { code: 50_035 },
    });
    expect((await as(scopes, 'DELETE', path)).status).toBe(204);
    expect((await as(scopes, 'GET', path)).body).toMatchObject({ platform_username: null, metadata: {} });
  });
});
