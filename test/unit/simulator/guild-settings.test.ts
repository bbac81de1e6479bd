/** A guild's settings by bare requests: what is refused, what stays, and what the gateway hears of it. */
import { dataUri, field, GIF, GuildBench, NOBODY, PNG, REFUSED, wrong } from './guild-support';

const DAY_MS = 86_400_000;
const ICON = dataUri(PNG);
const HASH = expect.stringMatching(/^[0-9a-f]{32}$/) as unknown;
const MOVING_HASH = expect.stringMatching(/^a_[0-9a-f]{32}$/) as unknown;

describe('A guild', () => {
  let bench: GuildBench;
  beforeEach(async () => {
    bench = await GuildBench.open();
  });
  afterEach(() => bench.close());

  describe('is edited', () => {
    it('in every field, and tells the gateway', async () => {
      await bench.guild.settings.setBoosts(14);
      const settings = {
        name: 'Shuttle',
        description: 'weaving',
        verification_level: 2,
        default_message_notifications: 1,
        explicit_content_filter: 2,
        preferred_locale: 'de',
        afk_timeout: 900,
        afk_channel_id: bench.channelId('Talk'),
        system_channel_id: bench.channelId('rules'),
        system_channel_flags: 5,
        rules_channel_id: bench.channelId('rules'),
        public_updates_channel_id: bench.channelId('general'),
        safety_alerts_channel_id: bench.channelId('general'),
        premium_progress_bar_enabled: true,
      };
      const pictures = { icon: dataUri(GIF, 'image/gif'), banner: ICON, splash: ICON, home_header: ICON };
      const answer = await bench.ask('PATCH', '', { ...settings, ...pictures });
      const expected = { ...settings, icon: MOVING_HASH, banner: HASH, splash: HASH, home_header: HASH };
      expect(answer).toMatchObject({ status: 200, body: expected });
      // The first tells of the boosts.
      expect(await bench.heard('GUILD_UPDATE', 2)).toMatchObject(expected);
      expect(await bench.ask('GET', '')).toMatchObject({ body: expected });
    });

    it.each([
      ['a short name', { name: 'x' }, { name: field('BASE_TYPE_BAD_LENGTH') }],
      ['a long description', { description: 'x'.repeat(301) }, { description: field('BASE_TYPE_MAX_LENGTH') }],
      ['an AFK timeout of its own', { afk_timeout: 61 }, { afk_timeout: field('BASE_TYPE_CHOICES') }],
      ['a language that is none', { preferred_locale: 'xx' }, { preferred_locale: field('BASE_TYPE_CHOICES') }],
      ['a level that is none', { verification_level: 5 }, { verification_level: field('NUMBER_TYPE_MAX') }],
      ['an icon that is text', { icon: 'data:image/png;base64,aGVsbG8=' }, { icon: field('IMAGE_INVALID') }],
      ['an icon that is no data URI', { icon: 'https://x.test' }, { icon: field('BASE_TYPE_BAD_IMAGE') }],
      ['too many flags', { system_channel_flags: 64 }, { system_channel_flags: field('NUMBER_TYPE_MAX') }],
    ])('but not with %s', async (_what, body, errors) => {
      expect(await bench.ask('PATCH', '', body)).toMatchObject(wrong(errors));
    });

    it('but not with channels that it lacks, or of the wrong kind', async () => {
      expect(await bench.ask('PATCH', '', { system_channel_id: NOBODY })).toMatchObject({ body: { code: 10_003 } });
      expect(await bench.ask('PATCH', '', { afk_channel_id: bench.channelId('general') })).toMatchObject({
        body: { code: 10_003 },
      });
      expect(await bench.ask('PATCH', '', { rules_channel_id: bench.channelId('Talk') })).toMatchObject(
        wrong({ rules_channel_id: field('CHANNEL_TYPE_INVALID') }),
      );
    });

    it('with a banner and a splash only when its boosts pay for them', async () => {
      for (const body of [{ banner: ICON }, { splash: ICON }]) {
        expect(await bench.ask('PATCH', '', body)).toMatchObject({ status: 403, body: { code: 50_101 } });
      }
      await bench.guild.settings.setBoosts(2);
      expect(await bench.ask('PATCH', '', { splash: ICON })).toMatchObject({ status: 200, body: { premium_tier: 1 } });
    });

    it('into a community by administrators, with the channels that takes', async () => {
      const features = ['COMMUNITY'];
      expect(await bench.ask('PATCH', '', { features })).toMatchObject(
        wrong({ rules_channel_id: field('BASE_TYPE_REQUIRED') }),
      );
      const channels = {
        rules_channel_id: bench.channelId('rules'),
        public_updates_channel_id: bench.channelId('general'),
      };
      expect(await bench.ask('PATCH', '', { features, ...channels })).toMatchObject({ body: { features } });
      bench.allow('ManageGuild');
      expect(await bench.ask('PATCH', '', { features: [] })).toMatchObject(REFUSED);
    });

    it('without losing the features that Discord gave it', async () => {
      await bench.guild.settings.addFeatures('VERIFIED');
      const answer = await bench.ask('PATCH', '', { features: ['INVITES_DISABLED', 'PARTNERED'] });
      expect(answer.body.features).toEqual(['VERIFIED', 'INVITES_DISABLED']);
    });
  });

  it.each([
    ['PATCH', ''],
    ['GET', '/prune'],
    ['POST', '/prune'],
    ['GET', '/integrations'],
    ['DELETE', '/integrations/1'],
    ['GET', '/vanity-url'],
    ['PATCH', '/welcome-screen'],
    ['PUT', '/onboarding'],
    ['PUT', '/incident-actions'],
    ['GET', '/widget'],
    ['PATCH', '/widget'],
    ['GET', '/requests'],
    ['PATCH', '/requests/1'],
  ])('lets nobody without permission %s %s', async (method, rest) => {
    bench.allow('ViewChannel');
    expect(await bench.ask(method, rest, method === 'GET' ? undefined : {})).toMatchObject(REFUSED);
  });

  it('counts its members when asked to', async () => {
    await bench.alice.setPresence('offline');
    // The owner, Alice and the bot.
    expect(await bench.ask('GET', '?with_counts=true')).toMatchObject({
      body: { approximate_member_count: 3, approximate_presence_count: 2 },
    });
  });

  it('shows a preview to members, and to everybody once it can be discovered', async () => {
    const other = bench.discord.createGuild({ name: 'Far away', bots: [] });
    expect(await bench.call('GET', `/guilds/${other.id}/preview`)).toMatchObject({ body: { code: 10_004 } });
    await other.settings.addFeatures('DISCOVERABLE');
    expect(await bench.call('GET', `/guilds/${other.id}/preview`)).toMatchObject({
      status: 200,
      body: { name: 'Far away', features: ['DISCOVERABLE'], approximate_member_count: 1 },
    });
    expect(await bench.ask('GET', '/preview')).toMatchObject({ status: 200, body: { name: 'Loom' } });
  });

  it('moves its channels, which can take the exceptions of their category', async () => {
    const category = bench.guild.createChannel({
      name: 'Mill',
      type: 'category',
      permissionOverwrites: [{ for: bench.guild.everyone, deny: ['SendMessages'] }],
    });
    const [general, rules] = [bench.channelId('general'), bench.channelId('rules')];
    const move = { id: general, position: 3, parent_id: category.id, lock_permissions: true };
    expect(await bench.ask('PATCH', '/channels', [move])).toMatchObject({ status: 204 });
    const other = { id: rules, parent_id: category.id };
    expect(await bench.ask('PATCH', '/channels', [other])).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `/channels/${general}`)).body).toMatchObject({
      position: 3,
      parent_id: category.id,
      permission_overwrites: [{ id: bench.guild.id, deny: '2048' }],
    });
    expect(await bench.heard('CHANNEL_UPDATE', 2)).toMatchObject({ id: rules, permission_overwrites: [] });
    expect(bench.guild.auditLog).toMatchObject([
      { actionType: 11, targetId: general },
      { actionType: 11, targetId: rules, changes: [{ key: 'parent_id', new_value: category.id }] },
    ]);
    expect(await bench.ask('PATCH', '/channels', [{ id: NOBODY, position: 1 }])).toMatchObject({
      body: { code: 10_003 },
    });
    expect(await bench.ask('PATCH', '/channels', [{ id: general, parent_id: rules }])).toMatchObject(
      wrong({ parent_id: field('CHANNEL_PARENT_INVALID_TYPE') }),
    );
  });

  it('lists voice regions, as does everybody', async () => {
    const own = await bench.ask('GET', '/regions');
    expect(own.body).toContainEqual({
      id: 'rotterdam',
      name: 'Rotterdam',
      custom: false,
      deprecated: false,
      optimal: true,
    });
    expect((await bench.call('GET', '/voice/regions')).body).toEqual(own.body);
  });

  it('tells its vanity invite when it has earned one', async () => {
    expect(await bench.ask('GET', '/vanity-url')).toMatchObject({ status: 403, body: { code: 50_001 } });
    await bench.guild.settings.setBoosts(14);
    expect((await bench.ask('GET', '/vanity-url')).body).toEqual({ code: null, uses: 0 });
    await bench.guild.settings.setVanityUrl('loom', 3);
    expect((await bench.ask('GET', '/vanity-url')).body).toEqual({ code: 'loom', uses: 3 });
  });

  describe('integrates applications', () => {
    it('and lists each bot that is in it', async () => {
      const { body } = await bench.ask('GET', '/integrations');
      expect(body).toMatchObject([{ type: 'discord', name: 'Alpha', application: { bot: { id: bench.bot.id } } }]);
    });

    it('until one is deleted, whose bot goes with it', async () => {
      const beta = bench.discord.createBot({ name: 'Beta', permissions: ['SendMessages'] });
      bench.guild.role('Beta');
      const { body } = await bench.ask('GET', '/integrations');
      const { id } = (body as unknown as { id: string; name: string }[]).find(({ name }) => name === 'Beta')!;
      expect(await bench.ask('DELETE', `/integrations/${NOBODY}`)).toMatchObject({ body: { code: 10_005 } });
      expect(await bench.ask('DELETE', `/integrations/${id}`)).toMatchObject({ status: 204 });
      expect(await bench.heard('INTEGRATION_DELETE')).toEqual({
        id,
        guild_id: bench.guild.id,
        application_id: beta.applicationId,
      });
      expect(await bench.heard('GUILD_INTEGRATIONS_UPDATE')).toEqual({ guild_id: bench.guild.id });
      expect(bench.guild.members.map(({ id: each }) => each)).not.toContain(beta.id);
      expect(bench.guild.roles.map(({ name }) => name)).not.toContain('Beta');
    });
  });

  describe('prunes members', () => {
    beforeEach(async () => {
      bench.guild.addMember('bob');
      await bench.alice.setPresence('offline');
      await bench.guild.member('bob').setPresence('offline');
      await bench.client.hangUp(1000);
      await bench.clock.advance(8 * DAY_MS);
    });

    it('that were away long enough and have no role', async () => {
      const role = bench.guild.createRole({ name: 'weaver' });
      await bench.guild.member('bob').addRole(role);
      expect((await bench.ask('GET', '/prune?days=7')).body).toEqual({ pruned: 1 });
      expect((await bench.ask('GET', '/prune?days=30')).body).toEqual({ pruned: 0 });
      expect((await bench.ask('GET', `/prune?include_roles=${role.id}`)).body).toEqual({ pruned: 2 });
      expect((await bench.ask('POST', '/prune', { days: 7 })).body).toEqual({ pruned: 1 });
      expect(bench.alice.isIn).toBe(false);
      expect(bench.guild.member('bob').isIn).toBe(true);
      expect(bench.guild.auditLog.at(-1)).toMatchObject({
        actionType: 21,
        options: { delete_member_days: '7', members_removed: '1' },
      });
    });

    it('but not those that wrote lately', async () => {
      await bench.alice.say('general', 'still here');
      expect((await bench.ask('POST', '/prune', { compute_prune_count: false })).body).toEqual({ pruned: null });
      expect(bench.alice.isIn).toBe(true);
      expect(bench.guild.members.map(({ name }) => name)).not.toContain('bob');
    });

    it('for so many days at most, and with roles that exist', async () => {
      expect(await bench.ask('GET', '/prune?days=31')).toMatchObject(wrong({ days: field('NUMBER_TYPE_MAX') }));
      expect(await bench.ask('POST', '/prune', { include_roles: [NOBODY] })).toMatchObject({ body: { code: 10_011 } });
    });
  });

  describe('takes measures against raids', () => {
    it('for a day at most, and takes them back', async () => {
      const soon = new Date(bench.clock.wallMs() + DAY_MS / 2).toISOString();
      const late = new Date(bench.clock.wallMs() + 2 * DAY_MS).toISOString();
      expect(await bench.ask('PUT', '/incident-actions', { dms_disabled_until: late })).toMatchObject(
        wrong({ dms_disabled_until: field('INCIDENT_ACTION_TOO_LONG') }),
      );
      const { body } = await bench.ask('PUT', '/incident-actions', { invites_disabled_until: soon });
      expect(Date.parse(String(body.invites_disabled_until))).toBe(Date.parse(soon));
      expect(body.dms_disabled_until).toBeNull();
      expect(await bench.heard('GUILD_UPDATE')).toMatchObject({ incidents_data: body });
      expect((await bench.ask('PUT', '/incident-actions', { invites_disabled_until: null })).body).toEqual({
        invites_disabled_until: null,
        dms_disabled_until: null,
      });
    });
  });

  describe('shows a widget', () => {
    const open = { authorization: '' };

    it('when it is switched on', async () => {
      for (const each of ['/widget.json', '/widget.png']) {
        expect(await bench.ask('GET', each, undefined, open)).toMatchObject({ status: 403, body: { code: 50_004 } });
      }
      const body = { enabled: true, channel_id: bench.channelId('general') };
      expect(await bench.ask('PATCH', '/widget', { channel_id: NOBODY })).toMatchObject({ body: { code: 10_003 } });
      expect((await bench.ask('PATCH', '/widget', body)).body).toEqual(body);
      expect((await bench.ask('GET', '/widget')).body).toEqual(body);
      expect(await bench.heard('GUILD_UPDATE')).toMatchObject({
        widget_enabled: true,
        widget_channel_id: body.channel_id,
      });
    });

    it('with public voice channels and people who are there, whoever asks', async () => {
      await bench.ask('PATCH', '/widget', { enabled: true });
      bench.guild.createChannel({
        name: 'Secret',
        type: 'voice',
        permissionOverwrites: [{ for: bench.guild.everyone, deny: ['ViewChannel'] }],
      });
      await bench.alice.joinVoice('Talk');
      const { body } = await bench.ask('GET', '/widget.json', undefined, open);
      expect(body).toMatchObject({ id: bench.guild.id, name: 'Loom', instant_invite: null, presence_count: 3 });
      expect((body.channels as { name: string }[]).map(({ name }) => name)).toEqual(['Talk', 'Stage']);
      expect(body.members).toContainEqual(
        expect.objectContaining({ username: 'alice', channel_id: bench.channelId('Talk'), discriminator: '0000' }),
      );
      expect(JSON.stringify(body.members)).not.toContain(bench.alice.id);
    });

    it('as a picture', async () => {
      await bench.ask('PATCH', '/widget', { enabled: true });
      expect(await bench.ask('GET', '/widget.png?style=round', undefined, open)).toMatchObject(
        wrong({ style: field('BASE_TYPE_CHOICES') }),
      );
      const response = await fetch(`${bench.discord.apiUrl}${bench.path('/widget.png?style=banner2')}`, {
        headers: { 'user-agent': 'DiscordBot (https://example.com, 1.0)' },
      });
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(response.headers.get('content-type')).toBe('image/png');
      expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([320, 76]);
    });
  });

  describe('welcomes newcomers', () => {
    it('with a screen that somebody made', async () => {
      expect(await bench.ask('GET', '/welcome-screen')).toMatchObject({ status: 404, body: { code: 10_069 } });
      const channel = {
        channel_id: bench.channelId('rules'),
        description: 'read me',
        emoji_id: null,
        emoji_name: '📜',
      };
      const screen = { description: 'hello', welcome_channels: [channel] };
      expect((await bench.ask('PATCH', '/welcome-screen', { ...screen, enabled: true })).body).toEqual(screen);
      expect(await bench.heard('GUILD_UPDATE')).toMatchObject({ features: ['WELCOME_SCREEN_ENABLED'] });
      bench.allow('ViewChannel');
      expect((await bench.ask('GET', '/welcome-screen')).body).toEqual(screen);
    });

    it('with a screen that only managers see while it is switched off', async () => {
      await bench.ask('PATCH', '/welcome-screen', { description: 'soon' });
      expect((await bench.ask('GET', '/welcome-screen')).body).toEqual({ description: 'soon', welcome_channels: [] });
      bench.allow('ViewChannel');
      expect(await bench.ask('GET', '/welcome-screen')).toMatchObject(REFUSED);
    });

    it('with a screen of five channels at most, all its own', async () => {
      const channel = { channel_id: bench.channelId('rules'), description: 'x' };
      expect(await bench.ask('PATCH', '/welcome-screen', { welcome_channels: Array(6).fill(channel) })).toMatchObject(
        wrong({ welcome_channels: field('BASE_TYPE_MAX_LENGTH') }),
      );
      const elsewhere = { ...channel, channel_id: NOBODY };
      expect(await bench.ask('PATCH', '/welcome-screen', { welcome_channels: [elsewhere] })).toMatchObject({
        body: { code: 10_003 },
      });
      const foreign = { ...channel, emoji_id: NOBODY };
      expect(await bench.ask('PATCH', '/welcome-screen', { welcome_channels: [foreign] })).toMatchObject({
        body: { code: 10_014 },
      });
    });

    it('with a guide, if there is one', async () => {
      expect(await bench.ask('GET', '/new-member-welcome')).toMatchObject({ status: 204 });
      const channelId = bench.channelId('rules');
      bench.guild.settings.setWelcomeGuide({
        message: { authorIds: [bench.alice.id], text: 'hi' },
        actions: [{ channelId, title: 'Read', kind: 'view' }],
        resources: [{ channelId, title: 'Rules' }],
      });
      expect((await bench.ask('GET', '/new-member-welcome')).body).toEqual({
        guild_id: bench.guild.id,
        enabled: true,
        welcome_message: { author_ids: [bench.alice.id], message: 'hi' },
        new_member_actions: [{ channel_id: channelId, action_type: 0, title: 'Read', description: '' }],
        resource_channels: [{ channel_id: channelId, title: 'Rules', description: '' }],
      });
    });
  });

  describe('onboards newcomers', () => {
    const prompt = (more: object = {}): object => ({
      id: '5',
      title: 'What do you weave?',
      type: 0,
      options: [{ title: 'Wool', channel_ids: [bench.channelId('general')], emoji_name: '🧶' }],
      ...more,
    });

    it('with questions that keep their ids from one edit to the next', async () => {
      const first = await bench.ask('PUT', '/onboarding', { prompts: [prompt()], mode: 1 });
      expect(first).toMatchObject({
        status: 200,
        body: {
          guild_id: bench.guild.id,
          enabled: false,
          mode: 1,
          prompts: [
            {
              title: 'What do you weave?',
              single_select: false,
              in_onboarding: true,
              options: [{ title: 'Wool', description: '', emoji: { id: null, name: '🧶', animated: false } }],
            },
          ],
        },
      });
      const [{ id }] = first.body.prompts as [{ id: string }];
      expect(id).not.toBe('5');
      const second = await bench.ask('PUT', '/onboarding', { prompts: [prompt({ id, title: 'What, then?' })] });
      expect(second.body.prompts).toMatchObject([{ id, title: 'What, then?' }]);
      expect((await bench.ask('GET', '/onboarding')).body).toEqual(second.body);
      expect(bench.guild.auditLog.map(({ actionType }) => actionType)).toEqual([163, 167, 164, 167]);
    });

    it('once there is enough for them to find', async () => {
      const all = ['general', 'rules', 'a', 'b', 'c', 'd', 'e'];
      for (const name of all.slice(2)) bench.guild.createChannel({ name });
      const ids = all.map((name) => bench.channelId(name));
      expect(await bench.ask('PUT', '/onboarding', { enabled: true, default_channel_ids: ids.slice(1) })).toMatchObject(
        { status: 400, body: { code: 350_000 } },
      );
      const body = { enabled: true, default_channel_ids: ids };
      expect(await bench.ask('PUT', '/onboarding', body)).toMatchObject({ status: 200, body });
      expect(await bench.ask('PUT', '/onboarding', { default_channel_ids: [] })).toMatchObject({
        status: 400,
        body: { code: 350_001 },
      });
    });

    it.each([
      ['no options', { options: [] }, { options: field('BASE_TYPE_BAD_LENGTH') }],
      ['a long title', { title: 'x'.repeat(101) }, { title: field('BASE_TYPE_BAD_LENGTH') }],
      [
        'an option that gives nothing',
        { options: [{ title: 'x' }] },
        { options: { 0: field('ONBOARDING_OPTION_EMPTY') } },
      ],
      ['a type that is none', { type: 2 }, { type: field('BASE_TYPE_CHOICES') }],
    ])('but not by a question with %s', async (_what, more, errors) => {
      expect(await bench.ask('PUT', '/onboarding', { prompts: [prompt(more)] })).toMatchObject(
        wrong({ prompts: { 0: errors } }),
      );
    });

    it('with roles and channels that exist', async () => {
      const roles = prompt({ options: [{ title: 'x', role_ids: [NOBODY] }] });
      expect(await bench.ask('PUT', '/onboarding', { prompts: [roles] })).toMatchObject({ body: { code: 10_011 } });
      expect(await bench.ask('PUT', '/onboarding', { default_channel_ids: [NOBODY] })).toMatchObject({
        body: { code: 10_003 },
      });
    });
  });

  describe('answers requests to join', () => {
    it('and lets in whom it approves of', async () => {
      const carol = bench.discord.createUser('carol');
      const dave = bench.discord.createUser('dave');
      const one = bench.guild.settings.askToJoin(carol);
      const two = bench.guild.settings.askToJoin(dave);
      const open = await bench.ask('GET', '/requests?status=SUBMITTED&limit=1');
      expect(open.body).toMatchObject({ total: 2, guild_join_requests: [{ id: two.id, user_id: dave.id }] });
      expect(await bench.ask('PATCH', `/requests/${one.id}`, { action: 'APPROVED' })).toMatchObject({
        status: 200,
        body: { application_status: 'APPROVED', actioned_by_user: { id: bench.bot.id } },
      });
      expect(await bench.heard('GUILD_MEMBER_ADD')).toMatchObject({ user: { id: carol.id } });
      const refusal = { action: 'REJECTED', rejection_reason: 'full' };
      expect(await bench.ask('PATCH', `/requests/${two.id}`, refusal)).toMatchObject({
        body: { application_status: 'REJECTED', rejection_reason: 'full' },
      });
      expect(bench.guild.members.map(({ name }) => name)).toEqual(expect.arrayContaining(['carol']));
      expect(bench.guild.members.map(({ name }) => name)).not.toContain('dave');
      expect(await bench.ask('PATCH', `/requests/${two.id}`, { action: 'APPROVED' })).toMatchObject(
        wrong({ action: field('GUILD_JOIN_REQUEST_ALREADY_ACTIONED') }),
      );
    });

    it('that exist, with an action that is one', async () => {
      const { id } = bench.guild.settings.askToJoin(bench.discord.createUser('carol'));
      expect(await bench.ask('PATCH', `/requests/${NOBODY}`, { action: 'APPROVED' })).toMatchObject({ status: 404 });
      expect(await bench.ask('PATCH', `/requests/${id}`, { action: 'STARTED' })).toMatchObject(
        wrong({ action: field('BASE_TYPE_CHOICES') }),
      );
      expect(await bench.ask('GET', '/requests?status=LOST')).toMatchObject(
        wrong({ status: field('BASE_TYPE_CHOICES') }),
      );
    });
  });
});
