/** Payloads that no client of Discord sends: custom ids of others, options of the wrong kind, forms that nobody showed. */
import { Length } from 'class-validator';
import { Handler } from '../../../../src/di';
import {
  Autocomplete,
  Button,
  type ButtonContext,
  customId,
  type GuildSlashContext,
  type IdOf,
  int,
  IntegerOption,
  Modal,
  type ModalContext,
  OnModal,
  oneOf,
  type Query,
  Select,
  type SelectContext,
  Slash,
  type SlashContext,
  snowflake,
  StringOption,
  text,
  TextInput,
  UserOption,
} from '../../../../src/interactions';
import { User } from '../../../../src/models';
import { ALICE, click, command, completion, namesOf, routed, submission, texts } from './support';

const Ban = customId('ban', { user: snowflake, days: int(0, 7), note: text(20) });
const BanOfOld = customId('ban', { user: snowflake, days: int(0, 8), note: text(20) });
const BanOfLater = customId('ban', { user: snowflake, days: int(0, 7), note: text(20) }, { version: 2 });

class Options {
  @StringOption('x', { maxLength: 10, autocomplete: true }) word!: string;
  @IntegerOption('x', { min: 0, max: 7, optional: true }) days = 3;
  @UserOption('x', { optional: true }) who?: User;
  @StringOption('x', { name: '__proto__', optional: true }) proto?: string;
  @StringOption('x', { name: 'constructor', optional: true }) maker?: string;
  @StringOption('x', { optional: true, choices: { __proto__: 'p', constructor: 'c', plain: 'v' } as never })
  choice?: string;
}

const LONG_CHOICES = Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`${i}`.padEnd(100, 'x'), `v${i}`]));
class Long {
  @StringOption('x', { choices: LONG_CHOICES }) choice!: string;
}

class Ruled {
  @StringOption('x') @Length(3, 9) word!: string;
}

@Modal('report', 'Report')
class Report {
  @TextInput('Why', { maxLength: 20 }) why!: string;
  @TextInput('Proto', { optional: true }) constructed?: string;
}

let seen: unknown[] = [];
let suggested: unknown;

@Handler()
class Everything {
  @Slash('do', 'Does') do(_ctx: SlashContext, options: Options): string {
    seen.push(options);
    return 'done';
  }
  @Slash('long', 'Is long') long(_ctx: SlashContext, _options: Long): string {
    return 'done';
  }
  @Slash('ruled', 'Has rules') ruled(_ctx: SlashContext, _options: Ruled): string {
    return 'done';
  }
  @Slash('guild', 'For guilds', { contexts: ['Guild'] }) guild(ctx: GuildSlashContext): string {
    return ctx.member.displayName;
  }
  @Autocomplete(Options, 'word') word(_query: Query): never[] {
    return suggested as never[];
  }
  @Button(Ban) ban(_ctx: ButtonContext, id: IdOf<typeof Ban>): string {
    seen.push(id);
    return 'banned';
  }
  @Select(customId('pick', { of: oneOf('a', 'b') })) pick(ctx: SelectContext): string {
    return ctx.values.join();
  }
  @OnModal(Report) report(_ctx: ModalContext, form: Report): string {
    seen.push(Object.fromEntries(Object.entries(form)));
    return 'reported';
  }
}

beforeEach(() => {
  seen = [];
});

async function said(raw: object, using = routed([Everything])): Promise<string[]> {
  const { answers, done } = using.send(raw);
  await done;
  expect(using.errors.failures).toEqual([]);
  return texts(answers);
}

const OUTDATED = 'reply: This is from an older version of me and does not work any more. Please start again.';
const good = Ban.of({ user: ALICE, days: 7, note: 'x' });

describe('a custom id', () => {
  it('that is good is read', async () => {
    expect(await said(click(good))).toEqual(['update: banned']);
    expect(seen).toEqual([{ user: ALICE, days: 7, note: 'x' }]);
  });

  it.each([
    ['of an earlier version', BanOfOld.of({ user: ALICE, days: 8, note: '' })],
    ['of a later version', BanOfLater.of({ user: ALICE, days: 1, note: '' })],
    ['without its values', 'ban'],
  ])('%s is told as outdated', async (_name, id) => {
    expect(await said(click(id))).toEqual([OUTDATED]);
  });

  it.each([
    ['of another bot', 'somebody-elses'],
    ['of a name of JavaScript', '__proto__'],
    ['of a name of JavaScript with values', 'constructor:abc'],
    ['that is empty', ''],
    ['that is a colon', ':'],
    ['with a head that is none', 'ban:"""'],
    ['that is cut', good.slice(0, -1)],
    ['with more at its end', `${good}0`],
    ['with values out of bounds', good.slice(0, -10) + '['.repeat(10)],
    ['with letters that numbers are not made of', good.slice(0, -1) + '"'],
    ['with half a character', good.replace('x', '\ud800')],
    ['of a megabyte', `ban:${'x'.repeat(1_000_000)}`],
    ['of a megabyte with its own head', good.slice(0, 7) + 'x'.repeat(1_000_000)],
  ])('%s reaches no method', async (_name, id) => {
    const using = routed([Everything]);
    expect((await said(click(id), using)).filter((text) => text !== OUTDATED)).toEqual([]);
    expect(seen).toEqual([]);
    for (const { message } of using.logger.lines) expect(message.length).toBeLessThan(300);
  });

  it.each([undefined, null, 7, {}, true])('that is %p is an interaction that cannot be read', async (id) => {
    const using = routed([Everything]);
    expect(await said(click(id), using)).toEqual([]);
    expect(using.logger.at('error')).toEqual(['an interaction could not be read']);
  });

  it('of a button does nothing on a select', async () => {
    expect(await said(click(good, { data: { custom_id: good, component_type: 3, values: [] } }))).toEqual([]);
  });
});

describe('an option', () => {
  it.each([
    ['of another type', [['word', 4, 7]], 'word'],
    ['whose value is of another type than it says', [['word', 3, 7]], 'word'],
    ['that is an object', [['word', 3, { toString: 'x' }]], 'word'],
    ['that is null', [['word', 3, null]], 'word'],
    ['that is left out', [], 'word'],
    ['that is huge', [['word', 3, 'x'.repeat(5_000_000)]], 'word'],
    [
      'that is NaN',
      [
        ['word', 3, 'x'],
        ['days', 4, NaN],
      ],
      'days',
    ],
    [
      'that is no whole number',
      [
        ['word', 3, 'x'],
        ['days', 4, 1.5],
      ],
      'days',
    ],
    [
      'that is out of bounds',
      [
        ['word', 3, 'x'],
        ['days', 4, 8],
      ],
      'days',
    ],
    [
      'without its record',
      [
        ['word', 3, 'x'],
        ['who', 6, ALICE],
      ],
      'who',
    ],
    [
      'with an id of JavaScript',
      [
        ['word', 3, 'x'],
        ['who', 6, '__proto__'],
      ],
      'who',
    ],
    [
      'with a choice of JavaScript',
      [
        ['word', 3, 'x'],
        ['choice', 3, 'toString'],
      ],
      'choice',
    ],
    [
      'that is given twice, once wrongly',
      [
        ['word', 3, 'x'],
        ['word', 4, 7],
      ],
      'word',
    ],
  ] as const)('%s is refused, and told which', async (_name, entered, wrong) => {
    const using = routed([Everything], { invalid: namesOf });
    expect(await said(command('do', entered), using)).toEqual([`reply: ${wrong}`]);
    expect(seen).toEqual([]);
  });

  it('of a name that the class does not have is no harm, whatever the name', async () => {
    const entered = [
      ['word', 3, 'x'],
      ['toString', 3, 'x'],
      ['hasOwnProperty', 3, 'x'],
      ['days ', 4, 2],
    ] as const;
    expect(await said(command('do', entered))).toEqual(['reply: done']);
    expect(seen).toEqual([Object.assign(new Options(), { word: 'x' })]);
  });

  it('may be called like something of JavaScript', async () => {
    const entered = [
      ['word', 3, 'x'],
      ['__proto__', 3, 'p'],
      ['constructor', 3, 'c'],
      ['choice', 3, 'c'],
    ] as const;
    expect(await said(command('do', entered))).toEqual(['reply: done']);
    const [options] = seen as [Options];
    expect([options.proto, options.maker, options.choice]).toEqual(['p', 'c', 'c']);
    expect(options).toBeInstanceOf(Options);
  });

  it('that is refused in more words than a message has is told in fewer', async () => {
    const [reply] = await said(command('long', [['choice', 3, 'none']]));
    expect(reply).toMatch(/^reply: \*\*choice\*\* takes one of 0xxx/);
    expect(reply!.length).toBe('reply: '.length + 2_000);
  });

  it('is refused all the same when the words for it cannot be made', async () => {
    const using = routed([Everything], {
      invalid: () => {
        throw new Error('no words');
      },
    });
    expect(await said(command('ruled', [['word', 3, 'x']]), using)).toEqual(['reply: Something went wrong.']);
  });
});

it('a command for guilds that Discord still offers elsewhere is refused there', async () => {
  const raw = { guild_id: undefined, member: undefined, user: { id: ALICE, username: 'alice' } };
  expect(await said(command('guild', [], raw))).toEqual(['reply: This works in servers only.']);
});

describe('suggestions', () => {
  const choicesOf = async (result: unknown): Promise<unknown> => {
    suggested = result;
    const using = routed([Everything]);
    const { answers, done } = using.send(completion('do', 'word', 'x'.repeat(6_000)));
    await done;
    const [first] = answers.said as unknown as [{ body: { data: { choices: unknown } } } | undefined];
    return first?.body.data.choices;
  };

  it('that Discord does not take are left out, so that the others are shown', async () => {
    expect(await choicesOf(['x'.repeat(101), '', '  ', NaN, { name: '', value: 'x' }, 'ok'])).toEqual([
      { name: 'ok', value: 'ok' },
    ]);
  });

  it('have their translations cut as their names, for one of which the whole list would be refused', async () => {
    const nameLocalizations = { de: 'x'.repeat(101), fr: 'y', it: '' };
    const [choice] = (await choicesOf([{ name: 'x', value: 'x', nameLocalizations }])) as [object];
    expect(choice).toEqual({ name: 'x', value: 'x', nameLocalizations: { de: `${'x'.repeat(99)}…`, fr: 'y' } });
  });

  it('of which there are too many are cut, and so are names that are too long', async () => {
    const list = Array.from({ length: 1_000 }, (_, i) => ({ name: `${i}`.padEnd(10_000, '👍'), value: i }));
    const choices = (await choicesOf(list)) as { name: string }[];
    expect(choices).toHaveLength(25);
    for (const { name } of choices) expect(Array.from(name)).toHaveLength(100);
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'x'],
    ['a list of nothing', [null]],
    ['an object', { length: 3 }],
  ])('that are %s are none', async (_name, result) => {
    expect(await choicesOf(result)).toEqual([]);
  });

  it('that fail leave the field as it is', async () => {
    expect(await choicesOf(Promise.reject(new Error('no')))).toEqual([]);
  });
});

describe('a form', () => {
  const field = (id: string, value: unknown, type = 4) => ({ type: 18, component: { type, custom_id: id, value } });

  it('that nobody showed is answered like any other: what it holds is checked, and not who fills it in', async () => {
    expect(await said(submission('report', [field('why', 'x')]))).toEqual(['reply: reported']);
  });

  it('that is sent twice is answered twice', async () => {
    const using = routed([Everything]);
    const raw = submission('report', [field('why', 'x')]);
    expect([await said(raw, using), await said(raw, using)]).toEqual([['reply: reported'], ['reply: reported']]);
  });

  it.each([
    ['without its field', []],
    ['with a field of another kind', [field('why', 'x', 3)]],
    ['with a field that holds a number', [field('why', 7)]],
    ['with a field that is too long', [field('why', 'x'.repeat(21))]],
    ['with fields of other names', [field('__proto__', 'x'), field('constructor', 'x')]],
    ['with parts that are none', [null, 7, 'x', [], { component: { component: null } }]],
  ])('%s is refused', async (_name, components) => {
    const using = routed([Everything], { invalid: namesOf });
    expect(await said(submission('report', components), using)).toEqual(['reply: Why']);
    expect(seen).toEqual([]);
  });

  it('does not take what another field is called', async () => {
    const parts = [field('why', 'x'), field('id', 'x'), field('__proto__', 'x')];
    expect(await said(submission('report', parts))).toEqual(['reply: reported']);
    expect(seen).toEqual([{ why: 'x' }]);
  });
});
