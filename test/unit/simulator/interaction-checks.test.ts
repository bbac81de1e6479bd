/** What Discord's client would not let a person do, the simulator's people cannot do either. */
import { button, openStage, PING, row, type Stage } from './interaction-support';

const MESSAGE = 4;
const option = (type: number, name: string, more: object = {}): object => ({ type, name, description: name, ...more });

const COMMANDS = [
  PING,
  {
    name: 'all',
    description: 'Takes every kind',
    options: [
      option(3, 'text', { min_length: 2, max_length: 4 }),
      option(4, 'whole', { min_value: 1, max_value: 5 }),
      option(10, 'number', { min_value: 0.5 }),
      option(5, 'truth'),
      option(6, 'person'),
      option(7, 'channel', { channel_types: [2] }),
      option(8, 'role'),
      option(9, 'either'),
      option(11, 'file', { file_types: ['image', '.txt'] }),
      option(3, 'colour', {
        choices: [
          { name: 'Red', value: 'r' },
          { name: 'Green', value: 'g' },
        ],
      }),
    ],
  },
  { name: 'must', description: 'Needs something', options: [option(3, 'it', { required: true, autocomplete: true })] },
  {
    name: 'tree',
    description: 'Branches',
    options: [
      option(1, 'leaf'),
      option(2, 'branch', { options: [option(1, 'twig', { options: [option(5, 'dry')] })] }),
    ],
  },
  { name: 'mods', description: 'For moderators', default_member_permissions: '4' },
  { name: 'admins', description: 'For administrators', default_member_permissions: '0' },
  { name: 'adult', description: 'Not for all', nsfw: true },
  { name: 'private', description: 'Not in guilds', contexts: [1] },
  { name: 'mine', description: 'For who installed it', integration_types: [1] },
  { name: 'Report', type: 3 },
  { name: 'Greet', type: 2 },
];

describe('People', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
    stage.guild.createChannel({ name: 'Talk', type: 'voice' });
    stage.guild.createChannel({ name: 'adults', nsfw: true });
    await stage.register(...COMMANDS);
  });
  afterAll(() => stage.close());

  const sent = (): number => stage.discord.log.interactions().filter(({ event }) => event === 'sent').length;
  async function refused(act: () => Promise<unknown>, told: RegExp): Promise<void> {
    const before = sent();
    await expect(act()).rejects.toThrow(told);
    expect(sent()).toBe(before);
  }

  it.each<[string, object, RegExp]>([
    ['nowhere', {}, /no such command here: "nowhere"[\s\S]*"ping"/],
    ['all', { other: 1 }, /no option "other"/],
    ['all', { text: 5 }, /"text" does not take 5[\s\S]*a text/],
    ['all', { text: 'x' }, /1 characters, and 2 to 4/],
    ['all', { text: 'xxxxx' }, /5 characters, and 2 to 4/],
    ['all', { whole: 1.5 }, /does not take 1.5[\s\S]*whole number/],
    ['all', { whole: 0 }, /not between 1 and 5/],
    ['all', { whole: 6 }, /not between 1 and 5/],
    ['all', { number: 0.1 }, /not between 0.5/],
    ['all', { truth: 'yes' }, /does not take "yes"/],
    ['all', { person: '1' }, /no user 1/],
    ['all', { channel: 'general' }, /#general has the type 0, and only 2/],
    ['all', { channel: 'missing' }, /sees no channel missing/],
    ['all', { role: '1' }, /sees no role 1/],
    ['all', { file: { name: 'a.exe', bytes: 'x' } }, /"a.exe" cannot be chosen/],
    ['all', { colour: 'blue' }, /offers no choice "blue"[\s\S]*"Red", "Green"/],
    ['must', {}, /"it" is required/],
    ['tree', {}, /"tree" cannot be used by itself/],
    ['tree branch', {}, /"tree branch" cannot be used by itself/],
    ['tree root', {}, /no sub-command "root"/],
    ['tree branch twig', { wet: true }, /no option "wet"/],
    ['mods', {}, /for members with the permissions 4/],
    ['admins', {}, /for members with the permissions 0/],
    ['adult', {}, /age-restricted/],
    ['private', {}, /cannot be used in servers/],
    ['mine', {}, /neither did the guild install Alpha/],
  ])('cannot run %s with %j', async (path, options, told) => {
    await refused(() => stage.alice.run(stage.bot, path, options as never), told);
  });

  it('see nothing of what is in channels that they do not see', async () => {
    const hidden = stage.guild.createChannel({
      name: 'hidden',
      permissionOverwrites: [{ for: stage.guild.everyone, deny: ['ViewChannel'] }],
    });
    await refused(() => stage.alice.run(stage.bot, 'ping', {}, { channel: hidden }), /does not see #hidden/);
  });

  it.each(['UseApplicationCommands', 'SendMessages'] as const)('need %s for typed commands', async (permission) => {
    const channel = stage.guild.createChannel({
      name: permission.toLowerCase(),
      permissionOverwrites: [{ for: stage.guild.everyone, deny: [permission] }],
    });
    await refused(() => stage.alice.run(stage.bot, 'ping', {}, { channel }), new RegExp(`${permission} is missing`));
  });

  it('can do nothing in a timeout', async () => {
    await stage.bob.setTimeoutUntil(stage.clock.wallMs() + 60_000);
    await refused(() => stage.bob.run(stage.bot, 'ping'), /in a timeout/);
    await stage.bob.setTimeoutUntil(null);
  });

  it('may use what asks for permissions once they have them, and the owner always', async () => {
    const role = stage.guild.createRole({ name: 'Mod', permissions: ['BanMembers'] });
    await stage.bob.addRole(role);
    await stage.bob.run(stage.bot, 'mods');
    await stage.guild.owner.run(stage.bot, 'admins');
    expect((await stage.last()).data).toMatchObject({ name: 'admins' });
  });

  describe('by what a guild sets', () => {
    const set = (command: string | undefined, who: { readonly id: string }, allow: boolean): Promise<void> =>
      stage.discord.application(stage.bot).setCommandPermissions({
        guild: stage.guild,
        ...(command === undefined ? {} : { command }),
        permissions: [{ for: who, allow }],
      });

    afterEach(async () => {
      for (const command of [undefined, 'ping', 'mods']) {
        await stage.discord.application(stage.bot).setCommandPermissions({
          guild: stage.guild,
          ...(command === undefined ? {} : { command }),
          permissions: [],
        });
      }
    });

    it('may be kept from a command', async () => {
      await set('ping', stage.alice, false);
      await refused(() => stage.alice.run(stage.bot, 'ping'), /does not let this person/);
      await stage.bob.run(stage.bot, 'ping');
    });

    it('may be let in although they lack permissions', async () => {
      await set('mods', stage.guild.everyone, true);
      await stage.alice.run(stage.bot, 'mods');
    });

    it('may be kept from a channel', async () => {
      await set('ping', stage.guild.channel('general'), false);
      await refused(
        () => stage.alice.run(stage.bot, 'ping', {}, { channel: 'general' }),
        /switched it off in this channel/,
      );
      await stage.alice.run(stage.bot, 'ping', {}, { channel: 'adults' });
    });

    it('may be kept from the whole application', async () => {
      await set(undefined, stage.guild.everyone, false);
      await refused(() => stage.alice.run(stage.bot, 'ping'), /use the application/);
      await set('ping', stage.guild.everyone, true);
      await stage.alice.run(stage.bot, 'ping');
    });
  });

  it('get suggestions only where an option declares them', async () => {
    await refused(() => stage.alice.complete(stage.bot, 'all', {}, 'text'), /declared without autocomplete/);
    await refused(() => stage.alice.complete(stage.bot, 'must', {}, 'that'), /no option "that"/);
  });

  it('choose from menus what is there', async () => {
    const said = await stage.bob.say('general', 'hello');
    await refused(() => stage.alice.runOn(stage.bot, 'Greet', said), /no such command here: "Greet"[\s\S]*"Report"/);
    await refused(() => stage.alice.runOn(stage.bot, 'Report', stage.bob), /no such command here: "Report"/);
    await refused(() => stage.alice.runOn(stage.bot, 'Report', '1'), /no message 1/);
  });

  describe('use components', () => {
    const options = ['a', 'b', 'c'].map((value) => ({ label: value.toUpperCase(), value }));
    const components = [
      row(button('go', 'Go'), button('off', 'Off', { disabled: true }), {
        type: 2,
        style: 5,
        label: 'Page',
        url: 'https://example.com',
      }),
      row({ type: 3, custom_id: 'some', placeholder: 'Some', options, min_values: 1, max_values: 2 }),
      row({ type: 8, custom_id: 'voice', channel_types: [2] }),
      row({ type: 5, custom_id: 'people', disabled: true }),
    ];
    const shown = async (
      flags = 0,
    ): Promise<Awaited<ReturnType<Awaited<ReturnType<Stage['alice']['run']>>['reply']>>> => {
      const asked = await stage.alice.run(stage.bot, 'ping');
      await stage.answer(MESSAGE, { content: 'use', components, flags });
      return asked.reply();
    };

    it.each<[string, string, unknown, RegExp]>([
      ['click', 'Nothing', undefined, /no button "Nothing"[\s\S]*"Go", "Off", "Page"/],
      ['click', 'Off', undefined, /"Off" is disabled/],
      ['click', 'Page', undefined, /opens a page/],
      ['select', 'Other', 'a', /no select "Other"[\s\S]*"Some"/],
      ['select', 'Some', 'x', /offers no option "x"[\s\S]*"A", "B", "C"/],
      ['select', 'Some', [], /takes 1 to 2 values, not 0/],
      ['select', 'Some', ['a', 'b', 'c'], /takes 1 to 2 values, not 3/],
      ['select', 'Some', ['a', 'A'], /the same twice/],
      ['select', 'voice', 'general', /has the type 0, and only 2/],
      ['select', 'people', '1', /"people" is disabled/],
    ])('but cannot %s %s with %j', async (deed, name, values, told) => {
      const message = await shown();
      await refused(
        () =>
          deed === 'click' ? stage.alice.click(message, name) : stage.alice.select(message, name, values as string),
        told,
      );
    });

    it('that are for them only', async () => {
      const message = await shown(64);
      expect([stage.alice.sees(message), stage.bob.sees(message), message.ephemeral]).toEqual([true, false, true]);
      await refused(() => stage.bob.click(message, 'Go'), /bob does not see that message/);
      await stage.alice.click(message, 'Go');
      await expect(stage.alice.react(message, '👍')).rejects.toThrow(/only one person sees/);
    });

    it('of applications, not of people', async () => {
      const message = await stage.bob.say('general', { content: 'mine', components: [row(button('go', 'Go'))] });
      await refused(() => stage.alice.click(message, 'Go'), /no application wrote it/);
    });

    it('and of messages that were not deleted', async () => {
      const message = await shown();
      await stage.hook('DELETE', '/messages/@original');
      await refused(() => stage.alice.click(message, 'Go'), /no message/);
    });

    it('unchecked: ids and values that nobody offered', async () => {
      const message = await shown();
      await stage.alice.click(message, 'x'.repeat(200), { unchecked: true });
      expect((await stage.last()).data).toMatchObject({ custom_id: 'x'.repeat(200), component_type: 2 });
      await stage.alice.select(message, 'some', ['y', 'y', 'y'], { unchecked: true });
      expect((await stage.last()).data).toMatchObject({ custom_id: 'some', values: ['y', 'y', 'y'] });
    });
  });

  it('send what no client would, unchecked', async () => {
    const { alice, bot } = stage;
    await alice.run(bot, 'all', { text: 5, whole: 'x', other: true, person: '1' }, { unchecked: true });
    expect((await stage.last()).data).toMatchObject({
      options: [
        { name: 'text', type: 3, value: 5 },
        { name: 'whole', type: 4, value: 'x' },
        { name: 'other', type: 5, value: true },
        { name: 'person', type: 6, value: '1' },
      ],
    });
    await alice.run(bot, 'gone deep', {}, { unchecked: true });
    expect((await stage.last()).data).toMatchObject({
      name: 'gone',
      options: [{ name: 'deep', type: 1, options: [] }],
    });
  });
});
