/** How many sessions may be started, over restarts and crash loops. */
import {
  type BudgetStore,
  type GatewayInfoSource,
  MemoryBudgetStore,
  sessionKey,
  StaticGatewayInfoSource,
} from '../../../src/gateway';
import { ManualClock, nullLogger } from '../../../src/util';
import { IdentifyBudget } from '../../../src/gateway/identify/identify-budget';
import { bench, framesOf, greet, infoOf, login, ready, settle, TOKEN } from './support';

const DAY_MS = 86_400_000;
const key = sessionKey(TOKEN);

describe('the budget', () => {
  it('is remembered before IDENTIFY leaves, without the token', async () => {
    const budgetStore = new MemoryBudgetStore();
    const on = bench({ budgetStore, info: new StaticGatewayInfoSource(infoOf({ remaining: 500 })) });
    const saved: unknown[] = [];
    const save = budgetStore.save.bind(budgetStore);
    budgetStore.save = (...args) => {
      saved.push(...args, framesOf(on.sockets.last, 2).length);
      return save(...args);
    };
    await login(on);
    const nowMs = on.clock.wallMs();
    expect(saved).toEqual([key, { total: 1000, remaining: 499, resetAtMs: nowMs + DAY_MS, spentAtMs: nowMs }, 0]);
    expect(JSON.stringify(saved)).not.toContain(TOKEN);
  });

  it('is the lower of what Discord tells and what was remembered', async () => {
    const clock = new ManualClock();
    const budgetStore = new MemoryBudgetStore();
    await budgetStore.save(key, { total: 1000, remaining: 20, resetAtMs: clock.wallMs() + DAY_MS, spentAtMs: 0 });
    const on = bench({ clock, budgetStore, info: new StaticGatewayInfoSource(infoOf({ remaining: 900 })) });
    await login(on);
    expect(on.client.health().sessionsLeft).toBe(19);
    await clock.advance(6_000);
    const lower = bench({ clock, budgetStore, info: new StaticGatewayInfoSource(infoOf({ remaining: 7 })) });
    await login(lower);
    expect(lower.client.health().sessionsLeft).toBe(6);
  });

  it.each([
    ['of a day that is over', -1],
    ['of a reset that came early', DAY_MS - 3_600_000],
    ['by a clock that was wrong', 300 * DAY_MS],
  ])('is not what was remembered %s', async (_what, resetInMs) => {
    const clock = new ManualClock();
    const budgetStore = new MemoryBudgetStore();
    await budgetStore.save(key, { total: 1000, remaining: 0, resetAtMs: clock.wallMs() + resetInMs, spentAtMs: 0 });
    const on = bench({ clock, budgetStore });
    await login(on);
    expect(on.client.health().sessionsLeft).toBe(999);
  });

  it('outlives a loop of crashes even when Discord counts none of them', async () => {
    const clock = new ManualClock();
    const budgetStore = new MemoryBudgetStore();
    const startAt = clock.wallMs();
    const info: GatewayInfoSource = {
      // The reset stays where it is.
      gatewayInfo: () =>
        Promise.resolve(infoOf({ total: 30, remaining: 30, resetAfterMs: DAY_MS - (clock.wallMs() - startAt) })),
    };
    let identified = 0;
    for (let run = 0; run < 50; run++) {
      const on = bench({ clock, budgetStore, info });
      const started = on.client.start().catch((error: unknown) => error);
      await settle();
      const socket = await greet(on.sockets);
      await clock.advance(5_100);
      identified += framesOf(socket, 2).length;
      if (framesOf(socket, 2).length > 0) {
        socket.serverSends(ready());
        await started;
        // Killed: nothing is closed.
        continue;
      }
      expect(await started).toMatchObject({ code: 'GATEWAY_IDENTIFY_BUDGET', kind: 'budget' });
    }
    expect(identified).toBe(29);
  });

  it('makes a run that begins right after another wait for its turn, and no other run', async () => {
    const clock = new ManualClock();
    const budgetStore = new MemoryBudgetStore();
    await login(bench({ clock, budgetStore }));
    await clock.advance(1_100);
    const on = bench({ clock, budgetStore });
    const started = on.client.start();
    await settle();
    const socket = await greet(on.sockets);
    await clock.advance(3_999);
    expect(framesOf(socket, 2)).toHaveLength(0);
    await clock.advance(1);
    expect(framesOf(socket, 2)).toHaveLength(1);
    socket.serverSends(ready());
    await started;
    await clock.advance(60_000);
    await login(bench({ clock, budgetStore }));
  });

  it('keeps a session for each shard that runs when shards start, and says so with the time of the reset', async () => {
    const info = new StaticGatewayInfoSource({ ...infoOf({ remaining: 7, resetAfterMs: 3_600_000 }), shards: 4 });
    const on = bench({ shards: 'auto', info });
    const started = on.client.start().catch((error: unknown) => error);
    await settle();
    await greet(on.sockets);
    const error = (await started) as Error;
    expect(error.message).toContain('Only 7 of the 1000 sessions');
    expect(error.message).toContain('2026-01-01T01:00:00.000Z');
    expect(error.message).toContain('need 4, and 4 are kept');
    expect(on.sockets.sockets.flatMap((socket) => framesOf(socket, 2))).toEqual([]);
  });

  it('does not hang on a store that does, nor fail with one that fails', async () => {
    const never = new Promise<never>(() => undefined);
    const stores: BudgetStore[] = [
      { load: () => never, save: () => never },
      { load: () => Promise.reject(new Error('broken')), save: () => Promise.reject(new Error('broken')) },
    ];
    for (const budgetStore of stores) {
      const on = bench({ budgetStore });
      const started = on.client.start();
      await settle();
      const socket = await greet(on.sockets);
      await on.clock.advance(10_000);
      await settle();
      socket.serverSends(ready());
      await started;
      expect(on.logger.lines.some(({ message }) => message.includes('sessions left'))).toBe(true);
      await on.client.close();
    }
  });

  function budgetOf(limit: Parameters<typeof infoOf>[0], clock = new ManualClock()): IdentifyBudget {
    const info = infoOf(limit);
    const source = new StaticGatewayInfoSource(info);
    return new IdentifyBudget(
      { source, store: new MemoryBudgetStore(), key, clock, logger: nullLogger, storeMs: 3_000 },
      info,
    );
  }

  it('is whole again once the day is over, although nobody has asked Discord since', async () => {
    const clock = new ManualClock();
    const budget = budgetOf({ remaining: 1, resetAfterMs: 3_600_000 }, clock);
    await budget.spend({ sessions: 1, reserve: 0 });
    expect(budget.left).toBe(0);
    await clock.advance(3_599_999);
    expect(budget.left).toBe(0);
    await clock.advance(1);
    expect(budget.left).toBe(1000);
  });

  it('gives its last session to one of two shards that lose theirs at the same moment', async () => {
    const budget = budgetOf({ remaining: 1 });
    const need = { sessions: 1, reserve: 0 };
    const spent = await Promise.allSettled([budget.spend(need), budget.spend(need)]);
    expect(spent.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(budget.left).toBe(0);
  });
});
