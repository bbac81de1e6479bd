/** Channels of every kind by bare requests: the fields that each takes, what can be done in them, forwards and searches. */
import { field, GIF, GuildBench, NOBODY, PNG, REFUSED, wrong } from './guild-support';
import { type Answer, caller, RawClient, someText } from './support';

describe('Channels', () => {
  let bench: GuildBench;
  let general: string;
  beforeEach(async () => {
    bench = await GuildBench.open();
    general = bench.channelId('general');
  });
  afterEach(() => bench.close());

  const make = (body: object): Promise<Answer> => bench.ask('POST', '/channels', { name: 'x', ...body });
  const edit = (id: string, body: object): Promise<Answer> => bench.call('PATCH', `/channels/${id}`, body);
  const write = (body: object, channel = general): Promise<Answer> =>
    bench.call('POST', `/channels/${channel}/messages`, body);

  describe('let a bot make exceptions', () => {
    const MANAGE_ROLES = String(1n << 28n);
    const BAN = String(1n << 2n);
    const put = (allow: string): Promise<Answer> =>
      bench.call('PUT', `/channels/${general}/permissions/${bench.guild.id}`, { type: 0, allow });

    it('of all kinds where an exception of its own lets it manage roles', async () => {
      bench.allow('ManageChannels', 'ManageRoles');
      expect(await put(BAN)).toMatchObject(REFUSED);
      await bench.guild.channel('general').overwrite({ for: bench.bot, allow: ['ManageRoles'] });
      expect(await put(BAN)).toMatchObject({ status: 204 });
    });

    it('that hand on the managing of roles only as an administrator', async () => {
      const overwrites = { permission_overwrites: [{ id: bench.guild.id, type: 0, allow: MANAGE_ROLES }] };
      bench.allow('ManageChannels', 'ManageRoles');
      expect(await make(overwrites)).toMatchObject(REFUSED);
      expect(await edit(general, overwrites)).toMatchObject(REFUSED);
      expect(await put(MANAGE_ROLES)).toMatchObject(REFUSED);
      bench.allow('Administrator');
      expect(await make(overwrites)).toMatchObject({ status: 201 });
    });
  });

  describe('are put in order', () => {
    const reorder = (...moves: object[]): Promise<Answer> => bench.ask('PATCH', '/channels', moves);

    it('one at a time into another category', async () => {
      const mill = bench.guild.createChannel({ name: 'Mill', type: 'category' });
      const rules = bench.channelId('rules');
      const into = (id: string): object => ({ id, parent_id: mill.id });
      expect(await reorder(into(general), into(rules))).toMatchObject({ status: 400, body: { code: 40_009 } });
      expect(await reorder(into(general), { id: rules, parent_id: null, position: 0 })).toMatchObject({ status: 204 });
    });

    it('without a look into them, but moved elsewhere only by who sees and manages them', async () => {
      const mill = bench.guild.createChannel({ name: 'Mill', type: 'category' });
      bench.allow('ManageChannels');
      await bench.guild.channel('general').overwrite({ for: bench.bot, deny: ['ViewChannel'] });
      expect(await reorder({ id: general, position: 2 })).toMatchObject({ status: 204 });
      expect(await reorder({ id: general, parent_id: mill.id })).toMatchObject({ status: 403, body: { code: 50_001 } });
      await bench.guild.channel('general').removeOverwrite(bench.bot);
      const locked = { id: general, parent_id: mill.id, lock_permissions: true };
      expect(await reorder(locked)).toMatchObject({ status: 403 });
      bench.allow('ManageChannels', 'ManageRoles');
      expect(await reorder(locked)).toMatchObject({ status: 204 });
    });
  });

  describe('have the fields of their kind', () => {
    it.each([
      [
        'text',
        0,
        {
          topic: 'looms',
          nsfw: true,
          rate_limit_per_user: 5,
          default_auto_archive_duration: 60,
          default_thread_rate_limit_per_user: 3,
        },
        { bitrate: 8_000 },
      ],
      [
        'voice',
        2,
        { nsfw: true, bitrate: 96_000, user_limit: 99, rtc_region: 'rotterdam', video_quality_mode: 2 },
        { topic: 'x' },
      ],
      ['category', 4, { position: 3 }, { nsfw: true }],
      ['announcement', 5, { topic: 'looms', default_auto_archive_duration: 4_320 }, { user_limit: 1 }],
      ['stage', 13, { bitrate: 64_000, user_limit: 10_000, rate_limit_per_user: 1 }, { available_tags: [] }],
      [
        'forum',
        15,
        {
          topic: 'x'.repeat(4_096),
          default_reaction_emoji: { emoji_id: null, emoji_name: '👍' },
          default_sort_order: 1,
          default_forum_layout: 2,
          default_tag_setting: 'match_all',
        },
        { video_quality_mode: 1 },
      ],
      ['media', 16, { topic: 'looms', default_sort_order: 0 }, { default_forum_layout: 1 }],
    ])('when they are of the %s kind, and refuse edits of others', async (_what, type, fields, foreign) => {
      const answer = await make({ type, ...fields });
      expect(answer).toMatchObject({ status: 201, body: { type, ...fields } });
      expect(await bench.heard('CHANNEL_CREATE')).toMatchObject(fields);
      expect(await edit(answer.body.id, { name: 'y', ...fields })).toMatchObject({ status: 200, body: fields });
      expect(await bench.heard('CHANNEL_UPDATE')).toMatchObject({ name: 'y', ...fields });
      expect(await edit(answer.body.id, foreign)).toMatchObject({ status: 400, body: { code: 50_024 } });
      expect((await make({ type, ...foreign })).status).toBe(201);
    });

    it.each([
      ['a long topic', { topic: 'x'.repeat(1_025) }, { topic: field('BASE_TYPE_MAX_LENGTH') }],
      ['a slow slowmode', { rate_limit_per_user: 21_601 }, { rate_limit_per_user: field('NUMBER_TYPE_MAX') }],
      [
        'another time',
        { default_auto_archive_duration: 1 },
        { default_auto_archive_duration: field('BASE_TYPE_CHOICES') },
      ],
      ['a kind that is none', { type: 3 }, { type: field('BASE_TYPE_CHOICES') }],
      ['another quality', { type: 2, video_quality_mode: 3 }, { video_quality_mode: field('BASE_TYPE_CHOICES') }],
      [
        'a long tag',
        { type: 15, available_tags: [{ name: 'x'.repeat(51) }] },
        { available_tags: { 0: { name: field('BASE_TYPE_BAD_LENGTH') } } },
      ],
      [
        '21 tags',
        { type: 15, available_tags: Array(21).fill({ name: 'x' }) },
        { available_tags: field('BASE_TYPE_MAX_LENGTH') },
      ],
    ])('but not with %s', async (_what, body, errors) => {
      expect(await make(body)).toMatchObject(wrong(errors));
    });

    it('and limits that depend on it', async () => {
      expect(await make({ type: 2, bitrate: 128_000 })).toMatchObject({ status: 400, body: { code: 30_052 } });
      expect(await make({ type: 13, bitrate: 96_000 })).toMatchObject({ status: 400, body: { code: 30_052 } });
      expect(await make({ type: 2, user_limit: 100 })).toMatchObject({ status: 400, body: { code: 50_035 } });
      await bench.guild.settings.setBoosts(2);
      expect(await make({ type: 2, bitrate: 128_000 })).toMatchObject({ status: 201 });
    });

    it('and flags that only edits set', async () => {
      const forum = (await make({ type: 15 })).body;
      expect(await edit(forum.id, { flags: 16 + 1 })).toMatchObject({ body: { flags: 16 } });
      expect(await edit(general, { flags: 16 })).toMatchObject({ body: { code: 50_024 } });
    });

    it('and turn into another kind only between text and news', async () => {
      expect(await edit(general, { type: 5 })).toMatchObject({ status: 200, body: { type: 5 } });
      expect(await edit(general, { type: 0 })).toMatchObject({ status: 200, body: { type: 0 } });
      expect(await edit(general, { type: 2 })).toMatchObject(wrong({ type: field('BASE_TYPE_CHOICES') }));
      expect(await edit(bench.channelId('Talk'), { type: 0 })).toMatchObject(
        wrong({ type: field('BASE_TYPE_CHOICES') }),
      );
    });

    it('and say in the audit log what changed', async () => {
      await edit(general, { topic: 'looms' });
      expect(bench.guild.auditLog.at(-1)).toMatchObject({
        actionType: 11,
        targetId: general,
        changes: [{ key: 'topic', new_value: 'looms' }],
      });
    });
  });

  it('of posts keep the ids of tags that stay, and let no two have one name', async () => {
    const { id, available_tags: before } = (
      await make({ type: 15, available_tags: [{ name: 'a' }, { name: 'b', emoji_name: '🧶' }] })
    ).body as unknown as { id: string; available_tags: { id: string }[] };
    const kept = { id: before[1]!.id, name: 'B', moderated: true };
    const answer = await edit(id, { available_tags: [kept, { name: 'c', emoji_id: '5' }] });
    expect(answer).toMatchObject({
      body: {
        available_tags: [
          { ...kept, emoji_id: null, emoji_name: null },
          { id: someText, name: 'c', moderated: false, emoji_id: '5', emoji_name: null },
        ],
      },
    });
    expect(await edit(id, { available_tags: [{ name: 'd' }, { name: 'D' }] })).toMatchObject({
      body: { code: 40_061 },
    });
    expect(await edit(id, { available_tags: [{ name: 'd', emoji_id: '5', emoji_name: '🧶' }] })).toMatchObject({
      body: { code: 50_035 },
    });
  });

  describe('to speak in', () => {
    const status = (channel: string, body: object): Promise<Answer> =>
      bench.call('PUT', `/channels/${channel}/voice-status`, body);

    it('have a status', async () => {
      const talk = bench.channelId('Talk');
      expect((await status(talk, { status: 'weaving' })).status).toBe(204);
      const told = { id: talk, guild_id: bench.guild.id, status: 'weaving' };
      expect(await bench.heard('VOICE_CHANNEL_STATUS_UPDATE')).toEqual(told);
      bench.client.send(43, { guild_id: bench.guild.id, fields: ['status'] });
      expect(await bench.heard('CHANNEL_INFO')).toMatchObject({ channels: [{ id: talk, status: 'weaving' }, {}] });
      expect((await status(talk, { status: null })).status).toBe(204);
      expect(await bench.heard('VOICE_CHANNEL_STATUS_UPDATE', 2)).toEqual({ ...told, status: null });
      expect(bench.guild.auditLog.map(({ actionType }) => actionType)).toEqual([192, 193]);
      expect(await status(talk, { status: 'x'.repeat(501) })).toMatchObject(
        wrong({ status: field('BASE_TYPE_MAX_LENGTH') }),
      );
      expect(await status(general, { status: 'x' })).toMatchObject({ body: { code: 50_024 } });
      bench.allow('SetVoiceChannelStatus');
      // From outside it takes more than from within.
      expect(await status(talk, { status: 'x' })).toMatchObject(REFUSED);
      await bench.guild.member(bench.bot).joinVoice('Talk');
      expect((await status(talk, { status: 'x' })).status).toBe(204);
    });

    it('play sounds to who is in them', async () => {
      const talk = bench.channelId('Talk');
      const play = (body: object): Promise<Answer> =>
        bench.call('POST', `/channels/${talk}/send-soundboard-sound`, body);
      expect(await play({ sound_id: '1' })).toMatchObject({ status: 400, body: { code: 40_032 } });
      const bot = bench.guild.member(bench.bot);
      await bot.joinVoice('Talk');
      expect((await play({ sound_id: '1' })).status).toBe(204);
      expect(await bench.heard('VOICE_CHANNEL_EFFECT_SEND')).toMatchObject({
        channel_id: talk,
        guild_id: bench.guild.id,
        user_id: bench.bot.id,
        emoji: { name: '🦆' },
        sound_id: 1,
        sound_volume: 1,
      });
      expect(await play({ sound_id: '999' })).toMatchObject({ status: 404, body: { code: 10_097 } });
      expect(await play({})).toMatchObject(wrong({ sound_id: field('BASE_TYPE_REQUIRED') }));
      await bot.joinVoice('Talk', { selfMute: true });
      expect((await play({ sound_id: '1' })).status).toBe(204);
      const silenced = { status: 400, body: { code: 50_167 } };
      await bot.joinVoice('Talk', { selfDeaf: true });
      expect(await play({ sound_id: '1' })).toMatchObject(silenced);
      await bot.joinVoice('Talk', { selfDeaf: false });
      for (const flag of ['mute', 'deaf']) {
        await bot.setServerVoice({ [flag]: true });
        expect(await play({ sound_id: '1' })).toMatchObject(silenced);
        await bot.setServerVoice({ [flag]: false });
      }
      expect((await play({ sound_id: '1' })).status).toBe(204);
      bench.allow();
      expect(await play({ sound_id: '1' })).toMatchObject(REFUSED);
      expect(await bench.call('POST', `/channels/${general}/send-soundboard-sound`, { sound_id: '1' })).toMatchObject({
        body: { code: 50_024 },
      });
    });
  });

  it('have no recipients that bots could add', async () => {
    const { body } = await bench.call('POST', '/users/@me/channels', { recipient_id: bench.alice.id });
    for (const method of ['PUT', 'DELETE']) {
      const body50003 = method === 'PUT' ? { access_token: 'x' } : undefined;
      expect(await bench.call(method, `/channels/${body.id}/recipients/${NOBODY}`, body50003)).toMatchObject({
        status: 400,
        body: { code: 50_003 },
      });
      expect(await bench.call(method, `/channels/${general}/recipients/${NOBODY}`, body50003)).toMatchObject({
        status: 400,
        body: { code: 50_024 },
      });
    }
  });

  describe('take forwards', () => {
    const forward = (message: string, more: object = {}, channel = bench.channelId('rules')): Promise<Answer> =>
      write({ message_reference: { type: 1, message_id: message, channel_id: general }, ...more }, channel);

    it('as snapshots, which stay as they were', async () => {
      const form = new FormData();
      form.set('payload_json', JSON.stringify({ content: 'original', embeds: [{ title: 't' }] }));
      form.set('files[0]', new Blob(['x']), 'loom.txt');
      const { id } = (await bench.call('POST', `/channels/${general}/messages`, form)).body;
      const answer = await forward(id);
      const snapshot = {
        type: 0,
        content: 'original',
        embeds: [{ title: 't' }],
        attachments: [{ filename: 'loom.txt' }],
      };
      expect(answer).toMatchObject({
        status: 200,
        body: {
          type: 0,
          content: '',
          flags: 16_384,
          message_reference: { type: 1, message_id: id, channel_id: general, guild_id: bench.guild.id },
          message_snapshots: [{ message: snapshot }],
        },
      });
      expect(answer.body.referenced_message).toBeUndefined();
      expect(await bench.heard('MESSAGE_CREATE', 2)).toMatchObject({ message_snapshots: [{ message: snapshot }] });
      await bench.call('PATCH', `/channels/${general}/messages/${id}`, { content: 'changed' });
      const rules = bench.channelId('rules');
      expect(await bench.call('GET', `/channels/${rules}/messages/${answer.body.id}`)).toMatchObject({
        body: { message_snapshots: [{ message: { content: 'original' } }] },
      });
      const twice = await write({ message_reference: { type: 1, message_id: answer.body.id, channel_id: rules } });
      expect(twice).toMatchObject({ body: { message_snapshots: [{ message: { content: 'original' } }] } });
    });

    it('but not with more, nor of what cannot be read', async () => {
      const message = await bench.alice.say('general', 'x');
      const unsupported = wrong({ message_reference: field('FORWARD_CONTAINS_UNSUPPORTED_CONTENT') });
      expect(await forward(message.id, { content: 'look' })).toMatchObject(unsupported);
      expect(await forward(message.id, { embeds: [{ title: 'x' }] })).toMatchObject(unsupported);
      expect(await forward(NOBODY)).toMatchObject({ status: 404, body: { code: 10_008 } });
      expect(await write({ message_reference: { type: 1, message_id: message.id } })).toMatchObject(
        wrong({ message_reference: { channel_id: field('BASE_TYPE_REQUIRED') } }),
      );
      await bench.guild.channel('general').edit({ nsfw: true });
      expect(await forward(message.id)).toMatchObject({ status: 400, body: { code: 160_010 } });
      await bench.guild.channel('general').edit({ nsfw: false });
      const shy = caller(bench.discord, bench.discord.createBot({ name: 'Shy', privilegedIntents: [] }));
      const reference = { message_reference: { type: 1, message_id: message.id, channel_id: general } };
      expect(await shy('POST', `/channels/${general}/messages`, reference)).toMatchObject({ body: { code: 160_014 } });
      bench.allow();
      await bench.guild.channel('general').overwrite({ for: bench.guild.everyone, deny: ['ReadMessageHistory'] });
      expect(await forward(message.id)).toMatchObject({ status: 400, body: { code: 160_009 } });
      await bench.guild.channel('general').overwrite({ for: bench.guild.everyone, deny: ['ViewChannel'] });
      expect(await forward(message.id)).toMatchObject({ status: 403, body: { code: 50_001 } });
    });

    it('without showing their content to bots that may not read', async () => {
      const client = new RawClient(bench.discord.gatewayUrl);
      await client.ready(bench.discord.createBot({ name: 'Shy' }), { intents: 1 | 512 });
      const message = await bench.alice.say('general', 'secret');
      await forward(message.id);
      expect((await client.event('MESSAGE_CREATE', 2)).d).toMatchObject({
        message_snapshots: [{ message: { content: '' } }],
      });
    });
  });

  it('take stickers that there are', async () => {
    expect(await write({ sticker_ids: ['749054660769218631'] })).toMatchObject({
      status: 200,
      body: { sticker_items: [{ id: '749054660769218631', name: 'Hello', format_type: 3 }] },
    });
    expect(await write({ sticker_ids: [NOBODY] })).toMatchObject({ status: 400, body: { code: 50_081 } });
  });

  it('keep of a message the files that an edit names, and take new ones', async () => {
    const form = new FormData();
    form.set(
      'payload_json',
      JSON.stringify({ attachments: [{ id: 0, title: 'A loom', is_spoiler: true }, { id: 1 }] }),
    );
    form.set('files[0]', new Blob([PNG], { type: 'image/png' }), 'a.png');
    form.set('files[1]', new Blob([GIF], { type: 'image/gif' }), 'b.gif');
    const { id, attachments } = (await bench.call('POST', `/channels/${general}/messages`, form)).body as unknown as {
      id: string;
      attachments: { id: string }[];
    };
    expect(attachments).toMatchObject([{ title: 'A loom', flags: 8 }, { filename: 'b.gif' }]);
    const path = `/channels/${general}/messages/${id}`;
    expect(await bench.call('PATCH', path, { content: 'x' })).toMatchObject({
      body: { attachments: [{ filename: 'a.png' }, { filename: 'b.gif' }] },
    });
    const keep = { attachments: [{ id: attachments[0]!.id, description: 'big' }] };
    expect(await bench.call('PATCH', path, keep)).toMatchObject({
      body: { attachments: [{ id: attachments[0]!.id, title: 'A loom', description: 'big' }] },
    });
    expect(await bench.call('PATCH', path, { attachments: [{ id: attachments[1]!.id }] })).toMatchObject({
      status: 400,
    });
  });

  it('publish news once, and only news', async () => {
    const news = bench.guild.createChannel({ name: 'news', type: 'announcement' });
    const { id } = (await write({ content: 'x' }, news.id)).body;
    const publish = (channel: string, message: string): Promise<Answer> =>
      bench.call('POST', `/channels/${channel}/messages/${message}/crosspost`);
    expect(await publish(news.id, id)).toMatchObject({ status: 200, body: { flags: 1 } });
    expect(await publish(news.id, id)).toMatchObject({ status: 400, body: { code: 40_033 } });
    expect(await publish(general, id)).toMatchObject({ body: { code: 50_024 } });
    const theirs = await bench.alice.say('news', 'y');
    bench.allow();
    expect(await publish(news.id, theirs.id)).toMatchObject(REFUSED);
  });

  describe('are searched', () => {
    const found = async (query: string): Promise<string[]> => {
      const { status, body } = await bench.ask('GET', `/messages/search?${query}`);
      expect(status).toBe(200);
      return (body.messages as { content: string }[][]).map(([message]) => message!.content);
    };

    it('for words, people, kinds and places', async () => {
      const bob = bench.guild.addMember('bob');
      const first = await bench.alice.say('general', 'a big loom');
      await bob.say('rules', `a small loom for ${bench.alice.mention}`);
      await bob.say('general', { content: 'see https://example.com/loom', replyTo: first });
      await write({ content: 'polled', poll: { question: { text: '?' }, answers: [{ poll_media: { text: 'x' } }] } });
      await write({ embeds: [{ title: 'Loom of the day' }] });
      const thread = await bench.alice.startThread('general', { name: 'Plans' });
      await bench.alice.say(thread, 'threaded loom');
      expect(await found('content=LOOM')).toHaveLength(5);
      expect(await found('content=small%20loom')).toHaveLength(1);
      expect(await found(`author_id=${bob.id}`)).toHaveLength(2);
      expect(
        await found(`author_id=${bob.id}&author_id=${bench.alice.id}&channel_id=${general}&content=loom`),
      ).toHaveLength(2);
      expect(await found('author_type=bot&content=loom')).toHaveLength(1);
      expect(await found('author_type=-user&has=poll')).toEqual(['polled']);
      expect(await found(`mentions=${bench.alice.id}&channel_id=${bench.channelId('rules')}`)).toHaveLength(1);
      expect(await found('has=link')).toEqual(['see https://example.com/loom']);
      expect(await found('link_hostname=example.com')).toHaveLength(1);
      expect(await found('has=embed')).toEqual(['']);
      expect(await found('has=-embed&has=-poll&content=loom&sort_order=asc')).toEqual([
        'a big loom',
        `a small loom for ${bench.alice.mention}`,
        'see https://example.com/loom',
        'threaded loom',
      ]);
      expect(await found(`replied_to_message_id=${first.id}`)).toHaveLength(1);
      expect(await found(`replied_to_user_id=${bench.alice.id}`)).toHaveLength(1);
      expect(await found(`max_id=${first.id}`)).toEqual([]);
      expect((await bench.ask('GET', '/messages/search?content=threaded')).body).toMatchObject({
        doing_deep_historical_index: false,
        total_results: 1,
        threads: [{ id: thread.id }],
        messages: [[{ content: 'threaded loom', hit: true }]],
      });
    });

    it('page by page, where the bot may read', async () => {
      for (const text of ['one', 'two', 'three']) await bench.alice.say('general', text);
      expect(await found('limit=2')).toEqual(['three', 'two']);
      expect(await found('limit=2&offset=2')).toEqual(['one']);
      expect(await bench.ask('GET', '/messages/search?limit=26')).toMatchObject(
        wrong({ limit: field('NUMBER_TYPE_MAX') }),
      );
      expect(await bench.ask('GET', '/messages/search?offset=9976')).toMatchObject({ status: 400 });
      expect(await bench.ask('GET', '/messages/search?has=love')).toMatchObject(
        wrong({ has: { 0: field('BASE_TYPE_CHOICES') } }),
      );
      await bench.guild.channel('general').edit({ nsfw: true });
      expect(await found('content=one')).toEqual([]);
      expect(await found('content=one&include_nsfw=true')).toEqual(['one']);
      bench.allow();
      await bench.guild.channel('general').overwrite({ for: bench.guild.everyone, deny: ['ReadMessageHistory'] });
      expect(await found('content=one&include_nsfw=true')).toEqual([]);
      const shy = caller(bench.discord, bench.discord.createBot({ name: 'Shy', privilegedIntents: [] }));
      expect(await shy('GET', bench.path('/messages/search'))).toMatchObject({ status: 403, body: { code: 50_001 } });
    });
  });
});
