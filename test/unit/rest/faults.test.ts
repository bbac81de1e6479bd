/** Whatever befalls a request, it ends with an error that says what, and its place goes to the next one. */
import { InteractionResponseType } from 'discord-api-types/v10';
import { RestRequest, route, type ScriptedStep, TransportFailure } from 'corduroy/rest';
import { limited, makeClient, MESSAGE, watch } from './support/make-client';

const GUILD = { json: { id: '1', name: 'Loom' } };
const RESET = new TransportFailure('the connection was reset', true);
const REFUSED = new TransportFailure('connect ECONNREFUSED', false);
const HTML = { 'content-type': 'text/html' };
/** So much is left in the bucket that only a slot that was lost could hold the next one. */
const BUCKET = {
  'x-ratelimit-bucket': 'g',
  'x-ratelimit-limit': '1',
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset-after': '0.05',
};

const FAULTS: readonly (readonly [string, ScriptedStep, string])[] = [
  ['a 500', { status: 500, json: { code: 0, message: '500: Internal Server Error' } }, 'http'],
  ['a 502 with a page', { status: 502, body: '<html>', headers: HTML }, 'http'],
  ['a 503 without a body', { status: 503, body: '' }, 'http'],
  ['a 524 of the proxy', { status: 524, body: 'error code: 524', headers: { 'content-type': 'text/plain' } }, 'http'],
  ['a reset', RESET, 'network'],
  ['a refused connection', REFUSED, 'network'],
  ['an error of another kind', new Error('odd'), 'network'],
  ['no answer', 'hang', 'timeout'],
  [
    'a 200 with half of its JSON',
    { body: '{"id":"1"', headers: { 'content-type': 'application/json' } },
    'invalid-body',
  ],
  ['a 200 with a page', { body: '<html>hello</html>', headers: HTML }, 'invalid-body'],
  ['a 200 without a body', { status: 200, body: '' }, 'invalid-body'],
  ['a 200 of another type', { body: 'GIF89a', headers: { 'content-type': 'image/gif' } }, 'invalid-body'],
  ['a 200 that is a list', { json: [] }, 'invalid-body'],
  ['a 302 to somewhere', { status: 302, body: '', headers: { location: 'https://example.com' } }, 'http'],
  ['a 403', { status: 403, json: { code: 50_001, message: 'Missing Access' } }, 'http'],
];

describe.each(FAULTS)('%s', (_what, step, kind) => {
  it('is told as such, loses no slot, and leaves no timer behind', async () => {
    const { client, transport, clock } = makeClient({ retries: 0 });
    for (const known of [false, true]) {
      // Before and after the limit of the bucket is known.
      transport.reply(step, { ...GUILD, headers: BUCKET });
      const call = watch(client.guilds.get('1'));
      await clock.advance(15_000);
      expect(call.error).toMatchObject({ kind, method: 'GET', path: '/guilds/1' });
      await clock.advance(1_000);
      const next = watch(client.guilds.get('1'));
      await clock.advance(0);
      expect([known, next.value?.id]).toEqual([known, '1']);
      expect(clock.pendingTimers).toBe(0);
      await clock.advance(1_000);
    }
    expect(transport.remaining).toBe(0);
  });
});

/** What only a resource finds wrong is no failure of the request. */
const OF_RESOURCE: readonly string[] = ['a 200 without a body', 'a 200 of another type', 'a 200 that is a list'];
const FINAL: readonly string[] = ['a 302 to somewhere', 'a 403'];
const PASSING = FAULTS.filter(([what]) => !OF_RESOURCE.includes(what) && !FINAL.includes(what)).map(([, step]) => step);

describe('one after the other, all that may pass', () => {
  it.each([
    ['GET', '/guilds/{guild_id}'],
    ['PUT', '/guilds/{guild_id}/members/{user_id}'],
    ['PATCH', '/guilds/{guild_id}'],
    ['DELETE', '/guilds/{guild_id}/members/{user_id}'],
  ] as const)(
    'is come through by a %s, which does its work once however often it is sent',
    async (method, template) => {
      for (const step of PASSING) {
        const { client, transport, clock } = makeClient();
        transport.reply(step).otherwise(GUILD);
        const request = new RestRequest(route(method, template), { params: { guild_id: '1', user_id: '2' } });
        const call = watch(client.request(request));
        await clock.advance(60_000);
        expect(call.value?.body).toEqual(GUILD.json);
        expect(transport.requests).toHaveLength(2);
      }
    },
  );

  it('ends a POST at once, but for a connection that was never made', async () => {
    for (const step of PASSING) {
      const { client, transport, clock } = makeClient();
      transport.reply(step).otherwise(GUILD);
      const call = watch(client.request(new RestRequest(route('POST', '/guilds'), { body: {} })));
      await clock.advance(60_000);
      expect([call.error?.mayRetry ?? true, transport.requests.length]).toEqual(
        step === REFUSED ? [true, 2] : [false, 1],
      );
    }
  });

  it.each([
    [{ content: 'x' }, true],
    [{ content: 'x', nonce: '1', enforceNonce: true }, true],
    [{ content: 'x', nonce: '1' }, false],
  ])('is come through by the create of a message %j: %s', async (body, isRepeated) => {
    for (const step of PASSING.filter((each) => each !== REFUSED)) {
      const { client, transport, clock } = makeClient();
      transport.reply(step).otherwise({ json: MESSAGE });
      const call = watch(client.messages.create('1', body));
      await clock.advance(60_000);
      expect([call.value !== undefined, transport.requests.length]).toEqual([isRepeated, isRepeated ? 2 : 1]);
    }
  });

  it('ends with the last failure when there is no end of it', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply({ status: 500, body: '' }, RESET, 'hang').otherwise({ status: 502, body: '', headers: HTML });
    const call = watch(client.guilds.get('1'));
    await clock.advance(60_000);
    expect(call.error).toMatchObject({ kind: 'http', status: 502, mayRetry: true });
    expect(transport.requests).toHaveLength(4);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('a request that is given up', () => {
  const never = new Promise<never>(() => undefined);
  it.each<[string, ScriptedStep, number]>([
    ['before it is sent', { json: MESSAGE }, -1],
    ['while it is on its way', 'hang', 0],
    ['while its answer comes in', () => never, 5],
    ['in the pause after a failure', { status: 502, body: '' }, 100],
    ['in the pause after a reset', RESET, 100],
    ['in the wait after a 429', limited(30), 1_000],
    ['in the wait after a 429 of the proxy', { status: 429, body: '' }, 1_000],
  ])('%s ends at once and holds nobody back', async (_stage, step, afterMs) => {
    const { client, transport, clock } = makeClient();
    transport.reply(step).otherwise({ json: MESSAGE });
    const abort = new AbortController();
    if (afterMs < 0) abort.abort(new Error('enough'));
    const call = watch(client.messages.create('1', { content: 'a' }, { signal: abort.signal }));
    await clock.advance(Math.max(0, afterMs));
    abort.abort(new Error('enough'));
    await clock.advance(0);
    expect(call.error).toMatchObject({ kind: 'aborted', code: 'REST_ABORTED' });
    expect((call.error!.cause as Error).message).toBe('enough');
    if (afterMs < 0) expect(transport.requests).toHaveLength(0);
    // What a 429 asks for holds for the next one as well.
    const next = watch(client.messages.create('1', { content: 'b' }));
    await clock.advance(afterMs >= 1_000 ? 59_000 : 0);
    expect(next.value?.id).toBe('20');
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('a deletion', () => {
  const LOST: readonly (readonly [string, ScriptedStep])[] = [
    ['a reset', RESET],
    ['no answer', 'hang'],
    ['an answer that cannot be read', { body: '{"id"', headers: { 'content-type': 'application/json' } }],
    ['a 502 of the proxy', { status: 502, body: '<html>', headers: HTML }],
    ['a 504 of the proxy', { status: 504, body: '' }],
    ['a 520 of the proxy', { status: 520, body: '' }],
    ['a 524 of the proxy', { status: 524, body: '' }],
  ];
  const UNKNOWN = { status: 404, json: { code: 10_008, message: 'Unknown Message' } };

  it.each(LOST)('that finds nothing left to delete after %s was done by the try before', async (_what, step) => {
    const { client, transport, clock } = makeClient();
    transport.reply(step, UNKNOWN);
    const call = watch(client.messages.delete('1', '20'));
    await clock.advance(60_000);
    expect(call).toEqual({ done: true, value: undefined });
    expect(transport.requests).toHaveLength(2);
  });

  it('that was lost, failed and then found nothing was done as well', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply(RESET, { status: 502, body: '' }, limited(1), UNKNOWN);
    const call = watch(client.messages.delete('1', '20'));
    await clock.advance(60_000);
    expect(call).toEqual({ done: true, value: undefined });
  });

  it.each<[string, readonly ScriptedStep[]]>([
    ['at once', []],
    ['after a connection that was never made', [REFUSED]],
    ['after a failure of Discord', [{ status: 500, body: '' }]],
    ['after a 429', [limited(1)]],
  ])('that finds nothing to delete %s is told so', async (_what, steps) => {
    const { client, transport, clock } = makeClient();
    transport.reply(...steps, UNKNOWN);
    const call = watch(client.messages.delete('1', '20'));
    await clock.advance(60_000);
    expect(call.error).toMatchObject({ kind: 'http', status: 404, discordCode: 10_008 });
  });

  it.each<[string, ScriptedStep]>([
    ['a path that nobody knows', { status: 404, json: { code: 0, message: '404: Not Found' } }],
    ['a page', { status: 404, body: '<html>', headers: HTML }],
    ['a refusal', { status: 403, json: { code: 50_013, message: 'Missing Permissions' } }],
  ])('that was lost is not taken for done on %s', async (_what, step) => {
    const { client, transport, clock } = makeClient();
    transport.reply(RESET, step);
    const call = watch(client.messages.delete('1', '20'));
    await clock.advance(60_000);
    expect(call.error).toMatchObject({ kind: 'http' });
  });

  it('whose answer would have been needed says that it was done', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply(RESET, { status: 404, json: { code: 10_003, message: 'Unknown Channel' } });
    const call = watch(client.channels.delete('1'));
    await clock.advance(60_000);
    expect(call.error).toMatchObject({ kind: 'invalid-body', status: 204, mayRetry: false });
    expect(call.error!.message).toContain('DELETE /channels/1 was done, but its answer was lost on the way.');
  });

  it('alone counts so: a GET that finds nothing after a lost answer is told so', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply(RESET, UNKNOWN);
    const call = watch(client.messages.get('1', '20'));
    await clock.advance(60_000);
    expect(call.error).toMatchObject({ kind: 'http', status: 404 });
  });
});

describe('the first answer to an interaction', () => {
  const ANSWERED = { status: 400, json: { code: 40_060, message: 'Interaction has already been acknowledged.' } };
  const DEFER = { type: InteractionResponseType.DeferredChannelMessageWithSource } as const;
  const REPLY = { type: InteractionResponseType.ChannelMessageWithSource, data: { content: 'x' } } as const;

  it.each<[string, ScriptedStep]>([
    ['a reset', RESET],
    ['a 502 of the proxy', { status: 502, body: '' }],
    ['a failure of Discord', { status: 500, body: '' }],
  ])('is sent again after %s, within the three seconds that it has', async (_what, step) => {
    const { client, transport, clock } = makeClient();
    transport.reply(step, { status: 204 });
    const call = watch(client.interactions.reply('7', 'secret', DEFER));
    await clock.advance(500);
    expect([call.done, call.error]).toEqual([true, undefined]);
    expect(transport.requests).toHaveLength(2);
  });

  it('was given by the try whose answer was lost, when Discord refuses the second', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply(RESET, ANSWERED);
    const call = watch(client.interactions.reply('7', 'secret', DEFER));
    await clock.advance(60_000);
    expect(call).toEqual({ done: true, value: undefined });
  });

  it('says so where the message was asked for, which only the lost answer had', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply(RESET, ANSWERED);
    const call = watch(client.interactions.reply('7', 'secret', REPLY, { withResponse: true }));
    await clock.advance(60_000);
    expect(call.error).toMatchObject({ kind: 'invalid-body', mayRetry: false });
    expect(call.error!.message).toContain('was done, but its answer was lost on the way');
  });

  it.each<[string, readonly ScriptedStep[]]>([
    ['at once', []],
    ['after a connection that was never made', [REFUSED]],
  ])('that is refused as a second one %s is told so', async (_what, steps) => {
    const { client, transport, clock } = makeClient();
    transport.reply(...steps, ANSWERED);
    const call = watch(client.interactions.reply('7', 'secret', DEFER));
    await clock.advance(60_000);
    expect(call.error).toMatchObject({ kind: 'http', discordCode: 40_060 });
  });
});
