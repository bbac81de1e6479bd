/** Refusals that do not come from Discord itself, and waits that make no sense. */
import { NoopRateLimiter, type RestClientOptions, type ScriptedResponse } from 'corduroy/rest';
import { limited, makeClient, watch } from './support/make-client';

const GUILD = { json: { id: '1', name: 'Loom' } };
const HTML = { 'content-type': 'text/html; charset=UTF-8' };
const PAGE = '<!DOCTYPE html><html><h1>Error 1015</h1><p>You are being rate limited</p></html>';

describe('a 429 of the proxy before Discord', () => {
  it.each<[string, ScriptedResponse, number]>([
    ['a page with a time', { body: PAGE, headers: { ...HTML, 'retry-after': '30' } }, 30_000],
    ['a page without a time', { body: PAGE, headers: HTML }, 60_000],
    [
      'a line of text',
      { body: 'error code: 1015', headers: { 'content-type': 'text/plain', 'retry-after': '7' } },
      7_000,
    ],
    ['a time alone', { body: '', headers: { 'retry-after': '2' } }, 2_000],
    ['a date instead of a time', { body: '', headers: { 'retry-after': 'Fri, 01 Jan 2027 00:00:00 GMT' } }, 60_000],
    ['nothing at all', { body: '' }, 60_000],
  ])('that is %s makes everything wait, then goes on', async (_what, answer, waitMs) => {
    const { client, transport, clock } = makeClient();
    transport.reply({ status: 429, ...answer }).otherwise(GUILD);
    const first = watch(client.guilds.get('1'));
    await clock.advance(0);
    const other = watch(client.channels.get('2'));
    await clock.advance(waitMs - 1);
    expect(transport.requests).toHaveLength(1);
    await clock.advance(1);
    expect([first.value?.id, other.value?.id]).toEqual(['1', '1']);
  });
});

describe('a 403 that is a page', () => {
  it('of an IP address that is shut out is told with what to do, is not repeated, and stops everything', async () => {
    const { client, transport, clock, invalidRequests } = makeClient();
    transport.reply({ status: 403, body: PAGE, headers: { ...HTML, 'retry-after': '600' } }).otherwise(GUILD);
    const first = watch(client.guilds.get('1'));
    await clock.advance(0);
    expect(first.error).toMatchObject({
      kind: 'blocked',
      code: 'REST_BLOCKED',
      status: 403,
      mayRetry: true,
      retryAfterMs: 600_000,
    });
    expect(first.error!.message).toContain('1015');
    expect(first.error!.advice).toContain('stop what draws 401, 403 and 429');
    expect(invalidRequests.count).toBe(1);
    const next = watch(client.channels.get('2'));
    await clock.advance(0);
    expect(next.error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 600_000 });
    await clock.advance(600_000);
    expect((await client.guilds.get('1')).name).toBe('Loom');
    expect(transport.requests).toHaveLength(2);
  });

  it('of another kind is told as what it is, and stops nothing', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply({ status: 403, body: '<html>Access denied (1020)</html>', headers: HTML }).otherwise(GUILD);
    const first = watch(client.guilds.get('1'));
    await clock.advance(0);
    expect(first.error).toMatchObject({ kind: 'blocked', mayRetry: false, retryAfterMs: undefined });
    expect(first.error!.advice).toContain('userAgent');
    expect((await client.guilds.get('1')).name).toBe('Loom');
  });

  it('is not what Discord itself answers', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply({ status: 403, json: { code: 50_013, message: 'You are being rate limited, no: 1015' } });
    const first = watch(client.guilds.get('1'));
    await clock.advance(0);
    expect(first.error).toMatchObject({ kind: 'http', discordCode: 50_013 });
  });
});

describe.each<[string, RestClientOptions]>([
  ['the limiter', {}],
  ['no limiter', { limiter: new NoopRateLimiter() }],
])('a 429 of Discord, with %s,', (_what, options) => {
  it.each<[string, unknown, number]>([
    ['text that is a number', '0.5', 500],
    ['text that is none', 'soon', 3_000],
    ['less than nothing', -1, 3_000],
    ['nothing', null, 3_000],
    ['a list', [], 3_000],
    ['an object', {}, 3_000],
    ['a yes', true, 3_000],
    ['blank', ' ', 3_000],
    ['more than ten years', 1e300, 3_000],
  ])('that asks to wait %s is waited out as far as it makes sense', async (_asks, retryAfter, waitMs) => {
    const { client, transport, clock } = makeClient(options);
    const json = { message: 'You are being rate limited.', retry_after: retryAfter, global: false };
    transport.reply({ status: 429, json, headers: { 'retry-after': '3', 'x-ratelimit-scope': 'user' } });
    transport.otherwise(GUILD);
    const call = watch(client.guilds.get('1'));
    await clock.advance(waitMs - 1);
    expect(transport.requests).toHaveLength(1);
    await clock.advance(1);
    expect(call.value?.id).toBe('1');
  });

  it.each(['NaN', '-1', '', 'Infinity', '1e999'])(
    'without a time but a header of "%s" waits a second',
    async (header) => {
      const { client, transport, clock } = makeClient(options);
      transport.reply({ status: 429, json: {}, headers: { 'retry-after': header, 'x-ratelimit-scope': 'user' } });
      transport.otherwise(GUILD);
      const call = watch(client.guilds.get('1'));
      await clock.advance(999);
      expect(transport.requests).toHaveLength(1);
      await clock.advance(1);
      expect(call.value?.id).toBe('1');
    },
  );

  it('that asks for no wait is repeated at once, but not for ever', async () => {
    const { client, transport, clock } = makeClient(options);
    transport.otherwise(limited(0));
    const call = watch(client.guilds.get('1'));
    await clock.advance(0);
    expect(transport.requests).toHaveLength(6);
    expect(call.error).toMatchObject({ kind: 'rate-limited', status: 429, retryAfterMs: 0 });
  });

  it('that asks for hours is told at once, with how long', async () => {
    const { client, transport, clock } = makeClient(options);
    transport.otherwise(limited(10_800));
    const call = watch(client.guilds.get('1'));
    await clock.advance(0);
    expect(call.error).toMatchObject({ kind: 'rate-limited', status: 429, retryAfterMs: 10_800_000, mayRetry: true });
    expect(call.error!.advice).toBe('wait 10800 s (3 h) before sending it again.');
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('a 503', () => {
  it.each(['soon', '-3', 'Infinity', ''])('whose time is "%s" is repeated after the usual pause', async (header) => {
    const { client, transport, clock } = makeClient();
    transport.reply({ status: 503, body: '', headers: { 'retry-after': header } }).otherwise(GUILD);
    const call = watch(client.guilds.get('1'));
    await clock.advance(1_000);
    expect(call.value?.id).toBe('1');
  });
});
