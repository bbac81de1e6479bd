/** What decorators for methods stand on although it is none, and what compilers make of them that apply decorators in another way. */
import { runInThisContext } from 'node:vm';
import { transformSync, type TsconfigRaw } from 'esbuild';
import * as di from '../../../src/di';
import * as dispatcher from '../../../src/dispatcher';
import { SetupError } from '../../../src/errors';
import * as interactions from '../../../src/interactions';
import * as models from '../../../src/models';
import { unstarted } from '../dispatcher/support';
import { told } from './fixtures';

type Flags = NonNullable<TsconfigRaw['compilerOptions']>;

/** What a file exports that a runner has compiled which checks nothing. */
function load(source: string, compilerOptions: Flags): Record<string, di.Class> {
  const options = { loader: 'ts', format: 'cjs', target: 'es2022', tsconfigRaw: { compilerOptions } } as const;
  const { code } = transformSync(source, options);
  const run = runInThisContext(`(require, module) => {${code}}`) as (require: () => object, module: object) => void;
  const module: { exports: Record<string, di.Class> } = { exports: {} };
  run(() => ({ ...di, ...dispatcher, ...interactions, ...models }), module);
  return module.exports;
}

const HEADER = `import {
  Catch, Checkbox, Cooldown, Handler, Inject, MessageCreateEvent, On, OnOutcome, Slash, StringOption, Use,
} from 'corduroy';\n`;

function problemsOf(type: di.Class): string {
  const setup = unstarted();
  setup.dispatcher.addHandler(type);
  return told(setup.dispatcher.check(() => true));
}

describe.each([false, true])('with experimentalDecorators (useDefineForClassFields: %s)', (useDefineForClassFields) => {
  const options = { experimentalDecorators: true, useDefineForClassFields };

  it.each(['On(MessageCreateEvent)', 'Catch()', 'OnOutcome()'])(
    '@%s on a field with a function is told',
    (decorator) => {
      const { Greeter } = load(`${HEADER}@Handler() export class Greeter { @${decorator} greet = () => 1; }`, options);
      expect(problemsOf(Greeter as di.Class)).toMatch(
        /Greeter\.greet has a decorator for methods and is a field.*DI_NOT_A_METHOD/,
      );
    },
  );

  it('an accessor is told, and not read', () => {
    const body = `@On(MessageCreateEvent) get greet() { throw new Error('read'); }`;
    const { Greeter } = load(`${HEADER}@Handler() export class Greeter { ${body} }`, options);
    expect(problemsOf(Greeter as di.Class)).toMatch(/is an accessor.*DI_NOT_A_METHOD/);
  });

  it('what a command calls is looked at as well', () => {
    const { Bank } = load(`export class Bank { pay = () => 1; }`, options);
    const setup = unstarted();
    setup.dispatcher.addCall({ owner: Bank as di.Class, method: 'pay', place: {}, given: 1, kind: 'command' });
    expect(setup.dispatcher.check(() => true)).toMatchObject([{ code: 'DI_NOT_A_METHOD' }]);
  });

  it('@Inject on a field is told when the file is loaded', () => {
    const loading = (): unknown => load(`${HEADER}class Greeter { @Inject('db') db!: object; }`, options);
    expect(loading).toThrow(
      /@Inject stands on the field Greeter\.db, and only parameters are injected\. \(DI_INJECT_ON_FIELD\)/,
    );
  });

  it('a method, be it generated, private to the compiler or inherited, is one', () => {
    const { Greeter } = load(
      `${HEADER}class Base { @On(MessageCreateEvent) async *hear(event: MessageCreateEvent) {} }
      @Handler() export class Greeter extends Base { @On(MessageCreateEvent) private greet(event: MessageCreateEvent) {} }`,
      options,
    );
    expect(problemsOf(Greeter as di.Class)).toBe('');
  });
});

describe('a decorator that is applied the standard way', () => {
  it.each([
    'class Greeter { @On(MessageCreateEvent) greet() {} }',
    'class Greeter { @On(MessageCreateEvent) async *greet() {} }',
    'class Greeter { @On(MessageCreateEvent) static greet() {} }',
    'class Greeter { @On(MessageCreateEvent) greet = () => 1; }',
    'class Greeter { @Catch() greet() {} }',
    'class Greeter { @OnOutcome() greet() {} }',
    `class Greeter { @Use(Cooldown.perUser('5s')) greet() {} }`,
    `@Use(Cooldown.perUser('5s')) class Greeter {}`,
    `class Greeter { @Inject('db') db; }`,
    `class Options { @StringOption('Whom') whom = ''; }`,
    `class Form { @Checkbox('Sure') sure = false; }`,
    `class Shop { @Slash('buy', 'Buys') buy() {} }`,
  ])('says so when the file is loaded: %s', (source) => {
    const loading = (): unknown => load(HEADER + source, {});
    expect(loading).toThrow(SetupError);
    expect(loading).toThrow(/the compiler runs without `experimentalDecorators`\. \(DI_STANDARD_DECORATORS\)/);
  });
});

it('a method that overrides a decorated one, and asks for more, is told what is missing', () => {
  class Database {}
  class Audit {}
  class Base {
    @di.On(models.MessageCreateEvent)
    greet(_event: models.MessageCreateEvent, _db: Database): void {}
  }
  @di.Handler()
  class Greeter extends Base {
    override greet(_event: models.MessageCreateEvent, _db: Database, _audit?: Audit): void {}
  }
  expect(problemsOf(Greeter)).toMatch(
    /argument 2 "_audit" of Greeter\.greet: the method overrides a decorated one[^]*DI_OVERRIDE_UNDECORATED[^]*repeat the decorator/,
  );
});
