import { constants, createDeflate } from 'node:zlib';
import { type FakeSocket, MemorySessionStore, sessionKey } from '../../../src/gateway';
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
  RecordingSink,
  resumed,
  RESUME_URL,
  settle,
  TOKEN,
} from './support';

describe('connecting', () => {
  it('asks for version 10 in JSON, and for zlib-stream unless told otherwise', async () => {
    const on = bench({ compression: undefined });
    void on.client.start().catch(() => undefined);
    await settle();
    const url = new URL(on.sockets.last.url);
    expect(url.origin).toBe('wss://gateway.test');
    expect(Object.fromEntries(url.searchParams)).toEqual({ v: '10', encoding: 'json', compress: 'zlib-stream' });
    await on.client.close();
  });

  it('identifies with token, intents, properties, shard and presence', async () => {
    const on = bench({ largeThreshold: 100, presence: { status: 'idle', since: 5 } });
    const socket = await login(on);
    expect(framesOf(socket, 2)).toEqual([
      {
        op: 2,
        d: {
          token: TOKEN,
          intents: 513,
          properties: { os: process.platform, browser: 'corduroy', device: 'corduroy' },
          large_threshold: 100,
          shard: [0, 1],
          presence: { status: 'idle', since: 5, activities: [], afk: false },
        },
      },
    ]);
  });

  it('reads zlib-stream whose messages are cut anywhere', async () => {
    const on = bench({ compression: 'zlib-stream' });
    const deflate = createDeflate();
    const send = async (socket: FakeSocket, payload: object): Promise<void> => {
      const pieces: Buffer[] = [];
      const collect = (piece: Buffer): number => pieces.push(piece);
      deflate.on('data', collect);
      deflate.write(JSON.stringify(payload));
      await new Promise<void>((resolve) => {
        deflate.flush(constants.Z_SYNC_FLUSH, resolve);
      });
      deflate.off('data', collect);
      const message = Buffer.concat(pieces);
      const cut = Math.floor(message.length / 2);
      socket.serverSends(message.subarray(0, cut));
      socket.serverSends(message.subarray(cut));
    };
    const started = on.client.start();
    await settle();
    on.sockets.last.serverAccepts();
    await send(on.sockets.last, { op: 10, d: { heartbeat_interval: INTERVAL_MS } });
    await settle();
    await send(on.sockets.last, ready());
    await started;
    for (let i = 2; i < 30; i++)
      await send(on.sockets.last, dispatch('MESSAGE_CREATE', i, { content: `message ${i}` }));
    expect(on.sink.packets.filter((packet) => packet.t === 'MESSAGE_CREATE').map((packet) => packet.s)).toEqual(
      Array.from({ length: 28 }, (_, i) => i + 2),
    );
  });

  it('resumes after a compressed stream that is corrupt', async () => {
    const on = bench({ compression: 'zlib-stream' });
    const started = on.client.start();
    started.catch(() => undefined);
    await settle();
    on.sockets.last.serverAccepts();
    on.sockets.last.serverSends(Buffer.from('this is not deflated at all'));
    await settle();
    expect(on.sockets.last.closedWith?.code).toBe(4900);
    await on.clock.advance(1_000);
    expect(on.sockets.sockets).toHaveLength(2);
    await on.client.close();
  });
});

describe('the heartbeat', () => {
  it('uses the interval of HELLO and the last sequence, and answers opcode 1 at once [seed 61]', async () => {
    const on = bench();
    const socket = await login(on);
    socket.serverSends(dispatch('TYPING_START', 9));
    await on.clock.advance(INTERVAL_MS / 2 - 1);
    expect(framesOf(socket, 1)).toEqual([]);
    await on.clock.advance(1);
    expect(framesOf(socket, 1)).toEqual([{ op: 1, d: 9 }]);
    socket.serverSends(ACK);
    socket.serverSends(BEAT_REQUEST);
    expect(framesOf(socket, 1)).toHaveLength(2);
    socket.serverSends(ACK);
    await on.clock.advance(INTERVAL_MS);
    expect(framesOf(socket, 1)).toHaveLength(3);
  });

  it('tells the latency', async () => {
    const on = bench();
    const socket = await login(on);
    expect(on.client.latencyMs).toBeUndefined();
    await on.clock.advance(INTERVAL_MS / 2);
    await on.clock.advance(42);
    socket.serverSends(ACK);
    expect(on.client.latencyMs).toBe(42);
  });

  it('closes a connection that does not answer with 4000, and resumes [seed 61] [seed 62]', async () => {
    const on = bench();
    const socket = await login(on);
    await on.clock.advance(INTERVAL_MS / 2);
    await on.clock.advance(INTERVAL_MS);
    await settle();
    expect(socket.closedWith?.code).toBe(4000);
    const next = await greet(on.sockets);
    expect(next.url).toContain(RESUME_URL);
    expect(framesOf(next, 6)).toEqual([{ op: 6, d: { token: TOKEN, session_id: 'session-1', seq: 1 } }]);
  });

  it('breaks a zombie off when even its close is not answered', async () => {
    const on = bench();
    const socket = await login(on);
    socket.answersClose = false;
    await on.clock.advance(INTERVAL_MS * 2);
    await settle();
    expect(socket.closedWith?.code).toBe(4000);
    await on.clock.advance(3_000);
    await settle();
    expect(socket.terminated).toBe(true);
    expect(on.sockets.last).not.toBe(socket);
  });

  it('notices a dead connection within minutes, whatever interval HELLO told', async () => {
    const on = bench();
    const started = on.client.start();
    await settle();
    const socket = await greet(on.sockets, 1e12);
    socket.serverSends(ready());
    await started;
    await on.clock.advance(300_000);
    await settle();
    expect(socket.closedWith?.code).toBe(4000);
    expect(on.client.health().status).not.toBe('green');
    await on.client.close();
  });

  it('is no zombie when the answer lay unread while the program was busy for three intervals', async () => {
    const on = bench();
    const socket = await login(on);
    await on.clock.advance(INTERVAL_MS / 2);
    expect(framesOf(socket, 1)).toHaveLength(1);
    // What a blocked event loop does: the late timer runs first, the socket is read in the turn after it.
    const blocked = on.clock.advance(3 * INTERVAL_MS);
    setImmediate(() => {
      socket.serverSends(dispatch('TYPING_START', 2));
      setImmediate(() => {
        socket.serverSends(ACK);
      });
    });
    await blocked;
    await settle();
    expect(socket.closedWith).toBeUndefined();
    expect(on.sockets.sockets).toHaveLength(1);
    expect(on.client.health().status).toBe('green');
  });

  it('does not read a socket for ever that delivers everything but the answer', async () => {
    const on = bench({ limits: { drainMs: 100 } });
    const socket = await login(on);
    await on.clock.advance(INTERVAL_MS / 2);
    let sequence = 2;
    const busy = setInterval(() => {
      for (let i = 0; i < 10; i++) socket.serverSends(dispatch('TYPING_START', sequence++));
    }, 0);
    try {
      await on.clock.advance(INTERVAL_MS);
      await on.clock.advance(100);
      await settle();
      expect(socket.closedWith?.code).toBe(4000);
    } finally {
      clearInterval(busy);
    }
  });

  it('does not mistake a late HELLO for a missing one', async () => {
    const on = bench();
    void on.client.start().catch(() => undefined);
    await settle();
    const socket = on.sockets.last;
    socket.serverAccepts();
    const blocked = on.clock.advance(15_000);
    setImmediate(() => {
      socket.serverSends({ op: 10, d: { heartbeat_interval: INTERVAL_MS } });
    });
    await blocked;
    await settle();
    expect(socket.closedWith).toBeUndefined();
    expect(framesOf(socket, 2)).toHaveLength(1);
    await on.client.close();
  });
});

describe('resuming', () => {
  it('continues after a killed socket with the last sequence, and delivers a replay once [seed 62]', async () => {
    const on = bench();
    const socket = await login(on);
    socket.serverSends(dispatch('MESSAGE_CREATE', 2, { id: 'a' }));
    socket.serverSends(dispatch('MESSAGE_CREATE', 3, { id: 'b' }));
    socket.serverCloses();
    const next = await greet(on.sockets);
    expect(framesOf(next, 6)[0]?.d).toMatchObject({ session_id: 'session-1', seq: 3 });
    next.serverSends(dispatch('MESSAGE_CREATE', 3, { id: 'b' }));
    next.serverSends(dispatch('MESSAGE_CREATE', 4, { id: 'c' }));
    next.serverSends(resumed(5));
    const ids = on.sink.packets.filter((packet) => packet.t === 'MESSAGE_CREATE').map((packet) => packet.d);
    expect(ids).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    expect(on.client.shards[0]?.state).toBe('ready');
    expect(on.client.sessionId).toBe('session-1');
  });

  it('begins a new session, which counts from nothing, when the old one is invalid [seed 62]', async () => {
    const on = bench({ random: () => 0 });
    const socket = await login(on);
    socket.serverSends(dispatch('TYPING_START', 50));
    socket.serverSends(invalidSession(false));
    await settle();
    await on.clock.advance(1_000);
    const next = await greet(on.sockets);
    expect(next.url).toContain('wss://gateway.test');
    expect(framesOf(next, 2)).toHaveLength(0);
    await on.clock.advance(5_100);
    expect(framesOf(next, 2)).toHaveLength(1);
    next.serverSends(ready('session-2'));
    next.serverSends(dispatch('MESSAGE_CREATE', 2));
    expect(on.client.sessionId).toBe('session-2');
    expect(on.sink.names).toContain('MESSAGE_CREATE');
    await settle();
  });

  it('comes back at once when Discord asks for it, without ending the session', async () => {
    const on = bench();
    const socket = await login(on);
    socket.serverSends(RECONNECT);
    await settle();
    expect(socket.closedWith?.code).toBe(4900);
    const next = await greet(on.sockets);
    next.serverSends(resumed(2));
    expect(on.client.health().shards[0]).toMatchObject({ state: 'ready', reconnects: 1 });
  });

  it('leaves frames that arrive while it closes to the replay', async () => {
    const on = bench();
    const socket = await login(on);
    socket.answersClose = false;
    socket.serverSends(RECONNECT);
    socket.serverSends(dispatch('MESSAGE_CREATE', 2));
    expect(on.sink.names).not.toContain('MESSAGE_CREATE');
    socket.serverCloses(4900);
    const next = await greet(on.sockets);
    expect(framesOf(next, 6)[0]?.d.seq).toBe(1);
  });

  it('hears nothing more from a connection that it broke off', async () => {
    const on = bench({ limits: { closeMs: 10 } });
    const socket = await login(on);
    socket.answersClose = false;
    socket.serverSends(RECONNECT);
    await on.clock.advance(10);
    await settle();
    expect(on.sockets.sockets).toHaveLength(2);
    socket.serverSends(dispatch('MESSAGE_CREATE', 2));
    socket.serverCloses(4004);
    await settle();
    expect(on.client.shards[0]?.state).toBe('connecting');
    expect(on.sink.names).toEqual(['READY']);
  });

  it('identifies after three RESUMEs that failed', async () => {
    const on = bench({ random: () => 0 });
    let socket = await login(on);
    for (let i = 0; i < 4; i++) {
      socket.serverCloses(4000);
      await settle();
      await on.clock.advance(10_000);
      socket = await greet(on.sockets);
    }
    await settle();
    expect(framesOf(socket, 6)).toEqual([]);
    expect(framesOf(socket, 2)).toHaveLength(1);
  });
});

describe('sessions that outlive a client', () => {
  it('stores the session on a resumable close, and the next client resumes it', async () => {
    const sessionStore = new MemorySessionStore();
    const first = bench({ sessionStore });
    const socket = await login(first);
    socket.serverSends(dispatch('TYPING_START', 17));
    await first.client.close({ resumable: true });
    expect(socket.closedWith?.code).toBe(4900);

    const second = bench({ sessionStore });
    const started = second.client.start();
    await settle();
    expect(second.sockets.last.url).toContain(RESUME_URL);
    const next = await greet(second.sockets);
    expect(framesOf(next, 6)[0]?.d).toMatchObject({ session_id: 'session-1', seq: 17 });
    next.serverSends(resumed(18));
    await started;
    expect(second.client.sessionId).toBe('session-1');
  });

  it('ends the session on a plain close and forgets it', async () => {
    const sessionStore = new MemorySessionStore();
    const on = bench({ sessionStore });
    const socket = await login(on);
    expect(await sessionStore.load(sessionKey(TOKEN), 0)).toBeDefined();
    await on.client.close();
    expect(socket.closedWith?.code).toBe(1000);
    expect(await sessionStore.load(sessionKey(TOKEN), 0)).toBeUndefined();
  });

  it.each([
    ['other intents', { intents: 1 }],
    ['another number of shards', { shards: 2 }],
  ])('does not resume a session of %s', async (_what, change) => {
    const sessionStore = new MemorySessionStore();
    const first = bench({ sessionStore });
    await login(first);
    await first.client.close({ resumable: true });
    const second = bench({ sessionStore, ...change });
    void second.client.start().catch(() => undefined);
    await settle();
    const socket = await greet(second.sockets);
    expect(framesOf(socket).map((frame) => frame.op)).toEqual([2]);
    await second.client.close();
  });

  it('connects although the store fails, and says so', async () => {
    const broken = (): Promise<never> => Promise.reject(new Error('disk full'));
    const on = bench({ sessionStore: { load: broken, save: broken, clear: broken } });
    await login(on);
    expect(on.client.shards[0]?.state).toBe('ready');
    await settle();
    expect(on.logger.lines.filter((line) => line.level === 'warn').map((line) => line.fields?.error)).toContain(
      'disk full',
    );
  });

  it('ends although the store hangs', async () => {
    const never = (): Promise<never> => new Promise(() => undefined);
    const on = bench({ sessionStore: { load: () => Promise.resolve(undefined), save: never, clear: never } });
    await login(on);
    const closing = on.client.close();
    await on.clock.advance(3_000);
    await closing;
    expect(await on.client.closed).toBeUndefined();
  });
});

describe('frames', () => {
  it('leaves events unparsed that nobody wants, and counts them', async () => {
    const on = bench({ sink: new RecordingSink((name) => name === 'MESSAGE_CREATE') });
    const socket = await login(on);
    // No JSON behind the head: parsing it would be counted as malformed.
    socket.serverSends('{"t":"PRESENCE_UPDATE","s":2,"op":0,"d":{broken');
    socket.serverSends(dispatch('MESSAGE_CREATE', 3));
    expect(on.sink.names).toEqual(['MESSAGE_CREATE']);
    expect(on.client.health().shards[0]).toMatchObject({ lastSequence: 3, malformedFrames: 0 });
  });

  it('delivers an event numbered 0, and resumes from the number before it', async () => {
    const on = bench();
    const socket = await login(on);
    socket.serverSends(dispatch('MESSAGE_CREATE', 3));
    socket.serverSends(dispatch('TYPING_START', 0));
    expect(on.sink.names.slice(-2)).toEqual(['MESSAGE_CREATE', 'TYPING_START']);
    expect(on.client.health().shards[0]).toMatchObject({ lastSequence: 3 });
  });

  it('reads READY and RESUMED whether or not they are wanted', async () => {
    const on = bench({ sink: new RecordingSink(() => false) });
    const socket = await login(on);
    socket.serverCloses();
    const next = await greet(on.sockets);
    next.serverSends(resumed(2));
    expect(on.client.shards[0]?.state).toBe('ready');
    expect(on.sink.packets).toEqual([]);
  });

  it('reads dispatches whose keys come in another order', async () => {
    const on = bench();
    const socket = await login(on);
    socket.serverSends({ op: 0, s: 2, t: 'MESSAGE_CREATE', d: { id: '1' } });
    socket.serverSends({ op: 0, s: 2, t: 'MESSAGE_CREATE', d: { id: '1' } });
    expect(on.sink.packets.filter((packet) => packet.t === 'MESSAGE_CREATE')).toHaveLength(1);
  });

  it('reads dispatches that go on after their payload, and those that come after one', async () => {
    const on = bench();
    const socket = await login(on);
    socket.serverSends('{"t":"MESSAGE_CREATE","s":2,"op":0,"d":{"id":"1"},"new":true}');
    socket.serverSends('{"t":"MESSAGE_CREATE","s":3,"op":0,"d":{"id":"2"},"t":"MESSAGE_DELETE"}');
    socket.serverSends(dispatch('MESSAGE_UPDATE', 4, { id: '3' }));
    expect(on.sink.packets.slice(1).map(({ t, s, d }) => [t, s, d])).toEqual([
      ['MESSAGE_CREATE', 2, { id: '1' }],
      ['MESSAGE_DELETE', 3, { id: '2' }],
      ['MESSAGE_UPDATE', 4, { id: '3' }],
    ]);
  });

  it.each([
    ['text that is no JSON', '{"t":"MESSAGE_CREATE","s":2,"op":0,"d":{"content":"secret'],
    ['an array', '[1,2,3]'],
    ['a number', '7'],
    ['a frame without opcode', '{"d":1}'],
    ['a dispatch without name', '{"op":0,"s":2,"t":null,"d":{}}'],
    ['a dispatch without number', '{"op":0,"t":"MESSAGE_CREATE","d":{}}'],
    ['HELLO without interval', '{"op":10,"d":{}}'],
    ['READY without session', '{"t":"READY","s":2,"op":0,"d":null}'],
    ['nothing', ''],
  ])(
    'survives %s: it is counted, logged without its payload, and the next event arrives [seed 41]',
    async (_what, frame) => {
      const on = bench();
      const socket = await login(on);
      socket.serverSends(frame);
      socket.serverSends(dispatch('MESSAGE_DELETE', 3, { id: '1' }));
      expect(on.sink.names.at(-1)).toBe('MESSAGE_DELETE');
      expect(socket.closedWith).toBeUndefined();
      expect(on.client.health().shards[0]).toMatchObject({ state: 'ready', malformedFrames: 1 });
      expect(JSON.stringify(on.logger.lines)).not.toContain('secret');
    },
  );

  it('ignores opcodes that it does not know', async () => {
    const on = bench();
    const socket = await login(on);
    socket.serverSends({ op: 99, d: {} });
    expect(on.client.health().shards[0]).toMatchObject({ state: 'ready', malformedFrames: 0 });
    expect(on.logger.lines).toContainEqual(expect.objectContaining({ level: 'debug', fields: { opcode: 99 } }));
  });

  it('survives a receiver that throws', async () => {
    const sink = new RecordingSink((name) => {
      if (name === 'TYPING_START') throw new Error('asked too much');
      return true;
    });
    const on = bench({ sink });
    const deliver = sink.deliver.bind(sink);
    sink.deliver = (packet) => {
      if (packet.t === 'MESSAGE_CREATE') throw new Error('handed too much');
      deliver(packet);
    };
    const socket = await login(on);
    for (const [i, name] of ['TYPING_START', 'MESSAGE_CREATE', 'MESSAGE_DELETE'].entries()) {
      socket.serverSends(dispatch(name, i + 2));
    }
    expect(sink.names).toEqual(['READY', 'MESSAGE_DELETE']);
    expect(on.logger.lines.filter((line) => line.level === 'error')).toHaveLength(2);
  });
});

describe('health', () => {
  it('is red before the start, green when ready, red again when away for too long, and says why', async () => {
    const on = bench();
    expect(on.client.health()).toMatchObject({
      status: 'red',
      reason: 'The gateway client has not been started.',
      shards: [],
    });
    const socket = await login(on);
    expect(on.client.health()).toMatchObject({ status: 'green', shards: [{ state: 'ready', reason: undefined }] });
    socket.serverCloses(4000, 'maintenance');
    await settle();
    expect(on.client.health()).toMatchObject({
      status: 'yellow',
      shards: [
        {
          state: 'connecting',
          reason: expect.stringMatching(/^Shard 0 has not been ready for 0 s: .*maintenance/) as string,
        },
      ],
    });
    for (let i = 0; i < 12; i++) {
      on.sockets.last.serverCloses();
      await on.clock.advance(6_000);
    }
    const { status, shards } = on.client.health();
    expect(status).toBe('red');
    expect(shards[0]?.reason).toContain('without a close code');
    await on.client.close();
    expect(on.client.health().shards[0]).toMatchObject({
      state: 'stopped',
      status: 'red',
      reason: 'Shard 0 has stopped: it was closed.',
    });
  });
});
