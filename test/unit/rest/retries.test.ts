/** Which requests are repeated, how long is waited between, and when it ends. */
import { type RestClientOptions, NoopRateLimiter, TransportFailure } from 'corduroy/rest';
import { limited, makeClient, MESSAGE, watch } from './support/make-client';

const GUILD = { json: { id: '1', name: 'Loom' } };
const RESET = new TransportFailure('the connection was reset', true);
const REFUSED = new TransportFailure('connect ECONNREFUSED', false);

describe('a request that failed', () => {
  it.each([408, 500, 502, 503, 504, 520])('is repeated after a %i', async (status) => {
    const { client, transport, clock } = makeClient();
    transport.reply({ status, body: '' }, GUILD);
    const call = watch(client.guilds.get('1'));
    await clock.advance(10_000);
    expect(call.value?.id).toBe('1');
  });

  it.each([400, 401, 403, 404, 501])('is not repeated after a %i', async (status) => {
    const { client, transport, clock } = makeClient();
    transport.reply({ status, body: '' }).otherwise(GUILD);
    const call = watch(client.guilds.get('1'));
    await clock.advance(60_000);
    expect(call.error?.status).toBe(status);
    expect(transport.requests).toHaveLength(1);
  });

  it('is repeated after the connection broke, with growing pauses, three times', async () => {
    const { client, transport, clock } = makeClient();
    transport.otherwise(RESET);
    const call = watch(client.guilds.get('1'));
    const sent: number[] = [];
    for (let at = 0; at < 6_000; at += 125) {
      await clock.advance(125);
      sent.push(transport.requests.length);
    }
    // 500, 1000, 2000 ms, less a quarter of each for the jitter of 0.5.
    expect([sent[1], sent[2], sent[7], sent[8], sent[19], sent[20]]).toEqual([1, 2, 2, 3, 3, 4]);
    expect(call.error).toMatchObject({ kind: 'network', code: 'REST_NETWORK' });
    expect(transport.requests).toHaveLength(4);
  });

  it('is repeated when it had no answer in time', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply('hang', GUILD);
    const call = watch(client.guilds.get('1'));
    await clock.advance(14_999);
    expect(transport.requests).toHaveLength(1);
    await clock.advance(1_000);
    expect(call.value?.id).toBe('1');
  });

  it('is not repeated as a POST that may have been done', async () => {
    for (const step of [RESET, 'hang', { status: 502, body: '' }] as const) {
      const { client, transport, clock } = makeClient();
      transport.reply(step).otherwise({ json: { id: '5' } });
      const call = watch(client.guilds.createChannel('1', { name: 'x' }));
      await clock.advance(60_000);
      expect(call.error).toMatchObject({ mayRetry: false });
      expect(transport.requests).toHaveLength(1);
    }
  });

  it('is repeated as a POST that was surely not sent', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply(REFUSED, { json: { id: '5' } });
    const call = watch(client.guilds.createChannel('1', { name: 'x' }));
    await clock.advance(10_000);
    expect(call.value?.id).toBe('5');
  });

  it('is repeated as a message create, with the same nonce, so that Discord makes one message of it', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply(RESET, 'hang', { status: 502, body: '' }, { json: MESSAGE });
    const call = watch(client.messages.create('1', { content: 'hi' }));
    await clock.advance(60_000);
    expect(call.value?.id).toBe('20');
    const nonces = transport.requests.map(({ body }) => (body as { nonce: string }).nonce);
    expect(new Set(nonces).size).toBe(1);
    expect(nonces[0]).toMatch(/^[0-9a-z]{12,25}$/);
    expect(transport.requests[0]!.body).toMatchObject({ enforce_nonce: true });
  });

  it('is not repeated as a message create whose nonce Discord is not asked to enforce', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply(RESET).otherwise({ json: MESSAGE });
    const call = watch(client.messages.create('1', { content: 'hi', nonce: 'mine' }));
    await clock.advance(60_000);
    expect(call.error?.kind).toBe('network');
    expect(transport.requests).toHaveLength(1);
    expect(transport.requests[0]!.body).not.toHaveProperty('enforce_nonce');
  });

  it('ends at its deadline although tries are left', async () => {
    const { client, transport, clock } = makeClient({ deadlineMs: 20_000 });
    transport.otherwise('hang');
    const call = watch(client.guilds.get('1'));
    await clock.advance(20_000);
    expect(call.error).toMatchObject({ kind: 'timeout', code: 'REST_TIMEOUT' });
    expect(clock.pendingTimers).toBe(0);
  });

  it('comes back when a 503 says it may', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply({ status: 503, body: '', headers: { 'retry-after': '7' } }, GUILD);
    const call = watch(client.guilds.get('1'));
    await clock.advance(6_999);
    expect(transport.requests).toHaveLength(1);
    await clock.advance(1);
    expect(call.done).toBe(true);
  });
});

describe.each<[string, RestClientOptions]>([
  ['the limiter', {}],
  ['no limiter', { limiter: new NoopRateLimiter() }],
])('a 429, with %s', (_what, options) => {
  it('is waited out in full, then the request succeeds [seed 56]', async () => {
    const { client, transport, clock } = makeClient(options);
    transport.reply(limited(2), GUILD);
    const call = watch(client.guilds.get('1'));
    await clock.advance(1_999);
    expect(transport.requests).toHaveLength(1);
    await clock.advance(1);
    expect(call.value?.id).toBe('1');
  });

  it('holds for POSTs as well, because Discord did nothing', async () => {
    const { client, transport, clock } = makeClient(options);
    transport.reply(limited(0.5), { json: { id: '5' } });
    const call = watch(client.guilds.createChannel('1', { name: 'x' }));
    await clock.advance(500);
    expect(call.value?.id).toBe('5');
  });

  it('is given up after six in a row [seed 56]', async () => {
    const { client, transport, clock } = makeClient(options);
    transport.otherwise(limited(1));
    const call = watch(client.guilds.get('1'));
    await clock.advance(60_000);
    expect(transport.requests).toHaveLength(6);
    expect(call.error).toMatchObject({ kind: 'rate-limited', status: 429, retryAfterMs: 1_000, mayRetry: true });
  });

  it('is told at once when it would outlast the deadline', async () => {
    const { client, transport, clock } = makeClient(options);
    transport.otherwise(limited(86_400));
    const call = watch(client.guilds.get('1'));
    await clock.advance(0);
    expect(call.error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 86_400_000, path: '/guilds/1' });
  });

  it('costs none of the tries that failures have', async () => {
    const { client, transport, clock } = makeClient(options);
    transport.reply(limited(1), RESET, limited(1), RESET, limited(1), RESET, limited(1), GUILD);
    const call = watch(client.guilds.get('1'));
    await clock.advance(60_000);
    expect(call.value?.id).toBe('1');
  });
});

describe('a 429', () => {
  it('does not hold other buckets back, unless it is global [seed 56]', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply(limited(5)).otherwise(GUILD);
    const first = watch(client.guilds.get('1'));
    await clock.advance(0);
    const other = watch(client.guilds.get('2'));
    await clock.advance(0);
    expect(other.done).toBe(true);
    expect(first.done).toBe(false);
    await clock.advance(5_000);
    expect(first.done).toBe(true);

    transport.reply(limited(5, { 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' }));
    const global = watch(client.guilds.get('3'));
    await clock.advance(0);
    const held = watch(client.guilds.get('4'));
    await clock.advance(4_999);
    expect(held.done).toBe(false);
    await clock.advance(1);
    expect([held.done, global.done]).toEqual([true, true]);
  });

  it('from the proxy before Discord stops everything for as long as it says, or a minute', async () => {
    const { client, transport, clock } = makeClient();
    const html = { status: 429, body: '<html>error 1015</html>', headers: { 'content-type': 'text/html' } };
    transport.reply({ ...html, headers: { ...html.headers, 'retry-after': '30' } }).otherwise(GUILD);
    const first = watch(client.guilds.get('1'));
    await clock.advance(0);
    const other = watch(client.channels.get('2'));
    await clock.advance(29_999);
    expect([first.done, other.done]).toEqual([false, false]);
    await clock.advance(1);
    expect([first.done, other.done]).toEqual([true, true]);

    transport.reply(html);
    const again = watch(client.guilds.get('1'));
    await clock.advance(59_999);
    expect(again.done).toBe(false);
    await clock.advance(1);
    expect(again.done).toBe(true);
  });
});
