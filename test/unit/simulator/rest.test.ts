/** REST by bare requests: who is let in, what is refused and how, and what each change tells the gateway. */
import { ManualClock } from '../../../src/util';
import {
  DiscordSimulator,
  type SimBot,
  type SimChannel,
  type SimGuild,
  type SimMember,
} from '../../../src/testing/simulator';
import { type Answer, caller, type Caller, RawClient, someText } from './support';

const field = (code: string): object => ({ _errors: [{ code, message: someText }] });

describe('REST', () => {
  let clock: ManualClock;
  let discord: DiscordSimulator;
  let bot: SimBot;
  let guild: SimGuild;
  let general: SimChannel;
  let alice: SimMember;
  let call: Caller;

  beforeEach(async () => {
    clock = new ManualClock();
    discord = await DiscordSimulator.start({ clock, rest: { limits: false } });
    bot = discord.createBot({ name: 'Alpha' });
    guild = discord.createGuild({ name: 'Loom', channels: ['general', { name: 'Talk', type: 'voice' }] });
    general = guild.channel('general');
    alice = guild.addMember('alice');
    call = caller(discord, bot);
  });
  afterEach(() => discord.close());

  const messages = (): string => `/channels/${general.id}/messages`;
  const create = (body: unknown): Promise<Answer> => call('POST', messages(), body);

  describe('lets nobody in', () => {
    it.each([
      ['without a token', { authorization: '' }, 401, { message: '401: Unauthorized', code: 0 }],
      ['with a wrong token', { authorization: 'Bot nonsense' }, 401, { message: '401: Unauthorized', code: 0 }],
      ['with a bearer token', { authorization: 'Bearer x' }, 401, { message: '401: Unauthorized', code: 0 }],
      [
        'without the user agent of a bot',
        { 'user-agent': 'curl/8' },
        403,
        { message: 'internal network error', code: 40_333 },
      ],
    ])('%s', async (_who, headers, status, body) => {
      expect(await call('GET', '/users/@me', undefined, headers)).toMatchObject({ status, body });
    });

    it('but answers GET /gateway to everybody', async () => {
      const answer = await call('GET', '/gateway', undefined, { authorization: '' });
      expect(answer).toMatchObject({ status: 200, body: { url: discord.gatewayUrl } });
    });

    it('through another version of the API', async () => {
      const headers = { authorization: `Bot ${bot.token}`, 'user-agent': 'DiscordBot (https://example.com, 1.0)' };
      const statusOf = async (url: string): Promise<number> => (await fetch(url, { headers })).status;
      expect(await statusOf(`${discord.baseUrl}/v10/users/@me`)).toBe(200);
      expect(await statusOf(`${discord.baseUrl}/v9/users/@me`)).toBe(200);
      expect(await statusOf(`${discord.baseUrl}/users/@me`)).toBe(200);
      expect(await statusOf(`${discord.baseUrl}/v8/users/@me`)).toBe(400);
      expect(await statusOf(discord.baseUrl.replace('/api', '/elsewhere'))).toBe(404);
    });

    it('after ten thousand invalid requests, or as many as it was told', async () => {
      const strict = await DiscordSimulator.start({ rest: { invalidRequests: 2 } });
      const beta = strict.createBot({ name: 'Beta' });
      const callBeta = caller(strict, beta);
      for (let index = 0; index < 2; index += 1)
        await callBeta('GET', '/users/@me', undefined, { authorization: 'Bot no' });
      expect(strict.invalidRequests).toBe(2);
      const banned = await callBeta('GET', '/users/@me');
      expect(banned.status).toBe(429);
      expect(banned.headers.get('content-type')).toMatch('text/html');
      await strict.close();
    });
  });

  describe('answers', () => {
    it('404 for paths, 405 for methods, and 50035 for ids that do not exist', async () => {
      expect(await call('GET', '/nowhere')).toMatchObject({
        status: 404,
        body: { message: '404: Not Found', code: 0 },
      });
      expect(await call('PUT', '/users/@me')).toMatchObject({
        status: 405,
        body: { message: '405: Method Not Allowed', code: 0 },
      });
      expect(await call('GET', '/channels/abc')).toMatchObject({
        status: 400,
        body: { code: 50_035, message: 'Invalid Form Body', errors: { channel_id: field('NUMBER_TYPE_COERCE') } },
      });
    });

    it.each([
      ['channel', () => '/channels/1', 10_003],
      ['guild', () => '/guilds/1', 10_004],
      ['message', () => `${messages()}/1`, 10_008],
      ['user', () => '/users/1', 10_013],
      ['member', () => `/guilds/${guild.id}/members/${discord.createUser('stranger').id}`, 10_007],
      ['role', () => `/guilds/${guild.id}/roles/1`, 10_011],
    ])('with its own code for an unknown %s', async (_what, path, code) => {
      expect(await call('GET', path())).toMatchObject({ status: 404, body: { code } });
    });

    it('50109 for malformed JSON, and 50035 for a body of unknown kind', async () => {
      const raw = async (body: string, type: string): Promise<unknown> => {
        const response = await fetch(`${discord.apiUrl}${messages()}`, {
          method: 'POST',
          body,
          headers: {
            authorization: `Bot ${bot.token}`,
            'user-agent': 'DiscordBot (https://example.com, 1.0)',
            'content-type': type,
          },
        });
        return response.json();
      };
      expect(await raw('{', 'application/json')).toMatchObject({ code: 50_109 });
      expect(await raw('content=hi', 'application/x-www-form-urlencoded')).toMatchObject({ code: 50_035 });
    });

    it('with rate limit headers, and with 429 as Discord does', async () => {
      const strict = await DiscordSimulator.start({ clock });
      const beta = strict.createBot({ name: 'Beta' });
      const path = `/channels/${strict.createGuild({ name: 'Home' }).channel('general').id}/messages`;
      const answers: Answer[] = [];
      for (let index = 0; index < 6; index += 1)
        answers.push(await caller(strict, beta)('POST', path, { content: 'x' }));
      expect(answers[0]!.headers.get('x-ratelimit-remaining')).toBe('4');
      expect(answers[5]).toMatchObject({
        status: 429,
        body: { message: 'You are being rate limited.', retry_after: 5, global: false },
      });
      expect(answers[5]!.headers.get('retry-after')).toBe('5');
      expect(answers[5]!.headers.get('x-ratelimit-scope')).toBe('user');
      await strict.close();
    });
  });

  describe('creates messages', () => {
    it('and answers with them in full, without what only the gateway tells', async () => {
      const { status, body } = await create({ content: '  hi  ', nonce: 'n1' });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        content: 'hi',
        nonce: 'n1',
        author: { id: bot.id, bot: true },
        channel_id: general.id,
        type: 0,
        tts: false,
        pinned: false,
        edited_timestamp: null,
        mentions: [],
        attachments: [],
        embeds: [],
        components: [],
        flags: 0,
      });
      expect(body.guild_id).toBeUndefined();
      expect(body.member).toBeUndefined();
    });

    it.each([
      ['no content', {}, 50_006],
      ['only spaces', { content: '   ' }, 50_006],
      ['an empty embed', { embeds: [{}] }, 50_006],
    ])('but not with %s', async (_what, body, code) => {
      expect(await create(body)).toMatchObject({ status: 400, body: { code } });
    });

    it.each([
      ['content of 2001', { content: 'x'.repeat(2_001) }, { content: field('BASE_TYPE_MAX_LENGTH') }],
      ['content that is a number', { content: 5 }, { content: field('STRING_TYPE_CONVERT') }],
      ['eleven embeds', { embeds: Array(11).fill({ title: 'x' }) }, { embeds: field('BASE_TYPE_MAX_LENGTH') }],
      [
        'a long embed title',
        { embeds: [{ title: 'x'.repeat(257) }] },
        { embeds: { 0: { title: field('BASE_TYPE_MAX_LENGTH') } } },
      ],
      [
        'a field without value',
        { embeds: [{ fields: [{ name: 'a' }] }] },
        { embeds: { 0: { fields: { 0: { value: field('BASE_TYPE_REQUIRED') } } } } },
      ],
      [
        'a colour out of range',
        { embeds: [{ title: 'x', color: 0x1000000 }] },
        { embeds: { 0: { color: field('NUMBER_TYPE_MAX') } } },
      ],
      [
        'an address that is none',
        { embeds: [{ title: 'x', url: 'nope' }] },
        { embeds: { 0: { url: field('URL_TYPE_INVALID_URL') } } },
      ],
      [
        'more than 6000 characters of embeds',
        { embeds: [{ description: 'x'.repeat(4_000) }, { description: 'x'.repeat(2_001) }] },
        { embeds: field('MAX_EMBED_SIZE_EXCEEDED') },
      ],
      ['a nonce of 26', { content: 'x', nonce: 'x'.repeat(26) }, { nonce: field('BASE_TYPE_MAX_LENGTH') }],
      ['four stickers', { sticker_ids: ['1', '2', '3', '4'] }, { sticker_ids: field('BASE_TYPE_MAX_LENGTH') }],
      [
        'mentions parsed and listed',
        { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
        { allowed_mentions: field('MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE') },
      ],
      [
        'mentions of an unknown kind',
        { content: 'x', allowed_mentions: { parse: ['cats'] } },
        { allowed_mentions: { parse: { 0: field('BASE_TYPE_CHOICES') } } },
      ],
      [
        'an answer to nothing',
        { content: 'x', message_reference: { message_id: '1' } },
        { message_reference: field('REPLIES_UNKNOWN_MESSAGE') },
      ],
      [
        'content beside new components',
        { content: 'x', flags: 1 << 15, components: [{ type: 10 }] },
        { content: field('MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2') },
      ],
      ['a component that is no row', { components: [{ type: 2 }] }, { components: { 0: field('UNION_TYPE_CHOICES') } }],
    ])('but not with %s', async (_what, body, errors) => {
      expect(await create(body)).toMatchObject({
        status: 400,
        body: { code: 50_035, message: 'Invalid Form Body', errors },
      });
    });

    it('counts an emoji as one character', async () => {
      expect((await create({ content: '😀'.repeat(2_000) })).status).toBe(200);
    });

    it('once for a nonce that is enforced', async () => {
      const first = await create({ content: 'once', nonce: 7, enforce_nonce: true });
      const second = await create({ content: 'once', nonce: 7, enforce_nonce: true });
      const third = await create({ content: 'once', nonce: 7 });
      expect(second.body.id).toBe(first.body.id);
      expect(third.body.id).not.toBe(first.body.id);
      await clock.advance(300_000);
      expect((await create({ content: 'once', nonce: 7, enforce_nonce: true })).body.id).not.toBe(first.body.id);
    });

    it('that answer others, and mention whom they answer unless told otherwise', async () => {
      const asked = await alice.say('general', 'question');
      const reference = { message_reference: { message_id: asked.id } };
      const loud = await create({ content: 'answer', ...reference });
      expect(loud.body).toMatchObject({
        type: 19,
        mentions: [{ id: alice.id }],
        referenced_message: { id: asked.id },
        message_reference: { type: 0, message_id: asked.id, channel_id: general.id },
      });
      const quiet = await create({ content: 'answer', allowed_mentions: { parse: [] }, ...reference });
      expect(quiet.body.mentions).toEqual([]);
      await alice.remove(asked);
      expect((await call('GET', `${messages()}/${loud.body.id}`)).body.referenced_message).toBeNull();
      const anyway = await create({
        content: 'x',
        message_reference: { message_id: asked.id, fail_if_not_exists: false },
      });
      expect(anyway).toMatchObject({ status: 200, body: { type: 0 } });
    });

    it('that mention whom allowed_mentions allows, and everyone only with permission', async () => {
      const role = guild.createRole({ name: 'team', mentionable: true });
      const content = `${alice.mention} ${role.mention} @everyone`;
      expect((await create({ content })).body).toMatchObject({
        mentions: [{ id: alice.id }],
        mention_roles: [role.id],
        mention_everyone: true,
      });
      expect((await create({ content, allowed_mentions: { parse: ['roles'] } })).body).toMatchObject({
        mentions: [],
        mention_roles: [role.id],
        mention_everyone: false,
      });
      expect((await create({ content, allowed_mentions: { users: [alice.id] } })).body).toMatchObject({
        mentions: [{ id: alice.id }],
        mention_roles: [],
        mention_everyone: false,
      });
      await general.overwrite({ for: guild.everyone, deny: ['MentionEveryone'] });
      expect((await create({ content })).body.mention_everyone).toBe(false);
    });

    it('with files that can be fetched again', async () => {
      const form = new FormData();
      form.set(
        'payload_json',
        JSON.stringify({ content: 'look', attachments: [{ id: 0, description: 'a cat', filename: 'cat.txt' }] }),
      );
      form.set('files[0]', new Blob(['meow\r\n--meow'], { type: 'text/plain' }), 'upload.txt');
      const { body } = await call('POST', messages(), form);
      expect(body.attachments).toMatchObject([
        { filename: 'cat.txt', description: 'a cat', size: 12, content_type: 'text/plain' },
      ]);
      expect(await (await fetch(body.attachments[0]!.url)).text()).toBe('meow\r\n--meow');
      expect(discord.log.requests().at(-1)).toMatchObject({
        body: { content: 'look' },
        files: [{ field: 'files[0]' }],
      });
      const edited = await call('PATCH', `${messages()}/${body.id}`, { attachments: [] });
      expect(edited.body.attachments).toEqual([]);
    });
  });

  describe('guards channels', () => {
    it.each([
      [['ViewChannel'], 50_001],
      [['SendMessages'], 50_013],
    ] as const)('without %s by code %i', async (deny, code) => {
      await general.overwrite({ for: guild.everyone, deny });
      expect(await create({ content: 'x' })).toMatchObject({ status: 403, body: { code } });
    });

    it('against embeds, files and speech without permission', async () => {
      await general.overwrite({ for: guild.everyone, deny: ['EmbedLinks', 'AttachFiles', 'SendTTSMessages'] });
      expect((await create({ embeds: [{ title: 'x' }] })).body.code).toBe(50_013);
      expect((await create({ content: 'x', tts: true })).body.code).toBe(50_013);
    });

    it('that hold no messages', async () => {
      const category = guild.createChannel({ name: 'Stuff', type: 'category' });
      expect((await call('POST', `/channels/${category.id}/messages`, { content: 'x' })).body.code).toBe(50_008);
    });

    it('of guilds that the bot has left', async () => {
      await guild.kick(bot);
      expect(await create({ content: 'x' })).toMatchObject({ status: 403, body: { code: 50_001 } });
      expect(await call('GET', `/guilds/${guild.id}`)).toMatchObject({ status: 404, body: { code: 10_004 } });
    });
  });

  describe('writes directly', () => {
    const open = async (): Promise<string> =>
      (await call('POST', '/users/@me/channels', { recipient_id: alice.id })).body.id;

    it('to people, through one channel', async () => {
      const id = await open();
      expect(await open()).toBe(id);
      expect((await call('POST', `/channels/${id}/messages`, { content: 'hi' })).status).toBe(200);
      expect((await call('GET', `/channels/${id}`)).body).toMatchObject({ type: 1, recipients: [{ id: alice.id }] });
      expect(alice.dmChannel(bot).lastMessage?.content).toBe('hi');
    });

    it('but not to those who refuse it, or share no guild', async () => {
      const id = await open();
      alice.acceptDms(false);
      expect((await call('POST', `/channels/${id}/messages`, { content: 'hi' })).body.code).toBe(50_007);
      alice.acceptDms(true);
      await alice.leave();
      expect((await call('POST', `/channels/${id}/messages`, { content: 'hi' })).body.code).toBe(50_278);
    });

    it('and deletes nothing of others there', async () => {
      const asked = await alice.dm(bot, 'hi');
      expect((await call('DELETE', `/channels/${asked.channelId}/messages/${asked.id}`)).body.code).toBe(50_003);
    });
  });

  describe('lists messages', () => {
    it('newest first, before, after and around an id', async () => {
      const ids: string[] = [];
      for (const text of ['a', 'b', 'c', 'd', 'e']) ids.push((await alice.say('general', text)).id);
      const contents = async (query: string): Promise<string> =>
        ((await call('GET', `${messages()}?${query}`)).body as unknown as { content: string }[])
          .map(({ content }) => content)
          .join('');
      expect(await contents('')).toBe('edcba');
      expect(await contents('limit=2')).toBe('ed');
      expect(await contents(`before=${ids[3]}&limit=2`)).toBe('cb');
      expect(await contents(`after=${ids[1]}&limit=2`)).toBe('dc');
      expect(await contents(`around=${ids[2]}&limit=3`)).toBe('dcb');
      expect((await call('GET', `${messages()}?limit=101`)).body.errors).toMatchObject({
        limit: field('NUMBER_TYPE_MAX'),
      });
    });

    it('but none to who may not read the history', async () => {
      const { id } = await alice.say('general', 'a');
      await general.overwrite({ for: guild.everyone, deny: ['ReadMessageHistory'] });
      expect((await call('GET', messages())).body).toEqual([]);
      expect((await call('GET', `${messages()}/${id}`)).body.code).toBe(50_013);
    });
  });

  describe('changes messages', () => {
    it('of its own only', async () => {
      const { body } = await create({ content: 'one' });
      const edited = await call('PATCH', `${messages()}/${body.id}`, { content: 'two' });
      expect(edited.body).toMatchObject({ content: 'two', edited_timestamp: someText });
      expect((await call('PATCH', `${messages()}/${body.id}`, { content: '' })).body.code).toBe(50_006);
      const theirs = await alice.say('general', 'mine');
      expect((await call('PATCH', `${messages()}/${theirs.id}`, { content: 'x' })).body.code).toBe(50_005);
    });

    it('and deletes those of others only with permission, keeping why', async () => {
      const theirs = await alice.say('general', 'spam');
      expect((await call('DELETE', `${messages()}/${theirs.id}`)).body.code).toBe(50_013);
      guild.addBot(bot, { permissions: ['ManageMessages'] });
      const reason = { 'x-audit-log-reason': encodeURIComponent('Schluß damit ✋') };
      expect((await call('DELETE', `${messages()}/${theirs.id}`, undefined, reason)).status).toBe(204);
      expect(guild.auditLog).toMatchObject([
        { actionType: 72, targetId: alice.id, userId: bot.id, reason: 'Schluß damit ✋' },
      ]);
      const long = { 'x-audit-log-reason': 'x'.repeat(513) };
      expect((await call('DELETE', `${messages()}/${theirs.id}`, undefined, long)).body.code).toBe(50_035);
    });

    it('deletes many at once, within limits', async () => {
      guild.addBot(bot, { permissions: ['ManageMessages'] });
      const bulk = (ids: string[]): Promise<Answer> => call('POST', `${messages()}/bulk-delete`, { messages: ids });
      const [one, two] = [await alice.say('general', '1'), await alice.say('general', '2')];
      expect((await bulk([one.id])).body.code).toBe(50_016);
      expect((await bulk(['175928847299117063', one.id])).body.code).toBe(50_034);
      expect((await bulk([one.id, two.id])).status).toBe(204);
      expect(general.messages).toEqual([]);
    });

    it('pins by the new and the old routes, with PIN_MESSAGES', async () => {
      const { id } = await alice.say('general', 'rules');
      const path = `${messages()}/pins/${id}`;
      expect((await call('PUT', path)).body.code).toBe(50_013);
      guild.addBot(bot, { permissions: ['PinMessages'] });
      expect((await call('PUT', path)).status).toBe(204);
      expect((await call('GET', `${messages()}/pins`)).body).toMatchObject({
        has_more: false,
        items: [{ pinned_at: someText, message: { id, pinned: true } }],
      });
      expect((await call('GET', `/channels/${general.id}/pins`)).body).toMatchObject([{ id }]);
      expect((await call('DELETE', `/channels/${general.id}/pins/${id}`)).status).toBe(204);
      expect((await call('GET', `${messages()}/pins`)).body.items).toEqual([]);
      expect(general.lastMessage?.payload).toMatchObject({ type: 6, message_reference: { message_id: id } });
    });

    it('publishes announcements once', async () => {
      const news = guild.createChannel({ name: 'news', type: 'announcement' });
      const path = `/channels/${news.id}/messages`;
      const { id } = (await call('POST', path, { content: 'new' })).body as { id: string };
      expect((await call('POST', `${path}/${id}/crosspost`)).body.flags).toBe(1);
      expect((await call('POST', `${path}/${id}/crosspost`)).body.code).toBe(40_033);
      const plain = (await create({ content: 'x' })).body as { id: string };
      expect((await call('POST', `${messages()}/${plain.id}/crosspost`)).body.code).toBe(50_024);
    });
  });

  it('adds, lists and removes reactions', async () => {
    const message = await alice.say('general', 'nice');
    const path = `${messages()}/${message.id}/reactions`;
    const thumb = encodeURIComponent('👍');
    const loom = await guild.settings.createEmoji({ name: 'loom' });
    expect((await call('PUT', `${path}/${thumb}/@me`)).status).toBe(204);
    expect((await call('PUT', `${path}/loom:${loom.id}/@me`)).status).toBe(204);
    expect((await call('PUT', `${path}/nonsense/@me`)).body.code).toBe(10_014);
    await alice.react(message, '👍');
    const { body: users } = await call('GET', `${path}/${thumb}`);
    expect(users).toHaveLength(2);
    expect(users).toEqual(
      expect.arrayContaining([alice, bot].map(({ id }) => expect.objectContaining({ id }) as unknown)),
    );
    expect((await call('GET', `${messages()}/${message.id}`)).body.reactions).toMatchObject([
      { emoji: { id: null, name: '👍' }, count: 2, me: true },
      { emoji: { id: loom.id, name: 'loom' }, count: 1, me: true },
    ]);
    expect((await call('DELETE', `${path}/${thumb}/${alice.id}`)).body.code).toBe(50_013);
    expect((await call('DELETE', `${path}/${thumb}/@me`)).status).toBe(204);
    guild.addBot(bot, { permissions: ['ManageMessages'] });
    expect((await call('DELETE', `${path}/${thumb}`)).status).toBe(204);
    expect((await call('DELETE', path)).status).toBe(204);
    expect(message.reactions).toEqual({});
  });

  it('holds no more than 20 different reactions', async () => {
    const message = await alice.say('general', 'x');
    for (let index = 0; index < 20; index += 1)
      await alice.react(message, `e${index}:${100_000_000_000_000_000n + BigInt(index)}`);
    const answer = await call('PUT', `${messages()}/${message.id}/reactions/${encodeURIComponent('👍')}/@me`);
    expect(answer.body.code).toBe(30_010);
  });

  describe('moderates', () => {
    beforeEach(() => {
      guild.addBot(bot, {
        permissions: [
          'ManageRoles',
          'KickMembers',
          'BanMembers',
          'ModerateMembers',
          'ManageNicknames',
          'ManageChannels',
          'ManageGuild',
          'ViewAuditLog',
          'MoveMembers',
        ],
      });
    });

    it('only those who stand lower', async () => {
      const path = `/guilds/${guild.id}/members/${alice.id}`;
      const boss = guild.createRole({ name: 'boss' });
      expect((await call('PATCH', path, { nick: 'Al' })).body.nick).toBe('Al');
      await alice.addRole(boss);
      const own = guild.role('Alpha');
      expect(own.position).toBeGreaterThan(boss.position);
      expect((await call('DELETE', `/guilds/${guild.id}/members/${guild.owner.id}`)).body.code).toBe(50_013);
      expect((await call('DELETE', path)).status).toBe(204);
      expect(alice.isIn).toBe(false);
    });

    it('roles below its own, and hands out no more than it has', async () => {
      const role = await call('POST', `/guilds/${guild.id}/roles`, { name: 'helper', permissions: '0', color: 255 });
      expect(role.body).toMatchObject({ name: 'helper', color: 255, colors: { primary_color: 255 }, permissions: '0' });
      const path = `/guilds/${guild.id}/members/${alice.id}/roles/${role.body.id}`;
      expect((await call('PUT', path)).status).toBe(204);
      expect(alice.roles).toEqual([role.body.id]);
      expect((await call('DELETE', path)).status).toBe(204);
      expect((await call('POST', `/guilds/${guild.id}/roles`, { permissions: String(1n << 3n) })).body.code).toBe(
        50_013,
      );
      expect(
        (await call('PATCH', `/guilds/${guild.id}/roles/${guild.role('Alpha').id}`, { name: 'x' })).body.code,
      ).toBe(50_013);
      expect(
        (await call('PUT', `/guilds/${guild.id}/members/${alice.id}/roles/${guild.role('Alpha').id}`)).body.code,
      ).toBe(50_013);
      expect((await call('PATCH', `/guilds/${guild.id}/roles/${role.body.id}`, { hoist: true })).body.hoist).toBe(true);
      expect((await call('DELETE', `/guilds/${guild.id}/roles/${guild.id}`)).body.code).toBe(50_028);
      expect((await call('DELETE', `/guilds/${guild.id}/roles/${role.body.id}`)).status).toBe(204);
    });

    it('with timeouts of at most 28 days', async () => {
      const path = `/guilds/${guild.id}/members/${alice.id}`;
      const until = (days: number): object => ({
        communication_disabled_until: new Date(clock.wallMs() + days * 86_400_000).toISOString(),
      });
      expect((await call('PATCH', path, until(29))).body.code).toBe(50_035);
      expect((await call('PATCH', path, until(1))).body.communication_disabled_until).toBe(
        '2026-01-02T00:00:00.000000+00:00',
      );
      await expect(alice.say('general', 'hm')).rejects.toThrow('SendMessages is missing');
      await clock.advance(86_400_001);
      await alice.say('general', 'free');
    });

    it('by bans, which can be listed and lifted', async () => {
      const path = `/guilds/${guild.id}/bans/${alice.id}`;
      await alice.say('general', 'spam');
      expect((await call('PUT', path, { delete_message_seconds: 60 }, { 'x-audit-log-reason': 'spam' })).status).toBe(
        204,
      );
      expect(general.messages).toEqual([]);
      expect((await call('GET', path)).body).toMatchObject({ reason: 'spam', user: { id: alice.id } });
      expect((await call('GET', `/guilds/${guild.id}/bans`)).body).toHaveLength(1);
      expect((await call('DELETE', path)).status).toBe(204);
      expect((await call('GET', path)).body.code).toBe(10_026);
      const log = (await call('GET', `/guilds/${guild.id}/audit-logs?limit=2`)).body;
      expect(log.audit_log_entries).toMatchObject([{ action_type: 23 }, { action_type: 22, reason: 'spam' }]);
    });

    it('moves people in voice, who must be there', async () => {
      const path = `/guilds/${guild.id}/members/${alice.id}`;
      const other = guild.createChannel({ name: 'Other', type: 'voice' });
      expect((await call('PATCH', path, { channel_id: other.id })).body.code).toBe(40_032);
      await alice.joinVoice('Talk');
      expect((await call('PATCH', path, { channel_id: other.id })).status).toBe(200);
      expect(alice.voiceChannelId).toBe(other.id);
      expect((await call('PATCH', path, { channel_id: null })).status).toBe(200);
      expect(alice.voiceChannelId).toBeNull();
    });

    it('channels: makes, changes, moves, guards and deletes them', async () => {
      const channels = `/guilds/${guild.id}/channels`;
      const category = (await call('POST', channels, { name: 'Stuff', type: 4 })).body;
      const made = await call('POST', channels, { name: 'Big Talk', topic: 'all', parent_id: category.id });
      expect(made).toMatchObject({
        status: 201,
        body: { name: 'big-talk', topic: 'all', parent_id: category.id, type: 0, guild_id: guild.id },
      });
      const path = `/channels/${made.body.id}`;
      expect((await call('PATCH', path, { topic: null, rate_limit_per_user: 5 })).body).toMatchObject({
        topic: null,
        rate_limit_per_user: 5,
      });
      expect((await call('PATCH', path, { topic: 'x'.repeat(1_025) })).body.code).toBe(50_035);
      expect((await call('PATCH', channels, [{ id: made.body.id, position: 0, parent_id: null }])).status).toBe(204);
      expect((await call('PUT', `${path}/permissions/${alice.id}`, { type: 1, deny: '2048' })).status).toBe(204);
      expect((await call('GET', path)).body.permission_overwrites).toEqual([
        { id: alice.id, type: 1, allow: '0', deny: '2048' },
      ]);
      expect((await call('DELETE', `${path}/permissions/${alice.id}`)).status).toBe(204);
      expect((await call('DELETE', `${path}/permissions/${alice.id}`)).body.code).toBe(10_009);
      expect((await call('POST', channels, { name: 'x', parent_id: general.id })).body.errors).toMatchObject({
        parent_id: field('CHANNEL_PARENT_INVALID_TYPE'),
      });
      expect((await call('DELETE', path)).status).toBe(200);
      expect((await call('GET', path)).body.code).toBe(10_003);
    });

    it('guilds: reads with counts, renames, leaves', async () => {
      expect((await call('GET', `/guilds/${guild.id}?with_counts=true`)).body).toMatchObject({
        name: 'Loom',
        approximate_member_count: 3,
      });
      expect((await call('PATCH', `/guilds/${guild.id}`, { name: 'X' })).body.code).toBe(50_035);
      expect((await call('PATCH', `/guilds/${guild.id}`, { name: 'Weave' })).body.name).toBe('Weave');
      expect((await call('GET', '/users/@me/guilds')).body).toMatchObject([
        { id: guild.id, owner: false, permissions: someText },
      ]);
      expect((await call('DELETE', `/users/@me/guilds/${guild.id}`)).status).toBe(204);
      expect((await call('GET', '/users/@me/guilds')).body).toEqual([]);
    });

    it('refuses every one of these without permission', async () => {
      guild.addBot(bot, { permissions: [] });
      const base = `/guilds/${guild.id}`;
      const attempts: [string, string, unknown?][] = [
        ['PATCH', base, { name: 'Weave' }],
        ['POST', `${base}/channels`, { name: 'x' }],
        ['POST', `${base}/roles`, {}],
        ['DELETE', `${base}/members/${alice.id}`],
        ['PATCH', `${base}/members/${alice.id}`, { nick: 'x' }],
        ['PUT', `${base}/bans/${alice.id}`, {}],
        ['GET', `${base}/bans`],
        ['GET', `${base}/audit-logs`],
        ['PATCH', `/channels/${general.id}`, { topic: 'x' }],
        ['DELETE', `/channels/${general.id}`],
        ['PUT', `/channels/${general.id}/permissions/${alice.id}`, { type: 1 }],
      ];
      for (const [method, path, body] of attempts) {
        expect([method, path, (await call(method, path, body)).body.code]).toEqual([method, path, 50_013]);
      }
    });
  });

  it('lists and finds members, if the bot may hear of them', async () => {
    const list = await call('GET', `/guilds/${guild.id}/members?limit=1000`);
    expect(list.body).toHaveLength(3);
    expect((await call('GET', `/guilds/${guild.id}/members/search?query=AL`)).body).toMatchObject([
      { user: { username: expect.stringMatching(/^al/i) as unknown } },
    ]);
    expect((await call('PATCH', `/guilds/${guild.id}/members/@me`, { nick: 'Alf' })).body.nick).toBe('Alf');
    const plain = discord.createBot({ name: 'Plain', privilegedIntents: [] });
    expect((await caller(discord, plain)('GET', `/guilds/${guild.id}/members`)).body.code).toBe(50_001);
  });

  it('answers about the bot itself and its application', async () => {
    expect((await call('GET', '/users/@me')).body).toMatchObject({ id: bot.id, bot: true, email: null });
    expect((await call('PATCH', '/users/@me', { username: 'Alpha II' })).body.username).toBe('Alpha II');
    for (const path of ['/applications/@me', '/oauth2/applications/@me']) {
      expect((await call('GET', path)).body).toMatchObject({
        id: bot.applicationId,
        name: 'Alpha',
        bot: { id: bot.id },
      });
    }
  });

  it('tells the gateway of every change', async () => {
    guild.addBot(bot, { permissions: ['Administrator'] });
    const client = new RawClient(discord.gatewayUrl);
    await client.ready(bot);
    const base = `/guilds/${guild.id}`;
    const { id } = (await create({ content: 'x' })).body as { id: string };
    const thumb = encodeURIComponent('👍');
    await call('PATCH', `${messages()}/${id}`, { content: 'y' });
    await call('PUT', `${messages()}/${id}/reactions/${thumb}/@me`);
    await call('DELETE', `${messages()}/${id}/reactions/${thumb}/@me`);
    await call('PUT', `${messages()}/pins/${id}`);
    await call('DELETE', `${messages()}/${id}`);
    await call('POST', `/channels/${general.id}/typing`);
    await call('PATCH', `/channels/${general.id}`, { topic: 'new' });
    const role = (await call('POST', `${base}/roles`, { name: 'r' })).body as { id: string };
    await call('PUT', `${base}/members/${alice.id}/roles/${role.id}`);
    await call('DELETE', `${base}/roles/${role.id}`);
    await call('PUT', `${base}/bans/${alice.id}`, {});
    await call('DELETE', `${base}/bans/${alice.id}`);
    await call('PATCH', base, { name: 'Weave' });
    await call('PATCH', '/users/@me', { username: 'Beta' });
    await client.event('USER_UPDATE');
    const heard = client.names().filter((name) => name !== 'GUILD_AUDIT_LOG_ENTRY_CREATE');
    expect(heard).toEqual([
      'READY',
      'GUILD_CREATE',
      'MESSAGE_CREATE',
      'MESSAGE_UPDATE',
      'MESSAGE_REACTION_ADD',
      'MESSAGE_REACTION_REMOVE',
      'MESSAGE_UPDATE',
      'CHANNEL_PINS_UPDATE',
      'MESSAGE_CREATE',
      'MESSAGE_DELETE',
      'TYPING_START',
      'CHANNEL_UPDATE',
      'GUILD_ROLE_CREATE',
      // The bot's own role makes room.
      'GUILD_ROLE_UPDATE',
      'GUILD_MEMBER_UPDATE',
      'GUILD_ROLE_DELETE',
      'GUILD_BAN_ADD',
      'GUILD_MEMBER_REMOVE',
      'GUILD_BAN_REMOVE',
      'GUILD_UPDATE',
      'USER_UPDATE',
      'GUILD_MEMBER_UPDATE',
    ]);
  });
});
