/** Webhooks by bare requests: made and changed by permission, used by their token, and followed news. */
import { type APIMessage } from 'discord-api-types/v10';
import { DiscordSimulator } from '../../../src/testing/simulator';
import { dataUri, field, GuildBench, NOBODY, PNG, REFUSED, wrong } from './guild-support';
import { type Answer, caller, someText } from './support';

interface Made {
  readonly id: string;
  readonly token: string;
}

describe('Webhooks', () => {
  let bench: GuildBench;
  let general: string;
  beforeEach(async () => {
    bench = await GuildBench.open();
    general = bench.channelId('general');
  });
  afterEach(() => bench.close());

  const make = async (channel = general, name = 'News'): Promise<Made> => {
    const answer = await bench.call('POST', `/channels/${channel}/webhooks`, { name });
    expect(answer.status).toBe(200);
    return answer.body as unknown as Made;
  };
  /** Asks without a bot's token. */
  const anonymously = (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => bench.call(method, path, body, { authorization: '', ...headers });
  const path = ({ id, token }: Made, rest = ''): string => `/webhooks/${id}/${token}${rest}`;
  const said = (): APIMessage | undefined => bench.guild.channel('general').lastMessage?.payload;

  it('of no application send nothing that somebody could use', async () => {
    const hook = (await bench.guild.channel('general').createWebhook('Hand')) as Made;
    const send = (button: object): Promise<Answer> =>
      anonymously('POST', path(hook, '?with_components=true&wait=true'), {
        content: 'x',
        components: [{ type: 1, components: [button] }],
      });
    const link = { type: 2, style: 5, label: 'x', url: 'https://example.com' };
    expect(await send({ type: 2, style: 1, label: 'x', custom_id: 'x' })).toMatchObject({
      status: 400,
      body: { code: 50_035 },
    });
    expect(await send(link)).toMatchObject({ status: 200, body: { components: [{ components: [link] }] } });
  });

  describe('are made', () => {
    it('in a channel, with a token, and tell the gateway that something changed', async () => {
      const answer = await bench.call('POST', `/channels/${general}/webhooks`, {
        name: ' News ',
        avatar: dataUri(PNG),
      });
      expect(answer).toMatchObject({
        status: 200,
        body: {
          type: 1,
          name: 'News',
          avatar: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
          channel_id: general,
          guild_id: bench.guild.id,
          application_id: bench.bot.applicationId,
          user: { id: bench.bot.id },
          token: expect.stringMatching(/^[\w-]{68}$/) as unknown,
          url: someText,
        },
      });
      expect(await bench.heard('WEBHOOKS_UPDATE')).toEqual({ guild_id: bench.guild.id, channel_id: general });
      expect(bench.guild.auditLog.at(-1)).toMatchObject({ actionType: 50, targetId: answer.body.id });
      expect(JSON.stringify(bench.guild.auditLog)).not.toContain(answer.body.token);
    });

    it.each([
      ['no name', {}, { name: field('BASE_TYPE_REQUIRED') }],
      ['a long name', { name: 'x'.repeat(81) }, { name: field('BASE_TYPE_BAD_LENGTH') }],
      ['the name of Clyde', { name: 'Mister Clyde' }, { name: field('USERNAME_INVALID_CONTAINS') }],
      ['the name of Discord', { name: 'DISCORD news' }, { name: field('USERNAME_INVALID_CONTAINS') }],
      ['a picture that is none', { name: 'x', avatar: 'nope' }, { avatar: field('IMAGE_INVALID') }],
    ])('but not with %s', async (_what, body, errors) => {
      expect(await bench.call('POST', `/channels/${general}/webhooks`, body)).toMatchObject(wrong(errors));
    });

    it('but no more than fifteen in a channel, and not in threads', async () => {
      for (let count = 0; count < 15; count += 1) await make();
      const answer = await bench.call('POST', `/channels/${general}/webhooks`, { name: 'x' });
      expect(answer).toMatchObject({ status: 400, body: { code: 30_007 } });
      const thread = await bench.alice.startThread('general', { name: 'Plans' });
      expect(await bench.call('POST', `/channels/${thread.id}/webhooks`, { name: 'x' })).toMatchObject({
        body: { code: 50_024 },
      });
    });

    it('only with the permission', async () => {
      const { id } = await make();
      bench.allow();
      expect(await bench.call('POST', `/channels/${general}/webhooks`, { name: 'x' })).toMatchObject(REFUSED);
      expect(await bench.call('GET', `/channels/${general}/webhooks`)).toMatchObject(REFUSED);
      expect(await bench.ask('GET', '/webhooks')).toMatchObject(REFUSED);
      expect(await bench.call('GET', `/webhooks/${id}`)).toMatchObject(REFUSED);
    });
  });

  describe('are shown, changed and removed', () => {
    it('by permission', async () => {
      const rules = bench.channelId('rules');
      const made = await make();
      await make(rules);
      expect(await bench.call('GET', `/channels/${general}/webhooks`)).toMatchObject({ body: [{ id: made.id }] });
      expect((await bench.ask('GET', '/webhooks')).body).toHaveLength(2);
      expect(await bench.call('GET', `/webhooks/${made.id}`)).toMatchObject({
        body: { id: made.id, token: made.token },
      });
      const edit = { name: 'Rules', avatar: dataUri(PNG), channel_id: rules };
      expect(await bench.call('PATCH', `/webhooks/${made.id}`, edit)).toMatchObject({
        status: 200,
        body: { name: 'Rules', channel_id: rules, avatar: someText },
      });
      expect(await bench.heard('WEBHOOKS_UPDATE', 3)).toMatchObject({ channel_id: general });
      expect(await bench.heard('WEBHOOKS_UPDATE', 4)).toMatchObject({ channel_id: rules });
      expect((await bench.call('DELETE', `/webhooks/${made.id}`)).status).toBe(204);
      expect(await bench.call('GET', `/webhooks/${made.id}`)).toMatchObject({ status: 404, body: { code: 10_015 } });
      expect(bench.guild.auditLog.map(({ actionType }) => actionType)).toEqual([50, 50, 51, 52]);
    });

    it('by their token, without telling who made them', async () => {
      const made = await make();
      const shown = await anonymously('GET', path(made));
      expect(shown).toMatchObject({ status: 200, body: { id: made.id, name: 'News' } });
      expect(shown.body.user).toBeUndefined();
      expect(await anonymously('PATCH', path(made), { name: 'Other' })).toMatchObject({
        body: { name: 'Other', channel_id: general },
      });
      expect(await anonymously('PATCH', path(made), { name: 'clyde' })).toMatchObject({ status: 400 });
      expect((await anonymously('DELETE', path(made))).status).toBe(204);
      expect(await anonymously('GET', path(made))).toMatchObject({ status: 404, body: { code: 10_015 } });
    });

    it('but not by another token', async () => {
      const { id } = await make();
      const strange = { id, token: 'nonsense' };
      for (const method of ['GET', 'PATCH', 'DELETE', 'POST']) {
        const answer = await anonymously(method, path(strange), method === 'GET' ? undefined : { content: 'x' });
        expect(answer).toMatchObject({ status: 401, body: { code: 50_027, message: 'Invalid Webhook Token' } });
      }
      expect(await anonymously('GET', `/webhooks/${id}`)).toMatchObject({ status: 401, body: { code: 0 } });
    });

    it('together with their channel', async () => {
      const made = await make();
      await bench.call('DELETE', `/channels/${general}`);
      expect(await anonymously('POST', path(made), { content: 'x' })).toMatchObject({ body: { code: 10_015 } });
    });
  });

  describe('write', () => {
    it('under their name, and answer only who waits', async () => {
      const made = await make();
      expect(await anonymously('POST', path(made), { content: 'hello' })).toMatchObject({ status: 204, text: '' });
      expect(said()).toMatchObject({
        content: 'hello',
        webhook_id: made.id,
        application_id: bench.bot.applicationId,
        author: { id: made.id, username: 'News', bot: true, discriminator: '0000' },
      });
      const waited = await anonymously('POST', path(made, '?wait=true'), {
        content: 'again',
        username: 'Weaver',
        avatar_url: 'https://example.com/a.png',
        flags: 4_096 + 64,
        tts: true,
      });
      expect(waited).toMatchObject({
        status: 200,
        body: {
          content: 'again',
          tts: true,
          // What only interactions may set is left out.
          flags: 4_096,
          author: { username: 'Weaver', avatar: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown },
        },
      });
      expect(await bench.heard('MESSAGE_CREATE', 2)).toMatchObject({ id: waited.body.id, webhook_id: made.id });
    });

    it.each([
      ['nothing', {}, { body: { code: 50_006 } }],
      ['too much', { content: 'x'.repeat(2_001) }, wrong({ content: field('BASE_TYPE_MAX_LENGTH') })],
      ['a long name', { content: 'x', username: 'x'.repeat(81) }, wrong({ username: field('BASE_TYPE_BAD_LENGTH') })],
      [
        'a reserved name',
        { content: 'x', username: 'Discord' },
        wrong({ username: field('USERNAME_INVALID_CONTAINS') }),
      ],
      ['no address', { content: 'x', avatar_url: 'x' }, wrong({ avatar_url: field('URL_TYPE_INVALID_URL') })],
      ['a thread in a text channel', { content: 'x', thread_name: 'x' }, { body: { code: 220_003 } }],
    ])('but not with %s', async (_what, body, expected) => {
      expect(await anonymously('POST', path(await make()), body)).toMatchObject(expected);
    });

    it('with files, and mention whom they like unless they are told not to', async () => {
      const made = await make();
      const form = new FormData();
      const mention = `@everyone ${bench.alice.mention}`;
      form.set('payload_json', JSON.stringify({ content: mention, attachments: [{ id: 0, description: 'a loom' }] }));
      form.set('files[0]', new Blob(['x']), 'loom.txt');
      expect(await anonymously('POST', path(made, '?wait=true'), form)).toMatchObject({
        body: {
          mention_everyone: true,
          mentions: [{ id: bench.alice.id }],
          attachments: [{ filename: 'loom.txt', description: 'a loom' }],
        },
      });
      const quiet = { content: mention, allowed_mentions: { parse: [] } };
      expect(await anonymously('POST', path(made, '?wait=true'), quiet)).toMatchObject({
        body: { mention_everyone: false, mentions: [] },
      });
    });

    it('in threads of their channel only', async () => {
      const made = await make();
      const thread = await bench.alice.startThread('general', { name: 'Plans' });
      const inThread = path(made, `?wait=true&thread_id=${thread.id}`);
      expect(await anonymously('POST', inThread, { content: 'x' })).toMatchObject({ body: { channel_id: thread.id } });
      const elsewhere = await bench.alice.startThread('rules', { name: 'Other' });
      expect(await anonymously('POST', path(made, `?thread_id=${elsewhere.id}`), { content: 'x' })).toMatchObject({
        status: 404,
        body: { code: 10_003 },
      });
    });

    it('posts in forums, by name or by thread', async () => {
      const forum = await bench.ask('POST', '/channels', {
        name: 'ideas',
        type: 15,
        available_tags: [{ name: 'good' }],
      });
      const made = await make(forum.body.id);
      const tags = forum.body.available_tags as { id: string }[];
      expect(await anonymously('POST', path(made), { content: 'x' })).toMatchObject({ body: { code: 220_001 } });
      const post = await anonymously('POST', path(made, '?wait=true'), {
        content: 'first',
        thread_name: 'Looms',
        applied_tags: [tags[0]?.id],
      });
      expect(post).toMatchObject({ status: 200, body: { id: post.body.channel_id, content: 'first' } });
      expect(await bench.call('GET', `/channels/${post.body.id}`)).toMatchObject({
        body: { name: 'Looms', owner_id: made.id, member_count: 0, applied_tags: [tags[0]?.id] },
      });
      const both = path(made, `?thread_id=${post.body.id}`);
      expect(await anonymously('POST', both, { content: 'x', thread_name: 'x' })).toMatchObject({
        body: { code: 220_002 },
      });
      expect((await anonymously('POST', both, { content: 'second' })).status).toBe(204);
      expect(await anonymously('POST', path(made, '/slack'), { text: 'x' })).toMatchObject({ body: { code: 220_004 } });
    });

    it('five times in two seconds, counted by the webhook and its token', async () => {
      const strict = await DiscordSimulator.start({ clock: bench.clock });
      const other = caller(strict, strict.createBot({ name: 'Strict', permissions: ['ManageWebhooks'] }));
      const channel = strict.createGuild({ name: 'Strict' }).channel('general').id;
      const made = (await other('POST', `/channels/${channel}/webhooks`, { name: 'x' })).body as unknown as Made;
      const write = (): Promise<Answer> => other('POST', path(made), { content: 'x' }, { authorization: '' });
      for (let count = 0; count < 5; count += 1) expect((await write()).status).toBe(204);
      expect(await write()).toMatchObject({ status: 429, body: { global: false } });
      await strict.close();
    });
  });

  describe('go on with what they wrote', () => {
    it('by the message, in the place where it is', async () => {
      const made = await make();
      const { id } = (await anonymously('POST', path(made, '?wait=true'), { content: 'one' })).body;
      const message = path(made, `/messages/${id}`);
      expect(await anonymously('GET', message)).toMatchObject({ status: 200, body: { id, content: 'one' } });
      expect(await anonymously('PATCH', message, { content: 'two', embeds: [{ title: 't' }] })).toMatchObject({
        status: 200,
        body: { content: 'two', embeds: [{ title: 't' }], edited_timestamp: someText },
      });
      expect(await bench.heard('MESSAGE_UPDATE')).toMatchObject({ id, content: 'two' });
      expect(await anonymously('PATCH', message, { content: '', embeds: [] })).toMatchObject({
        body: { code: 50_006 },
      });
      expect((await anonymously('DELETE', message)).status).toBe(204);
      expect(await bench.heard('MESSAGE_DELETE')).toMatchObject({ id });
      expect(await anonymously('GET', message)).toMatchObject({ status: 404, body: { code: 10_008 } });
    });

    it('but not with what others wrote, nor without naming the thread', async () => {
      const made = await make();
      const other = await bench.alice.say('general', 'mine');
      expect(await anonymously('GET', path(made, `/messages/${other.id}`))).toMatchObject({ body: { code: 10_008 } });
      const thread = await bench.alice.startThread('general', { name: 'Plans' });
      const { id } = (await anonymously('POST', path(made, `?wait=true&thread_id=${thread.id}`), { content: 'x' }))
        .body;
      expect(await anonymously('DELETE', path(made, `/messages/${id}`))).toMatchObject({ body: { code: 10_008 } });
      expect((await anonymously('DELETE', path(made, `/messages/${id}?thread_id=${thread.id}`))).status).toBe(204);
    });

    it('keeping and replacing files', async () => {
      const made = await make();
      const form = new FormData();
      form.set('payload_json', JSON.stringify({ content: 'x' }));
      form.set('files[0]', new Blob(['a']), 'a.txt');
      form.set('files[1]', new Blob(['b']), 'b.txt');
      const { id, attachments } = (await anonymously('POST', path(made, '?wait=true'), form)).body as unknown as {
        id: string;
        attachments: { id: string }[];
      };
      const edit = new FormData();
      edit.set('payload_json', JSON.stringify({ attachments: [{ id: attachments[1]?.id }, { id: '0' }] }));
      edit.set('files[0]', new Blob(['c']), 'c.txt');
      expect(await anonymously('PATCH', path(made, `/messages/${id}`), edit)).toMatchObject({
        body: { attachments: [{ filename: 'b.txt' }, { filename: 'c.txt' }] },
      });
    });
  });

  describe('take what other services send', () => {
    it('as Slack does', async () => {
      const made = await make();
      const answer = await anonymously('POST', path(made, '/slack'), {
        text: 'see <https://example.com|this>',
        username: 'Slacker',
        attachments: [
          { title: 'Build', title_link: 'https://example.com', text: 'failed', color: '#d50200', ts: 1_700_000_000 },
          { color: '#00ff00', fields: [{ name: 'a', value: 'b', inline: true }], author_name: 'CI', footer: 'end' },
        ],
      });
      expect(answer).toMatchObject({ status: 200, text: 'ok' });
      expect(said()).toMatchObject({
        content: 'see [this](https://example.com)',
        author: { username: 'Slacker' },
        embeds: [
          { title: 'Build', url: 'https://example.com', description: 'failed', color: 0xd50200 },
          {
            color: 0x00ff00,
            fields: [{ name: 'a', value: 'b', inline: true }],
            author: { name: 'CI' },
            footer: { text: 'end' },
          },
        ],
      });
      const named = { attachments: [{ text: 'x', color: 'danger' }] };
      expect(await anonymously('POST', path(made, '/slack'), named)).toMatchObject(
        wrong({ attachments: { 0: { color: field('STRING_TYPE_REGEX') } } }),
      );
      expect(await anonymously('POST', path(made, '/slack'), {})).toMatchObject({ body: { code: 50_006 } });
    });

    const SENDER = {
      id: 1,
      login: 'weaver',
      html_url: 'https://github.com/weaver',
      avatar_url: 'https://github.com/w.png',
    };
    const REPOSITORY = { id: 2, name: 'loom', full_name: 'weaver/loom', html_url: 'https://github.com/weaver/loom' };
    const ISSUE = { id: 3, number: 7, html_url: 'https://github.com/i/7', user: SENDER, title: 'Knots' };
    const COMMENT = {
      id: 4,
      html_url: 'https://github.com/c/4',
      user: SENDER,
      body: 'indeed',
      commit_id: 'abcdef0123',
    };

    it.each([
      ['issues', { action: 'opened', issue: { ...ISSUE, body: 'too many' } }, '[weaver/loom] Issue opened: #7 Knots'],
      [
        'issue_comment',
        { action: 'created', issue: ISSUE, comment: COMMENT },
        '[weaver/loom] New comment on issue: #7 Knots',
      ],
      ['pull_request', { action: 'closed', pull_request: ISSUE }, '[weaver/loom] Pull request closed: #7 Knots'],
      [
        'pull_request_review',
        {
          action: 'submitted',
          pull_request: ISSUE,
          review: { user: SENDER, html_url: 'https://x.test', state: 'approved' },
        },
        '[weaver/loom] Pull request review submitted: approved: #7 Knots',
      ],
      ['commit_comment', { comment: COMMENT }, '[weaver/loom] New comment on commit `abcdef0`'],
      ['create', { ref: 'v1', ref_type: 'tag' }, '[weaver/loom] New tag created: v1'],
      ['delete', { ref: 'old', ref_type: 'branch' }, '[weaver/loom] Branch deleted: old'],
      ['fork', { forkee: { ...REPOSITORY, full_name: 'bob/loom' } }, '[weaver/loom] Fork created: bob/loom'],
      ['watch', { action: 'started' }, '[weaver/loom] New star added'],
      [
        'release',
        { action: 'published', release: { id: 5, tag_name: 'v2', html_url: 'https://x.test', author: SENDER } },
        '[weaver/loom] New release published: v2',
      ],
      [
        'push',
        {
          ref: 'refs/heads/main',
          compare: 'https://github.com/compare',
          commits: [{ id: 'abcdef0123', url: 'https://x.test', message: 'Mend\n\nmore', author: { name: 'weaver' } }],
        },
        '[loom:main] 1 new commit',
      ],
    ])('as GitHub does with %s', async (event, body, title) => {
      const made = await make();
      const payload = { sender: SENDER, repository: REPOSITORY, ...body };
      const answer = await anonymously('POST', path(made, '/github'), payload, { 'x-github-event': event });
      expect(answer.status).toBe(204);
      expect(said()).toMatchObject({
        author: { username: 'GitHub' },
        embeds: [{ title, author: { name: 'weaver', url: SENDER.html_url, icon_url: SENDER.avatar_url } }],
      });
    });

    it('and drop what they would not show', async () => {
      const made = await make();
      const send = (event: string, body: object): Promise<Answer> =>
        anonymously('POST', path(made, '/github'), body, { 'x-github-event': event });
      expect((await send('ping', { sender: SENDER })).status).toBe(204);
      expect((await send('issues', { sender: SENDER, issue: ISSUE, action: 'labeled' })).status).toBe(204);
      expect(said()).toBeUndefined();
      expect(await send('ping', {})).toMatchObject(wrong({ sender: field('BASE_TYPE_REQUIRED') }));
    });
  });

  describe('bring news', () => {
    it('from the channel that is followed, as it is published, changed and removed', async () => {
      const news = bench.guild.createChannel({ name: 'news', type: 'announcement' });
      const follow = await bench.call('POST', `/channels/${news.id}/followers`, { webhook_channel_id: general });
      expect(follow).toMatchObject({ status: 200, body: { channel_id: news.id, webhook_id: someText } });
      expect(await bench.heard('WEBHOOKS_UPDATE')).toMatchObject({ channel_id: general });
      expect(said()).toMatchObject({ type: 12, content: 'Loom #news', message_reference: { channel_id: news.id } });
      expect(await bench.call('GET', `/webhooks/${String(follow.body.webhook_id)}`)).toMatchObject({
        body: { type: 2, source_guild: { id: bench.guild.id }, source_channel: { id: news.id, name: 'news' } },
      });
      const { id } = (await bench.call('POST', `/channels/${news.id}/messages`, { content: 'hear ye' })).body;
      const published = await bench.call('POST', `/channels/${news.id}/messages/${id}/crosspost`);
      expect(published).toMatchObject({ status: 200, body: { id, flags: 1 } });
      expect(said()).toMatchObject({
        content: 'hear ye',
        flags: 2,
        webhook_id: follow.body.webhook_id,
        author: { username: 'Loom #news' },
        message_reference: { message_id: id, channel_id: news.id, guild_id: bench.guild.id },
      });
      await bench.call('PATCH', `/channels/${news.id}/messages/${id}`, { content: 'hear all' });
      expect(said()).toMatchObject({ content: 'hear all' });
      await bench.call('DELETE', `/channels/${news.id}/messages/${id}`);
      expect(said()).toMatchObject({ content: '[Original Message Deleted]', flags: 2 + 8 });
    });

    it('only from news channels, and only with permission in the channel that follows', async () => {
      const news = bench.guild.createChannel({ name: 'news', type: 'announcement' });
      const follow = (source: string, target: string): Promise<Answer> =>
        bench.call('POST', `/channels/${source}/followers`, { webhook_channel_id: target });
      expect(await follow(general, news.id)).toMatchObject({ body: { code: 50_024 } });
      expect(await follow(news.id, bench.channelId('Talk'))).toMatchObject({ body: { code: 50_024 } });
      expect(await follow(news.id, NOBODY)).toMatchObject({ body: { code: 10_003 } });
      bench.allow();
      expect(await follow(news.id, general)).toMatchObject(REFUSED);
    });
  });
});
