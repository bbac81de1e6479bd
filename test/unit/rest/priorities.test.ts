/** When requests wait for a limit, what is urgent goes first, and nobody waits for ever. */
import {
  type AcquireOptions,
  type LimitKey,
  type LimitReport,
  MemoryRateLimiter,
  type Priority,
  RestRequest,
  route,
} from 'corduroy/rest';
import { ManualClock } from 'corduroy/util';
import { makeClient, MESSAGE } from './support/make-client';

const REPORT: LimitReport = { bucket: 'b', limit: 1, remaining: 0, resetAfterMs: 1_000 };

function key(major: string, rest: Partial<LimitKey> = {}): LimitKey {
  return { route: 'GET /a/{channel_id}', major, part: '', exempt: false, ...rest };
}

/** A limiter whose requests are answered at once, and the order in which they went. */
function bench(global = 1_000) {
  const clock = new ManualClock();
  const limiter = new MemoryRateLimiter({ clock, global: { limit: global } });
  const went: string[] = [];
  const ask = (name: string, which: LimitKey, options: Partial<AcquireOptions> = {}, report = REPORT): void => {
    limiter.acquire(which, { deadline: 1e9, ...options }).then(
      (permit) => {
        went.push(name);
        permit.complete({ status: 200, report });
      },
      (error: unknown) => went.push(`${name}: ${(error as Error).name}`),
    );
  };
  return { clock, limiter, went, ask };
}

describe('those who wait for a bucket', () => {
  it.each<[string, readonly (readonly [string, Partial<AcquireOptions>])[], string]>([
    [
      'by priority',
      [
        ['l', { priority: 'low' }],
        ['n', {}],
        ['h', { priority: 'high' }],
      ],
      'h n l',
    ],
    [
      'in the order of the calls among equals',
      [
        ['a', { priority: 'low' }],
        ['b', { priority: 'low' }],
      ],
      'a b',
    ],
    [
      'after one that came back with a 429',
      [
        ['h', { priority: 'high' }],
        ['n', { again: true }],
      ],
      'n h',
    ],
    [
      'by priority among those that came back',
      [
        ['n', { again: true }],
        ['h', { priority: 'high', again: true }],
      ],
      'h n',
    ],
  ])('go %s', async (_what, calls, order) => {
    const { clock, ask, went } = bench();
    ask('first', key('1'));
    await clock.advance(0);
    for (const [name, options] of calls) ask(name, key('1'), options);
    await clock.advance(10_000);
    expect(went).toEqual(['first', ...order.split(' ')]);
  });

  it.each<[Priority, Priority, number]>([
    ['normal', 'high', 10_000],
    ['low', 'normal', 30_000],
    ['low', 'high', 40_000],
  ])('with %s priority yield to later ones of %s only for %i ms', async (lower, higher, headStartMs) => {
    const { clock, ask, went } = bench();
    ask('first', key('1'), {}, { ...REPORT, resetAfterMs: 60_000 });
    await clock.advance(0);
    ask('lower', key('1'), { priority: lower });
    await clock.advance(headStartMs - 1);
    ask('in time', key('1'), { priority: higher });
    await clock.advance(2);
    ask('too late', key('1'), { priority: higher });
    await clock.advance(70_000);
    expect(went).toEqual(['first', 'in time', 'lower', 'too late']);
  });

  it('are refused at once when those of their own priority alone make it too late', async () => {
    const { clock, ask, went } = bench();
    ask('first', key('1'));
    await clock.advance(0);
    for (let n = 0; n < 10; n += 1) ask(`l${n}`, key('1'), { priority: 'low' });
    ask('h', key('1'), { priority: 'high', deadline: 1_500 });
    ask('n', key('1'), { deadline: 1_500 });
    await clock.advance(0);
    expect(went).toEqual(['first', 'n: RestError']);
    await clock.advance(1_000);
    expect(went).toEqual(['first', 'n: RestError', 'h']);
  });
});

describe('those who wait for the global limit', () => {
  it('go by priority, whatever their bucket, and take turns among equals', async () => {
    const { clock, ask, went } = bench(1);
    ask('first', key('0'));
    const free = { ...REPORT, limit: 5, remaining: 4 };
    ask('l1', key('1'), { priority: 'low' }, free);
    ask('a1', key('2'), {}, free);
    ask('a2', key('2'), {}, free);
    ask('b1', key('3'), {}, free);
    ask('h1', key('4'), { priority: 'high' }, free);
    ask('h2', key('1'), { priority: 'high' }, free);
    await clock.advance(20_000);
    expect(went).toEqual(['first', 'h1', 'h2', 'a1', 'b1', 'a2', 'l1']);
  });

  it('do not wait for ever behind a stream of urgent ones', async () => {
    const { clock, ask, went } = bench(1);
    ask('first', key('0'));
    ask('normal', key('1'));
    ask('low', key('2'), { priority: 'low' });
    for (let second = 0; second < 60; second += 1) {
      ask(`h${second}`, key(`h${second}`), { priority: 'high' });
      await clock.advance(1_000);
    }
    expect(went.indexOf('normal')).toBeGreaterThan(5);
    expect(went.indexOf('normal')).toBeLessThan(20);
    expect(went.indexOf('low')).toBeGreaterThan(30);
  });

  it('are not in the way of exempt ones, even in the line of the same bucket', async () => {
    const { clock, ask, went } = bench(1);
    const free = { ...REPORT, limit: 5, remaining: 4 };
    ask('first', key('0'), {}, free);
    ask('held', key('1'), { priority: 'high' }, free);
    ask('exempt', key('1', { exempt: true }), { priority: 'low' }, free);
    await clock.advance(0);
    expect(went).toEqual(['first', 'exempt']);
  });
});

describe('a request', () => {
  it('has the priority of its route, unless it brings its own', () => {
    const plain = route('GET', '/a');
    const answer = route('POST', '/b', { exempt: true });
    const background = route('GET', '/c', { priority: 'low' });
    const priorities = [
      new RestRequest(plain),
      new RestRequest(answer),
      new RestRequest(background),
      new RestRequest(answer, { priority: 'low' }),
      new RestRequest(background, { priority: 'high' }),
    ].map(({ priority }) => priority);
    expect(priorities).toEqual(['normal', 'high', 'low', 'low', 'high']);
  });

  it('goes before others of its bucket that were asked for earlier', async () => {
    const { client, transport, clock } = makeClient();
    const headers = {
      'x-ratelimit-bucket': 'm',
      'x-ratelimit-limit': '1',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset-after': '1',
    };
    transport.otherwise({ json: [], headers });
    const list = route('GET', '/channels/{channel_id}/messages');
    const page = (after: string, priority?: Priority): Promise<unknown> =>
      client.request(new RestRequest(list, { params: { channel_id: '1' }, query: { after }, priority }));
    const all = [page('1'), page('2', 'low'), page('3'), page('4', 'high')];
    await clock.advance(5_000);
    await Promise.all(all);
    expect(transport.requests.map(({ path }) => path.slice(-1))).toEqual(['1', '4', '3', '2']);
  });

  it('does not leave its place in the line of creates for its priority', async () => {
    const { client, transport, clock } = makeClient();
    transport.otherwise({ json: MESSAGE });
    const create = route('POST', '/channels/{channel_id}/messages', { order: 'channel_id' });
    for (const [content, priority] of [
      ['a', 'low'],
      ['b', 'normal'],
      ['c', 'high'],
    ] as const) {
      void client.request(new RestRequest(create, { params: { channel_id: '1' }, body: { content }, priority }));
    }
    await clock.advance(0);
    expect(transport.requests.map(({ body }) => (body as { content: string }).content)).toEqual(['a', 'b', 'c']);
  });
});
