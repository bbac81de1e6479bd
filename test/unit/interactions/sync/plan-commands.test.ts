/** What a plan finds between what the code defines and what Discord has. */
import { inspect } from 'node:util';
import { ApplicationIntegrationType } from 'discord-api-types/v10';
import { type CommandPlan, planCommands, type PlanCommandsOptions } from '../../../../src/interactions';
import { answered, defined } from './support';

type Fields = Readonly<Record<string, unknown>>;

const BAN = { name: 'ban', description: 'Ban a member' };

/** The plan for one command against the one of its name. */
function between(wanted: Fields, there: Fields, options: PlanCommandsOptions = {}): CommandPlan {
  return planCommands([defined({ ...BAN, ...wanted })], [{ commands: [answered(there)] }], options);
}

const option = (fields: Fields = {}): Fields => ({ type: 4, name: 'days', description: 'Days', ...fields });
const inOption = (fields: Fields): Fields => ({ options: [option(fields)] });

describe('a plan finds no difference', () => {
  const same: readonly [string, Fields, Fields][] = [
    ['in what both leave to the defaults', {}, {}],
    ['in a type that is not said', {}, { type: 1 }],
    [
      'in ids, versions and names in the language of the request',
      {},
      { name_localized: 'x', description_localized: 'y' },
    ],
    ['in nsfw false', { nsfw: false }, {}],
    ['in nsfw that an old answer lacks', {}, { nsfw: undefined }],
    ['in no options', { options: [] }, {}],
    ['in an empty list of options that is answered', {}, { options: [] }],
    [
      'in localisations that are null, empty or taken back',
      { nameLocalizations: {}, descriptionLocalizations: { de: null } },
      {},
    ],
    [
      'in localisations in another order',
      { nameLocalizations: { de: 'a', fr: 'b' } },
      { name_localizations: { fr: 'b', de: 'a' } },
    ],
    ['in permissions of nobody in particular', { defaultMemberPermissions: null }, {}],
    ['in permissions as bits', { defaultMemberPermissions: 4n }, { default_member_permissions: '4' }],
    ['in permissions as text', { defaultMemberPermissions: '08' }, { default_member_permissions: '8' }],
    ['in contexts that are null', { contexts: null }, {}],
    ['in contexts that are all', { contexts: [0, 1, 2] }, {}],
    ['in contexts in another order', { contexts: [1, 0] }, { contexts: [0, 1] }],
    ['in all contexts that are answered', {}, { contexts: [0, 1, 2] }],
    ['in the deprecated word for guilds only', { contexts: [0] }, { contexts: null, dm_permission: false }],
    ['in deprecated fields', {}, { default_permission: true, dm_permission: true }],
    ['in integration types that the code leaves open', {}, { integration_types: [0, 1] }],
    ['in integration types in another order', { integrationTypes: [1, 0] }, { integration_types: [0, 1] }],
    [
      'in an option whose defaults are answered',
      inOption({}),
      { options: [option({ required: false, autocomplete: false, choices: [] })] },
    ],
    [
      'in an option whose defaults are said',
      inOption({ required: false, autocomplete: false, choices: [], minValue: null }),
      { options: [option()] },
    ],
    [
      'in bounds that every text keeps',
      inOption({ type: 3, minLength: 0, maxLength: 6000 }),
      { options: [option({ type: 3 })] },
    ],
    [
      'in channel types in another order',
      inOption({ type: 7, channelTypes: [2, 0] }),
      { options: [option({ type: 7, channel_types: [0, 2] })] },
    ],
    [
      'in file types in another order',
      inOption({ type: 11, fileTypes: ['video', 'image'] }),
      { options: [option({ type: 11, file_types: ['image', 'video'] })] },
    ],
    [
      'in required of a subcommand',
      { options: [{ type: 1, name: 'add', description: 'Add' }] },
      { options: [{ type: 1, name: 'add', description: 'Add', required: true, options: [] }] },
    ],
    [
      'in localisations of options and choices',
      inOption({ nameLocalizations: {}, choices: [{ name: 'a', value: 1 }] }),
      { options: [option({ name_localizations: null, choices: [{ name: 'a', name_localizations: null, value: 1 }] })] },
    ],
    ['in white space around a description', { description: ' Ban a member\n' }, {}],
    ['in fields that are not known yet', {}, { sparkle: 3, options: undefined }],
  ];
  it.each(same)('%s', (_what, wanted, there) => {
    const plan = between(wanted, there);
    expect(plan.edits).toEqual([]);
    expect(plan.isEmpty).toBe(true);
    expect(plan.kept).toHaveLength(1);
  });

  it('in the description of a menu, which has none', () => {
    const there = answered({ type: 2, name: 'Report user', description: '' });
    expect(planCommands([defined({ type: 2, name: 'Report user' })], [{ commands: [there] }]).isEmpty).toBe(true);
  });

  it('in where a command of one guild can be used, which is not asked', () => {
    const wanted = defined({ ...BAN, contexts: [0], integrationTypes: [1] }, ['5']);
    expect(planCommands([wanted], [{ guildId: '5', commands: [answered({ guild_id: '5' })] }]).isEmpty).toBe(true);
  });

  it("in the examples of Discord's documentation", () => {
    // https://discord.com/developers/docs/interactions/application-commands: the blep command, as it is sent and as it is answered.
    const blep = {
      name: 'blep',
      type: 1,
      description: 'Send a random adorable animal photo',
      options: [
        {
          name: 'animal',
          description: 'The type of animal',
          type: 3,
          required: true,
          choices: ['dog', 'cat', 'penguin'].map((animal) => ({ name: animal, value: `animal_${animal}` })),
        },
        { name: 'only_smol', description: 'Whether to show only baby animals', type: 5, required: false },
      ],
    };
    const there = answered({ ...blep, version: '3', default_permission: true });
    expect(planCommands([defined(blep)], [{ commands: [there] }]).isEmpty).toBe(true);
  });
});

describe('a plan finds each field that differs, and only that', () => {
  const nested = (fields: Fields): Fields => ({
    options: [
      {
        type: 2,
        name: 'g',
        description: 'G',
        options: [{ type: 1, name: 's', description: 'S', options: [option(fields)] }],
      },
    ],
  });
  const choices = (...names: string[]): Fields => ({ choices: names.map((name, value) => ({ name, value })) });
  const different: readonly [
    string,
    Fields,
    Fields,
    { readonly path: string; from?: unknown; to?: unknown },
    Fields,
  ][] = [
    ['nsfw', { nsfw: true }, {}, { path: 'nsfw', to: true }, { nsfw: true }],
    ['nsfw back', {}, { nsfw: true }, { path: 'nsfw', from: true }, { nsfw: false }],
    [
      'description',
      { description: 'New' },
      {},
      { path: 'description', from: 'Ban a member', to: 'New' },
      { description: 'New' },
    ],
    [
      'a name in another language',
      { nameLocalizations: { de: 'bann' } },
      {},
      { path: 'nameLocalizations.de', to: 'bann' },
      { nameLocalizations: { de: 'bann' } },
    ],
    [
      'names in other languages back',
      {},
      { name_localizations: { de: 'bann' } },
      { path: 'nameLocalizations.de', from: 'bann' },
      { nameLocalizations: null },
    ],
    [
      'a description in another language',
      { descriptionLocalizations: { 'en-GB': 'b' } },
      { description_localizations: { 'en-GB': 'a' } },
      { path: 'descriptionLocalizations.en-GB', from: 'a', to: 'b' },
      { descriptionLocalizations: { 'en-GB': 'b' } },
    ],
    [
      'permissions',
      { defaultMemberPermissions: '4' },
      {},
      { path: 'defaultMemberPermissions', to: '4' },
      { defaultMemberPermissions: '4' },
    ],
    [
      'permissions for administrators',
      { defaultMemberPermissions: '0' },
      { default_member_permissions: '4' },
      { path: 'defaultMemberPermissions', from: '4', to: '0' },
      { defaultMemberPermissions: '0' },
    ],
    [
      'permissions back',
      {},
      { default_member_permissions: '0' },
      { path: 'defaultMemberPermissions', from: '0' },
      { defaultMemberPermissions: null },
    ],
    ['contexts', { contexts: [0] }, {}, { path: 'contexts', to: [0] }, { contexts: [0] }],
    ['contexts back', {}, { contexts: [0] }, { path: 'contexts', from: [0] }, { contexts: null }],
    [
      'integration types',
      { integrationTypes: [0, 1] },
      {},
      { path: 'integrationTypes', from: [0], to: [0, 1] },
      { integrationTypes: [0, 1] },
    ],
  ];
  it.each(different)('%s', (_what, wanted, there, change, body) => {
    const [edit, ...others] = between(wanted, there).edits;
    expect(others).toEqual([]);
    expect(edit?.changes).toEqual([{ from: undefined, to: undefined, ...change }]);
    expect(edit?.body).toEqual(body);
  });

  const inside: readonly [string, Fields, Fields, { readonly path: string; from?: unknown; to?: unknown }][] = [
    ['type', { type: 10 }, {}, { path: 'type', from: 4, to: 10 }],
    ['description', { description: 'New' }, {}, { path: 'description', from: 'Days', to: 'New' }],
    ['required', { required: true }, {}, { path: 'required', to: true }],
    ['autocomplete', { autocomplete: true }, {}, { path: 'autocomplete', to: true }],
    ['minValue', { minValue: 0 }, { min_value: 1 }, { path: 'minValue', from: 1, to: 0 }],
    ['maxValue', {}, { max_value: 7 }, { path: 'maxValue', from: 7 }],
    ['minLength', { minLength: 2 }, {}, { path: 'minLength', to: 2 }],
    ['maxLength', { maxLength: 9 }, { max_length: 8 }, { path: 'maxLength', from: 8, to: 9 }],
    ['channelTypes', { channelTypes: [0] }, {}, { path: 'channelTypes', to: [0] }],
    [
      'fileTypes',
      { fileTypes: ['image'] },
      { file_types: ['.pdf'] },
      { path: 'fileTypes', from: ['.pdf'], to: ['image'] },
    ],
    ['nameLocalizations', { nameLocalizations: { de: 'tage' } }, {}, { path: 'nameLocalizations.de', to: 'tage' }],
    ['a new choice', choices('a', 'b c'), choices('a'), { path: 'choices."b c"', to: { name: 'b c', value: 1 } }],
    ['a choice that goes', choices('a'), choices('a', 'b'), { path: 'choices.b', from: { name: 'b', value: 1 } }],
    [
      'a value of a choice',
      { choices: [{ name: 'a', value: 5 }] },
      choices('a'),
      { path: 'choices.a.value', from: 0, to: 5 },
    ],
  ];
  it.each(inside)('%s of an option, however deep it is', (_what, wanted, there, change) => {
    for (const [place, at] of [
      [inOption, 'options.days'],
      [nested, 'options.g.options.s.options.days'],
    ] as const) {
      const [edit, ...others] = between(place(wanted), place(there)).edits;
      expect(others).toEqual([]);
      expect(edit?.changes).toEqual([{ from: undefined, to: undefined, ...change, path: `${at}.${change.path}` }]);
      // Options go as a whole, for Discord replaces the list.
      expect(edit?.body).toEqual(place(wanted));
    }
  });

  it('an option that is new, one that is gone, and an order', () => {
    const list = (...names: string[]): Fields => ({ options: names.map((name) => option({ name })) });
    const paths = (wanted: Fields, there: Fields): unknown => between(wanted, there).edits[0]?.changes;
    expect(paths(list('a', 'b'), list('a'))).toMatchObject([{ path: 'options.b', from: undefined }]);
    expect(paths(list('a'), list('a', 'b'))).toMatchObject([{ path: 'options.b', to: undefined }]);
    expect(paths(list('b', 'a'), list('a', 'b'))).toEqual([{ path: 'options', from: ['a', 'b'], to: ['b', 'a'] }]);
    // One in front moves nothing.
    expect(paths(list('c', 'a', 'b'), list('a', 'b'))).toMatchObject([{ path: 'options.c' }]);
    expect(paths(list(), list('a'))).toMatchObject([{ path: 'options.a', to: undefined }]);
    expect(between(list(), list('a')).edits[0]?.body).toEqual({ options: [] });
  });

  it('the order of choices, and values that two choices of one name have', () => {
    const two = inOption({
      choices: [
        { name: 'a', value: 1 },
        { name: 'b', value: 2 },
      ],
    });
    const turned = inOption({
      choices: [
        { name: 'b', value: 2 },
        { name: 'a', value: 1 },
      ],
    });
    expect(between(turned, two).edits[0]?.changes).toEqual([
      { path: 'options.days.choices', from: ['a', 'b'], to: ['b', 'a'] },
    ]);
    const twice = (value: number): Fields =>
      inOption({
        choices: [
          { name: 'a', value: 1 },
          { name: 'a', value },
        ],
      });
    expect(between(twice(3), twice(2)).edits[0]?.changes).toMatchObject([{ path: 'options.days.choices' }]);
  });

  it('integration types against those of the application where the code does not say them', () => {
    expect(
      between({}, { integration_types: [1] }, { integrationTypes: [ApplicationIntegrationType.GuildInstall] }).edits[0],
    ).toMatchObject({
      changes: [{ path: 'integrationTypes', from: [1], to: [0] }],
      body: { integrationTypes: [0] },
    });
    expect(
      between({}, { integration_types: [0] }, { integrationTypes: [ApplicationIntegrationType.GuildInstall] }).isEmpty,
    ).toBe(true);
  });
});

describe('a plan knows commands', () => {
  const names = (commands: readonly { readonly name: string }[]): string[] => commands.map(({ name }) => name);

  it('by type, name and place: a renamed one goes and comes', () => {
    const plan = planCommands(
      [defined({ ...BAN, name: 'banish' }), defined({ type: 2, name: 'ban' })],
      [{ commands: [answered({})] }, { guildId: '5', commands: [answered({ name: 'banish', guild_id: '5' })] }],
    );
    expect(names(plan.creates)).toEqual(['banish', 'ban']);
    expect(plan.deletes.map(({ name, guildId }) => [name, guildId])).toEqual([
      ['ban', undefined],
      ['banish', '5'],
    ]);
    expect(plan.edits).toEqual([]);
  });

  it('of several guilds, each in its own', () => {
    const plan = planCommands(
      [defined(BAN, ['5', '6']), defined({ ...BAN, name: 'kick' }, ['6'])],
      [
        { guildId: '5', commands: [answered({ guild_id: '5', name: 'kick' })] },
        { guildId: '6', commands: [answered({ guild_id: '6', name: 'kick' })] },
      ],
    );
    expect(plan.creates.map(({ guildId, name }) => [guildId, name])).toEqual([
      ['5', 'ban'],
      ['6', 'ban'],
    ]);
    expect(names(plan.deletes)).toEqual(['kick']);
    expect(names(plan.kept)).toEqual(['kick']);
  });

  it('that are not defined, and does with them what it is told', () => {
    const there = [{ commands: [answered({ name: 'old' }), answered({ name: 'ours' })] }];
    expect(names(planCommands([], there).deletes)).toEqual(['old', 'ours']);
    expect(names(planCommands([], there, { retain: 'keep' }).kept)).toEqual(['old', 'ours']);
    const some = planCommands([], there, { retain: ({ name }) => name === 'ours' });
    expect(names(some.deletes)).toEqual(['old']);
    expect(names(some.kept)).toEqual(['ours']);
  });

  it('of the entry point, which is never deleted and is edited whatever its name', () => {
    const there = [{ commands: [answered({ type: 4, name: 'launch', handler: 2, description: '' })] }];
    for (const retain of ['delete', 'keep', () => false] as const) {
      expect(planCommands([], there, { retain })).toMatchObject({ isEmpty: true });
    }
    const plan = planCommands([defined({ type: 4, name: 'play', handler: 1 })], there);
    expect(plan.edits).toMatchObject([
      {
        changes: [
          { path: 'name', from: 'launch', to: 'play' },
          { path: 'handler', from: 2, to: 1 },
        ],
      },
    ]);
    expect(plan.changes).toHaveLength(1);
  });

  it('of places that were not looked at: not at all', () => {
    expect(planCommands([defined(BAN), defined(BAN, ['5'])], [])).toMatchObject({ isEmpty: true });
  });
});

describe('a printed plan', () => {
  it('reads like a diff', () => {
    const wanted = [
      defined({
        ...BAN,
        defaultMemberPermissions: '4',
        contexts: [0],
        options: [option({ maxValue: 14 }), option({ name: 'why', type: 3 })],
      }),
      defined({ type: 3, name: 'Report message' }),
      defined({ name: 'kick', description: 'Kick a member' }, ['5']),
    ];
    const there = [
      { commands: [answered({ nsfw: true, options: [option({ max_value: 7 })] }), answered({ name: 'old' })] },
      { guildId: '5', commands: [answered({ name: 'kick', description: 'Kick', guild_id: '5' })] },
      { guildId: '6', commands: [answered({ name: 'stays', type: 2, description: '', guild_id: '6' })] },
    ];
    const plan = planCommands(wanted, there, { retain: ({ name }) => name === 'stays' });
    expect(String(plan)).toBe(
      [
        'Commands: 1 to create, 2 to edit, 1 to delete, 1 kept',
        '',
        'global',
        '  + "Report message" of the message menu',
        '  ~ /ban',
        '      ~ options.days.maxValue: 7 -> 14',
        '      + options.why: {"type":"String","description":"Days"}',
        '      + defaultMemberPermissions: BanMembers',
        '      + contexts: Guild',
        '      - nsfw: true',
        '  - /old',
        '',
        'guild 5',
        '  ~ /kick',
        '      ~ description: "Kick" -> "Kick a member"',
      ].join('\n'),
    );
    expect(inspect(plan)).toBe(plan.toString());
    expect(JSON.parse(JSON.stringify(plan))).toMatchObject({ isEmpty: false, kept: 1 });
  });

  it('says when there is nothing to do', () => {
    expect(String(between({}, {}))).toBe('Commands: nothing to do, 1 kept');
  });

  it('prints what it cannot name, and cuts what is long', () => {
    const text = String(
      between(
        { defaultMemberPermissions: (1n << 62n).toString(), description: 'x'.repeat(300) },
        { default_member_permissions: '0' },
      ),
    );
    expect(text).toContain('~ defaultMemberPermissions: administrators only -> 4611686018427387904');
    expect(text.split('\n').every((line) => line.length < 200)).toBe(true);
  });
});
