/** What is said about the options of caches before anything connects, and which intents they ask for. */
import {
  type CacheChoice,
  ClientHub,
  type ClientGroupOptions,
  type ClientHubOptions,
  type EventClass,
  MemberNicknameChangeEvent,
  MessageContentEditEvent,
  nullLogger,
  RolePermissionsChangeEvent,
  SetupError,
  type SetupProblem,
} from 'corduroy';
import { chooseIntents } from '../../../src/hub/group-intents';

const TOKEN = 'MTA1MDAwMDAwMDAwMDAwMDAA.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB';

/** What keeps a group from starting; nothing there is to connect to. */
async function problemsOf(
  options: ClientGroupOptions,
  events: readonly EventClass[] = [],
  hubOptions: ClientHubOptions = {},
): Promise<readonly SetupProblem[]> {
  const hub = new ClientHub({ logger: nullLogger, api: 'http://127.0.0.1:9/api/v10', ...hubOptions });
  const group = hub.createClientGroup('alpha', TOKEN, options);
  for (const event of events) group.dispatcher.addHandler(event, () => undefined);
  const signal = AbortSignal.abort();
  const error: unknown = await hub.start({ signal }).catch((thrown: unknown) => thrown);
  await hub.stop();
  return error instanceof SetupError ? error.problems : [];
}

describe('wrong options', () => {
  it.each<[unknown, RegExp, RegExp]>([
    ['on', /cache is "on"/, /cache: 'off'/],
    [{ member: 'all' }, /no kind "member"/, /did you mean members/],
    [{ channels: 'some' }, /cache\.channels is "some"/, /'off', 'all'/],
    [{ channels: { maximum: 5 } }, /no option "maximum"/, /did you mean max/],
    [{ channels: { max: -1 } }, /a max of -1/, /whole number/],
    [{ channels: { ttlMs: '5s' } }, /a ttlMs of "5s"/, /milliseconds/],
    [{ channels: { filter: true } }, /a filter that is true/, /a function/],
    [{ channels: { keep: 'name' } }, /a keep that is "name"/, /a list/],
    [{ channels: { keep: ['nme'] } }, /keeps "nme"/, /did you mean name/],
    [{ threads: { keep: ['parentId'] } }, /keeps "parentId"/, /as Discord names them.*parent_id/],
    [{ roles: { max: 5 } }, /takes neither max nor ttlMs/, /max and ttlMs of guilds/],
  ])('%j are told with what was meant', async (cache, message, advice) => {
    const [problem, ...others] = await problemsOf({ cache: cache as CacheChoice });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      code: 'SETUP_CACHE_OPTIONS',
      message: expect.stringMatching(message) as string,
      advice: expect.stringMatching(advice) as string,
    });
    expect(problem?.message).toMatch(/^Group "alpha"/);
    expect(problem?.place?.file).toMatch(/cache-setup\.test\.ts/);
  });

  it('of the hub are told once', async () => {
    const problems = await problemsOf({}, [], { cache: { member: 'all' } as CacheChoice });
    expect(problems.map(({ message }) => message)).toEqual(['The hub: the cache has no kind "member".']);
  });

  it.each<CacheChoice | undefined>([
    undefined,
    'off',
    { channels: 'off', threads: { max: 0 }, users: { ttlMs: 1, filter: () => true, keep: ['username'] } },
  ])('%j is fine', async (cache) => {
    await expect(problemsOf({ cache })).resolves.toEqual([]);
  });
});

describe('intents', () => {
  it.each<[CacheChoice | undefined, readonly string[]]>([
    [undefined, ['Guilds']],
    ['off', []],
    [{ voiceStates: 'all' }, ['Guilds', 'GuildVoiceStates']],
    [{ scheduledEvents: { max: 5 }, emojis: 'all' }, ['Guilds', 'GuildExpressions', 'GuildScheduledEvents']],
    [{ guilds: 'off', channels: 'off', threads: 'off', roles: 'off', stageInstances: 'off' }, []],
    [{ members: 'all', presences: 'all' }, ['Guilds']],
  ])('of the cache %j are %j', (cache, intents) => {
    const hub = new ClientHub({ logger: nullLogger });
    const { names } = chooseIntents(hub.createClientGroup('alpha', TOKEN, { cache }));
    expect([...names].sort()).toEqual([...intents].sort());
  });

  it.each<[ClientGroupOptions, readonly RegExp[]]>([
    [{ cache: { members: 'all' } }, [/keeps members, which takes the intent GuildMembers/]],
    [{ cache: { presences: 'all' } }, [/GuildPresences/]],
    [{ cache: { messages: 'all' } }, [/MessageContent/]],
    [{ cache: { voiceStates: 'all' }, intents: ['Guilds'] }, [/GuildVoiceStates/]],
    [{ cache: { guilds: 'all' }, intents: [] }, [/Guilds/]],
    [{ cache: { members: 'all' }, intents: { add: ['GuildMembers'] } }, []],
    [{ cache: { messages: 'all' }, intents: { add: ['MessageContent'] } }, []],
    [{ cache: {}, intents: [] }, []],
  ])('%j', async (options, wanted) => {
    const problems = await problemsOf(options);
    expect(problems.map(({ code }) => code)).toEqual(wanted.map(() => 'SETUP_CACHE_INTENT'));
    wanted.forEach((message, index) => {
      expect(problems[index]?.message).toMatch(message);
      expect(problems[index]?.advice).toMatch(/intents: \{ add: \['\w+'\] \}/);
    });
  });

  it('that a handler needs are enough', async () => {
    const hub = new ClientHub({ logger: nullLogger });
    const group = hub.createClientGroup('alpha', TOKEN, { cache: { members: 'all' } });
    group.dispatcher.addHandler(MemberNicknameChangeEvent, () => undefined, { needs: ['GuildMembers'] });
    expect(chooseIntents(group).problems).toEqual([]);
    await hub.stop();
  });
});

describe('derived events', () => {
  const intents = { add: ['GuildMembers', 'MessageContent'] } as const;

  it.each<[EventClass, CacheChoice | undefined, RegExp, RegExp]>([
    [MemberNicknameChangeEvent, undefined, /only the bot itself and those in voice/, /cache: \{ members: 'all' \}/],
    [MemberNicknameChangeEvent, 'off', /has no cache/, /cache: \{ members: 'all' \}/],
    [MemberNicknameChangeEvent, { members: { keep: ['roles'] } }, /does not keep their field nick/, /add 'nick'/],
    [MessageContentEditEvent, {}, /does not keep messages/, /cache: \{ messages: 'all' \}/],
    [RolePermissionsChangeEvent, { roles: 'off' }, /does not keep roles/, /roles: 'all'/],
  ])('%p of a cache %j are a problem', async (event, cache, message, advice) => {
    const [problem, ...others] = await problemsOf({ cache, intents }, [event]);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      code: 'SETUP_CACHE_NEEDED',
      message: expect.stringMatching(message) as string,
      advice: expect.stringMatching(advice) as string,
      place: { file: expect.stringMatching(/cache-setup/) as string },
    });
  });

  it('of what is kept are none', async () => {
    const cache: CacheChoice = { members: { keep: ['nick'] }, messages: { max: 10 } };
    await expect(problemsOf({ cache, intents }, [MemberNicknameChangeEvent, MessageContentEditEvent])).resolves.toEqual(
      [],
    );
    await expect(problemsOf({}, [RolePermissionsChangeEvent])).resolves.toEqual([]);
  });

  it('declare the intents of what they are derived from', async () => {
    const problems = await problemsOf({ cache: { members: 'all' } }, [MemberNicknameChangeEvent]);
    expect(problems.map(({ code }) => code).sort()).toEqual(['DISPATCH_INTENT_MISSING', 'SETUP_CACHE_INTENT']);
  });
});

it('policies of a group come before those of its hub, kind by kind', () => {
  const hub = new ClientHub({ logger: nullLogger, cache: { channels: 'off', threads: { max: 5 } } });
  expect(hub.createClientGroup('alpha', TOKEN, { cache: { channels: 'all' } }).cache.choice).toEqual({
    channels: 'all',
    threads: { max: 5 },
  });
  expect(hub.createClientGroup('beta', TOKEN).cache.choice).toEqual({ channels: 'off', threads: { max: 5 } });
  expect(hub.createClientGroup('gamma', TOKEN, { cache: 'off' }).cache.choice).toBe('off');
});
