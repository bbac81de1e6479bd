/** What a bot author is told before anything connects: each mistake with its place and a way out, and all of them at once. */
import {
  type Class,
  ClientHub,
  env,
  type ClientGroupOptions,
  GuildMemberAddEvent,
  Handler,
  nullLogger,
  On,
  SetupError,
  type SetupProblem,
} from 'corduroy';
import { limitProblems } from 'corduroy/dispatcher';
import './wrong/circle';
import { CircularHandler } from './wrong/circular';
import {
  NeedsInConstructor,
  NoDecoratedMethodArgument,
  NotAHandler,
  TakesInterface,
  TakesTypeOnly,
  TakesUnknownName,
  TakesUnprovided,
  WithoutMetadata,
} from './wrong/handlers';
import { Undecorated } from './wrong/parts';

const token = (letter: string): string =>
  `MTA1MDAwMDAwMDAwMDAwMDA${letter}.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB`;

async function refusalOf(fill: (hub: ClientHub) => void): Promise<SetupError> {
  const hub = new ClientHub({ logger: nullLogger, api: 'http://127.0.0.1:9/api/v10' });
  fill(hub);
  const error: unknown = await hub.start().catch((thrown: unknown) => thrown);
  await hub.stop();
  if (!(error instanceof SetupError)) throw new Error(`no SetupError: ${String(error)}`);
  return error;
}

/** The one problem of a group with these options. */
async function problemOf(options: ClientGroupOptions): Promise<{ problem: SetupProblem; text: string }> {
  const error = await refusalOf((hub) => hub.createClientGroup('alpha', token('A'), options));
  expect(error.problems.map(({ code, message }) => `${code}: ${message}`)).toHaveLength(1);
  return { problem: error.problems[0] as SetupProblem, text: error.message };
}

describe('a mistake in a handler', () => {
  it.each<
    [string, Class, { code: string; cause: RegExp; method: string; argument?: string; file: string; advice: RegExp }]
  >([
    [
      'an argument that is an interface',
      TakesInterface,
      {
        code: 'DI_ARGUMENT_OBJECT',
        cause: /interface/,
        method: 'run',
        argument: '_settings',
        file: 'handlers',
        advice: /@Inject\(token\)/,
      },
    ],
    [
      'an argument whose class came by `import type`',
      TakesTypeOnly,
      {
        code: 'DI_ARGUMENT_FUNCTION',
        cause: /`import type`/,
        method: 'run',
        argument: '_database',
        file: 'handlers',
        advice: /import \{ … \}.*without/,
      },
    ],
    [
      'an argument lost in a circular import',
      CircularHandler,
      {
        code: 'DI_ARGUMENT_UNDEFINED',
        cause: /files import each other/,
        method: 'circular',
        argument: '_circle',
        file: 'circular',
        advice: /break the circular import/,
      },
    ],
    [
      'an argument that nothing provides',
      TakesUnprovided,
      {
        code: 'DISPATCH_ARGUMENT_UNRESOLVED',
        cause: /Nothing is provided for Database/,
        method: 'run',
        argument: '_database',
        file: 'handlers',
        advice: /providers/,
      },
    ],
    [
      'a name that nothing provides',
      TakesUnknownName,
      {
        code: 'DISPATCH_ARGUMENT_UNRESOLVED',
        cause: /my_numbr/,
        method: 'run',
        argument: '_n',
        file: 'handlers',
        advice: /addArgument\('my_numbr'/,
      },
    ],
    [
      'a constructor that needs what nothing provides',
      NeedsInConstructor,
      {
        code: 'DI_MISSING_PROVIDER',
        cause: /Database/,
        method: 'constructor',
        argument: 'database',
        file: 'handlers',
        advice: /providers/,
      },
    ],
    [
      'a runner that emits no metadata',
      WithoutMetadata,
      {
        code: 'DI_NO_METADATA',
        cause: /no metadata.*tsx/,
        method: 'run',
        argument: '_database',
        file: 'handlers',
        advice: /@Args\(/,
      },
    ],
    [
      'an argument of a primitive type',
      NoDecoratedMethodArgument,
      {
        code: 'DI_ARGUMENT_PRIMITIVE',
        cause: /type String/,
        method: 'run',
        argument: '_text',
        file: 'handlers',
        advice: /@Inject\(token\)/,
      },
    ],
  ])('%s is told with file, class, method, argument, cause and a way out [seed 33]', async (_title, type, wanted) => {
    const { problem, text } = await problemOf({ handlers: [type] });
    expect(problem.code).toBe(wanted.code);
    expect(problem.message).toMatch(wanted.cause);
    expect(problem.advice).toMatch(wanted.advice);
    expect(problem.place).toMatchObject({ className: type.name, method: wanted.method, argument: wanted.argument });
    expect(problem.place?.file).toMatch(new RegExp(`wrong/${wanted.file}\\.ts:\\d+$`));
    expect(text).toMatch(
      new RegExp(
        `at ${type.name}\\.${wanted.method}, argument "${wanted.argument}" \\(.*wrong/${wanted.file}\\.ts:\\d+\\)\\n    Try: `,
      ),
    );
  });

  it('a class without @Handler() is told by name', async () => {
    const { problem } = await problemOf({ handlers: [NotAHandler] });
    expect(`${problem.message} ${problem.advice}`).toMatch(/NotAHandler.*@Handler\(\)/s);
    expect(problem.place).toMatchObject({ className: 'NotAHandler' });
  });

  it('an undecorated provider with constructor parameters is told with the list it stands in', async () => {
    const { problem } = await problemOf({ providers: [Undecorated] });
    expect(problem).toMatchObject({
      code: 'DI_UNDECORATED',
      advice: 'put @Injectable() on Undecorated.',
      place: { className: 'Undecorated', method: 'constructor', argument: 'database' },
    });
    expect(problem.message).toContain('the options of group "alpha"');
  });

  it('a privileged intent that nobody declared is told with the handler', async () => {
    @Handler()
    class Welcome {
      @On(GuildMemberAddEvent)
      greet(): void {
        return undefined;
      }
    }
    const { problem } = await problemOf({ handlers: [Welcome] });
    expect(problem).toMatchObject({
      code: 'DISPATCH_INTENT_MISSING',
      place: { className: 'Welcome', method: 'greet' },
    });
    expect(problem.place?.file).toMatch(/setup-errors\.test\.ts:\d+$/);
    expect(problem.advice).toMatch(/needs: \['GuildMembers'\]/);
  });

  it.each(['modules', 'handlers', 'providers'] as const)('a hole in `%s` is told, not stumbled over', async (list) => {
    const { problem } = await problemOf({ [list]: [undefined] });
    expect(problem.message).toMatch(new RegExp(`Entry 0 of .*${list}.*undefined`));
    expect(problem.advice).not.toBe('');
  });
});

describe('options of a group that Discord would refuse', () => {
  it.each<[ClientGroupOptions, RegExp]>([
    [{ shards: 0 }, /number of shards is 0/],
    [{ compression: 'lzma' as never }, /compression "lzma" is not known/],
  ])('are told at the start, with the group and its line: %j', async (options, cause) => {
    const { problem } = await problemOf(options);
    expect(problem).toMatchObject({
      code: 'GATEWAY_INVALID_OPTIONS',
      advice: expect.stringMatching(/^use /) as string,
    });
    expect(problem.message).toMatch(/^Group "alpha": /);
    expect(problem.message).toMatch(cause);
    expect(problem.message).not.toContain('Try:');
    expect(problem.place?.file).toMatch(/setup-errors\.test\.ts:\d+$/);
  });
});

describe('numbers of a dispatcher', () => {
  it.each<[NonNullable<ClientGroupOptions['dispatcher']>, RegExp, RegExp]>([
    [{ maxInFlight: 0 }, /dispatcher\.maxInFlight is 0\./, /from 1 on/],
    [{ maxInFlight: Number.NaN }, /maxInFlight is NaN/, /from 1 on/],
    [{ maxInFlight: 1.5 }, /maxInFlight is 1\.5/, /whole number/],
    [{ maxInFlight: '5' as never }, /maxInFlight is "5"/, /from 1 on/],
    [{ maxQueued: -1 }, /maxQueued is -1/, /from 0 on/],
    [{ stallAfterMs: 0 }, /stallAfterMs is 0/, /more than 0/],
    [{ stallAfterMs: Number.NaN }, /stallAfterMs is NaN/, /more than 0/],
    [{ turnBudgetMs: 0 }, /turnBudgetMs is 0/, /more than 0/],
    [{ maxRuns: 0 }, /maxRuns is 0/, /from 1 on/],
    [{ maxRuns: null as never }, /maxRuns is null/, /from 1 on/],
  ])('that let nothing run or tell nothing are told at the start: %p', async (dispatcher, cause, advice) => {
    const { problem } = await problemOf({ dispatcher });
    expect(problem.code).toBe('DISPATCH_LIMIT_OPTIONS');
    expect(problem.message).toMatch(/^Group "alpha": /);
    expect(problem.message).toMatch(cause);
    expect(problem.advice).toMatch(advice);
    expect(problem.place?.file).toMatch(/setup-errors\.test\.ts:\d+$/);
  });

  it('may be without a limit, and a queue may hold nothing', () => {
    const numbers = { maxInFlight: Infinity, maxQueued: 0, stallAfterMs: Infinity, turnBudgetMs: 0.5, maxRuns: 1 };
    expect(limitProblems(numbers, 'Group "alpha"')).toEqual([]);
  });
});

describe('a program with every mistake', () => {
  it('is told of all of them at once, each once, and no token', async () => {
    const error = await refusalOf((hub) => {
      hub.createClientGroup('alpha', token('A'), {
        handlers: [TakesInterface, TakesTypeOnly, CircularHandler, TakesUnprovided, WithoutMetadata, NotAHandler],
        providers: [Undecorated],
      });
      hub.createClientGroup('alpha', token('B'));
      hub.createClientGroup('shared', token('A'));
      hub.createClientGroup('malformed', 'nonsense');
      hub.createClientGroup('missing', env('A_VARIABLE_THAT_IS_NOT_SET'));
      hub.createClientGroup('intents', token('C')).dispatcher.addHandler(GuildMemberAddEvent, () => undefined);
    });
    const codes = error.problems.map(({ code }) => code);
    expect(codes.sort()).toEqual(
      [
        'DI_ARGUMENT_FUNCTION',
        'DI_ARGUMENT_OBJECT',
        'DI_ARGUMENT_UNDEFINED',
        'DI_NO_METADATA',
        'DI_UNDECORATED',
        'DI_HANDLER_UNDECORATED',
        'DISPATCH_ARGUMENT_UNRESOLVED',
        'DISPATCH_INTENT_MISSING',
        'SETUP_DUPLICATE_GROUP',
        'SETUP_TOKEN_MALFORMED',
        'SETUP_TOKEN_MISSING',
        'SETUP_TOKEN_SHARED',
      ].sort(),
    );
    expect(error.message).toContain(`${codes.length} problems found`);
    expect(error.message.match(/^ {4}Try: \S/gm)).toHaveLength(codes.length);
    expect(error.message).not.toContain('GabcDE');
    expect(error.message).not.toContain('nonsense');
  });
});
