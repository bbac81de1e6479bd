import { Handler, Inject, Injectable, type Injector, token } from '../../../src/di';
import { FrameworkError, SetupError } from '../../../src/errors';
import { graphOf, withCode } from './fixtures';

class Database {}
class Client {}
const MY_NUMBER = token<number>('my_number');

async function injectors(): Promise<{ alpha: Injector; close: () => Promise<unknown> }> {
  const graph = graphOf({
    hub: { providers: [Database] },
    alpha: {
      builtIns: [{ token: Client, aliases: ['client'], value: new Client() }],
      providers: [{ provide: MY_NUMBER, useValue: 42 }],
    },
  });
  return { alpha: await graph.resolveGroup('alpha'), close: () => graph.closeGroup('alpha') };
}

describe('an injector', () => {
  it('gives what stands for a token here or above', async () => {
    const { alpha } = await injectors();
    expect(alpha.get(Database)).toBeInstanceOf(Database);
    expect(alpha.get('my_number')).toBe(42);
    expect(alpha.get(token<number>('my_number'))).toBe(42);
    expect(alpha.tryGet('nothing')).toBeUndefined();
    expect([alpha.has(Database), alpha.has('nothing')]).toEqual([true, false]);
  });

  it('lists the names that can be asked for', async () => {
    const { alpha } = await injectors();
    expect(alpha.names().sort()).toEqual(['client', 'my_number']);
  });

  it('names what may be meant when it knows no such token', async () => {
    const { alpha } = await injectors();
    const error = await Promise.resolve()
      .then(() => alpha.get('my_nubmer'))
      .catch((thrown: unknown) => thrown as FrameworkError);
    expect(error).toBeInstanceOf(FrameworkError);
    expect(error).toMatchObject({
      code: 'DI_UNKNOWN_TOKEN',
      message: 'Nothing provides my_nubmer in group "alpha".\n  Try: did you mean my_number?',
      context: { token: 'my_nubmer', near: ['my_number'] },
    });
  });

  it('lists what it knows when nothing is near', async () => {
    const { alpha } = await injectors();
    class Unheard {}
    expect(() => alpha.get(Unheard)).toThrow(/Known here: my_number, Client, client, Database\./);
  });

  it('makes classes that nobody registered, a new one each time, with what its scope has', async () => {
    const { alpha } = await injectors();
    @Handler()
    class Greeter {
      constructor(
        readonly database: Database,
        @Inject(MY_NUMBER) readonly n: number,
        readonly limit = 3,
      ) {}
    }
    const made = alpha.create(Greeter);
    expect(made).toMatchObject({ n: 42, limit: 3 });
    expect(made.database).toBe(alpha.get(Database));
    expect(alpha.create(Greeter)).not.toBe(made);
    expect(alpha.has(Greeter)).toBe(false);
  });

  it('says everything that keeps a class from being made', async () => {
    const { alpha } = await injectors();
    class Missing {}
    @Injectable()
    class Broken {
      constructor(
        readonly missing: Missing,
        readonly n: number,
      ) {}
    }
    class Bare {
      constructor(readonly database: Database) {}
    }
    @Injectable()
    class Throws {
      constructor() {
        throw new Error('cannot');
      }
    }
    expect(() => alpha.create(Broken)).toThrow(SetupError);
    expect(() => alpha.create(Broken)).toThrow(
      /Broken cannot start: 2 problems found\.\n- Broken needs Missing \(argument 0 "missing"\)[^]*DI_ARGUMENT_PRIMITIVE/,
    );
    expect(() => alpha.create(Bare)).toThrow(/put @Injectable\(\) on Bare/);
    expect(() => alpha.create(Throws)).toThrow(/The constructor of Throws threw: cannot/);
  });

  it('has scopes below it that know the values of one invocation besides', async () => {
    const { alpha } = await injectors();
    @Injectable()
    class PerCall {
      constructor(
        @Inject('request') readonly request: string,
        readonly database: Database,
      ) {}
    }
    const one = alpha.invocation([['request', 'one']]);
    const two = alpha.invocation(new Map([['request', 'two']]));
    expect([one.get('request'), two.get('request')]).toEqual(['one', 'two']);
    expect(one.create(PerCall)).toMatchObject({ request: 'one', database: alpha.get(Database) });
    expect(alpha.has('request')).toBe(false);
    expect(one.names()).toContain('my_number');
    expect(one.invocation([[MY_NUMBER, 1]]).get(MY_NUMBER)).toBe(1);
    expect(one.get(MY_NUMBER)).toBe(42);
  });

  it('refuses after its scope has been closed, and so do those below it', async () => {
    const { alpha, close } = await injectors();
    const below = alpha.invocation([]);
    await close();
    for (const closed of [alpha, below]) {
      expect(() => closed.get(MY_NUMBER)).toThrow(/my_number was asked for in group "alpha", which has been closed/);
      expect(() => closed.create(Database)).toThrow(withCode('DI_CLOSED'));
      expect(closed.has(MY_NUMBER)).toBe(false);
    }
  });
});
