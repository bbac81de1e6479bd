/** How many members a guild has: as it was told, moved by joins and leaves, each of them once. */
import { type APIGuild } from 'discord-api-types/v10';
import { Guild, GuildCreateEvent, unboundContext } from 'corduroy';
import { CacheWriter, MemoryCacheStore } from 'corduroy/cache';
import { nullLogger } from 'corduroy/util';
import { RecentMoves } from '../../../src/cache/records/recent-moves';
import { closeAll, Fed, guild, GUILD, member, SELF, SHARD, user } from './support';

afterEach(closeAll);

const joined = (id: string): object => ({ ...member(id), guild_id: GUILD });
const left = (id: string): object => ({ user: user(id), guild_id: GUILD });
const countOf = (fed: Fed): number | undefined => fed.cache.guilds.get(GUILD)?.memberCount;

it('is what the guild came with, and follows who joins and leaves, although hardly any member is kept', () => {
  const fed = new Fed({}).begin(guild({ member_count: 5_000 }));
  expect(countOf(fed)).toBe(5_000);
  fed.hear('GUILD_MEMBER_ADD', joined('7'));
  fed.hear('GUILD_MEMBER_ADD', joined('8'));
  expect(fed.cache.members(GUILD).has('7')).toBe(false);
  expect(countOf(fed)).toBe(5_002);
  fed.hear('GUILD_MEMBER_REMOVE', left('7'));
  expect(countOf(fed)).toBe(5_001);
});

it('is not counted twice where events come again after a session was resumed', () => {
  const fed = new Fed();
  fed.hear('READY', { user: SELF, guilds: [{ id: GUILD }] }, SHARD, 1);
  fed.hear('GUILD_CREATE', guild(), SHARD, 2);
  for (let times = 0; times < 2; times += 1) {
    fed.hear('GUILD_MEMBER_ADD', joined('7'), SHARD, 3);
    fed.hear('GUILD_MEMBER_ADD', joined('8'), SHARD, 4);
    fed.hear('GUILD_MEMBER_REMOVE', left('7'), SHARD, 5);
  }
  expect(countOf(fed)).toBe(3);
  // A session of its own numbers anew, and brings the guild again.
  fed.hear('GUILD_CREATE', guild({ member_count: 9 }), SHARD, 2);
  fed.hear('GUILD_MEMBER_ADD', joined('9'), SHARD, 3);
  expect(countOf(fed)).toBe(10);
});

it('is not moved by somebody who is told of twice, under numbers of their own', () => {
  const fed = new Fed().begin(guild({ member_count: 10 }));
  for (const sequence of [5, 6]) fed.hear('GUILD_MEMBER_ADD', joined('7'), SHARD, sequence);
  expect(countOf(fed)).toBe(11);
  for (const sequence of [7, 8]) fed.hear('GUILD_MEMBER_REMOVE', left('7'), SHARD, sequence);
  expect(countOf(fed)).toBe(10);
  fed.hear('GUILD_MEMBER_ADD', joined('7'), SHARD, 9);
  expect(countOf(fed)).toBe(11);
  // Whoever left in a session that was lost may come back: the guild's own word starts the count anew.
  fed.hear('GUILD_CREATE', guild({ member_count: 4 }), SHARD, 2);
  fed.hear('GUILD_MEMBER_ADD', joined('7'), SHARD, 3);
  expect(countOf(fed)).toBe(5);
});

it('remembers a bounded number of joins', () => {
  const moves = new RecentMoves(2);
  expect(['1', '2', '3', '3', '1'].map((id) => moves.isRepeated(GUILD, id, 1))).toEqual([
    false,
    false,
    false,
    true,
    false,
  ]);
});

it('is unknown where no payload told it, and stays so', () => {
  const fed = new Fed().begin(guild({ member_count: undefined }));
  fed.hear('GUILD_MEMBER_ADD', joined('7'));
  expect(countOf(fed)).toBeUndefined();
  fed.hear('GUILD_CREATE', guild({ member_count: 'many' }));
  expect(countOf(fed)).toBeUndefined();
});

it('is told of a guild of which the policy keeps hardly a field', () => {
  const fed = new Fed({ guilds: { keep: ['name'] } }).begin(guild());
  expect(countOf(fed)).toBe(2);
});

it('keeps equal guilds of two bots one record, whatever each of them counts', () => {
  const [alpha, beta] = [new Fed().begin(guild()), new Fed().begin(guild({ member_count: 7 }))];
  expect(alpha.cache.guilds.get(GUILD)?.raw).toBe(beta.cache.guilds.get(GUILD)?.raw);
  expect([countOf(alpha), countOf(beta)]).toEqual([2, 7]);
});

it('outlives the process with what it holds, so that what comes again then does not move it', async () => {
  const fed = new Fed({});
  const [store, key] = [new MemoryCacheStore(), 'key'];
  const sequence = 2;
  const writer = new CacheWriter({
    ...{ store, key, state: fed.cache.contents, clock: fed.clock, logger: nullLogger },
    sessions: () => [{ shardId: 0, shardCount: 1, sessionId: 'session', sequence }],
  });
  fed.hear('READY', { user: SELF, guilds: [{ id: GUILD }] }, SHARD, 1);
  writer.note(fed.hear('GUILD_CREATE', guild(), SHARD, 2));
  await writer.flush();
  // Nobody is kept: only the count changes, and is due.
  writer.note(fed.hear('GUILD_MEMBER_ADD', joined('7'), SHARD, 3));
  await writer.flush();
  await writer.close({ limitMs: 1 });

  const later = new Fed({});
  await later.cache.restore({ store, key, signal: new AbortController().signal });
  expect(countOf(later)).toBe(3);
  later.hear('GUILD_MEMBER_ADD', joined('7'), SHARD, 3);
  expect(countOf(later)).toBe(3);
  // Nor does what was sent twice before the end, and only once came.
  later.hear('GUILD_MEMBER_ADD', joined('7'), SHARD, 4);
  expect(countOf(later)).toBe(3);
  later.hear('GUILD_MEMBER_ADD', joined('8'), SHARD, 5);
  expect(countOf(later)).toBe(4);
});

it('goes on after a restart in a session that began anew, although nothing else of the guild had changed', async () => {
  const fed = new Fed({});
  const [store, key] = [new MemoryCacheStore(), 'key'];
  let point = { shardId: 0, shardCount: 1, sessionId: 'first', sequence: 5_000 };
  const writer = new CacheWriter({
    ...{ store, key, state: fed.cache.contents, clock: fed.clock, logger: nullLogger },
    sessions: () => [point],
  });
  const hear = (name: string, data: object, sequence: number): void => {
    writer.note(fed.hear(name, data, SHARD, sequence));
  };
  hear('READY', { user: SELF, guilds: [{ id: GUILD }] }, 1);
  hear('GUILD_CREATE', guild(), 2);
  hear('GUILD_MEMBER_ADD', joined('7'), 5_000);
  await writer.flush();
  // The session is lost, and the guild comes again as it was.
  hear('READY', { user: SELF, guilds: [{ id: GUILD }] }, 1);
  hear('GUILD_CREATE', { ...guild({ member_count: 3 }) }, 2);
  point = { ...point, sessionId: 'second', sequence: 300 };
  await writer.close({ limitMs: 1 });

  const later = new Fed({});
  await later.cache.restore({ store, key, signal: new AbortController().signal });
  later.hear('GUILD_MEMBER_ADD', joined('8'), SHARD, 301);
  expect(countOf(later)).toBe(4);
});

it('is not moved by the bot itself, whose guild comes and goes as a whole', () => {
  const fed = new Fed().begin(guild());
  fed.hear('GUILD_MEMBER_ADD', { ...member(SELF.id, { user: SELF }), guild_id: GUILD }, SHARD, 7);
  expect(countOf(fed)).toBe(2);
  fed.hear('GUILD_MEMBER_REMOVE', left(SELF.id), SHARD, 8);
  expect(countOf(fed)).toBe(2);
});

it("is the approximate number of a guild that was asked for with counts, and the cache's of one that was not", () => {
  const fed = new Fed().begin(guild());
  const context = { ...unboundContext, relations: fed.cache.relations };
  const asked = guild({ approximate_member_count: 40 }) as unknown as APIGuild;
  expect(new Guild(asked, context).memberCount).toBe(40);
  expect(new Guild(guild() as unknown as APIGuild, context).memberCount).toBe(2);
  expect(new Guild(guild() as unknown as APIGuild).memberCount).toBeUndefined();
  expect(new GuildCreateEvent(guild({ member_count: 12 }) as never, context).memberCount).toBe(12);
});
