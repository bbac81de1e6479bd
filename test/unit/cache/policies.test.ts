/** What a cache keeps, as its author says. */
import { inspect } from 'node:util';
import { type CacheChoice, type CacheOptions, type FrameworkError, INTENT_NAMES } from 'corduroy';
import { channel, closeAll, Fed, guild, GUILD, member, message, voice } from './support';

afterEach(closeAll);

const inGuild = (payload: object): object => ({ ...payload, guild_id: GUILD });
const thrown = (act: () => unknown): FrameworkError => {
  try {
    act();
  } catch (error) {
    return error as FrameworkError;
  }
  throw new Error('nothing was thrown');
};

describe('which dispatches are wanted', () => {
  it.each<[string, CacheChoice, readonly string[], readonly string[]]>([
    ['nothing for off', 'off', [], ['READY', 'GUILD_CREATE', 'USER_UPDATE']],
    [
      'no messages and no presences by default',
      {},
      ['GUILD_CREATE', 'CHANNEL_UPDATE', 'GUILD_MEMBER_UPDATE'],
      ['MESSAGE_CREATE', 'PRESENCE_UPDATE'],
    ],
    [
      'none of a kind that is off',
      { threads: 'off', members: 'off' },
      ['CHANNEL_CREATE', 'GUILD_MEMBER_ADD'],
      ['THREAD_CREATE', 'GUILD_MEMBER_UPDATE'],
    ],
    [
      'no joins where neither members are kept nor guilds, which count them',
      { guilds: 'off', members: 'off' },
      ['CHANNEL_CREATE'],
      ['GUILD_MEMBER_ADD'],
    ],
    [
      'reactions with messages',
      { messages: { max: 10 } },
      ['MESSAGE_CREATE', 'MESSAGE_REACTION_ADD'],
      ['PRESENCE_UPDATE'],
    ],
  ])('%s', (_title, choice, wanted, unwanted) => {
    const { dispatches } = new Fed(choice);
    expect(dispatches).toEqual(expect.arrayContaining([...wanted]));
    expect(dispatches.filter((name) => unwanted.includes(name))).toEqual([]);
  });

  it('none of what the session is not sent: it would go stale', () => {
    const { dispatches, cache } = new Fed({}, ['Guilds']);
    expect(dispatches).not.toContain('VOICE_STATE_UPDATE');
    expect(dispatches).not.toContain('GUILD_SCHEDULED_EVENT_CREATE');
    expect(cache.report().kinds).toMatchObject({ voiceStates: { policy: 'off' }, emojis: { policy: 'all' } });
    expect(new Fed({}, []).dispatches).not.toContain('GUILD_CREATE');
  });
});

describe('fields that are dropped', () => {
  const keep: CacheOptions = { channels: { keep: ['name'] }, guilds: { keep: ['name'] }, roles: 'off' };

  it('say so when they are read, with kind, field and policy', () => {
    const { cache } = new Fed(keep).begin(guild());
    const found = cache.channels.get('10');
    expect([found?.name, found?.id, found?.guildId]).toEqual(['channel 10', '10', GUILD]);
    const error = thrown(() => found?.topic);
    expect(error).toMatchObject({ code: 'CACHE_FIELD_DROPPED', context: { kind: 'channels', field: 'topic' } });
    expect(error.message).toContain("channels: { keep: ['name'] }");
    expect(thrown(() => cache.guilds.get(GUILD)?.roles).message).toContain("roles: 'off'");
    expect(thrown(() => cache.guilds.get(GUILD)?.ownerId).code).toBe('CACHE_FIELD_DROPPED');
  });

  it('do not keep a view from being printed or written as JSON', () => {
    const { cache } = new Fed(keep).begin(guild());
    const found = cache.channels.get('10');
    expect(JSON.parse(JSON.stringify(found))).toEqual({ id: '10', type: 0, name: 'channel 10', guild_id: GUILD });
    expect(inspect(found)).toMatch(/^Channel .*name: 'channel 10'/s);
  });

  it('stay dropped in what an update makes', () => {
    const fed = new Fed(keep).begin(guild());
    fed.hear('CHANNEL_UPDATE', inGuild(channel('10', { name: 'renamed', topic: 'x' })));
    fed.hear('GUILD_UPDATE', guild({ name: 'Weave' }));
    expect(fed.cache.channels.get('10')?.raw).toEqual({ id: '10', type: 0, name: 'renamed', guild_id: GUILD });
    expect(fed.cache.guilds.get(GUILD)?.name).toBe('Weave');
    expect(fed.cache.report().malformed).toBe(0);
  });
});

describe('limits', () => {
  it('of number take what was stored longest ago', () => {
    const fed = new Fed({ messages: { max: 2 } }).begin(guild());
    for (const id of ['50', '51', '52']) fed.hear('MESSAGE_CREATE', message(id, '10'));
    fed.hear('MESSAGE_CREATE', message('60', '11'));
    expect(fed.cache.messages('10').map(({ id }) => id)).toEqual(['51', '52']);
    fed.hear('MESSAGE_UPDATE', message('51', '10', { content: 'edited' }));
    fed.hear('MESSAGE_CREATE', message('53', '10'));
    expect(fed.cache.messages('10').map(({ id }) => id)).toEqual(['51', '53']);
    expect(fed.cache.messages('11').size).toBe(1);
  });

  it('of time need no timers', async () => {
    const fed = new Fed({ members: { ttlMs: 1_000 }, channels: { ttlMs: 1_000 } }).begin(guild());
    await fed.clock.advance(500);
    fed.hear('GUILD_MEMBER_UPDATE', inGuild(member('1')));
    expect(fed.clock.pendingTimers).toBe(0);
    await fed.clock.advance(600);
    expect(fed.cache.members(GUILD).map(({ id }) => id)).toEqual(['1']);
    expect(fed.cache.channels.get('10')).toBeUndefined();
    await fed.clock.advance(500);
    expect(fed.cache.members(GUILD).size).toBe(0);
    expect(fed.cache.users.has('1')).toBe(false);
  });

  it('of time free what nobody looks at: each dispatch looks at one of the guilds and channels', async () => {
    const other = '200000000000000002';
    const fed = new Fed({ members: { ttlMs: 1_000 }, messages: { ttlMs: 1_000 } }).begin(guild(), guild({}, other));
    const { contents } = fed.cache;
    const held = contents.places.get(other)?.map('members') as unknown as {
      readonly records: ReadonlyMap<string, unknown>;
    };
    for (const id of ['10', '11', '12']) fed.hear('MESSAGE_CREATE', message(`5${id}`, id));
    expect(held.records.size).toBeGreaterThan(0);
    await fed.clock.advance(1_001);
    for (let count = 0; count < 6; count += 1) fed.hear('MESSAGE_CREATE', message(`6${count}`, '10'));
    expect(held.records.size).toBe(0);
    expect([...contents.messages.keys()]).toEqual(['10']);
    expect(fed.cache.messages('10').size).toBe(6);
  });

  it('of a filter hold for what changes, and a filter that fails keeps nothing', () => {
    const filter = ({ name }: { name?: string | null }): boolean => {
      if (name === 'broken') throw new Error('broken');
      return name?.startsWith('keep') ?? false;
    };
    const fed = new Fed({ channels: { filter }, emojis: { filter: ({ name }) => name !== 'wave' } }).begin(
      guild({ channels: [channel('10', { name: 'keep me' }), channel('11')] }),
    );
    expect(fed.cache.channels.map(({ id }) => id)).toEqual(['10']);
    expect(fed.cache.guilds.get(GUILD)?.emojis).toEqual([]);
    expect(fed.hear('CHANNEL_UPDATE', inGuild(channel('10', { name: 'other' })))).toMatchObject([{ after: undefined }]);
    fed.hear('CHANNEL_CREATE', inGuild(channel('12', { name: 'broken' })));
    expect(fed.cache.channels.size).toBe(0);
    expect(fed.cache.report().malformed).toBe(0);
  });

  it('of members leave no user behind that nobody has', () => {
    const fed = new Fed({ members: { filter: ({ nick }) => nick === 'kept' } }).begin(guild());
    fed.hear('GUILD_MEMBER_ADD', inGuild(member('7')));
    fed.hear('GUILD_MEMBER_ADD', inGuild(member('8', { nick: 'kept' })));
    expect(fed.cache.users.map(({ id }) => id)).toEqual(['900000000000000001', '8']);
    fed.hear('GUILD_MEMBER_UPDATE', inGuild(member('8', { nick: null })));
    expect(fed.cache.users.has('8')).toBe(false);
  });
});

it('kinds do not need one another', () => {
  const fed = new Fed({ guilds: 'off', channels: 'off', users: 'off' }).begin(
    guild({ voice_states: [voice('1', '11')] }),
  );
  expect(fed.cache.guilds.size).toBe(0);
  expect(fed.cache.voiceStates(GUILD).size).toBe(1);
  expect(fed.cache.members(GUILD).get('1')?.user.username).toBe('user 1');
});

it('reports what it holds, and prints as one line', () => {
  const fed = new Fed({ presences: 'all' }, INTENT_NAMES).begin(guild());
  fed.hear('CHANNEL_CREATE', inGuild({ name: 'no id' }));
  const { kinds, records, estimatedBytes, malformed } = fed.cache.report();
  expect(kinds.channels).toMatchObject({ policy: 'all', records: 2 });
  expect(kinds.roles.records).toBe(2);
  expect(kinds.members.policy).toBe('the bot and those in voice');
  expect(estimatedBytes).toBeGreaterThan(500);
  expect(records).toBe(Object.values(kinds).reduce((sum, kind) => sum + kind.records, 0));
  expect(malformed).toBe(1);
  expect(inspect(fed.cache)).toMatch(/^GroupCache\(fed: \d+ records, about \d+ KiB\)$/);
});
