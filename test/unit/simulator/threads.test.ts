/** Threads by bare requests: how they start, who is in them, how they sleep and wake, and what the gateway hears. */
import { type SimBot } from '../../../src/testing/simulator';
import { field, GuildBench, NOBODY, REFUSED, wrong } from './guild-support';
import { caller, type Caller, type Payload, RawClient, someText } from './support';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

interface ThreadPayload extends Payload {
  readonly thread_metadata: { readonly archived: boolean; readonly archive_timestamp: string };
  readonly message_count: number;
  readonly total_message_sent: number;
}
interface Listed {
  readonly threads: readonly ThreadPayload[];
  readonly members: readonly unknown[];
  readonly has_more: boolean;
}

describe('Threads', () => {
  let bench: GuildBench;
  let general: string;
  beforeEach(async () => {
    bench = await GuildBench.open();
    general = bench.channelId('general');
  });
  afterEach(() => bench.close());

  const start = async (body: object, channel = general): Promise<ThreadPayload> => {
    const answer = await bench.call('POST', `/channels/${channel}/threads`, body);
    expect(answer.status).toBe(201);
    return answer.body as ThreadPayload;
  };
  const list = async (path: string): Promise<Listed> => (await bench.call('GET', path)).body as unknown as Listed;
  const ids = (listed: Listed): string[] => listed.threads.map(({ id }) => id);
  const outsider = async (permissions: Parameters<GuildBench['allow']> = []): Promise<[SimBot, Caller]> => {
    const other = bench.discord.createBot({ name: 'Beta', permissions });
    await bench.discord.delivered();
    return [other, caller(bench.discord, other)];
  };

  describe('start', () => {
    it('from a message, whose id they bear', async () => {
      const message = await bench.alice.say('general', 'shall we?');
      const answer = await bench.call('POST', `/channels/${general}/messages/${message.id}/threads`, {
        name: 'Plans',
        auto_archive_duration: 4_320,
        rate_limit_per_user: 5,
      });
      const expected = {
        id: message.id,
        type: 11,
        name: 'Plans',
        guild_id: bench.guild.id,
        parent_id: general,
        owner_id: bench.bot.id,
        rate_limit_per_user: 5,
        member_count: 1,
        message_count: 0,
        total_message_sent: 0,
        thread_metadata: { archived: false, locked: false, auto_archive_duration: 4_320 },
      };
      expect(answer).toMatchObject({ status: 201, body: { ...expected, member: { user_id: bench.bot.id } } });
      expect(await bench.heard('THREAD_CREATE')).toMatchObject({ ...expected, newly_created: true });
      expect(await bench.heard('MESSAGE_UPDATE')).toMatchObject({
        id: message.id,
        flags: 32,
        thread: { id: message.id },
      });
      expect(await bench.heard('MESSAGE_CREATE', 2)).toMatchObject({
        type: 21,
        channel_id: message.id,
        message_reference: { message_id: message.id, channel_id: general },
        referenced_message: { content: 'shall we?' },
      });
      expect(await bench.call('GET', `/channels/${general}/messages/${message.id}`)).toMatchObject({
        body: { thread: { id: message.id } },
      });
      const again = await bench.call('POST', `/channels/${general}/messages/${message.id}/threads`, { name: 'Plans' });
      expect(again).toMatchObject({ status: 400, body: { code: 160_004 } });
    });

    it('by themselves, in public or in private', async () => {
      const open = await start({ name: 'open', type: 11 });
      expect(open).toMatchObject({ type: 11, thread_metadata: { auto_archive_duration: 1_440 } });
      expect(await bench.heard('MESSAGE_CREATE')).toMatchObject({
        type: 18,
        content: 'open',
        channel_id: general,
        message_reference: { channel_id: open.id },
      });
      // Without a type they are private.
      const secret = await start({ name: 'secret', invitable: false });
      expect(secret).toMatchObject({ type: 12, thread_metadata: { invitable: false } });
      expect(bench.guild.auditLog.map((entry) => [entry.actionType, entry.targetId])).toEqual([
        [110, open.id],
        [110, secret.id],
      ]);
      expect(bench.client.names().filter((name) => name === 'MESSAGE_CREATE')).toHaveLength(1);
    });

    it('in news channels only as news threads', async () => {
      const news = bench.guild.createChannel({ name: 'news', type: 'announcement' });
      expect(await start({ name: 'x', type: 10 }, news.id)).toMatchObject({ type: 10 });
      for (const type of [11, 12]) {
        expect(await bench.call('POST', `/channels/${news.id}/threads`, { name: 'x', type })).toMatchObject({
          status: 400,
          body: { code: 50_024 },
        });
      }
      expect(await bench.call('POST', `/channels/${general}/threads`, { name: 'x', type: 10 })).toMatchObject({
        body: { code: 50_024 },
      });
    });

    it.each([
      ['no name', {}, { name: field('BASE_TYPE_REQUIRED') }],
      ['a long name', { name: 'x'.repeat(101) }, { name: field('BASE_TYPE_BAD_LENGTH') }],
      [
        'a time of its own',
        { name: 'x', auto_archive_duration: 61 },
        { auto_archive_duration: field('BASE_TYPE_CHOICES') },
      ],
      [
        'a slow slowmode',
        { name: 'x', rate_limit_per_user: 21_601 },
        { rate_limit_per_user: field('NUMBER_TYPE_MAX') },
      ],
      ['a type that is none', { name: 'x', type: 5 }, { type: field('BASE_TYPE_CHOICES') }],
    ])('but not with %s', async (_what, body, errors) => {
      expect(await bench.call('POST', `/channels/${general}/threads`, body)).toMatchObject(wrong(errors));
    });

    it('but not in voice channels, below system messages, or of messages that are not there', async () => {
      const voice = bench.channelId('Talk');
      expect(await bench.call('POST', `/channels/${voice}/threads`, { name: 'x' })).toMatchObject({
        body: { code: 50_024 },
      });
      await start({ name: 'x', type: 11 });
      const { id } = (await bench.heard('MESSAGE_CREATE')) as { id: string };
      const below = (message: string): string => `/channels/${general}/messages/${message}/threads`;
      expect(await bench.call('POST', below(id), { name: 'x' })).toMatchObject({ body: { code: 50_068 } });
      expect(await bench.call('POST', below(NOBODY), { name: 'x' })).toMatchObject({ body: { code: 10_008 } });
    });

    it.each([
      ['public', { type: 11 }, 'CreatePublicThreads'],
      ['private', { type: 12 }, 'CreatePrivateThreads'],
    ] as const)('%s ones only with the permission', async (_what, kind, permission) => {
      bench.allow();
      await bench.guild.channel('general').overwrite({ for: bench.guild.everyone, deny: [permission] });
      const answer = await bench.call('POST', `/channels/${general}/threads`, { name: 'x', ...kind });
      expect(answer).toMatchObject(REFUSED);
    });
  });

  describe('in forums', () => {
    let forum: string;
    beforeEach(async () => {
      const answer = await bench.ask('POST', '/channels', {
        name: 'Ideas',
        type: 15,
        available_tags: [{ name: 'good' }, { name: 'staff', moderated: true }],
        default_auto_archive_duration: 60,
        default_thread_rate_limit_per_user: 3,
      });
      forum = answer.body.id;
    });
    const tag = async (name: string): Promise<string> => {
      const { available_tags: tags } = (await bench.call('GET', `/channels/${forum}`)).body as unknown as {
        available_tags: { id: string; name: string }[];
      };
      return tags.find((each) => each.name === name)?.id ?? '';
    };

    it('are posts with a first message, tags, and files', async () => {
      const form = new FormData();
      const body = { name: 'Looms', applied_tags: [await tag('good')], message: { content: 'buy one' } };
      form.set('payload_json', JSON.stringify(body));
      form.set('files[0]', new Blob(['x']), 'loom.txt');
      const answer = await bench.call('POST', `/channels/${forum}/threads`, form);
      expect(answer).toMatchObject({
        status: 201,
        body: {
          type: 11,
          applied_tags: [await tag('good')],
          rate_limit_per_user: 3,
          thread_metadata: { auto_archive_duration: 60 },
          message_count: 0,
          message: {
            id: answer.body.id,
            channel_id: answer.body.id,
            content: 'buy one',
            attachments: [{ filename: 'loom.txt' }],
          },
        },
      });
      expect(await bench.call('GET', `/channels/${forum}`)).toMatchObject({
        body: { last_message_id: answer.body.id },
      });
      const names = bench.client.names().filter((name) => name !== 'GUILD_AUDIT_LOG_ENTRY_CREATE');
      expect(names.slice(-3)).toEqual(['THREAD_CREATE', 'THREAD_MEMBERS_UPDATE', 'MESSAGE_CREATE']);
    });

    it.each([
      ['no message', {}, 50_035],
      ['an empty message', { message: {} }, 50_006],
      ['a tag that is none', { message: { content: 'x' }, applied_tags: [NOBODY] }, 10_087],
      ['six tags', { message: { content: 'x' }, applied_tags: ['1', '2', '3', '4', '5', '6'] }, 50_035],
    ])('but not with %s', async (_what, body, code) => {
      expect(await bench.call('POST', `/channels/${forum}/threads`, { name: 'x', ...body })).toMatchObject({
        body: { code },
      });
    });

    it('bear moderated tags only from who manages threads, and must bear one where the forum says so', async () => {
      const post = (more: object = {}): Promise<unknown> =>
        bench.call('POST', `/channels/${forum}/threads`, { name: 'x', message: { content: 'x' }, ...more });
      await bench.call('PATCH', `/channels/${forum}`, { flags: 16 });
      expect(await post()).toMatchObject({ status: 400, body: { code: 40_067 } });
      const staff = await tag('staff');
      expect(await post({ applied_tags: [staff] })).toMatchObject({ status: 201 });
      bench.allow('ManageChannels');
      expect(await post({ applied_tags: [staff] })).toMatchObject(REFUSED);
    });

    it('take no messages but in posts', async () => {
      expect(await bench.call('POST', `/channels/${forum}/messages`, { content: 'x' })).toMatchObject({
        status: 400,
        body: { code: 40_058 },
      });
    });

    it('stand above others when pinned, one at a time', async () => {
      const first = await start({ name: 'a', message: { content: 'x' } }, forum);
      const second = await start({ name: 'b', message: { content: 'x' } }, forum);
      const pin = (id: string, flags: number): Promise<unknown> => bench.call('PATCH', `/channels/${id}`, { flags });
      expect(await pin(first.id, 2)).toMatchObject({ body: { flags: 2 } });
      expect(await pin(second.id, 2)).toMatchObject({ status: 400, body: { code: 30_047 } });
      expect(ids(await list(`/channels/${forum}/threads/search`))).toEqual([first.id, second.id]);
      expect(await pin(first.id, 0)).toMatchObject({ body: { flags: 0 } });
      expect(ids(await list(`/channels/${forum}/threads/search`))).toEqual([second.id, first.id]);
      const loose = await start({ name: 'x', type: 11 });
      expect(await pin(loose.id, 2)).toMatchObject({ status: 400, body: { code: 50_035 } });
    });

    it('are found by name, tag, age and state, page by page', async () => {
      const good = await tag('good');
      const staff = await tag('staff');
      const looms = await start({ name: 'Big looms', applied_tags: [good], message: { content: 'first' } }, forum);
      const yarn = await start({ name: 'Yarn', applied_tags: [good, staff], message: { content: 'x' } }, forum);
      const dye = await start({ name: 'Dye', message: { content: 'x' } }, forum);
      await bench.call('PATCH', `/channels/${dye.id}`, { archived: true });
      const found = async (query: string): Promise<string[]> =>
        ids(await list(`/channels/${forum}/threads/search?${query}`));
      expect(await found('name=loom')).toEqual([looms.id]);
      expect(await found(`tag=${staff}&tag=${good}`)).toEqual([yarn.id, looms.id]);
      expect(await found(`tag=${staff}&tag=${good}&tag_setting=match_all`)).toEqual([yarn.id]);
      expect(await found('archived=true')).toEqual([dye.id]);
      expect(await found(`min_id=${looms.id}&max_id=${dye.id}`)).toEqual([yarn.id]);
      expect(await found('sort_by=creation_time&sort_order=asc')).toEqual([looms.id, yarn.id, dye.id]);
      const page = await list(`/channels/${forum}/threads/search?limit=1&offset=2&sort_by=creation_time`);
      expect(page).toMatchObject({
        threads: [{ id: looms.id }],
        members: [{ user_id: bench.bot.id }],
        first_messages: [{ content: 'first' }],
        has_more: false,
        total_results: 3,
      });
      const tooMany = await bench.call('GET', `/channels/${forum}/threads/search?limit=26`);
      expect(tooMany).toMatchObject(wrong({ limit: field('NUMBER_TYPE_MAX') }));
    });
  });

  describe('hold messages', () => {
    it('and count them, but not the one they began with', async () => {
      const message = await bench.alice.say('general', 'x');
      const thread = await bench.alice.startThread('general', { name: 'Plans', from: message });
      const path = `/channels/${thread.id}`;
      const { id } = (await bench.call('POST', `${path}/messages`, { content: 'one' })).body;
      await bench.alice.say(thread, 'two');
      expect(await bench.call('GET', path)).toMatchObject({ body: { message_count: 2, total_message_sent: 2 } });
      await bench.call('DELETE', `${path}/messages/${id}`);
      expect(await bench.call('GET', path)).toMatchObject({ body: { message_count: 1, total_message_sent: 2 } });
      expect(thread.messages.map(({ content }) => content)).toEqual(['', 'two']);
    });

    it('and let in who writes and who is mentioned', async () => {
      const bob = bench.guild.addMember('bob');
      const thread = await bench.alice.startThread('general', { name: 'Plans' });
      expect(thread.threadMembers).toEqual([bench.alice.id]);
      await bench.call('POST', `/channels/${thread.id}/messages`, { content: `hello ${bob.mention}` });
      expect(thread.threadMembers).toEqual([bench.alice.id, bench.bot.id, bob.id]);
      expect(await bench.heard('THREAD_MEMBER_UPDATE')).toMatchObject({
        id: thread.id,
        user_id: bench.bot.id,
        guild_id: bench.guild.id,
      });
      expect(await bench.heard('THREAD_MEMBERS_UPDATE', 3)).toMatchObject({
        id: thread.id,
        member_count: 3,
        added_members: [{ user_id: bob.id, member: { user: { username: 'bob' } }, presence: { status: 'online' } }],
      });
    });

    it('with a permission of their own', async () => {
      bench.allow();
      const thread = await bench.alice.startThread('general', { name: 'Plans' });
      const write = (): Promise<unknown> => bench.call('POST', `/channels/${thread.id}/messages`, { content: 'x' });
      const channel = bench.guild.channel('general');
      await channel.overwrite({ for: bench.guild.everyone, deny: ['SendMessages'] });
      expect(await write()).toMatchObject({ status: 200 });
      await channel.overwrite({ for: bench.guild.everyone, deny: ['SendMessagesInThreads'] });
      expect(await write()).toMatchObject(REFUSED);
      await expect(bench.guild.addMember('bob').say(thread, 'x')).rejects.toThrow('SendMessagesInThreads is missing');
    });

    it('only for those who may look into the channel around', async () => {
      bench.allow();
      const hidden = bench.guild.createChannel({
        name: 'hidden',
        permissionOverwrites: [
          { for: bench.guild.everyone, deny: ['ViewChannel'] },
          { for: bench.alice, allow: ['ViewChannel'] },
        ],
      });
      const thread = await bench.alice.startThread(hidden, { name: 'Plans' });
      await bench.alice.say(thread, 'psst');
      expect(await bench.call('GET', `/channels/${thread.id}`)).toMatchObject({ status: 403, body: { code: 50_001 } });
      expect(bench.client.names()).not.toContain('THREAD_CREATE');
      await hidden.overwrite({ for: bench.bot, allow: ['ViewChannel'] });
      expect(await bench.heard('THREAD_LIST_SYNC')).toMatchObject({
        guild_id: bench.guild.id,
        channel_ids: [hidden.id],
        threads: [{ id: thread.id }],
        members: [],
      });
      expect(bench.client.names()).not.toContain('MESSAGE_CREATE');
    });
  });

  describe('have members', () => {
    it('that join and leave by themselves', async () => {
      const thread = await bench.alice.startThread('general', { name: 'Plans' });
      const me = `/channels/${thread.id}/thread-members/@me`;
      expect((await bench.call('PUT', me)).status).toBe(204);
      expect((await bench.call('PUT', me)).status).toBe(204);
      expect(thread.threadMembers).toEqual([bench.alice.id, bench.bot.id]);
      expect((await bench.call('DELETE', me)).status).toBe(204);
      expect(thread.threadMembers).toEqual([bench.alice.id]);
      expect(await bench.heard('THREAD_MEMBERS_UPDATE', 3)).toMatchObject({
        id: thread.id,
        member_count: 1,
        removed_member_ids: [bench.bot.id],
      });
      expect(await bench.call('PUT', `/channels/${general}/thread-members/@me`)).toMatchObject({
        body: { code: 50_024 },
      });
    });

    it('that others add and remove, which the thread tells', async () => {
      const thread = await start({ name: 'Plans', type: 12 });
      const bob = bench.guild.addMember('bob');
      const path = `/channels/${thread.id}/thread-members/${bob.id}`;
      expect(bob.permissionsIn(thread)).toEqual([]);
      expect((await bench.call('PUT', path)).status).toBe(204);
      expect(bob.permissionsIn(thread)).toContain('ViewChannel');
      expect((await bench.call('DELETE', path)).status).toBe(204);
      expect(await bench.call('DELETE', path)).toMatchObject({ status: 404, body: { code: 10_007 } });
      expect(
        bench.guild.channel(thread).messages.map(({ payload }) => [payload.type, payload.mentions[0]?.id]),
      ).toEqual([
        [1, bob.id],
        [2, bob.id],
      ]);
      expect(await bench.call('PUT', `/channels/${thread.id}/thread-members/${NOBODY}`)).toMatchObject({
        body: { code: 10_013 },
      });
    });

    it('that only who manages threads or began a private one puts out', async () => {
      bench.allow();
      const thread = await bench.alice.startThread('general', { name: 'Plans' });
      expect(await bench.call('DELETE', `/channels/${thread.id}/thread-members/${bench.alice.id}`)).toMatchObject(
        REFUSED,
      );
      const own = await start({ name: 'mine', type: 12 });
      await bench.call('PUT', `/channels/${own.id}/thread-members/${bench.alice.id}`);
      expect((await bench.call('DELETE', `/channels/${own.id}/thread-members/${bench.alice.id}`)).status).toBe(204);
    });

    it('that may not add others to a private one that is not invitable', async () => {
      const [beta, callBeta] = await outsider();
      const thread = await start({ name: 'mine', type: 12, invitable: false });
      expect(await callBeta('GET', `/channels/${thread.id}`)).toMatchObject({ status: 403, body: { code: 50_001 } });
      await bench.call('PUT', `/channels/${thread.id}/thread-members/${beta.id}`);
      expect(await callBeta('PUT', `/channels/${thread.id}/thread-members/${bench.alice.id}`)).toMatchObject(REFUSED);
      await bench.call('PATCH', `/channels/${thread.id}`, { invitable: true });
      expect((await callBeta('PUT', `/channels/${thread.id}/thread-members/${bench.alice.id}`)).status).toBe(204);
    });

    it('that are shown with and without their memberships, page by page', async () => {
      const thread = await start({ name: 'Plans', type: 11 });
      const people = ['bob', 'carol', 'dan'].map((name) => bench.guild.addMember(name));
      for (const each of people) await each.joinThread(thread);
      const path = `/channels/${thread.id}/thread-members`;
      const everybody = [bench.bot.id, ...people.map(({ id }) => id)].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
      const page = async (query: string): Promise<{ user_id: string; member?: object }[]> =>
        (await bench.call('GET', `${path}${query}`)).body as unknown as { user_id: string; member?: object }[];
      expect((await page('')).map(({ user_id }) => user_id)).toEqual(everybody);
      expect((await page(''))[0]?.member).toBeUndefined();
      const second = await page(`?with_member=true&limit=2&after=${everybody[0]!}`);
      expect(second.map(({ user_id }) => user_id)).toEqual(everybody.slice(1, 3));
      expect(second[0]?.member).toBeDefined();
      expect(await bench.call('GET', `${path}/${people[0]!.id}?with_member=true`)).toMatchObject({
        body: {
          id: thread.id,
          user_id: people[0]!.id,
          join_timestamp: someText,
          member: { user: { username: 'bob' } },
        },
      });
      expect(await bench.call('GET', `${path}/${bench.alice.id}`)).toMatchObject({
        status: 404,
        body: { code: 10_007 },
      });
      expect(await bench.call('GET', `${path}?limit=101`)).toMatchObject(wrong({ limit: field('NUMBER_TYPE_MAX') }));
    });

    it('that bots without the intent neither list nor hear of, except of themselves', async () => {
      const shy = bench.discord.createBot({ name: 'Shy', privilegedIntents: ['MessageContent'] });
      const client = new RawClient(bench.discord.gatewayUrl);
      await client.ready(shy, { intents: 1 });
      const thread = await bench.alice.startThread('general', { name: 'Plans' });
      const callShy = caller(bench.discord, shy);
      expect(await callShy('GET', `/channels/${thread.id}/thread-members`)).toMatchObject({ status: 403 });
      await bench.guild.addMember('bob').joinThread(thread);
      await callShy('PUT', `/channels/${thread.id}/thread-members/@me`);
      const heard = await client.event('THREAD_MEMBERS_UPDATE');
      expect(heard.d).toMatchObject({ added_members: [{ user_id: shy.id }] });
    });

    it('that go with their membership of the guild', async () => {
      const thread = await bench.alice.startThread('general', { name: 'Plans' });
      await bench.guild.kick(bench.alice);
      expect(thread.threadMembers).toEqual([]);
    });
  });

  describe('sleep and wake', () => {
    it('after the time they are set to without a word', async () => {
      const thread = await start({ name: 'Plans', type: 11, auto_archive_duration: 60 });
      await bench.clock.advance(HOUR_MS - 1);
      await bench.alice.say(thread, 'still here');
      await bench.clock.advance(HOUR_MS - 1);
      expect(bench.guild.channel(thread).archived).toBe(false);
      // The first connection fell silent long ago.
      const client = new RawClient(bench.discord.gatewayUrl);
      await client.ready(bench.bot);
      await bench.clock.advance(1);
      expect((await client.event('THREAD_UPDATE')).d).toMatchObject({ thread_metadata: { archived: true } });
      await bench.alice.say(thread, 'again');
      expect((await client.event('THREAD_UPDATE', 2)).d).toMatchObject({ thread_metadata: { archived: false } });
    });

    it('by who began them, or by who may write when they are not locked', async () => {
      bench.allow();
      const thread = await bench.alice.startThread('general', { name: 'Plans' });
      const edit = (body: object): Promise<unknown> => bench.call('PATCH', `/channels/${thread.id}`, body);
      expect(await edit({ archived: true })).toMatchObject(REFUSED);
      bench.allow('ManageThreads');
      expect(await edit({ archived: true })).toMatchObject({ body: { thread_metadata: { archived: true } } });
      bench.allow();
      expect(await edit({ archived: false })).toMatchObject({ body: { thread_metadata: { archived: false } } });
      bench.allow('ManageThreads');
      await edit({ archived: true, locked: true });
      bench.allow();
      expect(await edit({ archived: false })).toMatchObject(REFUSED);
      expect(await bench.call('POST', `/channels/${thread.id}/messages`, { content: 'x' })).toMatchObject({
        status: 403,
        body: { code: 160_005 },
      });
      const own = await start({ name: 'mine', type: 11 });
      expect(await bench.call('PATCH', `/channels/${own.id}`, { archived: true, name: 'done' })).toMatchObject({
        status: 200,
      });
      expect(await bench.call('PATCH', `/channels/${own.id}`, { archived: false, locked: true })).toMatchObject(
        REFUSED,
      );
    });

    it('and take no changes while they sleep', async () => {
      const thread = await start({ name: 'Plans', type: 11 });
      const { id } = (await bench.call('POST', `/channels/${thread.id}/messages`, { content: 'x' })).body;
      await bench.call('PATCH', `/channels/${thread.id}`, { archived: true });
      const path = `/channels/${thread.id}`;
      const changes: [string, string, unknown?][] = [
        ['PATCH', path, { name: 'x' }],
        ['PUT', `${path}/thread-members/@me`],
        ['DELETE', `${path}/thread-members/@me`],
        ['PUT', `${path}/thread-members/${bench.alice.id}`],
        ['PATCH', `${path}/messages/${id}`, { content: 'y' }],
        ['PUT', `${path}/messages/pins/${id}`],
        ['PUT', `${path}/messages/${id}/reactions/${encodeURIComponent('👍')}/@me`],
        ['DELETE', `${path}/messages/${id}/reactions/${encodeURIComponent('👍')}/@me`],
        ['DELETE', `${path}/messages/${id}/reactions/${encodeURIComponent('👍')}/${bench.alice.id}`],
        ['DELETE', `${path}/messages/${id}/reactions/${encodeURIComponent('👍')}`],
        ['DELETE', `${path}/messages/${id}/reactions`],
      ];
      for (const [method, at, body] of changes) {
        expect(await bench.call(method, at, body)).toMatchObject({ status: 400, body: { code: 50_083 } });
      }
      expect(await bench.call('DELETE', `${path}/messages/${id}`)).toMatchObject({ status: 204 });
    });

    it('and when they are locked, only for who manages threads', async () => {
      const thread = await start({ name: 'Plans', type: 11 });
      const path = `/channels/${thread.id}`;
      const write = async (): Promise<string> =>
        (await bench.call('POST', `${path}/messages`, { content: 'x' })).body.id;
      const [one, other] = [await write(), await write()];
      const edit = (): Promise<unknown> => bench.call('PATCH', `${path}/messages/${one}`, { content: 'y' });
      await bench.call('PATCH', path, { locked: true });
      bench.allow();
      expect(await edit()).toMatchObject({ status: 403, body: { code: 160_005 } });
      expect(await bench.call('PATCH', path, { name: 'mine' })).toMatchObject(REFUSED);
      expect(await bench.call('DELETE', `${path}/messages/${one}`)).toMatchObject({ status: 204 });
      bench.allow('ManageThreads');
      await bench.call('PATCH', path, { archived: true });
      bench.allow();
      expect(await bench.call('DELETE', `${path}/messages/${other}`)).toMatchObject({
        status: 403,
        body: { code: 160_005 },
      });
      bench.allow('ManageThreads');
      expect(await bench.call('DELETE', `${path}/messages/${other}`)).toMatchObject({ status: 204 });
    });

    it('and count a change of their time as activity', async () => {
      const thread = await start({ name: 'Plans', type: 11, auto_archive_duration: 60 });
      await bench.clock.advance(HOUR_MS - 1);
      const { body } = await bench.call('PATCH', `/channels/${thread.id}`, { auto_archive_duration: 60 });
      expect((body as ThreadPayload).thread_metadata.archive_timestamp).toBe(thread.thread_metadata.archive_timestamp);
      const { body: changed } = await bench.call('PATCH', `/channels/${thread.id}`, { auto_archive_duration: 1_440 });
      expect((changed as ThreadPayload).thread_metadata.archive_timestamp).not.toBe(
        thread.thread_metadata.archive_timestamp,
      );
      await bench.call('PATCH', `/channels/${thread.id}`, { auto_archive_duration: 60 });
      await bench.clock.advance(HOUR_MS - 1);
      expect(bench.guild.channel(thread).archived).toBe(false);
    });
  });

  it('are edited and deleted', async () => {
    const thread = await start({ name: 'Plans', type: 11 });
    const path = `/channels/${thread.id}`;
    const edited = { name: 'Better plans', rate_limit_per_user: 9, auto_archive_duration: 60, locked: true };
    const expected = {
      name: 'Better plans',
      rate_limit_per_user: 9,
      thread_metadata: { auto_archive_duration: 60, locked: true },
    };
    expect(await bench.call('PATCH', path, edited)).toMatchObject({ status: 200, body: expected });
    expect(await bench.heard('THREAD_UPDATE')).toMatchObject(expected);
    expect(bench.guild.channel(thread).lastMessage?.payload).toMatchObject({ type: 4, content: 'Better plans' });
    expect(await bench.call('PATCH', path, { auto_archive_duration: 5 })).toMatchObject(
      wrong({ auto_archive_duration: field('BASE_TYPE_CHOICES') }),
    );
    expect(await bench.call('PATCH', path, { invitable: true })).toMatchObject({ body: { code: 50_035 } });
    expect(await bench.call('PUT', `${path}/permissions/${bench.guild.id}`, { type: 0 })).toMatchObject({
      body: { code: 50_024 },
    });
    bench.allow();
    expect(await bench.call('DELETE', path)).toMatchObject(REFUSED);
    bench.allow('ManageThreads');
    expect(await bench.call('DELETE', path)).toMatchObject({ status: 200, body: { id: thread.id } });
    expect(await bench.heard('THREAD_DELETE')).toEqual({
      id: thread.id,
      guild_id: bench.guild.id,
      parent_id: general,
      type: 11,
    });
    expect(await bench.call('GET', path)).toMatchObject({ status: 404, body: { code: 10_003 } });
    expect(bench.guild.auditLog.map(({ actionType }) => actionType)).toEqual([110, 111, 112]);
  });

  it('go with their channel', async () => {
    const thread = await start({ name: 'Plans', type: 11 });
    await bench.call('DELETE', `/channels/${general}`);
    expect(bench.guild.threads).toEqual([]);
    expect(await bench.call('GET', `/channels/${thread.id}`)).toMatchObject({ status: 404 });
    expect(bench.client.names()).not.toContain('THREAD_DELETE');
  });

  describe('are listed', () => {
    it('while they are active, private ones only for members', async () => {
      const open = await start({ name: 'open', type: 11 });
      const secret = await start({ name: 'secret', type: 12 });
      const asleep = await start({ name: 'asleep', type: 11 });
      await bench.call('PATCH', `/channels/${asleep.id}`, { archived: true });
      const listed = await list(bench.path('/threads/active'));
      expect(ids(listed)).toEqual([secret.id, open.id]);
      expect(listed.members).toHaveLength(2);
      const [beta, callBeta] = await outsider();
      const theirs = (await callBeta('GET', bench.path('/threads/active'))).body as unknown as Listed;
      expect(ids(theirs)).toEqual([open.id]);
      const client = new RawClient(bench.discord.gatewayUrl);
      await client.ready(beta);
      const { d } = await client.event('GUILD_CREATE');
      expect((d.threads as ThreadPayload[]).map(({ id }) => id)).toEqual([open.id]);
    });

    it('when they are archived, the latest first, page by page', async () => {
      const threads: ThreadPayload[] = [];
      for (const name of ['a', 'b', 'c']) {
        const thread = await start({ name, type: 11 });
        threads.push(thread);
        await bench.clock.advance(1_000);
        await bench.call('PATCH', `/channels/${thread.id}`, { archived: true });
      }
      const path = `/channels/${general}/threads/archived/public`;
      const first = await list(`${path}?limit=2`);
      expect(ids(first)).toEqual([threads[2]!.id, threads[1]!.id]);
      expect(first.has_more).toBe(true);
      const before = encodeURIComponent(first.threads[1]!.thread_metadata.archive_timestamp);
      const second = await list(`${path}?limit=2&before=${before}`);
      expect(second).toMatchObject({ threads: [{ id: threads[0]!.id }], has_more: false });
      expect(await bench.call('GET', `${path}?before=yesterday`)).toMatchObject(
        wrong({ before: field('DATE_TIME_TYPE_PARSE') }),
      );
      const voice = `/channels/${bench.channelId('Talk')}/threads/archived/public`;
      expect(await bench.call('GET', voice)).toMatchObject({ body: { code: 50_024 } });
    });

    it('although they were archived in one moment', async () => {
      const threads = [];
      for (const name of ['a', 'b', 'c']) threads.unshift(await start({ name, type: 11 }));
      for (const { id } of [...threads].reverse()) await bench.call('PATCH', `/channels/${id}`, { archived: true });
      const path = `/channels/${general}/threads/archived/public?limit=2`;
      const first = await list(path);
      const before = first.threads.at(-1)?.thread_metadata.archive_timestamp ?? '';
      const rest = await list(`${path}&before=${encodeURIComponent(before)}`);
      expect([...ids(first), ...ids(rest)]).toEqual(threads.map(({ id }) => id));
    });

    it('when they are archived and private, for who manages threads, or for who was in them', async () => {
      const own = await start({ name: 'own', type: 12 });
      const theirs = await bench.alice.startThread('general', { name: 'theirs', isPrivate: true });
      for (const { id } of [own, theirs]) await bench.call('PATCH', `/channels/${id}`, { archived: true });
      expect(ids(await list(`/channels/${general}/threads/archived/private`))).toEqual([theirs.id, own.id]);
      expect(ids(await list(`/channels/${general}/users/@me/threads/archived/private`))).toEqual([own.id]);
      expect(ids(await list(`/channels/${general}/users/@me/threads/archived/private?before=${own.id}`))).toEqual([]);
      bench.allow();
      expect(await bench.call('GET', `/channels/${general}/threads/archived/private`)).toMatchObject(REFUSED);
      expect(ids(await list(`/channels/${general}/users/@me/threads/archived/private`))).toEqual([own.id]);
    });
  });

  it('advise people who ask for what makes no sense', async () => {
    const { alice, guild } = bench;
    const forum = guild.createChannel({ name: 'ideas', type: 'forum' });
    await expect(alice.startThread('Talk', { name: 'x' })).rejects.toThrow('has no threads');
    await expect(alice.startThread(forum, { name: 'x', tags: ['good'] })).rejects.toThrow('has no tag "good"');
    await expect(alice.joinThread('general')).rejects.toThrow('is no thread');
    const post = await alice.startThread(forum, { name: 'Looms', content: 'first' });
    expect(post.lastMessage).toMatchObject({ id: post.id, content: 'first' });
    await expect(post.move(0)).rejects.toThrow('cannot be moved from outside');
    await expect(post.edit({ topic: 'y' })).rejects.toThrow('a thread has no topic');
    await post.delete();
    expect(await bench.heard('THREAD_DELETE')).toMatchObject({ id: post.id });
    await guild.channel('general').overwrite({ for: guild.everyone, deny: ['CreatePublicThreads'] });
    await expect(alice.startThread('general', { name: 'x' })).rejects.toThrow('CreatePublicThreads is missing');
  });

  it('stay the same number for a day', async () => {
    await start({ name: 'x', type: 11 });
    await bench.clock.advance(DAY_MS - 1);
    expect(ids(await list(bench.path('/threads/active')))).toHaveLength(1);
    await bench.clock.advance(1);
    expect(ids(await list(bench.path('/threads/active')))).toHaveLength(0);
  });
});
