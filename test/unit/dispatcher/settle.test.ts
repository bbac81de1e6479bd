/** Handlers that are waited for, because an end comes after them. */
import { dispatch, PayloadView } from '../../../src/models';
import { packet, SHARD, started, turn } from './support';

class GoodbyeEvent extends dispatch('goodbye', PayloadView) {}
const goodbye = (): GoodbyeEvent => new GoodbyeEvent({});
const LIMIT = { limitMs: 1_000 };

it('run side by side, and all are waited for, also when one fails', async () => {
  const { dispatcher, errors } = started();
  const log: string[] = [];
  let end: () => void = () => undefined;
  dispatcher.addHandler(GoodbyeEvent, async () => {
    log.push('slow begins');
    await new Promise<void>((resolve) => (end = resolve));
    log.push('slow ends');
  });
  dispatcher.addHandler(GoodbyeEvent, () => {
    log.push('fails');
    throw new Error('no');
  });
  dispatcher.addHandler(GoodbyeEvent, () => log.push('plain'));
  let late: readonly string[] | undefined;
  const settling = dispatcher.settle(goodbye(), LIMIT).then((labels) => (late = labels));
  await turn();
  expect([log, late]).toEqual([['slow begins', 'fails', 'plain'], undefined]);
  end();
  await settling;
  expect([log.at(-1), late]).toEqual(['slow ends', []]);
  expect(errors.failures.map(({ error, eventName }) => [error.message, eventName])).toEqual([['no', 'goodbye']]);
  expect(dispatcher.health().outcomes).toMatchObject({ done: 2, failed: 1 });
});

it('are named when they are not over in time', async () => {
  const { dispatcher, clock } = started();
  dispatcher.addHandler(GoodbyeEvent, () => new Promise(() => undefined), { label: 'Loom.hangs' });
  dispatcher.addHandler(GoodbyeEvent, () => undefined, { label: 'Loom.ends' });
  const settling = dispatcher.settle(goodbye(), LIMIT);
  await clock.advance(1_000);
  await expect(settling).resolves.toEqual(['Loom.hangs']);
});

it('do not wait behind events that wait', async () => {
  const { dispatcher } = started({ maxInFlight: 1 });
  class StuckEvent extends dispatch('stuck', PayloadView) {}
  dispatcher.addHandler(StuckEvent, () => new Promise(() => undefined));
  dispatcher.deliver(packet('stuck', {}), SHARD);
  dispatcher.dispatch(new StuckEvent({}));
  dispatcher.dispatch(new StuckEvent({}));
  let calls = 0;
  dispatcher.addHandler(GoodbyeEvent, () => (calls += 1), { once: true });
  await dispatcher.settle(goodbye(), LIMIT);
  await dispatcher.settle(goodbye(), LIMIT);
  expect(calls).toBe(1);
});

it('overwrite defaults here as anywhere, and whoever waits for the event hears it', async () => {
  const { dispatcher } = started();
  const log: string[] = [];
  dispatcher.addHandler(GoodbyeEvent, () => log.push('default'), { isDefault: true });
  const mine = dispatcher.addHandler(GoodbyeEvent, () => log.push('mine'), { overwrite: true });
  const heard = dispatcher.waitFor(GoodbyeEvent);
  await dispatcher.settle(goodbye(), LIMIT);
  expect(await heard).toBeInstanceOf(GoodbyeEvent);
  mine.remove();
  await dispatcher.settle(goodbye(), LIMIT);
  expect(log).toEqual(['mine', 'default']);
});

it('are none of a dispatcher that is closed', async () => {
  const { dispatcher } = started();
  dispatcher.addHandler(GoodbyeEvent, () => new Promise(() => undefined));
  dispatcher.close();
  await expect(dispatcher.settle(goodbye(), LIMIT)).resolves.toEqual([]);
});
