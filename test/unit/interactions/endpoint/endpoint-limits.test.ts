/** What an endpoint keeps, and how long it waits, has a limit: whatever sends to it, reads from it, or fails under it. */
import { IncomingMessage, type Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { BodyGathering } from '../../../../src/interactions/endpoint/body-gathering';
import { BodyRoom } from '../../../../src/interactions/endpoint/body-room';
import { EndpointServer } from '../../../../src/interactions/endpoint/endpoint-server';
import { webRequest, webResponse } from '../../../../src/interactions/endpoint/fetch-face';
import { FirstAnswer } from '../../../../src/interactions/endpoint/first-answer';
import { nodeRequest } from '../../../../src/interactions/endpoint/node-face';
import { ReplayWindow } from '../../../../src/interactions/endpoint/replay-window';
import { ManualClock } from '../../../../src/util';

describe('a full replay window', () => {
  const mark = (seed: number): Buffer => {
    const bytes = Buffer.alloc(64);
    bytes.writeUInt32LE(seed, 0);
    return bytes;
  };

  it('forgets the earliest second, and takes nothing of it any more', () => {
    const window = new ReplayWindow(300_000, 4);
    const nowMs = 100_000;
    expect([1, 2].map((seed) => window.take(97_000, mark(seed), nowMs))).toEqual([true, true]);
    expect([3, 4, 5].map((seed) => window.take(99_000, mark(seed), nowMs))).toEqual([true, true, true]);
    expect(window.size).toBe(3);
    expect(window.narrowed).toBe(true);
    expect([window.isStale(97_000, nowMs), window.isStale(98_000, nowMs)]).toEqual([true, false]);
    expect([window.take(97_000, mark(1), nowMs), window.take(97_000, mark(9), nowMs)]).toEqual([false, false]);
    expect(window.take(99_000, mark(3), nowMs)).toBe(false);
  });

  it('takes no request twice, nor more than it may remember, whatever comes', () => {
    const request = fc.record({
      atS: fc.integer({ min: 0, max: 30 }),
      seed: fc.nat(9),
      waitMs: fc.integer({ min: -500, max: 3_000 }),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 120 }), (requests) => {
        const window = new ReplayWindow(10_000, 5);
        const taken = new Set<string>();
        let nowMs = 0;
        for (const { atS, seed, waitMs } of requests) {
          nowMs += waitMs;
          if (!window.take(atS * 1_000, mark(seed), nowMs)) continue;
          expect(taken.has(`${atS} ${seed}`)).toBe(false);
          taken.add(`${atS} ${seed}`);
          expect(window.size).toBeLessThanOrEqual(5);
        }
      }),
      { seed: 8, numRuns: 300 },
    );
  });

  it('takes on what is signed now, however much came within the second before', () => {
    const window = new ReplayWindow(300_000, 10);
    for (let seed = 0; seed < 25; seed += 1) window.take(5_000, mark(seed), 5_500);
    expect(window.take(5_000, mark(99), 5_500)).toBe(false);
    expect(window.take(6_000, mark(1), 6_100)).toBe(true);
    expect(window.size).toBeLessThanOrEqual(10);
  });

  it('knows a request again that was near when it came, and no more when its body had', () => {
    const window = new ReplayWindow(10_000);
    expect(window.take(0, mark(1), 0)).toBe(true);
    expect(window.isStale(0, 9_000)).toBe(false);
    expect(window.take(0, mark(1), 11_000)).toBe(false);
  });

  it('knows it again when the clock of the machine is set back', () => {
    const window = new ReplayWindow(10_000);
    window.take(0, mark(1), 0);
    window.take(20_000, mark(2), 20_000);
    expect([window.isStale(0, 5_000), window.take(0, mark(1), 5_000)]).toEqual([true, false]);
  });
});

describe('a body', () => {
  it('is kept as one piece, however small the pieces are that it comes in', () => {
    const limits = { maxBytes: 1_000, limitMs: 3_000, room: new BodyRoom(1_000) };
    const gathering = new BodyGathering(limits, () => undefined);
    const piece = Buffer.from('a');
    for (let at = 0; at < 1_000; at += 1) expect(gathering.take(piece)).toBe(true);
    // What was taken is copied: a piece that is held costs a hundred times what is in it.
    piece[0] = 98;
    expect(gathering.whole().toString()).toBe('a'.repeat(1_000));
    expect(gathering.take(piece)).toBe(false);
    expect(gathering.whole()).toHaveLength(0);
  });

  const LIMITS = { maxBytes: 100, limitMs: 3_000, room: new BodyRoom(100) };

  type Source = NonNullable<ConstructorParameters<typeof ReadableStream<Uint8Array>>[0]>;

  function requestOf(source: Source, clock: ManualClock): ReturnType<typeof webRequest> {
    const body = new ReadableStream<Uint8Array>(source);
    return webRequest(new Request('http://x/', { method: 'POST', body, duplex: 'half' }), clock);
  }

  it('of a Request that does not come is not waited for, nor is the end of whoever sends it', async () => {
    const clock = new ManualClock();
    const never = new Promise<void>(() => undefined);
    let cancelled = 0;
    const request = requestOf(
      {
        start: (controller) => {
          controller.enqueue(Buffer.from('{'));
        },
        cancel: () => {
          cancelled += 1;
          return never;
        },
      },
      clock,
    );
    const reading = request.body(LIMITS);
    await turn();
    await clock.advance(3_000);
    expect(await reading).toBe('slow-body');
    expect([cancelled, clock.pendingTimers]).toEqual([1, 0]);
  });

  it('of a Request that grows too large, breaks, or is whole, leaves no timer', async () => {
    const clock = new ManualClock();
    const large = requestOf(
      {
        pull: (controller) => {
          controller.enqueue(Buffer.alloc(60));
        },
      },
      clock,
    );
    expect(await large.body(LIMITS)).toBe('too-large');
    const broken = requestOf(
      {
        pull: (controller) => {
          controller.error(new Error('cut'));
        },
      },
      clock,
    );
    expect(await broken.body(LIMITS)).toBe('cut-body');
    const whole = webRequest(new Request('http://x/', { method: 'POST', body: '{}' }), clock);
    expect(String(await whole.body(LIMITS))).toBe('{}');
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('the room for the bodies of all requests', () => {
  const MIB = 1_048_576;

  it('is 16 MiB: the body that comes for the longest gives way, and is read no more', async () => {
    const clock = new ManualClock();
    const limits = { maxBytes: MIB, limitMs: 3_000, room: new BodyRoom(MIB) };
    const begin = () => {
      const message = new IncomingMessage(new Socket());
      return { message, body: nodeRequest(message, new ServerResponse(message), clock).body(limits) };
    };
    const bodies = Array.from({ length: 17 }, begin);
    for (const { message } of bodies) message.push(Buffer.alloc(600_000));
    await turn();
    expect(clock.pendingTimers).toBe(17);
    for (const { message } of bodies.slice(1)) message.push(Buffer.alloc(400_000));
    await turn();
    expect(await bodies[0]?.body).toBe('busy');
    expect(clock.pendingTimers).toBe(16);
    bodies[0]?.message.push(Buffer.alloc(10));
    for (const { message } of bodies) message.push(null);
    const rest = await Promise.all(bodies.slice(1).map(({ body }) => body));
    expect(new Set(rest.map((body) => body.length))).toEqual(new Set([1_000_000]));
    expect(clock.pendingTimers).toBe(0);
  });

  it('holds one body of whatever length is allowed', async () => {
    const clock = new ManualClock();
    const most = 20 * MIB;
    const limits = { maxBytes: most, limitMs: 3_000, room: new BodyRoom(most) };
    const request = new Request('http://x/', { method: 'POST', body: Buffer.alloc(most) });
    expect(await webRequest(request, clock).body(limits)).toHaveLength(most);
  });

  it('is free again for what comes when bodies are whole, too large, or cut', () => {
    const room = new BodyRoom(MIB);
    let gaveWay = 0;
    for (let round = 0; round < 100; round += 1) {
      const gathering = new BodyGathering({ maxBytes: MIB, limitMs: 3_000, room }, () => (gaveWay += 1));
      expect(gathering.take(Buffer.alloc(MIB))).toBe(true);
      if (round % 2 === 0) expect(gathering.take(Buffer.alloc(1))).toBe(false);
      gathering.end();
    }
    expect(gaveWay).toBe(0);
  });
});

describe('a first answer that is not read', () => {
  const wire = {
    contentType: 'multipart/form-data',
    content: Object.assign(
      (async function* (): AsyncGenerator<Uint8Array> {
        yield await Promise.resolve(Buffer.from('file'));
      })(),
      { sizeBytes: undefined },
    ),
  } as never;

  it('is given up after a minute, so that its handler does not wait for ever', async () => {
    const clock = new ManualClock();
    const first = new FirstAnswer(clock, 3_000);
    const giving = first.give(wire);
    const outcome = giving.catch((error: unknown) => error);
    // A framework that drops the response reads nothing of it.
    webResponse(await first.reply);
    await clock.advance(60_000);
    expect(await outcome).toMatchObject({ code: 'INTERACTION_EXPIRED' });
    expect(clock.pendingTimers).toBe(0);
  });

  it('is given up at once when whoever asked has gone', async () => {
    const clock = new ManualClock();
    const first = new FirstAnswer(clock, 3_000);
    const outcome = first.give(wire).catch((error: unknown) => error);
    first.abandon();
    expect(await outcome).toMatchObject({ code: 'INTERACTION_EXPIRED' });
    expect(clock.pendingTimers).toBe(0);
  });
});

it('a port whose connections cannot be taken complains, and does not end the process', async () => {
  const complaints: string[] = [];
  const opened = await EndpointServer.open(
    () => undefined,
    '/',
    { port: 0 },
    (error) => complaints.push(error.message),
  );
  const { server } = opened as unknown as { readonly server: Server };
  for (const message of ['accept EMFILE', 'accept ENFILE']) server.emit('error', new Error(message));
  expect(complaints).toEqual(['accept EMFILE', 'accept ENFILE']);
  await opened.close();
});
