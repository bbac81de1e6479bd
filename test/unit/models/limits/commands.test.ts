/** The limits of commands: each rule lets its edge pass and refuses what lies beyond. */
import { ApplicationCommandOptionType as Option, Locale } from 'discord-api-types/v10';
import { commandCreateSpec, commandEditSpec, commandOverwriteSpec, commandPermissionsSpec } from 'corduroy/models';
import { refusals as refusalsOf, text } from '../refusals';

/** Bodies here may have any shape, as a JavaScript author's may. */
type Loose = Readonly<Record<string, unknown>>;

const specs = {
  create: commandCreateSpec,
  edit: commandEditSpec,
  all: commandOverwriteSpec,
  permissions: commandPermissionsSpec,
} as const;

/** What a body of a kind is refused for. */
function refusals(kind: keyof typeof specs, body: unknown): string[] {
  return refusalsOf(specs[kind], body);
}

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const option = (more: Loose = {}, name = 'o'): Loose => ({ type: Option.String, name, description: 'd', ...more });
const slash = (more: Loose = {}): Loose => ({ name: 'weave', description: 'weaves', ...more });
const withOption = (more: Loose): Loose => slash({ options: [option(more)] });
const choice = (more: Loose = {}): Loose => ({ name: 'c', value: 'v', ...more });
const sub = (name: string, ...options: Loose[]): Loose => option({ type: Option.Subcommand, options }, name);
const group = (name: string, ...options: Loose[]): Loose => option({ type: Option.SubcommandGroup, options }, name);

describe('the limits of a command', () => {
  it.each<[string, (size: number) => unknown, number, string]>([
    ['name', (n) => slash({ name: text(n) }), 32, 'name characters'],
    ['name of a menu command', (n) => ({ type: 2, name: text(n) }), 32, 'name characters'],
    ['name in a language', (n) => slash({ nameLocalizations: { 'pt-BR': text(n) } }), 32, 'nameLocalizations values'],
    ['description', (n) => slash({ description: text(n) }), 100, 'description characters'],
    [
      'description in a language',
      (n) => slash({ descriptionLocalizations: { de: text(n) } }),
      100,
      'descriptionLocalizations values',
    ],
    ['options', (n) => slash({ options: many(n, (i) => option({}, `o${i}`)) }), 25, 'options items'],
    ['option name', (n) => withOption({ name: text(n) }), 32, 'options[0].name commandName'],
    ['option description', (n) => withOption({ description: text(n) }), 100, 'options[0].description characters'],
    [
      'option name in a language',
      (n) => withOption({ nameLocalizations: { ja: text(n) } }),
      32,
      'options[0].nameLocalizations values',
    ],
    [
      'option description in a language',
      (n) => withOption({ descriptionLocalizations: { ja: text(n) } }),
      100,
      'options[0].descriptionLocalizations values',
    ],
    ['choices', (n) => withOption({ choices: many(n, () => choice()) }), 25, 'options[0].choices items'],
    [
      'choice name',
      (n) => withOption({ choices: [choice({ name: text(n) })] }),
      100,
      'options[0].choices[0].name characters',
    ],
    [
      'choice name in a language',
      (n) => withOption({ choices: [choice({ nameLocalizations: { fr: text(n) } })] }),
      100,
      'options[0].choices[0].nameLocalizations values',
    ],
    [
      'text value of a choice',
      (n) => withOption({ choices: [choice({ value: text(n) })] }),
      6_000,
      'options[0].choices[0].value characters',
    ],
    ['shortest text', (n) => withOption({ minLength: n }), 6_000, 'options[0].minLength wholeNumber'],
    ['longest text', (n) => withOption({ maxLength: n }), 6_000, 'options[0].maxLength wholeNumber'],
    [
      'least number',
      (n) => withOption({ type: Option.Integer, minValue: n }),
      Number.MAX_SAFE_INTEGER,
      'options[0].minValue wholeNumber',
    ],
    [
      'most number',
      (n) => withOption({ type: Option.Integer, maxValue: n }),
      Number.MAX_SAFE_INTEGER,
      'options[0].maxValue wholeNumber',
    ],
    [
      'types of a file',
      (n) => withOption({ type: Option.Attachment, fileTypes: many(n, () => '.png') }),
      10,
      'options[0].fileTypes items',
    ],
    [
      'type of a file',
      (n) => withOption({ type: Option.Attachment, fileTypes: [text(n)] }),
      16,
      'options[0].fileTypes itemCharacters',
    ],
    [
      'options of a subcommand',
      (n) => slash({ options: [sub('s', ...many(n, (i) => option({}, `o${i}`)))] }),
      25,
      'options[0].options items',
    ],
    [
      'subcommands of a group',
      (n) => slash({ options: [group('g', ...many(n, (i) => sub(`s${i}`)))] }),
      25,
      'options[0].options items',
    ],
  ])('%s [seed 58]', (_what, make, most, refusal) => {
    expect(refusals('create', make(most))).toEqual([]);
    expect(refusals('create', make(most + 1))).toEqual([refusal]);
  });

  it.each<[string, 'create' | 'edit' | 'all' | 'permissions', unknown, string[]]>([
    ['no name', 'create', { description: 'd' }, ['name characters']],
    ['an empty name', 'create', slash({ name: '' }), ['name characters']],
    ['capitals', 'create', slash({ name: 'Weave' }), ['name commandName']],
    ['spaces', 'create', slash({ name: 'weave it' }), ['name commandName']],
    ['other signs', 'create', slash({ name: 'weave!' }), ['name commandName']],
    ['capitals beyond ASCII', 'create', slash({ name: 'ÄRMEL' }), ['name commandName']],
    [
      'capitals in a language',
      'create',
      slash({ nameLocalizations: { [Locale.German]: 'Weben' } }),
      ['nameLocalizations.de commandName'],
    ],
    ['capitals of an option', 'create', withOption({ name: 'Ells' }), ['options[0].name commandName']],
    [
      'capitals of an option in a language',
      'create',
      withOption({ nameLocalizations: { 'en-GB': 'Ells' } }),
      ['options[0].nameLocalizations.en-GB commandName'],
    ],
    ['no description', 'create', { name: 'weave' }, ['description characters']],
    ['an empty description', 'create', slash({ description: '' }), ['description characters']],
    ['an option without description', 'create', withOption({ description: '' }), ['options[0].description characters']],
    [
      'a menu command with description',
      'create',
      { type: 2, name: 'A', description: 'd' },
      ['description commandType'],
    ],
    ['a menu command with options', 'create', { type: 3, name: 'A', options: [option()] }, ['options commandType']],
    ['a handler of a slash command', 'create', slash({ handler: 1 }), ['handler commandType']],
    [
      'an option without type',
      'create',
      slash({ options: [{ name: 'o', description: 'd' }] }),
      ['options[0].type present'],
    ],
    [
      'a required option late',
      'create',
      slash({ options: [option({}, 'a'), option({ required: true }, 'b')] }),
      ['options[1].required requiredFirst'],
    ],
    [
      'a required option late in a subcommand',
      'create',
      slash({ options: [sub('s', option({}, 'a'), option({ required: true }, 'b'))] }),
      ['options[0].options[1].required requiredFirst'],
    ],
    ['a name twice', 'create', slash({ options: [option(), option()] }), ['options[1].name unique']],
    [
      'a name twice in a group',
      'create',
      slash({ options: [group('g', sub('s'), sub('s'))] }),
      ['options[0].options[1].name unique'],
    ],
    ['a subcommand beside options', 'create', slash({ options: [sub('s'), option({}, 'o')] }), ['options mixed']],
    [
      'a subcommand in a subcommand',
      'create',
      slash({ options: [sub('s', sub('t'))] }),
      ['options[0].options[0].type nesting'],
    ],
    [
      'a group in a group',
      'create',
      slash({ options: [group('g', group('h'))] }),
      ['options[0].options[0].type nesting'],
    ],
    [
      'an option in a group',
      'create',
      slash({ options: [group('g', option())] }),
      ['options[0].options[0].type nesting'],
    ],
    [
      'choices beside autocomplete',
      'create',
      withOption({ autocomplete: true, choices: [choice()] }),
      ['options[0].choices autocomplete'],
    ],
    [
      'a fraction as choice of a whole number',
      'create',
      withOption({ type: Option.Integer, choices: [choice({ value: 1.5 })] }),
      ['options[0].choices[0].value wholeNumber'],
    ],
    [
      'a text as choice of a number',
      'create',
      withOption({ type: Option.Number, choices: [choice({ value: '1' })] }),
      ['options[0].choices[0].value number'],
    ],
    [
      'a maximum below the minimum',
      'create',
      withOption({ type: Option.Number, minValue: 2, maxValue: 1.5 }),
      ['options[0].maxValue range'],
    ],
    [
      'a longest text below the shortest',
      'create',
      withOption({ minLength: 9, maxLength: 8 }),
      ['options[0].maxLength range'],
    ],
    ['a longest text of nothing', 'create', withOption({ maxLength: 0 }), ['options[0].maxLength wholeNumber']],
    [
      'a type of channel twice',
      'create',
      withOption({ type: Option.Channel, channelTypes: [0, 0] }),
      ['options[0].channelTypes items'],
    ],
    ['no context', 'create', slash({ contexts: [] }), ['contexts items']],
    ['a context twice', 'create', slash({ contexts: [0, 0] }), ['contexts items']],
    ['no integration type', 'create', slash({ integrationTypes: [] }), ['integrationTypes items']],
    [
      'permissions by name',
      'create',
      slash({ defaultMemberPermissions: 'BanMembers' }),
      ['defaultMemberPermissions permissions'],
    ],
    ['no list of commands', 'all', slash(), [' list']],
    ['a command twice', 'all', [slash(), slash({ type: 1 })], ['[1].name unique']],
    ['a wrong command of several', 'all', [slash(), slash({ name: 'A' })], ['[1].name commandName']],
    ['more than 100 slash commands', 'all', many(101, (i) => slash({ name: `c${i}` })), [' commandCount']],
    ['more than 15 user commands', 'all', many(16, (i) => ({ type: 2, name: `c${i}` })), [' commandCount']],
    ['more than 15 message commands', 'all', many(16, (i) => ({ type: 3, name: `c${i}` })), [' commandCount']],
    ['two entry points', 'all', many(2, (i) => ({ type: 4, name: `c${i}` })), [' commandCount']],
    ['an edit to an empty name', 'edit', { name: '' }, ['name characters']],
    ['an edit to capitals beside options', 'edit', { name: 'A', options: [option()] }, ['name commandName']],
    ['an edit to a name twice', 'edit', { options: [option(), option()] }, ['options[1].name unique']],
    ['no permissions', 'permissions', {}, ['permissions items']],
    [
      'more than 100 permissions',
      'permissions',
      { permissions: many(101, (i) => ({ id: String(i), type: 1, permission: true })) },
      ['permissions items'],
    ],
    [
      'a permission that is neither yes nor no',
      'permissions',
      { permissions: [{ id: '1', type: 1, permission: 'yes' }] },
      ['permissions[0].permission boolean'],
    ],
    [
      'a permission for nobody',
      'permissions',
      { permissions: [{ type: 2, permission: true }] },
      ['permissions[0].id present'],
    ],
  ])('refuse %s [seed 58]', (_what, kind, body, expected) => {
    expect(refusals(kind, body)).toEqual(expected);
  });

  it.each<[string, 'create' | 'edit' | 'all' | 'permissions', unknown]>([
    ['letters of all scripts', 'create', slash({ name: '织-กี่_हथकरघा' })],
    ['apostrophes', 'create', slash({ name: "o'clock" })],
    ['a menu command with capitals and spaces', 'create', { type: 3, name: 'Weave This', description: '' }],
    ['an entry point', 'create', { type: 4, name: 'launch', description: 'starts', handler: 2 }],
    ['kinds of commands not known here', 'create', { type: 99, name: 'A B', handler: 1 }],
    ['kinds of options not known here', 'create', withOption({ type: 99, name: 'o', description: 'd' })],
    ['fields not known here', 'create', slash({ colour: 'madder' })],
    ['required options first', 'create', slash({ options: [option({ required: true }, 'a'), option({}, 'b')] })],
    ['groups of subcommands', 'create', slash({ options: [group('g', sub('s', option())), sub('t')] })],
    ['autocomplete with an empty list', 'create', withOption({ autocomplete: true, choices: [] })],
    ['null for what is not there', 'create', slash({ nameLocalizations: null, options: null, contexts: null })],
    ['a language without a name', 'create', slash({ nameLocalizations: { de: null } })],
    ['a bigint of permissions', 'create', slash({ defaultMemberPermissions: 0n })],
    ['a name of both kinds', 'all', [slash(), { type: 2, name: 'weave' }]],
    ['an empty list', 'all', []],
    [
      '100 slash commands and 15 of each menu',
      'all',
      [
        ...many(100, (i) => slash({ name: `c${i}` })),
        ...many(15, (i) => ({ type: 2, name: `c${i}` })),
        ...many(15, (i) => ({ type: 3, name: `c${i}` })),
      ],
    ],
    ['an edit of a name, which may be a menu command’s', 'edit', { name: 'Weave This' }],
    ['an edit of nothing', 'edit', {}],
    ['no permission entries', 'permissions', { permissions: [] }],
  ])('let %s pass', (_what, kind, body) => {
    expect(refusals(kind, body)).toEqual([]);
  });
});

describe('the characters of a command in all', () => {
  /** A command of exactly so many characters. */
  const commandOf = (length: number): Loose => {
    // 5 for the name, 6 for the description; an option has 2 for its name and 1 for its description.
    const options = [option({ choices: [choice({ name: 'c', value: text(5_000) })] }, 'o1')];
    const rest = length - 11 - 3 - 5_001;
    return slash({ options: [...options, option({ choices: [choice({ name: 'c', value: text(rest - 4) })] }, 'o2')] });
  };

  it('are 8,000 at most [seed 58]', () => {
    expect(refusals('create', commandOf(8_000))).toEqual([]);
    expect(refusals('create', commandOf(8_001))).toEqual([' characterSum']);
    expect(refusals('all', [slash({ name: 'a' }), commandOf(8_001)])).toEqual(['[1] characterSum']);
  });

  it('count the longest language of each text, and only that', () => {
    const command = commandOf(8_000);
    expect(refusals('create', { ...command, descriptionLocalizations: { de: text(6), 'pt-BR': text(5) } })).toEqual([]);
    expect(refusals('create', { ...command, descriptionLocalizations: { de: text(7) } })).toEqual([' characterSum']);
  });
});

it('keeps the locales of a refused command as they were written', () => {
  const body = slash({ nameLocalizations: { 'pt-BR': 'Tecer', 'zh-CN': '织' } });
  expect(refusals('create', body)).toEqual(['nameLocalizations.pt-BR commandName']);
});
