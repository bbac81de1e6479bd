/** Answers that are errors: what is told, what to try, and whether to try again. */
import { inspect } from 'node:util';
import { RestError, RestRequest, route, TransportFailure } from 'corduroy/rest';
import { adviceFor } from '../../../src/rest/errors/advice';
import { errorOf, makeClient, TOKEN } from './support/make-client';

const NEVER = { retries: 0 };

function fail(thrown: unknown): never {
  throw thrown;
}

describe('an answer that is an error', () => {
  it('says what was asked, what came, and what to try [seed 57]', async () => {
    const { client, transport } = makeClient();
    transport.reply({ status: 403, json: { message: 'Missing Permissions', code: 50013 } });
    const error = await errorOf(client.messages.create('1', { content: 'hi' }));
    expect(error).toBeInstanceOf(RestError);
    expect(error.message).toMatch(
      /^POST \/channels\/1\/messages was refused with 403: Missing Permissions \(50013\)\n {2}Try: give the bot/,
    );
    expect(error).toMatchObject({
      code: 'REST_HTTP',
      kind: 'http',
      status: 403,
      discordCode: 50013,
      method: 'POST',
      path: '/channels/1/messages',
      mayRetry: false,
      retryAfterMs: undefined,
      fieldErrors: [],
    });
  });

  it('flattens nested field errors, with the names that authors write [seed 57]', async () => {
    const { client, transport } = makeClient({ validation: 'off' });
    transport.reply({
      status: 400,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({
        code: 50035,
        message: 'Invalid Form Body',
        errors: {
          embeds: {
            0: { title: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 256 or fewer in length.' }] } },
          },
          rate_limit_per_user: { _errors: [{ code: 'NUMBER_TYPE_MAX', message: 'too much' }] },
          _errors: [{ code: 'X', message: 'as a whole' }],
        },
      }),
    });
    const error = await errorOf(client.messages.create('1', { content: 'hi' }));
    expect(error.fieldErrors).toEqual([
      { path: 'embeds[0].title', code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 256 or fewer in length.' },
      { path: 'rateLimitPerUser', code: 'NUMBER_TYPE_MAX', message: 'too much' },
      { path: '', code: 'X', message: 'as a whole' },
    ]);
    expect(error.message).toContain('- embeds[0].title: Must be 256 or fewer in length. (BASE_TYPE_MAX_LENGTH)');
  });

  it.each([
    [
      'HTML of a proxy',
      { status: 502, body: '<html>Bad Gateway</html>', headers: { 'content-type': 'text/html' } },
      'failed with 502: Bad Gateway',
    ],
    ['no body and no headers', { status: 401, body: '' }, 'was refused with 401: Unauthorized'],
    [
      'JSON cut short',
      { status: 400, body: '{"message": "Inva', headers: { 'content-type': 'application/json' } },
      'was refused with 400: Bad Request',
    ],
    [
      'JSON that is no object',
      { status: 404, body: 'null', headers: { 'content-type': 'application/json' } },
      'was refused with 404: Not Found',
    ],
    ['a status nobody knows', { status: 599, body: '' }, 'failed with 599: no explanation was given'],
    ['a redirection', { status: 301, body: '' }, 'was answered with 301: Moved Permanently'],
  ])('is understood with %s [seed 57]', async (_what, answer, text) => {
    const { client, transport } = makeClient(NEVER);
    transport.reply(answer);
    const error = await errorOf(client.guilds.get('1'));
    expect(error.message).toContain(`GET /guilds/1 ${text}`);
    expect(error.status).toBe(answer.status);
  });

  it('is an error too when it says success and cannot be read', async () => {
    const { client, transport } = makeClient(NEVER);
    transport.reply({ status: 200, body: '{"id": "1', headers: { 'content-type': 'application/json' } });
    transport.reply({ status: 200, body: '<html>', headers: { 'content-type': 'text/html' } });
    transport.reply({ status: 204 });
    for (let index = 0; index < 3; index += 1) {
      const error = await errorOf(client.guilds.get('1'));
      expect(error).toMatchObject({ kind: 'invalid-body', code: 'REST_INVALID_BODY', mayRetry: true });
    }
  });

  it('hides tokens of webhooks and interactions', async () => {
    const { client, transport } = makeClient();
    transport.reply({ status: 404, json: { message: 'Unknown Webhook', code: 10015 } });
    const row = route('POST', '/interactions/{interaction_id}/{interaction_token}/callback', {
      auth: false,
      exempt: true,
    });
    const params = { interaction_id: '1', interaction_token: 'aW50ZXJhY3Rpb246' };
    const error = await errorOf(client.request(new RestRequest(row, { params, body: {} })));
    expect(error.path).toBe('/interactions/1/[redacted]/callback');
    expect(inspect(error)).not.toContain('aW50ZXJhY3Rpb246');
  });

  it('says that a request may be repeated only where that cannot do its work twice', async () => {
    const { client, transport } = makeClient(NEVER);
    transport.otherwise(new TransportFailure('the connection was reset', true));
    const get = await errorOf(client.guilds.get('1'));
    const post = await errorOf(client.guilds.createChannel('1', { name: 'x' }));
    expect(get).toMatchObject({ kind: 'network', mayRetry: true });
    expect(post).toMatchObject({ kind: 'network', mayRetry: false });
    expect(post.cause).toBeInstanceOf(TransportFailure);
  });

  it('never carries the token, nor do its causes', async () => {
    const { client, transport } = makeClient(NEVER);
    transport.reply(new TransportFailure(`bad header Bot ${TOKEN}`, false));
    const error = await errorOf(client.guilds.get('1'));
    expect(error.message).not.toContain(TOKEN);
    expect(inspect(error)).not.toContain(TOKEN);
  });

  it.each<[string, boolean, (url: string) => unknown]>([
    ['fails', true, (url) => Object.assign(new TypeError(`fetch of ${url} failed`), { code: 'ODD' })],
    ['fails for a reason', true, (url) => new TransportFailure('no answer', true, new Error(`GET ${url}`))],
    ['fails before it was sent', false, (url) => new TransportFailure(`no way to ${url}`, false)],
    ['throws a text', true, (url) => url],
  ])('has no token of its path in its causes where a transport that names it %s', async (_how, sent, thrown) => {
    const transport = {
      // A text is thrown too, which no rule of ours would let through.
      send: async ({ url }: { readonly url: string }) => Promise.resolve(url).then(thrown).then(fail),
      close: () => Promise.resolve(),
    };
    const { client } = makeClient({ ...NEVER, transport });
    const error = await errorOf(client.webhooks.getWithToken('1', 'aW50ZXJhY3Rpb246'));
    expect(error.kind).toBe('network');
    expect(error.advice).toContain(sent ? 'connection' : 'reached');
    expect(inspect(error, { depth: 10 })).not.toContain('aW50ZXJhY3Rpb246');
    expect(error.cause).toBeDefined();
  });
});

describe('advice', () => {
  // What bots meet, whatever the status says: access and ids, interactions, threads, limits of guilds, voice messages, forums.
  const common = [
    10003, 10004, 10006, 10008, 10015, 10026, 10060, 10062, 10063, 10065, 10070, 30005, 30007, 30013, 30032, 40007,
    40032, 40041, 40058, 40060, 40067, 40094, 50001, 50007, 50013, 50016, 50021, 50027, 50028, 50034, 50035, 50045,
    50046, 50081, 50101, 50160, 50161, 50173, 50278, 160004, 160005, 160006, 160009, 220001, 220002, 520001, 520003,
  ];

  it.each(common)('has a line for %i that says more than its status', (code) => {
    const advice = adviceFor(403, code) as string;
    expect(advice).not.toBe(adviceFor(403, undefined));
    expect(advice).toMatch(/^[a-z`].*[.]$/);
  });

  it('leads somebody who shares no guild with the bot into one, and from a thread that is there to its id', () => {
    expect(adviceFor(403, 50278)).toContain('shares a guild');
    expect(adviceFor(400, 160004)).toContain('whose id is that of the message');
  });
});
