/** Who reads a list of a guild that the session is never sent is told so, once, and how to ask for it. */
import { INTENT_NAMES, type IntentName, unboundContext } from 'corduroy';
import { type CacheChoice, GroupCache } from 'corduroy/cache';

import { ManualClock } from 'corduroy/util';
import { MemoryLogger } from '../dispatcher/support';
import { GUILD, guild, SELF, SHARD, voice } from './support';

const caches: GroupCache[] = [];
afterEach(() => {
  for (const cache of caches.splice(0)) cache.close();
});

function opened(intents: readonly IntentName[], choice: CacheChoice = {}): { cache: GroupCache; logger: MemoryLogger } {
  const logger = new MemoryLogger();
  const cache = new GroupCache({ name: 'alpha', choice, clock: new ManualClock(), logger });
  caches.push(cache);
  cache.attach({ ...unboundContext, relations: cache.relations });
  cache.open((intent) => intents.includes(intent));
  cache.apply({ t: 'READY', d: { user: SELF, guilds: [{ id: GUILD }] } }, SHARD);
  cache.apply({ t: 'GUILD_CREATE', d: guild({ voice_states: [voice('1', '11')] }) }, SHARD);
  return { cache, logger };
}

it('names the intent and how to ask for it, once for each kind however often it is read', () => {
  const { cache, logger } = opened(['Guilds']);
  for (let times = 0; times < 3; times += 1) {
    const here = cache.guilds.get(GUILD);
    expect(here?.members.size).toBe(1);
    expect([...(here?.presences ?? [])]).toEqual([]);
    expect(here?.voiceStates.get('1')).toBeUndefined();
    expect(cache.members(GUILD).toArray()).toHaveLength(1);
  }
  expect(logger.at('warn')).toEqual([
    expect.stringMatching(
      /reads members of a guild, and the session lacks the intent GuildMembers.*intents: \{ add: \['GuildMembers'\] \}, cache: \{ members: 'all' \}.*portal.*fetch/,
    ),
    expect.stringMatching(/lacks the intent GuildPresences.*add: \['GuildPresences'\].*presences: 'all'.*portal/),
    expect.stringMatching(/lacks the intent GuildVoiceStates.*Write intents: \{ add: \['GuildVoiceStates'\] \} in/),
  ]);
  // Also when the group comes back with another session.
  cache.close();
  cache.open((intent) => intent === 'Guilds');
  expect(cache.members(GUILD).size).toBe(0);
  expect(logger.at('warn')).toHaveLength(3);
});

it('is told of what a member and a role show as well', () => {
  const { cache, logger } = opened(['Guilds']);
  const here = cache.guilds.get(GUILD);
  expect(here?.everyoneRole?.members).toHaveLength(1);
  expect(cache.members(GUILD).get(SELF.id)?.presence).toBeUndefined();
  expect(logger.at('warn')).toHaveLength(2);
});

it('says nothing to who finds somebody, or asks Discord, or has not read at all', async () => {
  const { cache, logger } = opened(['Guilds']);
  const members = cache.guilds.get(GUILD)?.members;
  expect(members?.get(SELF.id)?.id).toBe(SELF.id);
  await expect(members?.fetch('77')).rejects.toThrow();
  await expect(members?.fetch({ query: 'a', limit: 1 })).rejects.toThrow();
  expect((await members?.fetch(SELF.id))?.id).toBe(SELF.id);
  expect(logger.lines).toEqual([]);
});

it('says nothing where the intents are there, or the author has said that nothing is to be kept', () => {
  const off = { members: 'off', presences: 'off', voiceStates: 'off' } as const;
  for (const [intents, choice] of [
    [INTENT_NAMES, { presences: 'all' }],
    [['Guilds'], off],
    [['Guilds'], 'off'],
  ] as const) {
    const { cache, logger } = opened(intents, choice);
    expect(cache.members(GUILD).get('77')).toBeUndefined();
    expect([cache.presences(GUILD).size, cache.members(GUILD).size > 2]).toEqual([0, false]);
    expect(cache.voiceStates(GUILD).get('77')).toBeUndefined();
    expect(logger.lines).toEqual([]);
  }
});

it('tells of presences that are sent and that nobody keeps', () => {
  const { cache, logger } = opened(INTENT_NAMES);
  expect(cache.presences(GUILD).size).toBe(0);
  expect(logger.at('warn')).toEqual([
    expect.stringMatching(/does not keep them.*Write cache: \{ presences: 'all' \} in/),
  ]);
});
