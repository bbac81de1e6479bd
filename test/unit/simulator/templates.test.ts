/** Templates by bare requests: the picture of a guild, and when it is out of date. */
import { field, GuildBench, REFUSED, wrong } from './guild-support';

describe('Templates', () => {
  let bench: GuildBench;
  beforeEach(async () => {
    bench = await GuildBench.open();
  });
  afterEach(() => bench.close());

  const make = async (): Promise<string> =>
    String((await bench.ask('POST', '/templates', { name: 'Loom', description: 'warp and weft' })).body.code);

  it('are a picture of the guild with numbers in place of ids', async () => {
    const weaver = bench.guild.createRole({ name: 'weaver', color: 5 });
    const category = bench.guild.createChannel({ name: 'Mill', type: 'category' });
    bench.guild.createChannel({
      name: 'looms',
      type: 'announcement',
      parent: category,
      permissionOverwrites: [
        { for: weaver, deny: ['SendMessages'] },
        { for: bench.alice, allow: ['SendMessages'] },
      ],
    });
    const { status, body } = await bench.ask('POST', '/templates', { name: 'Loom' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: 'Loom',
      description: null,
      usage_count: 0,
      creator_id: bench.bot.id,
      source_guild_id: bench.guild.id,
      is_dirty: null,
      serialized_source_guild: {
        name: 'Loom',
        // The role of the bot is not in it.
        roles: [
          { id: 0, name: '@everyone' },
          { id: 1, name: 'weaver', color: 5 },
        ],
      },
    });
    const { channels, system_channel_id: systemId } = body.serialized_source_guild as {
      channels: Record<string, unknown>[];
      system_channel_id: string;
    };
    expect(channels[0]).toMatchObject({ id: 1, name: 'Mill', type: 4, parent_id: null });
    expect(channels.find(({ id }) => String(id) === systemId)).toMatchObject({ name: 'general' });
    expect(channels.find(({ name }) => name === 'looms')).toMatchObject({
      type: 0,
      parent_id: '1',
      permission_overwrites: [{ id: '1', type: 0, deny: '2048' }],
    });
  });

  it('are one to a guild', async () => {
    await make();
    expect(await bench.ask('POST', '/templates', { name: 'Another' })).toMatchObject({
      status: 400,
      body: { code: 30_031 },
    });
    expect((await bench.ask('GET', '/templates')).body).toHaveLength(1);
  });

  it('are for everybody who knows the code', async () => {
    const code = await make();
    const open = { authorization: '' };
    expect(await bench.call('GET', `/guilds/templates/${code}`, undefined, open)).toMatchObject({
      status: 200,
      body: { code },
    });
    expect(await bench.call('GET', '/guilds/templates/nothing', undefined, open)).toMatchObject({
      status: 404,
      body: { code: 10_057 },
    });
  });

  it('are out of date when the guild has changed, until they are synced', async () => {
    const code = await make();
    bench.guild.createChannel({ name: 'new' });
    expect((await bench.ask('GET', '/templates')).body).toMatchObject([{ is_dirty: true }]);
    await bench.clock.advance(1_000);
    const { body } = await bench.ask('PUT', `/templates/${code}`);
    expect(body.is_dirty).toBeNull();
    expect(Date.parse(String(body.updated_at)) - Date.parse(String(body.created_at))).toBe(1_000);
    expect(JSON.stringify(body.serialized_source_guild)).toContain('"new"');
  });

  it('are renamed and deleted', async () => {
    const code = await make();
    expect((await bench.ask('PATCH', `/templates/${code}`, { name: 'Mill', description: null })).body).toMatchObject({
      name: 'Mill',
      description: null,
    });
    expect(await bench.ask('DELETE', `/templates/${code}`)).toMatchObject({ status: 200, body: { code } });
    expect(await bench.ask('DELETE', `/templates/${code}`)).toMatchObject({ body: { code: 10_057 } });
  });

  it.each([
    ['no name', {}, { name: field('BASE_TYPE_REQUIRED') }],
    ['a long name', { name: 'x'.repeat(101) }, { name: field('BASE_TYPE_BAD_LENGTH') }],
    ['a long description', { name: 'x', description: 'x'.repeat(121) }, { description: field('BASE_TYPE_MAX_LENGTH') }],
  ])('are not made with %s', async (_what, body, errors) => {
    expect(await bench.ask('POST', '/templates', body)).toMatchObject(wrong(errors));
  });

  it('are for who manages the guild', async () => {
    const code = await make();
    bench.allow('ViewChannel');
    for (const [method, rest] of [
      ['GET', '/templates'],
      ['POST', '/templates'],
      ['PUT', `/templates/${code}`],
      ['PATCH', `/templates/${code}`],
      ['DELETE', `/templates/${code}`],
    ] as const) {
      expect(await bench.ask(method, rest, method === 'POST' ? { name: 'x' } : undefined)).toMatchObject(REFUSED);
    }
  });
});
