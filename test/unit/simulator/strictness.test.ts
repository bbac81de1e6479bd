/** Where bots most easily pass on a lenient simulator and fail on Discord: refusals, and who hears what. */
import { connect } from 'node:net';
import { GuildBench, wrong } from './guild-support';
import { caller, RawClient } from './support';

describe('A strict simulator', () => {
  let bench: GuildBench;
  const open = async (...args: Parameters<typeof GuildBench.open>): Promise<void> => {
    bench = await GuildBench.open(...args);
  };
  const { ask, call, channel } = {
    ask: (...args: Parameters<GuildBench['ask']>) => bench.ask(...args),
    call: (...args: Parameters<GuildBench['call']>) => bench.call(...args),
    channel: (name: string): string => `/channels/${bench.channelId(name)}`,
  };
  beforeEach(() => open());
  afterEach(() => bench.close());

  /** Sends a request line as it is, and gives the status line. */
  const raw = async (lines: string): Promise<string> => {
    const { port } = new URL(bench.discord.apiUrl);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`${lines}\r\nHost: x\r\n`);
    socket.write('\r\n');
    const bytes = await new Promise<Buffer>((resolve, reject) => {
      socket.once('data', resolve);
      socket.once('error', reject);
      socket.once('close', () => {
        resolve(Buffer.alloc(0));
      });
    });
    socket.destroy();
    return bytes.toString('latin1').split('\r\n', 1)[0] ?? '';
  };

  it('answers 404 to a path that is no URL', async () => {
    expect(await raw('GET // HTTP/1.1')).toBe('HTTP/1.1 404 Not Found');
    const upgrade = 'GET // HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket';
    expect(await raw(upgrade)).toBe('HTTP/1.1 404 Not Found');
  });

  it('keeps webhook tokens out of the log', async () => {
    const { body } = await call('POST', `${channel('general')}/webhooks`, { name: 'hook' });
    const token = String(body.token);
    await call('POST', `/webhooks/${body.id}/${token}?wait=true`, { content: 'x' });
    await call('POST', `/webhooks/${body.id}/${token}/nowhere`, { content: 'x' });
    expect(JSON.stringify(bench.discord.log.requests())).not.toContain(token);
    expect(bench.discord.log.requests({ path: `/webhooks/${body.id}/[token]` })).toHaveLength(1);
  });

  it('leaves no timer of threads and polls behind when it is closed', async () => {
    await call('POST', `${channel('general')}/threads`, { name: 'row', type: 11 });
    const poll = { question: { text: 'a?' }, answers: [{ poll_media: { text: 'b' } }] };
    await call('POST', `${channel('general')}/messages`, { poll });
    expect(bench.clock.pendingTimers).toBeGreaterThan(1);
    await bench.close();
    expect(bench.clock.pendingTimers).toBe(0);
  });

  it('tells nothing of a poll whose channel is gone', async () => {
    const poll = { question: { text: 'a?' }, answers: [{ poll_media: { text: 'b' } }], duration: 1 };
    await call('POST', `${channel('rules')}/messages`, { poll });
    await call('DELETE', channel('rules'));
    const written: string[] = [];
    bench.discord.onMessage(({ content }) => written.push(content));
    await bench.clock.advance(3_700_000);
    expect(written).toEqual([]);
  });

  it('shows the vanity invite of a guild to everybody', async () => {
    await bench.guild.settings.addFeatures('VANITY_URL');
    await bench.guild.settings.setVanityUrl('loom', 3);
    expect(await call('GET', '/invites/loom?with_counts=true')).toMatchObject({
      status: 200,
      body: { code: 'loom', type: 0, expires_at: null, guild: { id: bench.guild.id }, approximate_member_count: 3 },
    });
  });

  it('forgets a channel wherever the guild names it', async () => {
    await ask('PATCH', '', { afk_channel_id: bench.channelId('Talk'), system_channel_id: bench.channelId('rules') });
    await call('DELETE', channel('Talk'));
    await call('DELETE', channel('rules'));
    expect((await ask('GET', '')).body).toMatchObject({ afk_channel_id: null, system_channel_id: null });
  });

  it('keeps the channels that a community needs', async () => {
    const rules = { rules_channel_id: bench.channelId('rules'), public_updates_channel_id: bench.channelId('general') };
    await ask('PATCH', '', { ...rules, features: ['COMMUNITY'] });
    for (const name of ['rules', 'general']) {
      expect(await call('DELETE', channel(name))).toMatchObject({ status: 400, body: { code: 50_074 } });
    }
  });

  it('lets no bot ban itself', async () => {
    expect(await ask('PUT', `/bans/${bench.bot.id}`)).toMatchObject({ status: 403, body: { code: 50_013 } });
    expect(bench.guild.bans).toEqual([]);
  });

  it.each([
    ['a channel', 'POST', '/channels', 'name'],
    ['a role', 'POST', '/roles', 'name'],
    ['a guild', 'PATCH', '', 'name'],
  ])('wants more than blanks in the name of %s', async (_what, method, path, field) => {
    const errors = { [field]: { _errors: [{ code: 'BASE_TYPE_REQUIRED' }] } };
    expect(await ask(method, path, { name: '   ' })).toMatchObject(wrong(errors));
  });

  describe('of reactions', () => {
    let message: string;
    beforeEach(async () => {
      message = `${channel('general')}/messages/${(await bench.alice.say('general', 'knit')).id}`;
    });
    const react = (emoji: string): Promise<unknown> =>
      call('PUT', `${message}/reactions/${encodeURIComponent(emoji)}/@me`);
    const UNKNOWN = { status: 400, body: { code: 10_014 } };

    it('knows no emoji that nobody made', async () => {
      expect(await react('yarn:123456789012345678')).toMatchObject(UNKNOWN);
    });

    it.each(['1', '#', '12'])('takes %j for no emoji', async (text) => {
      expect(await react(text)).toMatchObject(UNKNOWN);
    });

    it.each(['1️⃣', '🇳🇱', '❤', '👩‍👩‍👧'])('takes %s for one', async (text) => {
      expect(await react(text)).toMatchObject({ status: 204 });
    });

    it('lets a bot bring emojis of other guilds only with permission', async () => {
      const other = bench.discord.createGuild({ name: 'Other' });
      const { id } = await other.settings.createEmoji({ name: 'yarn' });
      bench.allow('ViewChannel', 'AddReactions', 'ReadMessageHistory');
      await bench.guild.everyone.edit({ permissions: [] });
      expect(await react(`yarn:${id}`)).toMatchObject({ status: 403, body: { code: 50_013 } });
      bench.allow('ViewChannel', 'AddReactions', 'ReadMessageHistory', 'UseExternalEmojis');
      expect(await react(`yarn:${id}`)).toMatchObject({ status: 204 });
    });
  });

  it('shows over REST too only to bots with the intent what others wrote', async () => {
    const beta = bench.discord.createBot({ name: 'Beta', permissions: ['Administrator'], privilegedIntents: [] });
    const ask = caller(bench.discord, beta);
    const path = `${channel('general')}/messages`;
    const { id } = await bench.alice.say('general', 'knit');
    await bench.alice.say('general', `purl ${beta.mention}`);
    await ask('POST', path, { content: 'mine', message_reference: { message_id: id } });
    await call('PUT', `${path}/pins/${id}`);
    expect((await ask('GET', `${path}/${id}`)).body.content).toBe('');
    expect((await ask('GET', `${path}/pins`)).body).toMatchObject({ items: [{ message: { id, content: '' } }] });
    const listed = (await ask('GET', path)).body as unknown as readonly { content: string }[];
    expect(listed.map(({ content }) => content)).toEqual(['', 'mine', `purl ${beta.mention}`, '']);
    expect(listed[1]).toMatchObject({ referenced_message: { id, content: '' } });
  });

  it('leaves lines alone that Discord wrote itself', async () => {
    const { body: thread } = await call('POST', `${channel('general')}/threads`, { name: 'row', type: 12 });
    await call('PATCH', `/channels/${thread.id}`, { name: 'other row' });
    const line = bench.discord.messages.find(({ content }) => content === 'other row');
    const path = `/channels/${thread.id}/messages/${line?.id ?? ''}`;
    const refused = { status: 403, body: { code: 50_021 } };
    expect(await call('DELETE', path)).toMatchObject(refused);
    expect(await call('PUT', `/channels/${thread.id}/messages/pins/${line?.id ?? ''}`)).toMatchObject(refused);
  });

  it('changes nothing through a webhook in an archived thread', async () => {
    const { body: hook } = await call('POST', `${channel('general')}/webhooks`, { name: 'hook' });
    const { body: thread } = await call('POST', `${channel('general')}/threads`, { name: 'row', type: 11 });
    const at = `/webhooks/${hook.id}/${String(hook.token)}`;
    const { body: said } = await call('POST', `${at}?wait=true&thread_id=${thread.id}`, { content: 'x' });
    await call('PATCH', `/channels/${thread.id}`, { archived: true });
    expect(await call('PATCH', `${at}/messages/${said.id}?thread_id=${thread.id}`, { content: 'y' })).toMatchObject({
      status: 400,
      body: { code: 50_083 },
    });
  });

  it('tells a bot of the threads that a role or its permissions open to it', async () => {
    const { discord, guild } = bench;
    await call('POST', `${channel('rules')}/threads`, { name: 'row', type: 11 });
    await call('PUT', `${channel('rules')}/permissions/${guild.id}`, { type: 0, deny: '1024' });
    const beta = discord.createBot({ name: 'Beta' });
    const key = guild.createRole({ name: 'key' });
    await guild.channel('rules').overwrite({ for: key, allow: ['ViewChannel'] });
    const client = new RawClient(discord.gatewayUrl);
    await client.ready(beta);
    await ask('PUT', `/members/${beta.id}/roles/${key.id}`);
    expect((await client.event('THREAD_LIST_SYNC')).d).toMatchObject({
      channel_ids: [bench.channelId('rules')],
      threads: [{ name: 'row' }],
    });
    await ask('DELETE', `/members/${beta.id}/roles/${key.id}`);
    await ask('PATCH', `/roles/${guild.id}`, { permissions: String(1n << 3n) });
    await client.event('THREAD_LIST_SYNC', 2);
  });

  it('tells the guilds of a bot that it goes by another name', async () => {
    const beta = bench.discord.createBot({ name: 'Beta' });
    const client = new RawClient(bench.discord.gatewayUrl);
    await client.ready(beta);
    await call('PATCH', '/users/@me', { username: 'Omega' });
    expect((await client.event('GUILD_MEMBER_UPDATE')).d).toMatchObject({
      guild_id: bench.guild.id,
      user: { id: bench.bot.id, username: 'Omega' },
    });
  });

  it('tells a bot of its guilds what they are', async () => {
    await bench.guild.settings.addFeatures('NEWS');
    expect((await call('GET', '/users/@me/guilds?with_counts=true')).body).toMatchObject([
      { id: bench.guild.id, features: ['NEWS'], approximate_member_count: 3 },
    ]);
  });
});
