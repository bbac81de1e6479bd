/** A try ends when it took too long or was given up, each for itself, however many are under way. */
import { Cancellation, RestRequest, route, type Transport, type TransportResponse } from 'corduroy/rest';
import { makeClient, watch } from './support/make-client';

const READ = route('GET', '/users/{user_id}');
const USER = { json: { id: '1', username: 'weaver' } };

function read(user: string, timeoutMs?: number, signal?: AbortSignal): RestRequest {
  return new RestRequest(READ, { params: { user_id: user }, timeoutMs, signal });
}

describe('time limits of tries', () => {
  it('end each try at its own time, whatever the order in which they began', async () => {
    const { client, transport, clock } = makeClient({ retries: 0 });
    // Without a limit each of them goes alone.
    transport.reply({ json: {} }).otherwise('hang');
    await client.request(read('0'));
    const limits = [5_000, 1_000, 3_000, 1_000, 4_000];
    const calls = limits.map((timeoutMs, index) => watch(client.request(read(String(index), timeoutMs))));
    await clock.advance(0);
    expect(transport.requests).toHaveLength(6);
    const ended: number[][] = [];
    for (let second = 1; second <= 5; second += 1) {
      await clock.advance(999);
      const early = calls.filter((call) => call.done).length;
      await clock.advance(1);
      ended.push([early, calls.filter((call) => call.done).length]);
    }
    expect(ended).toEqual([
      [0, 2],
      [2, 2],
      [2, 3],
      [3, 4],
      [4, 5],
    ]);
    expect(calls.map((call) => call.error?.message.split('\n')[0])).toEqual(
      limits.map((ms, index) => `GET /users/${index} had no answer within ${ms} ms.`),
    );
    expect(clock.pendingTimers).toBe(0);
  });

  it('take one timer for all that are under way, and none when nothing is', async () => {
    const { client, transport, clock } = makeClient();
    const finish: (() => void)[] = [];
    transport.reply({ json: {} }).otherwise(
      () =>
        new Promise((resolve) => {
          finish.push(() => {
            resolve(USER);
          });
        }),
    );
    await client.request(read('0'));
    const calls = Array.from({ length: 20 }, (_, index) => watch(client.request(read(String(index)))));
    await clock.advance(0);
    expect(clock.pendingTimers).toBe(1);
    // The first ones are answered, so the timer is too early for those that are left.
    finish.slice(0, 19).forEach((answer) => {
      answer();
    });
    await clock.advance(14_999);
    expect(calls.filter((call) => call.done)).toHaveLength(19);
    finish[19]!();
    await clock.advance(0);
    expect(calls.every((call) => call.value)).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  it('hold for one that began while an earlier one was under way', async () => {
    const { client, transport, clock } = makeClient({ retries: 0 });
    transport.reply({ json: {} }).otherwise('hang');
    await client.request(read('0'));
    const first = watch(client.request(read('1')));
    await clock.advance(10_000);
    const second = watch(client.request(read('2')));
    await clock.advance(5_000);
    expect([first.error?.kind, second.done]).toEqual(['timeout', false]);
    await clock.advance(9_999);
    expect(second.done).toBe(false);
    await clock.advance(1);
    expect(second.error?.kind).toBe('timeout');
  });

  it('reach a transport that knows nothing but signals', async () => {
    const reasons: unknown[] = [];
    const fetchLike: Transport = {
      send: (_request, cancellation) =>
        new Promise<TransportResponse>((_resolve, reject) => {
          const signal = cancellation!.signal;
          signal.addEventListener('abort', () => {
            reasons.push(signal.reason);
            reject(signal.reason as Error);
          });
        }),
      close: () => Promise.resolve(),
    };
    const { client, clock } = makeClient({ transport: fetchLike, retries: 0 });
    const abort = new AbortController();
    const late = watch(client.request(read('1', 1_000)));
    await clock.advance(1_000);
    const givenUp = watch(client.request(read('1', 1_000, abort.signal)));
    await clock.advance(0);
    const enough = new Error('enough');
    abort.abort(enough);
    await clock.advance(0);
    expect([late.error?.kind, givenUp.error?.kind]).toEqual(['timeout', 'aborted']);
    expect(reasons).toEqual([expect.objectContaining({ message: 'the try took too long' }), enough]);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('a cancellation', () => {
  const reason = new Error('enough');

  it('tells all who listen, once, and late ones at once', () => {
    const cancellation = new Cancellation();
    const heard: string[] = [];
    cancellation.onCancel((why) => heard.push(`first: ${why.message}`));
    cancellation.onCancel((why) => heard.push(`second: ${why.message}`));
    expect(cancellation.reason).toBeUndefined();
    cancellation.cancel(reason);
    cancellation.cancel(new Error('more than enough'));
    cancellation.onCancel((why) => heard.push(`late: ${why.message}`));
    expect(heard).toEqual(['first: enough', 'second: enough', 'late: enough']);
    expect(cancellation.reason).toBe(reason);
  });

  it('tells the second one although the first one failed', () => {
    const cancellation = new Cancellation();
    const heard: string[] = [];
    cancellation.onCancel(() => {
      throw new Error('a mistake');
    });
    cancellation.onCancel(() => heard.push('second'));
    expect(() => {
      cancellation.cancel(reason);
    }).toThrow('a mistake');
    expect(heard).toEqual(['second']);
  });

  it.each(['before', 'after'])('is a signal too, asked for %s it happened', (when) => {
    const cancellation = new Cancellation();
    const early = when === 'before' ? cancellation.signal : undefined;
    cancellation.cancel(reason);
    expect(early ?? cancellation.signal).toBe(cancellation.signal);
    expect(cancellation.signal.reason).toBe(reason);
  });

  it('follows a signal, one that is aborted already too', () => {
    const abort = new AbortController();
    const following = Cancellation.of(abort.signal);
    expect(following.reason).toBeUndefined();
    abort.abort(reason);
    expect([following.reason, Cancellation.of(abort.signal).reason]).toEqual([reason, reason]);
  });
});
