/** The hub before anything connects: what it finds wrong, all at once, each with a place and a way out. */
import {
  ClientHub,
  connect,
  env,
  GUILDS,
  Handler,
  HubError,
  Inject,
  Injectable,
  MemoryCacheStore,
  MessageCreateEvent,
  Module,
  nullLogger,
  On,
  SetupError,
} from 'corduroy';
import { sessionKey } from 'corduroy/gateway';
import { deferred } from 'corduroy/util';

const token = (letter: string): string =>
  `MTA1MDAwMDAwMDAwMDAwMDA${letter}.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB`;

async function problemsOf(hub: ClientHub): Promise<SetupError['problems']> {
  const error: unknown = await hub.start().catch((thrown: unknown) => thrown);
  await hub.stop();
  if (!(error instanceof SetupError)) throw new Error(`no SetupError: ${String(error)}`);
  return error.problems;
}

const codesOf = async (hub: ClientHub): Promise<string[]> => (await problemsOf(hub)).map((problem) => problem.code);

describe('a hub that cannot start', () => {
  let hub: ClientHub;
  beforeEach(() => {
    hub = new ClientHub({ logger: nullLogger, api: 'http://127.0.0.1:9/api/v10' });
  });

  it('says that it has no group', async () => {
    await expect(codesOf(hub)).resolves.toEqual(['SETUP_NO_GROUPS']);
  });

  it('says how to give a group its token [seed 6]', async () => {
    hub.createClientGroup('alpha', '');
    hub.createClientGroup('beta', env('A_VARIABLE_THAT_IS_NOT_SET'));
    const problems = await problemsOf(hub);
    expect(problems.map(({ code, advice }) => [code, advice.includes('bot token')])).toEqual([
      ['SETUP_TOKEN_MISSING', true],
      ['SETUP_TOKEN_MISSING', true],
    ]);
    expect(problems[1]?.message).toContain('A_VARIABLE_THAT_IS_NOT_SET');
    expect(problems[0]?.place?.file).toMatch(/hub\.test\.ts:\d+$/);
  });

  it('refuses a name that is taken, and leaves the first group as it was [seed 16]', async () => {
    const first = hub.createClientGroup('alpha', token('A'));
    hub.createClientGroup('alpha', token('B'));
    const [problem] = await problemsOf(hub);
    expect(problem?.code).toBe('SETUP_DUPLICATE_GROUP');
    expect(problem?.message).toMatch(/"alpha".*hub\.test\.ts:\d+/);
    expect(hub.groups.get('alpha')).toBe(first);
  });

  it('refuses one token in two groups without printing it', async () => {
    hub.createClientGroup('alpha', token('A'));
    hub.createClientGroup('beta', token('A'));
    const [problem] = await problemsOf(hub);
    expect(problem?.code).toBe('SETUP_TOKEN_SHARED');
    expect(JSON.stringify(problem)).not.toContain('GabcDE');
  });

  it('refuses a token that is none', async () => {
    hub.createClientGroup('alpha', 'nonsense');
    await expect(codesOf(hub)).resolves.toEqual(['SETUP_TOKEN_MALFORMED']);
  });

  it.each(['hub', '', ' '])('refuses the group name %j', async (name) => {
    hub.createClientGroup(name, token('A'));
    await expect(codesOf(hub)).resolves.toEqual(['SETUP_GROUP_NAME']);
  });

  it.each(['http://discord.example/api/v10', 'nonsense'])('refuses to send tokens to %j', async (api) => {
    const careless = new ClientHub({ logger: nullLogger, api });
    careless.createClientGroup('alpha', token('A'));
    await expect(codesOf(careless)).resolves.toEqual(['SETUP_API_ADDRESS']);
  });

  it('names an argument that nothing provides, with handler, method and a way out [seed 33]', async () => {
    class Database {}
    @Handler()
    class Greeter {
      @On(MessageCreateEvent)
      greet(_event: MessageCreateEvent, _database: Database, @Inject('missing_name') _name: string): void {}
    }
    hub.createClientGroup('alpha', token('A'), { handlers: [Greeter] });
    const problems = await problemsOf(hub);
    expect(problems).toHaveLength(2);
    for (const { place, advice } of problems) {
      expect(place).toMatchObject({ className: 'Greeter', method: 'greet' });
      expect(place?.file).toMatch(/hub\.test\.ts:\d+$/);
      expect(advice).not.toBe('');
    }
    expect(problems.map(({ message }) => message).join('\n')).toMatch(/Database[\s\S]*missing_name/);
  });

  it('tells everything that is wrong at once', async () => {
    @Injectable()
    class Needy {
      constructor(readonly value: string) {}
    }
    @Module({ providers: [Needy] })
    class NeedyModule {}
    hub.createClientGroup('alpha', '', { modules: [NeedyModule] });
    hub.createClientGroup('beta', token('B'));
    hub.createClientGroup('beta', token('B'));
    const codes = await codesOf(hub);
    expect(codes).toEqual(
      expect.arrayContaining(['SETUP_TOKEN_MISSING', 'SETUP_DUPLICATE_GROUP', 'SETUP_TOKEN_SHARED']),
    );
    expect(codes.length).toBeGreaterThanOrEqual(4);
  });

  it('refuses a second start', async () => {
    await expect(hub.start()).rejects.toBeInstanceOf(SetupError);
    await hub.stop();
    await expect(hub.start()).rejects.toMatchObject({ code: 'HUB_STOPPED' });
  });
});

describe('connect', () => {
  it('frees everything and rethrows when the set-up fails', async () => {
    let closed: Promise<unknown> | undefined;
    const failing = connect(token('A'), (group) => {
      closed = group.closed;
      throw new Error('no database');
    });
    await expect(failing).rejects.toThrow('no database');
    await expect(closed).resolves.toBeUndefined();
  });
});

describe('a handler class that was added in code', () => {
  it('is checked at the start like one that a module lists, argument by argument', async () => {
    class Database {}
    @Handler()
    class Greeter {
      constructor(readonly database: Database) {}
    }
    const hub = new ClientHub({ logger: nullLogger, api: 'http://127.0.0.1:9/api/v10' });
    hub.createClientGroup('alpha', token('A')).dispatcher.addHandler(Greeter);
    const [problem, ...others] = await problemsOf(hub);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'DI_MISSING_PROVIDER', place: { className: 'Greeter' } });
  });
});

describe('an intent that does not exist', () => {
  it.each([{ intents: ['Guild'] }, { intents: { add: ['Guild'] } }, { intents: { remove: ['Guild'] } }])(
    'is refused at the start: %j',
    async (options) => {
      const hub = new ClientHub({ logger: nullLogger, api: 'http://127.0.0.1:9/api/v10' });
      hub.createClientGroup('alpha', token('A'), options as never);
      const [problem] = await problemsOf(hub);
      expect(problem).toMatchObject({
        code: 'SETUP_INTENT_UNKNOWN',
        advice: expect.stringContaining('Guilds') as string,
      });
    },
  );
});

describe('a stop while a group reads what its cache kept', () => {
  it.each([
    ['the hub', (hub: ClientHub) => hub.stop()],
    ['the group', (hub: ClientHub) => hub.groups.get('alpha')?.stop()],
  ])('leaves nothing of it in the caches of the process when it is one of %s', async (_whose, stop) => {
    const cacheStore = new MemoryCacheStore();
    await cacheStore.saveCheckpoint(sessionKey(token('A')), 0, { sessionId: 'session', sequence: 1, shardCount: 1 });
    const reading = deferred();
    cacheStore.guilds = async function* () {
      yield { guildId: '1', isUnavailable: false, savedAtMs: 0, payload: { id: '1', name: 'Loom', roles: [] } };
      reading.resolve();
      await new Promise(() => undefined);
    };
    const hub = new ClientHub({ logger: nullLogger, api: 'http://127.0.0.1:9/api/v10', cacheStore });
    const alpha = hub.createClientGroup('alpha', token('A'));
    const starting = hub.start().catch((error: unknown) => error);
    await reading.promise;
    expect(GUILDS.has('1')).toBe(true);
    await stop(hub);
    expect(GUILDS.has('1')).toBe(false);
    expect(await starting).toBeInstanceOf(HubError);
    expect([alpha.state, alpha.failure]).toEqual(['stopped', undefined]);
    await hub.stop();
  });
});
