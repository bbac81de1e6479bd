/** Auto moderation by bare requests, and what its rules do to what people write. */
import { field, GuildBench, NOBODY, REFUSED, wrong } from './guild-support';

const RULES = '/auto-moderation/rules';

describe('Auto moderation', () => {
  let bench: GuildBench;
  beforeEach(async () => {
    bench = await GuildBench.open();
  });
  afterEach(() => bench.close());

  const keywords = (more: object = {}): object => ({
    name: 'No moths',
    event_type: 1,
    trigger_type: 1,
    trigger_metadata: { keyword_filter: ['moth*'] },
    actions: [{ type: 1, metadata: { custom_message: 'No moths here.' } }],
    enabled: true,
    ...more,
  });

  describe('keeps rules', () => {
    it('that are made, changed and deleted, and told to who manages the guild', async () => {
      const { status, body } = await bench.ask('POST', RULES, keywords());
      expect(status).toBe(200);
      expect(body).toMatchObject({
        guild_id: bench.guild.id,
        creator_id: bench.bot.id,
        name: 'No moths',
        trigger_metadata: { keyword_filter: ['moth*'], regex_patterns: [], allow_list: [] },
        actions: [{ type: 1, metadata: { custom_message: 'No moths here.' } }],
        exempt_roles: [],
        exempt_channels: [],
        enabled: true,
      });
      expect(await bench.heard('AUTO_MODERATION_RULE_CREATE')).toEqual(body);
      const path = `${RULES}/${body.id}`;
      expect((await bench.ask('PATCH', path, { enabled: false })).body).toEqual({ ...body, enabled: false });
      expect(await bench.heard('AUTO_MODERATION_RULE_UPDATE')).toMatchObject({ enabled: false });
      expect((await bench.ask('GET', RULES)).body).toEqual([{ ...body, enabled: false }]);
      expect(await bench.ask('DELETE', path)).toMatchObject({ status: 204 });
      expect(await bench.heard('AUTO_MODERATION_RULE_DELETE')).toMatchObject({ id: body.id });
      expect(await bench.ask('GET', path)).toMatchObject({ status: 404 });
      expect(bench.guild.auditLog.map(({ actionType }) => actionType)).toEqual([140, 141, 142]);
      expect(bench.guild.auditLog[1]?.changes).toEqual([{ key: 'enabled', old_value: true, new_value: false }]);
    });

    it('hidden from who does not manage the guild', async () => {
      bench.allow('ViewChannel');
      for (const [method, rest] of [
        ['GET', RULES],
        ['POST', RULES],
        ['GET', `${RULES}/1`],
        ['PATCH', `${RULES}/1`],
        ['DELETE', `${RULES}/1`],
      ] as const) {
        expect(await bench.ask(method, rest, method === 'POST' ? keywords() : undefined)).toMatchObject(REFUSED);
      }
    });

    it.each([
      ['no name', { name: undefined }, { name: field('BASE_TYPE_REQUIRED') }],
      ['a trigger that is none', { trigger_type: 2 }, { trigger_type: field('BASE_TYPE_CHOICES') }],
      ['an event of another kind', { event_type: 2 }, { event_type: field('AUTO_MODERATION_EVENT_TYPE_INVALID') }],
      [
        'nothing to look for',
        { trigger_metadata: {} },
        { trigger_metadata: { keyword_filter: field('BASE_TYPE_REQUIRED') } },
      ],
      [
        'a long keyword',
        { trigger_metadata: { keyword_filter: ['x'.repeat(61)] } },
        { trigger_metadata: { keyword_filter: { 0: field('BASE_TYPE_BAD_LENGTH') } } },
      ],
      [
        'a pattern that is none',
        { trigger_metadata: { regex_patterns: ['('] } },
        { trigger_metadata: { regex_patterns: { 0: field('AUTO_MODERATION_INVALID_REGEX') } } },
      ],
      [
        'eleven patterns',
        { trigger_metadata: { regex_patterns: Array(11).fill('x') } },
        { trigger_metadata: { regex_patterns: field('BASE_TYPE_MAX_LENGTH') } },
      ],
      [
        'too many exceptions',
        { trigger_metadata: { keyword_filter: ['x'], allow_list: Array(101).fill('y') } },
        { trigger_metadata: { allow_list: field('BASE_TYPE_MAX_LENGTH') } },
      ],
      ['no actions', { actions: [] }, { actions: field('BASE_TYPE_BAD_LENGTH') }],
      [
        'an alert to nowhere',
        { actions: [{ type: 2 }] },
        { actions: { 0: { metadata: { channel_id: field('BASE_TYPE_REQUIRED') } } } },
      ],
      [
        'a timeout of more than four weeks',
        { actions: [{ type: 3, metadata: { duration_seconds: 2_419_201 } }] },
        { actions: { 0: { metadata: { duration_seconds: field('NUMBER_TYPE_MAX') } } } },
      ],
      [
        'an action for profiles',
        { actions: [{ type: 4 }] },
        { actions: { 0: { type: field('AUTO_MODERATION_ACTION_INVALID') } } },
      ],
      ['too many exempt roles', { exempt_roles: Array(21).fill('5') }, { exempt_roles: field('BASE_TYPE_MAX_LENGTH') }],
    ])('but none with %s', async (_what, more, errors) => {
      expect(await bench.ask('POST', RULES, keywords(more))).toMatchObject(wrong(errors));
    });

    it('that alert in channels of the guild, and silence only for who may silence', async () => {
      const alert = keywords({ actions: [{ type: 2, metadata: { channel_id: NOBODY } }] });
      expect(await bench.ask('POST', RULES, alert)).toMatchObject({ body: { code: 10_003 } });
      bench.allow('ManageGuild');
      const silence = keywords({ actions: [{ type: 3, metadata: { duration_seconds: 60 } }] });
      expect(await bench.ask('POST', RULES, silence)).toMatchObject(REFUSED);
    });

    it.each([
      ['keywords', 6, { trigger_type: 1 }],
      ['spam', 1, { trigger_type: 3, trigger_metadata: undefined }],
      ['word lists', 1, { trigger_type: 4, trigger_metadata: { presets: [1] } }],
      ['mentions', 1, { trigger_type: 5, trigger_metadata: { mention_total_limit: 5 } }],
      [
        'profiles',
        1,
        { trigger_type: 6, event_type: 2, actions: [{ type: 4 }], trigger_metadata: { keyword_filter: ['x'] } },
      ],
    ])('about %s, %i at most', async (_what, most, more) => {
      for (let index = 0; index < most; index += 1) {
        expect((await bench.ask('POST', RULES, keywords(more))).status).toBe(200);
      }
      expect(await bench.ask('POST', RULES, keywords(more))).toMatchObject(
        wrong(field('AUTO_MODERATION_MAX_RULES_OF_TYPE_EXCEEDED')),
      );
    });
  });

  describe('judges what people write', () => {
    const written = (): string[] => bench.discord.messages.map(({ content }) => content);

    it('blocks what breaks a rule, and tells the gateway', async () => {
      const { body } = await bench.ask('POST', RULES, keywords());
      await expect(bench.alice.say('general', 'MOTHS in the wool')).rejects.toThrow('No moths here.');
      expect(written()).toEqual([]);
      expect(await bench.heard('AUTO_MODERATION_ACTION_EXECUTION')).toEqual({
        guild_id: bench.guild.id,
        action: { type: 1, metadata: { custom_message: 'No moths here.' } },
        rule_id: body.id,
        rule_trigger_type: 1,
        user_id: bench.alice.id,
        channel_id: bench.channelId('general'),
        content: 'MOTHS in the wool',
        matched_keyword: 'moth*',
        matched_content: 'MOTH',
      });
      expect(bench.guild.auditLog.at(-1)).toMatchObject({
        actionType: 143,
        userId: bench.alice.id,
        options: { auto_moderation_rule_name: 'No moths', auto_moderation_rule_trigger_type: '1' },
      });
    });

    it.each([
      [['moth'], 'a mammoth task', true],
      [['moth'], 'a moth!', false],
      [['*moth'], 'a mammoth task', false],
      [['moth*'], 'mothballs', false],
      [['moth*'], 'behemoth', true],
      [['big moth'], 'one big moth here', false],
      [['a.b'], 'axb', true],
    ])('by keywords %j: "%s" may stay: %s', async (list, content, stays) => {
      await bench.ask('POST', RULES, keywords({ trigger_metadata: { keyword_filter: list } }));
      if (stays) await bench.alice.say('general', content);
      else await expect(bench.alice.say('general', content)).rejects.toThrow('blocked');
      expect(written()).toEqual(stays ? [content] : []);
    });

    it('by patterns, with exceptions', async () => {
      const metadata = { regex_patterns: ['w[o0]+l'], allow_list: ['cool wool'] };
      await bench.ask('POST', RULES, keywords({ trigger_metadata: metadata }));
      await bench.alice.say('general', 'so much cool wool');
      await expect(bench.alice.say('general', 'w00l')).rejects.toThrow('No moths');
    });

    it('when they are changed later, too', async () => {
      await bench.ask('POST', RULES, keywords());
      const message = await bench.alice.say('general', 'sheep');
      await expect(bench.alice.edit(message, 'moth')).rejects.toThrow('No moths');
      expect(written()).toEqual(['sheep']);
    });

    it('by how many it mentions', async () => {
      const rule = { trigger_type: 5, trigger_metadata: { mention_total_limit: 1 } };
      await bench.ask('POST', RULES, keywords(rule));
      await bench.alice.say('general', `${bench.bot.id} <@${bench.bot.id}> <@${bench.bot.id}>`);
      await expect(bench.alice.say('general', `<@${bench.bot.id}> <@${bench.alice.id}>`)).rejects.toThrow('No moths');
    });

    it('alerts moderators and silences, as the rule says', async () => {
      const actions = [
        { type: 2, metadata: { channel_id: bench.channelId('rules') } },
        { type: 3, metadata: { duration_seconds: 60 } },
      ];
      await bench.ask('POST', RULES, keywords({ actions }));
      const { id } = await bench.alice.say('general', 'a moth');
      expect(bench.guild.channel('general').lastMessage?.id).toBe(id);
      const alert = bench.guild.channel('rules').lastMessage!;
      const { body } = await bench.call('GET', `/channels/${bench.channelId('rules')}/messages/${alert.id}`);
      expect(body).toMatchObject({
        type: 24,
        embeds: [{ type: 'auto_moderation_message', description: 'a moth' }],
      });
      expect(await bench.heard('AUTO_MODERATION_ACTION_EXECUTION')).toMatchObject({
        alert_system_message_id: alert.id,
      });
      expect(Date.parse(bench.alice.timeoutUntil!)).toBe(bench.clock.wallMs() + 60_000);
      expect(bench.guild.auditLog.slice(1).map(({ actionType }) => actionType)).toEqual([144, 145]);
    });

    it('but leaves exempt roles and channels, managers, and rules that are off alone', async () => {
      const role = bench.guild.createRole({ name: 'weaver' });
      const exempt = { exempt_roles: [role.id], exempt_channels: [bench.channelId('rules')] };
      const { body } = await bench.ask('POST', RULES, keywords(exempt));
      await bench.alice.say('rules', 'moth');
      await expect(bench.alice.say('general', 'moth')).rejects.toThrow('No moths');
      await bench.alice.addRole(role);
      await bench.alice.say('general', 'moth');
      await bench.alice.removeRole(role);
      await bench.guild.owner.say('general', 'moth');
      await bench.ask('PATCH', `${RULES}/${body.id}`, { enabled: false });
      await bench.alice.say('general', 'moth');
      expect(written()).toHaveLength(4);
    });
  });
});
