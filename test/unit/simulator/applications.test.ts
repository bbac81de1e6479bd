/** An application by bare requests: what it may change, what it keeps about itself, and who may ask. */
import { DiscordSimulator, type SimBot, type SimGuild } from '../../../src/testing/simulator';
import { type Answer, caller, type Caller, RawClient, someText } from './support';

const PNG = 'data:image/png;base64,iVBORw0KGgo=';
const GIF = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';

describe('An application', () => {
  let discord: DiscordSimulator;
  let bot: SimBot;
  let guild: SimGuild;
  let call: Caller;
  let own: string;

  beforeEach(async () => {
    discord = await DiscordSimulator.start({ rest: { limits: false } });
    bot = discord.createBot({ name: 'Alpha' });
    guild = discord.createGuild({ name: 'Loom' });
    call = caller(discord, bot);
    own = `/applications/${bot.applicationId}`;
  });
  afterEach(() => discord.close());

  it('is the same by its id, by @me, and at OAuth2', async () => {
    const byMe = await call('GET', '/applications/@me');
    expect(byMe).toMatchObject({ status: 200, body: { id: bot.applicationId, approximate_guild_count: 1 } });
    expect((await call('GET', own)).body).toEqual(byMe.body);
    expect((await call('GET', '/oauth2/applications/@me')).body).toEqual(byMe.body);
  });

  it('is not shown to another one', async () => {
    const other = discord.createBot({ name: 'Beta' });
    expect(await call('GET', `/applications/${other.applicationId}`)).toMatchObject({
      status: 403,
      body: { code: 20_012 },
    });
    expect(await call('GET', '/applications/1')).toMatchObject({ status: 404, body: { code: 10_002 } });
  });

  it.each(['@me', 'id'])('keeps what it changes about itself, by %s', async (how) => {
    const path = how === '@me' ? '/applications/@me' : own;
    const changes = {
      description: 'It plays.',
      tags: ['games', 'fun'],
      interactions_endpoint_url: 'https://example.com/interactions',
      role_connections_verification_url: 'https://example.com/roles',
      custom_install_url: 'https://example.com/install',
      install_params: { scopes: ['bot'], permissions: '2048' },
      integration_types_config: { 0: { oauth2_install_params: { scopes: ['bot'], permissions: '8' } }, 1: {} },
      event_webhooks_url: 'https://example.com/events',
      event_webhooks_status: 2,
      event_webhooks_types: ['ENTITLEMENT_CREATE'],
      explicit_content_filter: 1,
      max_participants: 5,
    };
    const { status, body } = await call('PATCH', path, { ...changes, icon: PNG, cover_image: PNG });
    expect(status).toBe(200);
    expect(body).toMatchObject({ ...changes, icon: someText, cover_image: someText });
    expect((await call('GET', '/applications/@me')).body).toEqual(body);
  });

  it.each([
    ['six tags', { tags: ['a', 'b', 'c', 'd', 'e', 'f'] }, 'tags'],
    ['a long description', { description: 'x'.repeat(401) }, 'description'],
    ['an address that is none', { interactions_endpoint_url: 'nope' }, 'interactions_endpoint_url'],
    ['an icon that is no image', { icon: 'data:text/plain;base64,eA==' }, 'icon'],
    ['an unknown webhook event', { event_webhooks_types: ['NONSENSE'] }, 'event_webhooks_types'],
  ])('does not take %s', async (_what, body, field) => {
    const answer = await call('PATCH', '/applications/@me', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 50_035, errors: { [field]: {} } } });
  });

  it('switches its privileged intents off by its flags, and the gateway holds it to them', async () => {
    expect((await call('PATCH', '/applications/@me', { flags: 1 << 15 })).body.flags).toBe(1 << 15);
    const client = new RawClient(discord.gatewayUrl);
    await client.identify(bot, { intents: 1 << 1 });
    await client.event('READY');
    await client.hangUp(1_000);
    const refused = new RawClient(discord.gatewayUrl);
    await refused.identify(bot, { intents: 1 << 8 });
    expect((await refused.close()).code).toBe(4_014);
  });

  describe('has metadata of role connections', () => {
    const level = { type: 2, key: 'level', name: 'Level', description: 'How far you came' };
    const metadata = (): string => `${own}/role-connections/metadata`;

    it('which it sets all at once', async () => {
      expect((await call('GET', metadata())).body).toEqual([]);
      const wins = { ...level, key: 'wins', name_localizations: { de: 'Siege' } };
      expect(await call('PUT', metadata(), [level, wins])).toMatchObject({ status: 200, body: [level, wins] });
      expect(await call('PUT', metadata(), [level])).toMatchObject({ status: 200 });
      expect((await call('GET', metadata())).body).toEqual([level]);
    });

    it.each([
      ['more than five', Array(6).fill(level)],
      ['a key in capitals', [{ ...level, key: 'Level' }]],
      ['an unknown kind', [{ ...level, type: 9 }]],
      ['a language that does not exist', [{ ...level, name_localizations: { xx: 'Level' } }]],
    ])('but not %s', async (_what, body) => {
      expect(await call('PUT', metadata(), body)).toMatchObject({ status: 400, body: { code: 50_035 } });
    });
  });

  it('finds the instance of an activity, and who plays it', async () => {
    const alice = guild.addMember('alice');
    const channel = guild.channel('general');
    const instance = discord.application(bot).startActivity(channel, [alice]);
    expect(await call('GET', `${own}/activity-instances/${instance}`)).toMatchObject({
      status: 200,
      body: {
        instance_id: instance,
        location: { kind: 'gc', channel_id: channel.id, guild_id: guild.id },
        users: [alice.id],
      },
    });
    expect((await call('GET', `${own}/activity-instances/i-1-gc-2-3`)).status).toBe(404);
  });

  it('keeps a file for an activity and serves it', async () => {
    const form = new FormData();
    form.append('file', new Blob(['a picture'], { type: 'image/png' }), 'shot.png');
    const { status, body } = await call('POST', `${own}/attachment`, form);
    expect(status).toBe(200);
    const attachment = body.attachment as { url: string; filename: string; size: number };
    expect(attachment).toMatchObject({ filename: 'shot.png', size: 9, content_type: 'image/png', ephemeral: true });
    expect(await (await fetch(attachment.url)).text()).toBe('a picture');
    expect(await call('POST', `${own}/attachment`, {})).toMatchObject({ status: 400, body: { code: 50_035 } });
  });

  describe('has emojis of its own', () => {
    const emojis = (): string => `${own}/emojis`;
    const create = (name: string, image = PNG): Promise<Answer> => call('POST', emojis(), { name, image });

    it('that are made, listed, renamed and deleted', async () => {
      const made = await create('wave', GIF);
      expect(made).toMatchObject({ status: 201, body: { name: 'wave', animated: true, user: { id: bot.id } } });
      const path = `${emojis()}/${made.body.id}`;
      expect((await call('GET', emojis())).body).toEqual({ items: [made.body] });
      expect(await call('PATCH', path, { name: 'hello' })).toMatchObject({ status: 200, body: { name: 'hello' } });
      expect(await call('GET', path)).toMatchObject({ status: 200, body: { name: 'hello' } });
      expect((await call('DELETE', path)).status).toBe(204);
      expect(await call('GET', path)).toMatchObject({ status: 404, body: { code: 10_014 } });
    });

    it.each([
      ['x', PNG],
      ['two words', PNG],
      ['wave', 'https://example.com/wave.png'],
    ])('but not by the name %s and the image %s', async (name, image) => {
      expect(await create(name, image)).toMatchObject({ status: 400, body: { code: 50_035 } });
    });
  });
});
