/** What an endpoint keeps of a flood: of forged requests nothing, of signed ones a few bytes until their time is over. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { importPublicKey } from '../../../../src/interactions';
import { EndpointDesk } from '../../../../src/interactions/endpoint/endpoint-desk';
import { type EndpointRequest } from '../../../../src/interactions/endpoint/exchange';
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
