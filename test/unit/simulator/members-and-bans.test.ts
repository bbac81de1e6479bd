/** Members, bans and roles by bare requests: who may touch whom, what changes, and who hears of it. */
import { type SimUser } from '../../../src/testing/simulator';
import { dataUri, field, GIF, GuildBench, NOBODY, padded, PNG, REFUSED, wrong } from './guild-support';

const DAY_MS = 86_400_000;

describe('Members', () => {
  let bench: GuildBench;
  beforeEach(async () => {
    bench = await GuildBench.open();
  });
  afterEach(() => bench.close());

  const member = (id: string): string => `/members/${id}`;
  const later = (ms: number): string => new Date(bench.clock.wallMs() + ms).toISOString();

  describe('are added', () => {
    let carol: SimUser;
    const tokenOf = (user: SimUser, scopes = ['guilds.join']): string => user.accessToken(bench.bot, scopes);
    beforeEach(() => {
      carol = bench.discord.createUser('carol');
    });

    it('by their access token, with what they get at once', async () => {
      const role = bench.guild.createRole({ name: 'weaver' });
      const body = { access_token: tokenOf(carol), nick: 'Caro', roles: [role.id], mute: true };
      expect(await bench.ask('PUT', member(carol.id), body)).toMatchObject({
        status: 201,
        body: { nick: 'Caro', roles: [role.id], mute: true, deaf: false, user: { id: carol.id } },
      });
      expect(await bench.heard('GUILD_MEMBER_ADD')).toMatchObject({ nick: 'Caro', guild_id: bench.guild.id });
      expect(await bench.ask('PUT', member(carol.id), body)).toMatchObject({ status: 204, text: '' });
    });

    it('by no other token, and with no other scope', async () => {
      const dave = bench.discord.createUser('dave');
      for (const token of ['nonsense', tokenOf(dave), tokenOf(carol, ['identify'])]) {
        expect(await bench.ask('PUT', member(carol.id), { access_token: token })).toMatchObject({
          status: 403,
          body: { code: 50_025 },
        });
      }
      expect(await bench.ask('PUT', member(carol.id), {})).toMatchObject(
        wrong({ access_token: field('BASE_TYPE_REQUIRED') }),
      );
    });

    it('unless they are banned', async () => {
      await bench.ask('PUT', `/bans/${carol.id}`);
      expect(await bench.ask('PUT', member(carol.id), { access_token: tokenOf(carol) })).toMatchObject({
        status: 403,
        body: { code: 40_007 },
      });
    });

    it('by who may invite, and with nothing that the bot may not give', async () => {
      const token = tokenOf(carol);
      bench.allow('CreateInstantInvite');
      for (const more of [{ nick: 'x' }, { mute: true }, { deaf: true }, { roles: [bench.guild.id] }]) {
        expect(await bench.ask('PUT', member(carol.id), { access_token: token, ...more })).toMatchObject(REFUSED);
      }
      await bench.guild.everyone.edit({ permissions: [] });
      bench.allow('ViewChannel');
      expect(await bench.ask('PUT', member(carol.id), { access_token: token })).toMatchObject(REFUSED);
    });
  });

  it('are found by the beginning of any of their names', async () => {
    bench.guild.addMember('bob', { nick: 'Alibaba' });
    const { body } = await bench.ask('GET', '/members/search?query=ALI&limit=10');
    expect(body).toMatchObject([{ user: { username: 'alice' } }, { nick: 'Alibaba' }]);
    expect(await bench.ask('GET', '/members/search')).toMatchObject(wrong({ query: field('BASE_TYPE_REQUIRED') }));
  });

  describe('are edited', () => {
    it('with an entry in the audit log for roles and one for the rest', async () => {
      const role = bench.guild.createRole({ name: 'weaver' });
      const until = later(DAY_MS);
      const reason = { 'x-audit-log-reason': 'noise' };
      const body = { nick: 'Al', roles: [role.id], communication_disabled_until: until };
      expect(await bench.ask('PATCH', member(bench.alice.id), body, reason)).toMatchObject({
        status: 200,
        body: { nick: 'Al', roles: [role.id] },
      });
      expect(await bench.heard('GUILD_MEMBER_UPDATE')).toMatchObject({ nick: 'Al', guild_id: bench.guild.id });
      expect(Date.parse(bench.alice.timeoutUntil ?? '')).toBe(Date.parse(until));
      expect(bench.guild.auditLog).toMatchObject([
        {
          actionType: 25,
          targetId: bench.alice.id,
          reason: 'noise',
          changes: [{ key: '$add', new_value: [{ id: role.id, name: 'weaver' }] }],
        },
        { actionType: 24, changes: [{ key: 'nick', new_value: 'Al' }, { key: 'communication_disabled_until' }] },
      ]);
    });

    it.each([
      ['a long name', { nick: 'x'.repeat(33) }, { nick: field('BASE_TYPE_MAX_LENGTH') }],
      ['a role that is no id', { roles: ['x'] }, { roles: { 0: field('NUMBER_TYPE_COERCE') } }],
      [
        'a time that is none',
        { communication_disabled_until: 'soon' },
        { communication_disabled_until: field('DATE_TIME_TYPE_PARSE') },
      ],
    ])('but not with %s', async (_what, body, errors) => {
      expect(await bench.ask('PATCH', member(bench.alice.id), body)).toMatchObject(wrong(errors));
    });

    it('into silence for 28 days at most', async () => {
      expect(
        await bench.ask('PATCH', member(bench.alice.id), { communication_disabled_until: later(29 * DAY_MS) }),
      ).toMatchObject(wrong({ communication_disabled_until: field('COMMUNICATION_DISABLED_UNTIL_TOO_LONG') }));
    });

    it.each([
      ['nick', { nick: 'x' }],
      ['roles', { roles: [] }],
      ['timeout', { communication_disabled_until: null }],
      ['flags', { flags: 4 }],
    ])('by nobody who lacks the permission for %s', async (what, body) => {
      if (what === 'roles') await bench.alice.addRole(bench.guild.createRole({ name: 'weaver' }));
      bench.allow('ViewChannel');
      expect(await bench.ask('PATCH', member(bench.alice.id), body)).toMatchObject(REFUSED);
    });

    it('and let past the checks, by the one flag that others set', async () => {
      const { body } = await bench.ask('PATCH', member(bench.alice.id), { flags: 7 });
      expect(body.flags).toBe(4);
    });

    it('in voice only where they are', async () => {
      expect(await bench.ask('PATCH', member(bench.alice.id), { mute: true })).toMatchObject({
        status: 400,
        body: { code: 40_032 },
      });
      await bench.alice.joinVoice('Talk');
      await bench.ask('PATCH', member(bench.alice.id), { mute: true });
      expect(await bench.heard('VOICE_STATE_UPDATE', 2)).toMatchObject({ mute: true, user_id: bench.alice.id });
      const stage = bench.channelId('Stage');
      await bench.ask('PATCH', member(bench.alice.id), { channel_id: stage });
      expect(await bench.heard('VOICE_STATE_UPDATE', 3)).toMatchObject({ channel_id: stage, suppress: true });
      await bench.ask('PATCH', member(bench.alice.id), { channel_id: null });
      expect(await bench.heard('VOICE_STATE_UPDATE', 4)).toMatchObject({ channel_id: null });
      expect(bench.guild.auditLog.map(({ actionType, options }) => [actionType, options])).toEqual([
        [24, undefined],
        [26, { channel_id: stage, count: '1' }],
        [27, { count: '1' }],
      ]);
    });
  });

  describe('that are the bot itself', () => {
    it('change their own face', async () => {
      const pictures = { avatar: dataUri(GIF, 'image/gif'), banner: dataUri(PNG) };
      const answer = await bench.ask('PATCH', '/members/@me', { nick: 'Al', bio: 'I weave.', ...pictures });
      expect(answer).toMatchObject({
        status: 200,
        body: {
          nick: 'Al',
          avatar: expect.stringMatching(/^a_/) as unknown,
          banner: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
        },
      });
      expect(await bench.heard('GUILD_MEMBER_UPDATE')).toMatchObject({ nick: 'Al', avatar: answer.body.avatar });
      expect((await bench.ask('PATCH', '/members/@me', { avatar: null })).body.avatar).toBeNull();
    });

    it('within limits', async () => {
      expect(await bench.ask('PATCH', '/members/@me', { bio: 'x'.repeat(191) })).toMatchObject(
        wrong({ bio: field('BASE_TYPE_MAX_LENGTH') }),
      );
      expect(await bench.ask('PATCH', '/members/@me', { avatar: 'data:image/png;base64,AAAA' })).toMatchObject(
        wrong({ avatar: field('IMAGE_INVALID') }),
      );
    });
  });

  describe('are banned', () => {
    it('with what they wrote lately', async () => {
      const old = await bench.alice.say('general', 'long ago');
      await bench.client.hangUp(1000);
      await bench.clock.advance(2 * 3_600_000);
      const recent = [await bench.alice.say('general', 'a'), await bench.alice.say('rules', 'b')];
      const reason = { 'x-audit-log-reason': 'spam' };
      const answer = await bench.ask('PUT', `/bans/${bench.alice.id}`, { delete_message_seconds: 3_600 }, reason);
      expect(answer).toMatchObject({ status: 204, text: '' });
      expect(bench.discord.messages.map(({ id }) => id)).toEqual([old.id]);
      expect(recent).toHaveLength(2);
      expect((await bench.ask('GET', `/bans/${bench.alice.id}`)).body).toMatchObject({
        reason: 'spam',
        user: { id: bench.alice.id },
      });
    });

    it('and the gateway hears of the ban, the messages and the leaving', async () => {
      const { id } = await bench.alice.say('general', 'a');
      await bench.ask('PUT', `/bans/${bench.alice.id}`, { delete_message_days: 1 });
      expect(await bench.heard('GUILD_BAN_ADD')).toMatchObject({ user: { id: bench.alice.id } });
      expect(await bench.heard('GUILD_MEMBER_REMOVE')).toMatchObject({ user: { id: bench.alice.id } });
      expect(await bench.heard('MESSAGE_DELETE_BULK')).toMatchObject({ ids: [id] });
      expect(await bench.ask('DELETE', `/bans/${bench.alice.id}`)).toMatchObject({ status: 204 });
      expect(await bench.heard('GUILD_BAN_REMOVE')).toMatchObject({ user: { id: bench.alice.id } });
      expect(await bench.ask('DELETE', `/bans/${bench.alice.id}`)).toMatchObject({ body: { code: 10_026 } });
    });

    it('for a week of messages at most', async () => {
      expect(await bench.ask('PUT', `/bans/${bench.alice.id}`, { delete_message_seconds: 604_801 })).toMatchObject(
        wrong({ delete_message_seconds: field('NUMBER_TYPE_MAX') }),
      );
    });

    it('in numbers, as far as the bot may', async () => {
      const bob = bench.guild.addMember('bob');
      const stranger = bench.discord.createUser('stranger');
      const ids = [bench.alice.id, stranger.id, bench.guild.owner.id, NOBODY];
      const { status, body } = await bench.ask('POST', '/bulk-ban', { user_ids: ids });
      expect(status).toBe(200);
      expect(body).toEqual({
        banned_users: [bench.alice.id, stranger.id],
        failed_users: [bench.guild.owner.id, NOBODY],
      });
      expect(bob.isIn).toBe(true);
      expect(bench.guild.bans).toEqual([bench.alice.id, stranger.id]);
    });

    it('in numbers, but not if that bans nobody, nor more than 200', async () => {
      expect(await bench.ask('POST', '/bulk-ban', { user_ids: [NOBODY] })).toMatchObject({
        status: 400,
        body: { code: 500_000 },
      });
      const many = Array.from({ length: 201 }, (_, index) => String(index + 1));
      expect(await bench.ask('POST', '/bulk-ban', { user_ids: many })).toMatchObject(
        wrong({ user_ids: field('BASE_TYPE_BAD_LENGTH') }),
      );
    });

    it('in numbers by who may also manage the guild', async () => {
      bench.allow('BanMembers');
      expect(await bench.ask('POST', '/bulk-ban', { user_ids: [bench.alice.id] })).toMatchObject(REFUSED);
    });

    it('and listed page by page', async () => {
      const ids = ['a', 'b', 'c'].map((name) => bench.discord.createUser(name).id);
      for (const id of ids) await bench.ask('PUT', `/bans/${id}`);
      const sorted = ids.sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
      const page = async (query: string): Promise<string[]> =>
        ((await bench.ask('GET', `/bans?${query}`)).body as unknown as { user: { id: string } }[]).map(
          ({ user }) => user.id,
        );
      expect(await page('limit=2')).toEqual(sorted.slice(0, 2));
      expect(await page(`after=${sorted[0]!}`)).toEqual(sorted.slice(1));
      expect(await page(`before=${sorted[2]!}&limit=1`)).toEqual([sorted[1]]);
    });
  });
});

describe('Roles', () => {
  let bench: GuildBench;
  beforeEach(async () => {
    bench = await GuildBench.open();
  });
  afterEach(() => bench.close());

  it('count who has them', async () => {
    const [weaver, idle] = [bench.guild.createRole({ name: 'weaver' }), bench.guild.createRole({ name: 'idle' })];
    await bench.alice.addRole(weaver);
    expect((await bench.ask('GET', '/roles/member-counts')).body).toEqual({
      [bench.guild.role('Alpha').id]: 1,
      [weaver.id]: 1,
      [idle.id]: 0,
    });
  });

  it('have one colour, or more for guilds of the highest tier', async () => {
    const plain = await bench.ask('POST', '/roles', { name: 'red', color: 0xff0000 });
    expect(plain.body).toMatchObject({
      color: 0xff0000,
      colors: { primary_color: 0xff0000, secondary_color: null, tertiary_color: null },
    });
    const path = `/roles/${plain.body.id}`;
    const gradient = { primary_color: 1, secondary_color: 2, tertiary_color: null };
    expect(await bench.ask('PATCH', path, { colors: gradient })).toMatchObject({ status: 403, body: { code: 50_101 } });
    await bench.guild.settings.setBoosts(14);
    expect((await bench.ask('PATCH', path, { colors: gradient })).body).toMatchObject({ color: 1, colors: gradient });
    // The first is of the bot's own role, which made room for the new one.
    expect(await bench.heard('GUILD_ROLE_UPDATE', 2)).toMatchObject({ role: { colors: gradient } });
    const hologram = { primary_color: 11_127_295, secondary_color: 16_759_788, tertiary_color: 16_761_760 };
    expect((await bench.ask('PATCH', path, { colors: hologram })).body).toMatchObject({ colors: hologram });
    expect(await bench.ask('PATCH', path, { colors: { ...hologram, primary_color: 1 } })).toMatchObject(
      wrong({ colors: field('ROLE_COLORS_INVALID') }),
    );
  });

  it('have a picture or an emoji beside their name, once the guild may', async () => {
    expect(await bench.ask('POST', '/roles', { unicode_emoji: '🧶' })).toMatchObject({ body: { code: 50_101 } });
    await bench.guild.settings.setBoosts(7);
    const { body } = await bench.ask('POST', '/roles', { name: 'weaver', icon: dataUri(PNG) });
    expect(body).toMatchObject({ icon: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown, unicode_emoji: null });
    expect((await bench.ask('PATCH', `/roles/${body.id}`, { unicode_emoji: '🧶' })).body).toMatchObject({
      icon: null,
      unicode_emoji: '🧶',
    });
    expect(await bench.ask('PATCH', `/roles/${body.id}`, { icon: dataUri(padded(262_144)) })).toMatchObject(
      wrong({ icon: field('BINARY_TYPE_MAX_SIZE') }),
    );
  });

  it('leave in the audit log what changed', async () => {
    const { body } = await bench.ask('POST', '/roles', { name: 'weaver', permissions: '0' });
    await bench.ask('PATCH', `/roles/${body.id}`, { name: 'spinner', hoist: true });
    await bench.ask('DELETE', `/roles/${body.id}`);
    const [made, changed, deleted] = bench.guild.auditLog;
    expect(made).toMatchObject({ actionType: 30, targetId: body.id });
    expect(made?.changes).toContainEqual({ key: 'name', new_value: 'weaver' });
    expect(changed).toMatchObject({
      actionType: 31,
      changes: [
        { key: 'name', old_value: 'weaver', new_value: 'spinner' },
        { key: 'hoist', old_value: false, new_value: true },
      ],
    });
    expect(deleted?.changes).toContainEqual({ key: 'name', old_value: 'spinner' });
  });
});
