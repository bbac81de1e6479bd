/** When a group counts as ready: all its shards, and their guilds. */
import { type GroupReadyPayload } from 'corduroy';
import { ManualClock } from 'corduroy/util';
import { GroupReadiness } from '../../../src/hub/group-readiness';

function bench(shardIds: readonly number[] = [0], awaited: readonly string[] = []) {
  const clock = new ManualClock();
  const told: GroupReadyPayload[] = [];
  const readiness = new GroupReadiness({
    shardIds: () => shardIds,
    knownGuildIds: () => ['kept'],
    awaitedGuildIds: () => awaited,
    clock,
    limitMs: 15_000,
    tell: (payload) => told.push(payload),
  });
  const hear = (t: string, d: unknown = {}, shard = 0): void => {
    readiness.hear({ t, d }, { id: shard, count: shardIds.length });
  };
  const ready = (shard: number, ...ids: string[]): void => {
    hear('READY', { guilds: ids.map((id) => ({ id })) }, shard);
  };
  return { clock, told, readiness, hear, ready };
}

it('is when every guild of every shard has come', () => {
  const { told, hear, ready, clock } = bench([0, 1]);
  ready(0, 'a', 'b');
  hear('GUILD_CREATE', { id: 'a' });
  hear('GUILD_CREATE', { id: 'b' });
  expect(told).toEqual([]);
  ready(1, 'c');
  expect(told).toEqual([]);
  hear('GUILD_CREATE', { id: 'c' }, 1);
  expect(told).toEqual([
    { shard_ids: [0, 1], guild_ids: ['a', 'b', 'c'], unavailable_guild_ids: [], missing_guild_ids: [] },
  ]);
  expect(clock.pendingTimers).toBe(0);
});

it('is at once for a bot without guilds', () => {
  const { told, ready } = bench();
  ready(0);
  expect(told).toHaveLength(1);
});

it('counts guilds that an outage keeps away, and forgets those that are left', () => {
  const { told, hear, ready } = bench();
  ready(0, 'a', 'b', 'c');
  hear('GUILD_DELETE', { id: 'a', unavailable: true });
  hear('GUILD_DELETE', { id: 'b' });
  hear('GUILD_CREATE', { id: 'c', unavailable: true });
  expect(told).toMatchObject([{ guild_ids: [], unavailable_guild_ids: ['a', 'c'], missing_guild_ids: [] }]);
});

it('is at the latest when the limit is over, and says what is missing', async () => {
  const { told, hear, ready, clock } = bench();
  ready(0, 'a', 'b');
  hear('GUILD_CREATE', { id: 'a' });
  await clock.advance(15_000);
  expect(told).toMatchObject([{ guild_ids: ['a'], missing_guild_ids: ['b'] }]);
  hear('GUILD_CREATE', { id: 'b' });
  expect(told).toHaveLength(1);
});

it('is once, and again when every session had to begin anew', () => {
  const { told, hear, ready } = bench([0, 1]);
  ready(0, 'a');
  ready(1);
  hear('GUILD_CREATE', { id: 'a' });
  ready(1);
  hear('RESUMED', {}, 0);
  expect(told).toHaveLength(1);
  ready(0, 'a');
  hear('GUILD_CREATE', { id: 'a' });
  expect(told).toHaveLength(2);
});

it('tells nothing of guilds that were left while no session heard of it', () => {
  const { told, hear, ready } = bench();
  ready(0, 'a', 'b', 'c');
  hear('GUILD_CREATE', { id: 'a' });
  hear('GUILD_CREATE', { id: 'b' });
  hear('GUILD_DELETE', { id: 'c', unavailable: true });
  ready(0, 'a');
  hear('GUILD_CREATE', { id: 'a' });
  expect(told.slice(1)).toMatchObject([{ guild_ids: ['a'], unavailable_guild_ids: [], missing_guild_ids: [] }]);
});

it('takes away from one shard what it serves, and from no other', () => {
  const { told, hear, ready } = bench([0, 1]);
  const [first, second] = [String(2n << 22n), String(1n << 22n)];
  ready(0, first);
  ready(1, second);
  hear('GUILD_CREATE', { id: first });
  hear('GUILD_CREATE', { id: second }, 1);
  ready(1);
  ready(0, first);
  hear('GUILD_CREATE', { id: first });
  expect(told.map(({ guild_ids: ids }) => ids)).toEqual([[first, second], [first]]);
});

it('takes a session of an earlier run that goes on for one that knows its guilds', () => {
  const { told, hear } = bench();
  hear('RESUMED');
  expect(told).toMatchObject([{ guild_ids: ['kept'] }]);
});

it('waits for what such a session had still to be sent', () => {
  const { told, hear } = bench([0], ['late']);
  hear('RESUMED');
  expect(told).toEqual([]);
  hear('GUILD_CREATE', { id: 'late' });
  expect(told).toMatchObject([{ guild_ids: ['kept', 'late'] }]);
});

it('survives payloads that hold nothing, and leaves no timer behind', () => {
  const { told, hear, readiness, clock, ready } = bench();
  for (const name of ['READY', 'GUILD_CREATE', 'GUILD_DELETE', 'RESUMED', 'OTHER']) hear(name, null);
  hear('READY', { guilds: [null, { id: 7 }] });
  expect(told.length).toBeGreaterThan(0);
  ready(0, 'a');
  readiness.close();
  expect(clock.pendingTimers).toBe(0);
});
