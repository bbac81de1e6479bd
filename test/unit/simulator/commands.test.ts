/** Application commands by bare requests: what is taken, what is refused, and what replaces what. */
import { DiscordSimulator, type SimBot, type SimGuild } from '../../../src/testing/simulator';
import { type Answer, caller, type Caller, RawClient, someText } from './support';

const ping = { name: 'ping', description: 'Answers' };
const sub = (name: string, more: object = {}): object => ({ type: 1, name, description: 'x', ...more });
const text = (name: string, more: object = {}): object => ({ type: 3, name, description: 'x', ...more });

describe('Commands', () => {
  let discord: DiscordSimulator;
  let bot: SimBot;
  let guild: SimGuild;
  let call: Caller;
  let global: string;
  let local: string;

  beforeEach(async () => {
    discord = await DiscordSimulator.start({ rest: { limits: false, globalPerSecond: 1_000 } });
    bot = discord.createBot({ name: 'Alpha' });
    guild = discord.createGuild({ name: 'Loom' });
    call = caller(discord, bot);
    global = `/applications/${bot.applicationId}/commands`;
    local = `/applications/${bot.applicationId}/guilds/${guild.id}/commands`;
  });
  afterEach(() => discord.close());

  const create = (body: unknown, path = global): Promise<Answer> => call('POST', path, body);
  const listed = async (path = global): Promise<unknown[]> => (await call('GET', path)).body as unknown as unknown[];

  it('are created in full', async () => {
    const options = [
      sub('play', {
        options: [
          text('song', { required: true, autocomplete: true, min_length: 1, max_length: 50 }),
          { type: 4, name: 'times', description: 'x', min_value: 1, max_value: 9 },
          { type: 10, name: 'speed', description: 'x', choices: [{ name: 'half', value: 0.5 }] },
          { type: 7, name: 'where', description: 'x', channel_types: [2, 13] },
          { type: 11, name: 'cover', description: 'x', file_types: ['.png'] },
        ],
      }),
      { type: 2, name: 'list', description: 'x', options: [sub('show')] },
    ];
    const answer = await create({
      name: 'music',
      description: 'Plays',
      name_localizations: { de: 'musik' },
      description_localizations: { de: 'Spielt' },
      options,
      default_member_permissions: '32',
      contexts: [0, 1],
      integration_types: [0, 1],
      nsfw: true,
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      application_id: bot.applicationId,
      type: 1,
      name_localizations: { de: 'musik' },
      options,
      default_member_permissions: '32',
      contexts: [0, 1],
      dm_permission: true,
      integration_types: [0, 1],
      nsfw: true,
      version: someText,
    });
    expect(await call('GET', `${global}/${answer.body.id}`)).toMatchObject({ status: 200, body: answer.body });
  });

  it('replace the one of the same kind and name, in the same scope only', async () => {
    const first = await create(ping);
    expect(first.status).toBe(201);
    const second = await create({ ...ping, description: 'Answers again' });
    expect(second).toMatchObject({ status: 200, body: { id: first.body.id, description: 'Answers again' } });
    expect(second.body.version).not.toBe(first.body.version);
    expect((await create({ name: 'ping', type: 2 })).status).toBe(201);
    expect((await create(ping, local)).status).toBe(201);
    expect(await listed()).toHaveLength(2);
    expect(await listed(local)).toMatchObject([{ guild_id: guild.id, name: 'ping' }]);
  });

  it('are replaced all at once, where those that stay keep their ids', async () => {
    const kept = await create(ping);
    await create({ name: 'old', description: 'Goes' });
    const answer = await call('PUT', global, [ping, { name: 'Report', type: 3 }]);
    expect(answer).toMatchObject({ status: 200, body: [{ id: kept.body.id }, { name: 'Report', description: '' }] });
    expect(await listed()).toMatchObject([{ name: 'ping' }, { name: 'Report' }]);
    expect((await call('PUT', local, [])).body).toEqual([]);
  });

  it('are changed in part, and deleted', async () => {
    const { body } = await create({ ...ping, options: [text('word')] });
    const path = `${global}/${body.id}`;
    expect(await call('PATCH', path, { description: 'New' })).toMatchObject({
      status: 200,
      body: { id: body.id, name: 'ping', description: 'New', options: [text('word')] },
    });
    await create({ name: 'pong', description: 'x' });
    expect(await call('PATCH', path, { name: 'pong' })).toMatchObject({ status: 400, body: { code: 40_041 } });
    expect((await call('DELETE', path)).status).toBe(204);
    expect(await call('GET', path)).toMatchObject({ status: 404, body: { code: 10_063 } });
  });

  it('are listed with every language on request only', async () => {
    await create({
      ...ping,
      name_localizations: { de: 'klopf' },
      options: [text('a', { name_localizations: { de: 'b' } })],
    });
    const [short] = (await listed()) as { name_localizations?: unknown; options: { name_localizations?: unknown }[] }[];
    expect([short?.name_localizations, short?.options[0]?.name_localizations]).toEqual([undefined, undefined]);
    expect(await listed(`${global}?with_localizations=true`)).toMatchObject([
      { name_localizations: { de: 'klopf' }, options: [{ name_localizations: { de: 'b' } }] },
    ]);
  });

  it.each([
    ['without a name', { description: 'x' }, { name: {} }],
    ['with capitals', { ...ping, name: 'Ping' }, { name: {} }],
    ['with spaces', { ...ping, name: 'p i' }, { name: {} }],
    [
      'with a translated name in capitals',
      { ...ping, name_localizations: { de: 'Klopf' } },
      { name_localizations: { de: {} } },
    ],
    [
      'in a language that does not exist',
      { ...ping, name_localizations: { xx: 'a' } },
      { name_localizations: { xx: {} } },
    ],
    ['without a description', { name: 'ping' }, { description: {} }],
    ['for a message, with a description', { name: 'Report', type: 3, description: 'x' }, { description: {} }],
    ['for a user, with options', { name: 'Greet', type: 2, options: [text('a')] }, { options: {} }],
    ['with 26 options', { ...ping, options: Array.from({ length: 26 }, (_, at) => text(`a${at}`)) }, { options: {} }],
    ['with two options of one name', { ...ping, options: [text('a'), text('a')] }, { options: { 1: { name: {} } } }],
    [
      'with a required option after another',
      { ...ping, options: [text('a'), text('b', { required: true })] },
      { options: { 1: {} } },
    ],
    ['with subcommands beside options', { ...ping, options: [sub('a'), text('b')] }, { options: { 1: { type: {} } } }],
    [
      'with a group in a group',
      {
        ...ping,
        options: [{ type: 2, name: 'a', description: 'x', options: [{ type: 2, name: 'b', description: 'x' }] }],
      },
      { options: { 0: { options: { 0: { type: {} } } } } },
    ],
    [
      'with choices and completion',
      { ...ping, options: [text('a', { autocomplete: true, choices: [{ name: 'b', value: 'c' }] })] },
      { options: { 0: {} } },
    ],
    [
      'with a choice of the wrong kind',
      { ...ping, options: [{ type: 4, name: 'a', description: 'x', choices: [{ name: 'b', value: 'c' }] }] },
      { options: { 0: { choices: { 0: { value: {} } } } } },
    ],
    [
      'with an option of no kind',
      { ...ping, options: [{ type: 12, name: 'a', description: 'x' }] },
      { options: { 0: { type: {} } } },
    ],
  ])('are refused %s', async (_what, body, errors) => {
    expect(await create(body)).toMatchObject({ status: 400, body: { code: 50_035, errors } });
    expect(await listed()).toEqual([]);
  });

  it('have 8000 characters at most, the longest translation counting', async () => {
    const choices = Array.from({ length: 25 }, (_, at) => ({
      name: `${at}`.padEnd(50, 'n'),
      value: `${at}`.padEnd(50, 'v'),
    }));
    const option = (at: number): object => text(`o${at}`, { choices });
    const large = { ...ping, options: [option(1), option(2), option(3)] };
    expect((await create(large)).status).toBe(201);
    const translated = {
      ...ping,
      name: 'pong',
      options: [
        option(1),
        option(2),
        text('o3', { choices: choices.map((each) => ({ ...each, name_localizations: { de: 'ü'.repeat(80) } })) }),
      ],
    };
    expect(await create(translated)).toMatchObject({
      status: 400,
      body: { errors: { _errors: [{ code: 'APPLICATION_COMMAND_TOO_LARGE', message: someText }] } },
    });
  });

  it('are 100 to type, 15 for users, 15 for messages and one entry point in a scope', async () => {
    const many = (count: number, more: object): object[] =>
      Array.from({ length: count }, (_, at) => ({ name: `c${at}`, ...more }));
    const full = [...many(100, { description: 'x' }), ...many(15, { type: 2 }), ...many(15, { type: 3 })];
    const launch = { name: 'launch', type: 4, handler: 2 };
    expect(await call('PUT', global, [...full, launch])).toMatchObject({ status: 200 });
    for (const more of [ping, { name: 'x', type: 2 }, { name: 'x', type: 3 }, { ...launch, name: 'start' }]) {
      expect(await create(more)).toMatchObject({ status: 400, body: { code: 30_032 } });
    }
    expect((await create({ name: 'c0', description: 'new' })).status).toBe(200);
    expect((await create(ping, local)).status).toBe(201);
    expect(await call('PUT', local, many(16, { type: 2 }))).toMatchObject({ status: 400, body: { code: 30_032 } });
  });

  it('must differ in name when they come all at once', async () => {
    const errors = { 1: { _errors: [{ code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message: someText }] } };
    expect(await call('PUT', global, [ping, ping])).toMatchObject({ status: 400, body: { errors } });
  });

  it('of a guild need the application to be in it', async () => {
    const far = discord.createGuild({ name: 'Far', bots: [] });
    const path = `/applications/${bot.applicationId}/guilds/${far.id}/commands`;
    expect(await create(ping, path)).toMatchObject({ status: 403, body: { code: 50_001 } });
  });

  it('are shown in the simulator as they are registered', async () => {
    await create(ping);
    await create({ ...ping, name: 'here' }, local);
    expect(discord.application(bot).commands()).toMatchObject([{ name: 'ping' }]);
    expect(discord.application(bot).commands(guild)).toMatchObject([{ name: 'here' }]);
  });

  describe('have permissions', () => {
    const scopes = ['applications.commands.permissions.update'];
    const everyone = (): object => ({ permissions: [{ id: guild.id, type: 1, permission: false }] });
    let path: string;

    beforeEach(async () => {
      path = `${local}/${(await create(ping)).body.id}/permissions`;
    });

    it('that only a person who manages the guild may set', async () => {
      const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
      expect(await call('PUT', path, everyone())).toMatchObject({ status: 403, body: { code: 20_001 } });
      const alice = guild.addMember('alice');
      const hers = bearer(alice.accessToken(bot, scopes));
      expect(await call('PUT', path, everyone(), hers)).toMatchObject({ status: 403, body: { code: 50_013 } });
      await alice.addRole(guild.createRole({ name: 'staff', permissions: ['ManageGuild', 'ManageRoles'] }));
      expect(await call('PUT', path, everyone(), hers)).toMatchObject({ status: 200, body: everyone() });
      const narrow = bearer(alice.accessToken(bot, ['identify']));
      expect(await call('PUT', path, everyone(), narrow)).toMatchObject({ status: 403, body: { code: 50_026 } });
    });

    it('that bots read, and hear of', async () => {
      const client = new RawClient(discord.gatewayUrl);
      await client.ready(bot);
      expect(await call('GET', path)).toMatchObject({ status: 404, body: { code: 10_066 } });
      const owner = guild.owner;
      const headers = { authorization: `Bearer ${owner.accessToken(bot, scopes)}` };
      const set = await call('PUT', path, everyone(), headers);
      expect((await call('GET', path)).body).toEqual(set.body);
      expect((await call('GET', `${local}/permissions`)).body).toEqual([set.body]);
      expect((await client.event('APPLICATION_COMMAND_PERMISSIONS_UPDATE')).d).toEqual(set.body);
      await client.hangUp(1_000);
    });
  });
});
