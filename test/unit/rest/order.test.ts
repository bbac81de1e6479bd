/** Creates of messages and reactions in a channel keep the order of their calls, whatever happens to each. */
import { TransportFailure } from 'corduroy/rest';
import { limited, makeClient, MESSAGE, watch } from './support/make-client';

const contents = (transport: ReturnType<typeof makeClient>['transport']): unknown[] =>
  transport.requests.map(({ body, path }) => (body as { content?: string } | undefined)?.content ?? path.split('/')[6]);

describe('creates in a channel', () => {
  it('go one after the other in the order of their calls, although nobody awaits them', async () => {
    const { client, transport, clock } = makeClient();
    const finish: (() => void)[] = [];
    transport.otherwise(
      () =>
        new Promise((resolve) =>
          finish.push(() => {
            resolve({ json: MESSAGE });
          }),
        ),
    );
    void client.messages.create('1', { content: 'a' });
    void client.messages.create('1', { content: 'b' });
    void client.reactions.add('1', '20', '🔥');
    for (let turn = 1; turn <= 3; turn += 1) {
      await clock.advance(0);
      expect(transport.requests).toHaveLength(turn);
      finish[turn - 1]!();
    }
    expect(contents(transport)).toEqual(['a', 'b', '%F0%9F%94%A5']);
  });

  it('keep their order through a 429, a failure and its repetition', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply(limited(1), { status: 502, body: '' }, new TransportFailure('reset', true));
    transport.otherwise({ json: MESSAGE });
    const calls = ['a', 'b', 'c'].map((content) => watch(client.messages.create('1', { content })));
    await clock.advance(60_000);
    expect(contents(transport)).toEqual(['a', 'a', 'a', 'a', 'b', 'c']);
    expect(calls.every((call) => call.value)).toBe(true);
  });

  it('are not held back by one that failed for good', async () => {
    const { client, transport, clock } = makeClient();
    transport
      .reply({ status: 403, json: { message: 'Missing Permissions', code: 50013 } })
      .otherwise({ json: MESSAGE });
    const first = watch(client.messages.create('1', { content: 'a' }));
    const second = watch(client.messages.create('1', { content: 'b' }));
    await clock.advance(0);
    expect(first.error?.discordCode).toBe(50013);
    expect(second.value?.id).toBe('20');
  });

  it('are not held back by one that was given up, under way or waiting', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply('hang').otherwise({ json: MESSAGE });
    const [first, second] = [new AbortController(), new AbortController()];
    const a = watch(client.messages.create('1', { content: 'a' }, { signal: first.signal }));
    const b = watch(client.messages.create('1', { content: 'b' }, { signal: second.signal }));
    const c = watch(client.messages.create('1', { content: 'c' }));
    await clock.advance(0);
    second.abort();
    first.abort(new Error('enough'));
    await clock.advance(0);
    expect(a.error).toMatchObject({ kind: 'aborted', code: 'REST_ABORTED' });
    expect((a.error!.cause as Error).message).toBe('enough');
    expect(b.error?.kind).toBe('aborted');
    expect(c.value?.id).toBe('20');
    expect(contents(transport)).toEqual(['a', 'c']);
    expect(clock.pendingTimers).toBe(0);
  });

  it('are refused when they waited for their turn until their deadline', async () => {
    const { client, transport, clock } = makeClient({ deadlineMs: 10_000, timeoutMs: 60_000 });
    transport.otherwise('hang');
    const first = watch(client.messages.create('1', { content: 'a' }));
    const second = watch(client.messages.create('1', { content: 'b' }));
    await clock.advance(10_000);
    expect(first.error).toMatchObject({ kind: 'timeout' });
    expect(second.error).toMatchObject({ kind: 'timeout', mayRetry: true });
    expect(second.error!.message).toContain('waited behind an earlier one of its channel');
    expect(transport.requests).toHaveLength(1);
  });

  it('may overtake when the call says so', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply('hang').otherwise({ json: MESSAGE });
    void client.messages.create('1', { content: 'a' }).catch(() => undefined);
    const bucket = {
      'x-ratelimit-bucket': 'm',
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '4',
      'x-ratelimit-reset-after': '1',
    };
    // The route's limit is known from another channel, so nothing but the order could hold it back.
    transport.otherwise({ json: MESSAGE, headers: bucket });
    await client.messages.create('2', { content: 'warm' });
    const free = watch(client.messages.create('3', { content: 'b' }));
    const overtaking = watch(client.messages.create('1', { content: 'c' }, { order: 'any' }));
    const kept = watch(client.messages.create('1', { content: 'd' }));
    await clock.advance(0);
    expect([free.done, overtaking.done, kept.done]).toEqual([true, true, false]);
  });

  it('of different channels do not wait for each other', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply('hang').otherwise({ json: MESSAGE });
    void client.messages.create('1', { content: 'a' }).catch(() => undefined);
    const other = watch(client.messages.create('2', { content: 'b' }));
    await clock.advance(0);
    expect(other.done).toBe(true);
  });
});
