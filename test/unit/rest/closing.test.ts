/** A client that is closed ends soon, whatever its requests are waiting for; so does one that is given up. */
import { MemoryRateLimiter, RestRequest, route, TransportFailure } from 'corduroy/rest';
import { ManualClock } from 'corduroy/util';
import { errorOf, limited, makeClient, MESSAGE, watch } from './support/make-client';

const GUILD = { json: { id: '1', name: 'Loom' } };
const RESET = new TransportFailure('the connection was reset', true);

describe('closing', () => {
  it.each([
    ['the pause before a repetition', 'network', RESET],
    ['the pause that a 503 asks for', 'http', { status: 503, body: '', headers: { 'retry-after': '60' } }],
    ['the pause that a 429 asks for', 'closed', limited(60)],
  ])('does not wait for %s, and tells of a failure that it was one', async (_what, kind, step) => {
    const clock = new ManualClock();
    const limiter = new MemoryRateLimiter({ clock });
    for (const own of [{}, { limiter }]) {
      const { client, transport } = makeClient({ clock, ...own });
      transport.reply(step).otherwise({ json: MESSAGE });
      const first = watch(client.messages.create('1', { content: 'a' }));
      const second = watch(client.messages.create('1', { content: 'b' }));
      await clock.advance(1);
      expect(first.done).toBe(false);
      const closing = watch(client.close());
      await clock.advance(0);
      expect(closing.done).toBe(true);
      expect([first.error?.kind, second.error?.kind]).toEqual([kind, 'closed']);
      expect(first.error).toMatchObject({ method: 'POST', path: '/channels/1/messages' });
      expect(second.error).toMatchObject({ method: 'POST', path: '/channels/1/messages' });
      expect(transport.requests).toHaveLength(1);
      expect(clock.pendingTimers).toBe(0);
    }
  });

  it('does not repeat what was under way and failed', async () => {
    const { client, transport, clock } = makeClient();
    let fail: (() => void) | undefined;
    transport
      .reply(
        () =>
          new Promise((resolve) => {
            fail = () => {
              resolve(RESET);
            };
          }),
      )
      .otherwise(GUILD);
    const call = watch(client.guilds.get('1'));
    await clock.advance(1);
    const closing = watch(client.close());
    fail?.();
    await clock.advance(0);
    expect(closing.done).toBe(true);
    expect(call.error?.kind).toBe('network');
    expect(transport.requests).toHaveLength(1);
  });
});

describe('giving a request up', () => {
  it('during the pause before a repetition, or the wait after a 429, frees its place at once', async () => {
    for (const step of [RESET, limited(60, { 'x-ratelimit-scope': 'shared' })]) {
      const { client, transport, clock } = makeClient();
      transport.reply(step).otherwise({ json: MESSAGE });
      const abort = new AbortController();
      const first = watch(client.messages.create('1', { content: 'a' }, { signal: abort.signal }));
      const second = watch(client.messages.create('1', { content: 'b' }));
      await clock.advance(10);
      abort.abort();
      await clock.advance(0);
      expect(first.error?.kind).toBe('aborted');
      await clock.advance(60_000);
      expect(second.value?.id).toBe('20');
      expect(clock.pendingTimers).toBe(0);
    }
  });
});

it('says what cannot be written as JSON instead of blaming the network, and sends nothing', async () => {
  const { client, transport, clock } = makeClient();
  transport.otherwise(GUILD);
  const circle: { self?: unknown } = {};
  circle.self = circle;
  for (const body of [circle, { id: 1n }]) {
    const request = new RestRequest(route('PATCH', '/guilds/{guild_id}'), { params: { guild_id: '1' }, body });
    const call = watch(client.request(request));
    await clock.advance(60_000);
    expect(call.error).toMatchObject({ kind: 'invalid-request', mayRetry: false });
  }
  expect(transport.requests).toHaveLength(0);
});

it('says which value of a query is no text', async () => {
  const { client, transport } = makeClient();
  transport.otherwise({ json: [] });
  const error = await errorOf(client.members.search('1', { query: 'half \ud83d' }));
  expect(error).toMatchObject({ kind: 'invalid-request', code: 'REST_REQUEST_INVALID' });
  expect(transport.requests).toHaveLength(0);
});

it('survives a wait that is no number any more', async () => {
  const { client, transport, clock } = makeClient();
  transport.reply({ status: 429, json: { retry_after: 1e308 }, headers: { 'x-ratelimit-scope': 'user' } });
  transport.otherwise(GUILD);
  const first = watch(client.guilds.get('1'));
  await clock.advance(200_000);
  expect(first.done).toBe(true);
  const later = watch(client.guilds.get('1'));
  await clock.advance(1_000);
  expect(later.value?.id).toBe('1');
});

it('says so when an answer is JSON of another kind than the call brings', async () => {
  const { client, transport, clock } = makeClient({ retries: 0 });
  for (const json of [null, 'up', 7]) {
    transport.reply({ json });
    const error = errorOf(client.guilds.get('1'));
    await clock.advance(0);
    expect(await error).toMatchObject({ kind: 'invalid-body' });
  }
  transport.reply({ json: { message: 'hello' } });
  const error = errorOf(client.guilds.listChannels('1'));
  await clock.advance(0);
  expect(await error).toMatchObject({ kind: 'invalid-body' });
});
