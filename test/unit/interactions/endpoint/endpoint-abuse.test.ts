/** What an endpoint keeps of a flood: of forged requests nothing, of bodies that do not end no more than its room, of signed ones a few bytes. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { importPublicKey } from '../../../../src/interactions';
import { EndpointDesk } from '../../../../src/interactions/endpoint/endpoint-desk';
import { type EndpointReply, type EndpointRequest } from '../../../../src/interactions/endpoint/exchange';
import { webRequest } from '../../../../src/interactions/endpoint/fetch-face';
import { ReplayWindow } from '../../../../src/interactions/endpoint/replay-window';
import { unboundContext } from '../../../../src/models';
import { ManualClock, nullLogger } from '../../../../src/util';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const digits = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
const body = Buffer.from(JSON.stringify({ type: 1, version: 1, event: { type: 'LOBBY_MESSAGE_CREATE', data: {} } }));

function deskOf(clock: ManualClock): { desk: EndpointDesk; marks: ReplayWindow; heard: () => number } {
  let heard = 0;
  const key = importPublicKey(digits) as NonNullable<ReturnType<typeof importPublicKey>>;
  const desk = new EndpointDesk(
    key,
    { publicKey: digits },
    {
      clock,
      logger: nullLogger,
      views: unboundContext,
      interactions: {} as never,
      accept: () => {
        heard += 1;
      },
      wants: () => true,
      isRunning: () => true,
    },
  );
  return { desk, marks: (desk as unknown as { replays: ReplayWindow }).replays, heard: () => heard };
}

function requestOf(timestamp: string, signature: string): EndpointRequest {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'x-signature-timestamp': timestamp,
    'x-signature-ed25519': signature,
  };
  return {
    method: 'POST',
    path: '/',
    header: (name) => headers[name],
    body: () => Promise.resolve(body),
    onGone: () => undefined,
  };
}

it('10,000 forged requests with signatures of their own: all refused and counted, nothing kept, no timer left', async () => {
  const clock = new ManualClock();
  const { desk, marks, heard } = deskOf(clock);
  const timestamp = String(Math.floor(clock.wallMs() / 1_000));
  const signature = sign(null, Buffer.from(timestamp), privateKey);
  for (let sent = 0; sent < 10_000; sent += 1) {
    signature.writeUInt32LE(sent, 32);
    const reply = await desk.answer(requestOf(timestamp, signature.toString('hex')));
    if (reply.status !== 401) throw new Error(`request ${sent} was answered ${reply.status}`);
  }
  expect(desk.counts.read()).toMatchObject({ received: 10_000, open: 0, refused: { signature: 10_000 } });
  expect([marks.size, heard(), clock.pendingTimers]).toEqual([0, 0, 0]);
});

it('what was signed is taken once, and forgotten when its time is over', async () => {
  const clock = new ManualClock();
  const { desk, marks, heard } = deskOf(clock);
  const statuses: number[] = [];
  for (let second = 0; second < 5; second += 1) {
    const timestamp = String(Math.floor(clock.wallMs() / 1_000));
    const signature = sign(null, Buffer.concat([Buffer.from(timestamp), body]), privateKey).toString('hex');
    for (let times = 0; times < 2; times += 1)
      statuses.push((await desk.answer(requestOf(timestamp, signature))).status);
    await clock.advance(200_000);
  }
  expect(statuses).toEqual([204, 401, 204, 401, 204, 401, 204, 401, 204, 401]);
  expect([heard(), marks.size]).toEqual([5, 2]);
});

it('a window remembers every signature of its time, and none once it is over', () => {
  const window = new ReplayWindow(300_000);
  const signature = Buffer.alloc(64);
  for (let sent = 0; sent < 100_000; sent += 1) {
    signature.writeUInt32LE(sent, 0);
    window.take(Math.floor(sent / 1_000) * 1_000, signature, sent);
  }
  expect(window.size).toBe(100_000);
  window.take(1_000_000, signature, 1_000_000);
  expect(window.size).toBe(1);
});

describe('bodies that do not end', () => {
  /** A request whose body begins with some bytes and says no more; and what it is answered. */
  function begin(desk: EndpointDesk, clock: ManualClock, bytes: number): Promise<EndpointReply> {
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(Buffer.alloc(bytes));
      },
    });
    const headers = {
      'content-type': 'application/json',
      'x-signature-timestamp': String(Math.floor(clock.wallMs() / 1_000)),
      'x-signature-ed25519': 'ab'.repeat(64),
    };
    const init = { method: 'POST', headers, body: stream, duplex: 'half' as const };
    return desk.answer(webRequest(new Request('http://x/', init), clock));
  }

  /** What Discord sends, in pieces between which others may come. */
  function genuine(desk: EndpointDesk, clock: ManualClock): { reply: Promise<EndpointReply>; end: () => void } {
    const timestamp = String(Math.floor(clock.wallMs() / 1_000));
    const headers = {
      'content-type': 'application/json',
      'x-signature-timestamp': timestamp,
      'x-signature-ed25519': sign(null, Buffer.concat([Buffer.from(timestamp), body]), privateKey).toString('hex'),
    };
    let end = (): void => undefined;
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(body.subarray(0, 10));
        end = () => {
          controller.enqueue(body.subarray(10));
          controller.close();
        };
      },
    });
    const init = { method: 'POST', headers, body: stream, duplex: 'half' as const };
    return { reply: desk.answer(webRequest(new Request('http://x/', init), clock)), end };
  }

  it.each([
    { what: 'of a byte', count: 1_500, bytes: 1, most: 1_024 },
    { what: 'of nearly a mebibyte', count: 40, bytes: 1_000_000, most: 16 },
  ])('$what: the oldest give way to what comes, and Discord is answered all the same', async (flood) => {
    const { count, bytes, most } = flood;
    const clock = new ManualClock();
    const { desk, heard } = deskOf(clock);
    const statuses: number[] = [];
    const answered: Promise<unknown>[] = [];
    const begun = (): void => {
      answered.push(
        begin(desk, clock, bytes).then(({ status }) => {
          statuses.push(status);
        }),
      );
    };
    for (let sent = 0; sent < count; sent += 1) begun();
    await turn();
    const open = desk.counts.read().open;
    expect(open).toBeLessThanOrEqual(most);
    expect(open).toBeGreaterThan(most / 2);
    expect(statuses).toEqual(Array<number>(count - open).fill(503));
    const { reply, end } = genuine(desk, clock);
    // The flood goes on while it comes.
    for (let sent = 0; sent < most / 2; sent += 1) begun();
    await turn();
    end();
    expect((await reply).status).toBe(204);
    expect(heard()).toBe(1);
    await clock.advance(3_000);
    await Promise.all(answered);
    const { refused, open: left } = desk.counts.read();
    expect([refused.busy + refused['slow-body'], left, clock.pendingTimers]).toEqual([answered.length, 0, 0]);
  });

  it('leave their room to the next when their time is over', async () => {
    const clock = new ManualClock();
    const { desk } = deskOf(clock);
    for (let round = 0; round < 3; round += 1) {
      const replies = Array.from({ length: 10 }, () => begin(desk, clock, 1_048_576));
      await turn();
      await clock.advance(3_000);
      expect(new Set((await Promise.all(replies)).map(({ status }) => status))).toEqual(new Set([408]));
    }
    expect(desk.counts.read().refused).toMatchObject({ busy: 0, 'slow-body': 30 });
  });
});
