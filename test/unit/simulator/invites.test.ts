/** Invites by bare requests: made, shown, used up and taken back, and the lists of people they are for. */
import { field, GuildBench, NOBODY, REFUSED, wrong } from './guild-support';
import { type Answer, caller, RawClient, someText } from './support';

const DAY_MS = 86_400_000;

describe('Invites', () => {
  let bench: GuildBench;
  let general: string;
  beforeEach(async () => {
    bench = await GuildBench.open();
    general = bench.channelId('general');
  });
  afterEach(() => bench.close());

  const make = (body: object = {}, channel = general): Promise<Answer> =>
    bench.call('POST', `/channels/${channel}/invites`, body);
  const codeOf = async (body: object = {}): Promise<string> => String((await make(body)).body.code);

  describe('are made', () => {
    it('with what was asked for, and tell the gateway', async () => {
      const terms = { max_age: 60, max_uses: 2, temporary: true };
      const answer = await make(terms);
      expect(answer).toMatchObject({
        status: 200,
        body: {
          ...terms,
          type: 0,
          code: expect.stringMatching(/^[A-Za-z0-9]{8}$/) as unknown,
          uses: 0,
          guild: { id: bench.guild.id, name: 'Loom' },
          guild_id: bench.guild.id,
          channel: { id: general, name: 'general', type: 0 },
          inviter: { id: bench.bot.id },
          expires_at: '2026-01-01T00:01:00.000000+00:00',
        },
      });
      expect(await bench.heard('INVITE_CREATE')).toMatchObject({
        ...terms,
        code: answer.body.code,
        channel_id: general,
        guild_id: bench.guild.id,
        uses: 0,
      });
      expect(bench.guild.auditLog.at(-1)).toMatchObject({ actionType: 40, targetId: null });
    });

    it('for a day, as often as wanted, and the same one again unless it must be new', async () => {
      const first = await make();
      expect(first).toMatchObject({ body: { max_age: 86_400, max_uses: 0, temporary: false } });
      expect((await make()).body.code).toBe(first.body.code);
      expect((await make({ unique: true })).body.code).not.toBe(first.body.code);
      expect((await make({ max_uses: 1 })).body.code).not.toBe(first.body.code);
    });

    it.each([
      ['a time too long', { max_age: 5_184_001 }, { max_age: field('NUMBER_TYPE_MAX') }],
      ['too many uses', { max_uses: 101 }, { max_uses: field('NUMBER_TYPE_MAX') }],
      ['a kind that is none', { target_type: 3 }, { target_type: field('BASE_TYPE_CHOICES') }],
      ['a stream of nobody', { target_type: 1 }, { target_user_id: field('BASE_TYPE_REQUIRED') }],
      [
        'a program that is none',
        { target_type: 2, target_application_id: NOBODY },
        { target_application_id: field('BASE_TYPE_REQUIRED') },
      ],
    ])('but not with %s', async (_what, body, errors) => {
      expect(await make(body)).toMatchObject(wrong(errors));
    });

    it('to streams and programs', async () => {
      expect(await make({ target_type: 1, target_user_id: bench.alice.id }, bench.channelId('Talk'))).toMatchObject({
        body: { target_type: 1, target_user: { id: bench.alice.id } },
      });
      const target = { target_type: 2, target_application_id: bench.bot.applicationId };
      expect(await make(target)).toMatchObject({
        body: { target_type: 2, target_application: { id: bench.bot.applicationId, name: 'Alpha' } },
      });
    });

    it('with roles that whoever comes gets', async () => {
      const role = bench.guild.createRole({ name: 'guest' });
      const answer = await make({ role_ids: [role.id] });
      expect(answer).toMatchObject({ body: { roles: [{ id: role.id, name: 'guest' }] } });
      await bench.discord.createUser('zoe').acceptInvite(String(answer.body.code));
      expect(bench.guild.member('zoe').roles).toEqual([role.id]);
      expect(await make({ role_ids: [NOBODY] })).toMatchObject({ body: { code: 10_011 } });
      bench.allow();
      expect(await make({ role_ids: [role.id] })).toMatchObject(REFUSED);
    });

    it('only with the permission, and not to categories or threads', async () => {
      const category = bench.guild.createChannel({ name: 'all', type: 'category' });
      expect(await make({}, category.id)).toMatchObject({ body: { code: 50_024 } });
      const thread = await bench.alice.startThread('general', { name: 'Plans' });
      expect(await make({}, thread.id)).toMatchObject({ body: { code: 50_024 } });
      bench.allow();
      await bench.guild.channel('general').overwrite({ for: bench.guild.everyone, deny: ['CreateInstantInvite'] });
      expect(await make()).toMatchObject(REFUSED);
    });
  });

  describe('are shown', () => {
    it('to everybody who has the code, without how they are used', async () => {
      const code = await codeOf();
      const shown = await bench.call('GET', `/invites/${code}`, undefined, { authorization: '' });
      expect(shown).toMatchObject({
        status: 200,
        body: { code, guild: { id: bench.guild.id }, channel: { id: general } },
      });
      expect(shown.body.uses).toBeUndefined();
      expect(shown.body.approximate_member_count).toBeUndefined();
      expect(await bench.call('GET', `/invites/${code}?with_counts=true`)).toMatchObject({
        body: { approximate_member_count: 3, approximate_presence_count: 3 },
      });
      expect(await bench.call('GET', '/invites/nothing')).toMatchObject({ status: 404, body: { code: 10_006 } });
    });

    it('in lists, to who manages the channel or the guild', async () => {
      const code = await codeOf();
      await make({}, bench.channelId('rules'));
      expect(await bench.call('GET', `/channels/${general}/invites`)).toMatchObject({ body: [{ code, uses: 0 }] });
      expect((await bench.ask('GET', '/invites')).body).toHaveLength(2);
      bench.allow();
      expect(await bench.call('GET', `/channels/${general}/invites`)).toMatchObject(REFUSED);
      expect(await bench.ask('GET', '/invites')).toMatchObject(REFUSED);
    });

    it('only as long as they are good', async () => {
      const code = await codeOf();
      await bench.clock.advance(DAY_MS);
      expect(await bench.call('GET', `/invites/${code}`)).toMatchObject({ status: 404, body: { code: 10_006 } });
      expect((await bench.ask('GET', '/invites')).body).toEqual([]);
      expect(bench.client.names()).not.toContain('INVITE_DELETE');
    });
  });

  it('are used up by the people who come', async () => {
    const code = await codeOf({ max_uses: 2 });
    const [zoe, yan] = ['zoe', 'yan'].map((name) => bench.discord.createUser(name));
    await zoe!.acceptInvite(code);
    expect(await bench.heard('GUILD_MEMBER_ADD')).toMatchObject({ user: { username: 'zoe' } });
    expect(await bench.call('GET', `/channels/${general}/invites`)).toMatchObject({ body: [{ uses: 1 }] });
    await yan!.acceptInvite(code);
    expect(await bench.heard('INVITE_DELETE')).toEqual({ code, guild_id: bench.guild.id, channel_id: general });
    await expect(bench.discord.createUser('late').acceptInvite(code)).rejects.toThrow('no invite');
  });

  it('are taken back by who manages the channel or the guild', async () => {
    const code = await codeOf();
    bench.allow();
    expect(await bench.call('DELETE', `/invites/${code}`)).toMatchObject(REFUSED);
    bench.allow('ManageChannels');
    expect(await bench.call('DELETE', `/invites/${code}`)).toMatchObject({ status: 200, body: { code } });
    expect(await bench.heard('INVITE_DELETE')).toEqual({ code, guild_id: bench.guild.id, channel_id: general });
    expect(bench.guild.auditLog.at(-1)).toMatchObject({ actionType: 42 });
    expect(await bench.call('DELETE', `/invites/${code}`)).toMatchObject({ status: 404, body: { code: 10_006 } });
  });

  it('are heard of only by bots that manage the channel or the guild', async () => {
    const [other] = ['Beta'].map((name) => bench.discord.createBot({ name }));
    const client = new RawClient(bench.discord.gatewayUrl);
    await client.ready(other!);
    await make();
    await caller(bench.discord, other!)('POST', `/channels/${general}/typing`);
    await client.event('TYPING_START');
    expect(client.names()).not.toContain('INVITE_CREATE');
  });

  describe('for some people only', () => {
    const withFile = (body: object, csv: string): FormData => {
      const form = new FormData();
      form.set('payload_json', JSON.stringify(body));
      form.set('target_users_file', new Blob([csv]), 'users.csv');
      return form;
    };
    const targets = async (code: string): Promise<string> =>
      (await bench.call('GET', `/invites/${code}/target-users`)).text;
    const madeFor = async (csv: string): Promise<string> =>
      String((await bench.call('POST', `/channels/${general}/invites`, withFile({}, csv))).body.code);

    it('know them from a file, and tell what became of it', async () => {
      const zoe = bench.discord.createUser('zoe');
      const code = await madeFor(`user_id\r\n${zoe.id}\r\n`);
      expect(await bench.call('GET', `/invites/${code}/target-users/job-status`)).toMatchObject({
        status: 200,
        body: {
          status: 2,
          total_users: 1,
          processed_users: 1,
          created_at: someText,
          completed_at: someText,
          error_message: null,
        },
      });
      expect(await targets(code)).toBe(`user_id\n${zoe.id}\n`);
      await expect(bench.discord.createUser('yan').acceptInvite(code)).rejects.toThrow('may not come in');
      await zoe.acceptInvite(code);
      expect(bench.guild.member('zoe').isIn).toBe(true);
    });

    it('take another file in its place, and say when it cannot be read', async () => {
      const code = await madeFor('user_id\n1\n');
      const path = `/invites/${code}/target-users`;
      expect((await bench.call('PUT', path, withFile({}, '5\n6\n5'))).status).toBe(204);
      expect(await targets(code)).toBe('user_id\n5\n6\n');
      expect((await bench.call('PUT', path, withFile({}, 'user_id\nalice'))).status).toBe(204);
      expect(await bench.call('GET', `${path}/job-status`)).toMatchObject({
        body: { status: 3, total_users: 1, processed_users: 0, error_message: 'Invalid user ID: alice' },
      });
      expect(await bench.call('PUT', path, new FormData())).toMatchObject({ status: 400 });
    });

    it('are added and removed one by one, or many at once', async () => {
      const code = await madeFor('user_id\n5\n');
      const path = `/invites/${code}/target-users`;
      expect((await bench.call('PUT', `${path}/${bench.alice.id}`)).status).toBe(204);
      expect((await bench.call('POST', `${path}/bulk-add`, { user_ids: ['6', '7'] })).status).toBe(204);
      expect((await bench.call('POST', `${path}/bulk-delete`, { user_ids: ['5', '6'] })).status).toBe(204);
      expect(await targets(code)).toBe(`user_id\n${bench.alice.id}\n7\n`);
      expect((await bench.call('DELETE', `${path}/${bench.alice.id}`)).status).toBe(204);
      expect(await targets(code)).toBe('user_id\n7\n');
      expect(await bench.call('PUT', `${path}/${NOBODY}`)).toMatchObject({ body: { code: 10_013 } });
      expect(await bench.call('POST', `${path}/bulk-add`, { user_ids: [] })).toMatchObject(
        wrong({ user_ids: field('BASE_TYPE_BAD_LENGTH') }),
      );
    });

    it('are nobody where nobody was named', async () => {
      const code = await codeOf();
      const path = `/invites/${code}/target-users`;
      expect(await bench.call('GET', path)).toMatchObject({ status: 404, body: { code: 10_129 } });
      expect(await bench.call('GET', `${path}/job-status`)).toMatchObject({ status: 404, body: { code: 10_124 } });
      expect(await bench.call('PUT', `${path}/${bench.alice.id}`)).toMatchObject({ body: { code: 10_129 } });
      expect(await bench.call('GET', '/invites/nothing/target-users')).toMatchObject({ body: { code: 10_006 } });
    });

    it('are the business of who made the invite or manages the guild', async () => {
      const code = await madeFor('5');
      const callBeta = caller(bench.discord, bench.discord.createBot({ name: 'Beta' }));
      expect(await callBeta('GET', `/invites/${code}/target-users`)).toMatchObject(REFUSED);
      expect(await callBeta('DELETE', `/invites/${code}/target-users/5`)).toMatchObject(REFUSED);
      bench.allow();
      expect((await bench.call('DELETE', `/invites/${code}/target-users/5`)).status).toBe(204);
    });
  });
});
