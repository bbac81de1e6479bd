/** RESUMEs under bad conditions: what happens in the middle of a replay must lose no event and no session. */
import { MOST_RESUMES } from '../../../src/gateway/protocol/comeback';
import {
  ACK,
  BEAT_REQUEST,
  bench,
  dispatch,
  framesOf,
  greet,
  INTERVAL_MS,
  invalidSession,
  login,
  ready,
  RECONNECT,
  resumed,
  settle,
} from './support';

const messages = (on: ReturnType<typeof bench>): number[] =>
  on.sink.packets.filter(({ t }) => t === 'MESSAGE_CREATE').map(({ s }) => s);

describe('a replay', () => {
  it.each([
    [
      'the socket dies',
      (socket: Awaited<ReturnType<typeof login>>) => {
        socket.serverCloses();
      },
    ],
    [
      'Discord asks for a reconnect',
      (socket: Awaited<ReturnType<typeof login>>) => {
        socket.serverSends(RECONNECT);
      },
    ],
  ])('that gets further each time is no failed RESUME, however often %s', async (_what, strike) => {
    const on = bench({ random: () => 0 });
    let socket = await login(on);
    socket.serverCloses();
    for (let s = 2; s < 2 + MOST_RESUMES * 2; s++) {
      await settle();
      if (on.client.shards[0]?.state === 'waiting') await on.clock.advance(60_000);
      socket = await greet(on.sockets);
      expect(framesOf(socket)).toMatchObject([{ op: 6, d: { seq: s - 1 } }]);
      socket.serverSends(dispatch('MESSAGE_CREATE', s));
      strike(socket);
    }
    expect(messages(on)).toEqual([2, 3, 4, 5, 6, 7]);
    await on.client.close();
  });

  it('is beaten through, however long it takes', async () => {
    const on = bench({ random: () => 0, limits: { resumedMs: 300_000 } });
    (await login(on)).serverCloses();
    await settle();
    const socket = await greet(on.sockets);
    for (let s = 2; s < 10; s++) {
      socket.serverSends(dispatch('MESSAGE_CREATE', s));
      socket.serverSends(ACK);
      await on.clock.advance(INTERVAL_MS / 2);
    }
    const beats = framesOf(socket, 1).map(({ d }) => d as unknown as number);
    expect(beats.length).toBeGreaterThanOrEqual(4);
    expect([...beats].sort((a, b) => a - b)).toEqual(beats);
    expect(on.client.shards[0]?.state).toBe('resuming');
    socket.serverSends(resumed(10));
    expect(on.client.shards[0]?.state).toBe('ready');
    await on.client.close();
  });
});

it('leaves an address for resuming that opens sockets and then says nothing', async () => {
  const on = bench({ random: () => 0 });
  (await login(on)).serverCloses();
  const tried: string[] = [];
  for (let i = 0; i < 6; i++) {
    await settle();
    if (on.client.shards[0]?.state === 'waiting') await on.clock.advance(60_000);
    tried.push(new URL(on.sockets.last.url).hostname);
    on.sockets.last.serverAccepts();
    await on.clock.advance(15_000);
    await settle();
  }
  expect(tried.slice(0, 3)).toEqual(['resume.test', 'resume.test', 'resume.test']);
  expect(tried).toContain('gateway.test');
  await on.client.close();
});

it('does not come back without a pause for ever when Discord sends it away at once each time', async () => {
  const on = bench({ random: () => 0 });
  let socket = await login(on);
  let pauses = 0;
  for (let s = 2; s < 8; s++) {
    socket.serverSends(RECONNECT);
    await settle();
    if (on.client.shards[0]?.state === 'waiting') {
      pauses += 1;
      // RESUMEs are cheap, so the pause stays short.
      await on.clock.advance(1_000);
    }
    socket = await greet(on.sockets);
    socket.serverSends(resumed(s));
    expect(on.client.shards[0]?.state).toBe('ready');
  }
  expect(pauses).toBeGreaterThanOrEqual(3);
  await on.client.close();
});

describe('numbers', () => {
  it('of frames that cannot be read do not count, so that nothing after them is taken for a repetition', async () => {
    const on = bench();
    const socket = await login(on);
    socket.serverSends('{"t":"MESSAGE_CREATE","s":99999,"op":0,"d":{');
    socket.serverSends(dispatch('MESSAGE_CREATE', 2));
    expect(messages(on)).toEqual([2]);
    socket.serverCloses();
    await settle();
    expect(framesOf(await greet(on.sockets), 6)[0]?.d.seq).toBe(2);
    await on.client.close();
  });

  it('begin anew with a READY, wherever it comes', async () => {
    const on = bench();
    const socket = await login(on);
    socket.serverSends(dispatch('MESSAGE_CREATE', 50));
    socket.serverCloses();
    await settle();
    const next = await greet(on.sockets);
    next.serverSends(ready('session-2', 1));
    next.serverSends(dispatch('MESSAGE_CREATE', 2));
    expect(messages(on)).toEqual([50, 2]);
    await on.client.close();
  });
});

it('waits for a new turn when IDENTIFY is answered with an invalid session', async () => {
  const on = bench({ random: () => 0 });
  const started = on.client.start();
  await settle();
  const first = await greet(on.sockets);
  expect(framesOf(first, 2)).toHaveLength(1);
  first.serverSends(invalidSession(true));
  await on.clock.advance(1_000);
  const second = await greet(on.sockets);
  expect(framesOf(second, 2)).toHaveLength(0);
  await on.clock.advance(4_100);
  expect(framesOf(second, 2)).toHaveLength(1);
  second.serverSends(ready());
  await started;
  await on.client.close();
});

it('tells the round trip of the first beat when a second one leaves before its answer', async () => {
  const on = bench();
  const socket = await login(on);
  await on.clock.advance(INTERVAL_MS / 2 - 30);
  socket.serverSends(BEAT_REQUEST);
  await on.clock.advance(40);
  expect(framesOf(socket, 1)).toHaveLength(2);
  socket.serverSends(ACK);
  socket.serverSends(ACK);
  expect(on.client.latencyMs).toBe(40);
  await on.client.close();
});
