/** What Discord refused for good is not asked again: a token after its 401, a webhook after its 404. */
import { NoopRateLimiter, RestRequest, route } from 'corduroy/rest';
import { errorOf, makeClient } from './support/make-client';

const GUILD = { json: { id: '1', name: 'Loom' } };
const GONE = { status: 404, json: { code: 10_015, message: 'Unknown Webhook' } };

describe('a token', () => {
  it.each([0, 40_001])('is not used any more after a 401 of Discord with code %i', async (code) => {
    const { client, transport } = makeClient();
    transport.reply({ status: 401, json: { code, message: '401: Unauthorized' } }).otherwise(GUILD);
    expect((await errorOf(client.guilds.get('1'))).status).toBe(401);
    expect(await errorOf(client.guilds.get('1'))).toMatchObject({
      kind: 'token-rejected',
      code: 'REST_TOKEN_REJECTED',
    });
    expect(transport.requests).toHaveLength(1);
  });

  it.each([
    ['the page of a proxy', { body: '<html>Log in first</html>', headers: { 'content-type': 'text/html' } }],
    ['an empty answer', { body: '' }],
    ['JSON without a code', { json: { error: 'unauthorized' } }],
    ['JSON that is no object', { json: 'no' }],
    ['another code of Discord', { json: { code: 50_025, message: 'Invalid OAuth2 access token' } }],
  ])('is used on after a 401 that is %s', async (_what, answer) => {
    const { client, transport } = makeClient();
    transport.reply({ status: 401, ...answer }).otherwise(GUILD);
    expect(await errorOf(client.guilds.get('1'))).toMatchObject({ kind: 'http', status: 401 });
    expect((await client.guilds.get('1')).name).toBe('Loom');
  });

  it('is not blamed for the page of a proxy', async () => {
    const { client, transport } = makeClient();
    transport.reply({ status: 401, body: '<html>', headers: { 'content-type': 'text/html' } });
    const { advice } = await errorOf(client.guilds.get('1'));
    expect(advice).toContain('does not come from Discord');
    expect(advice).not.toContain('token');
  });

  it('is not blamed by a 401 of a route that does not use it', async () => {
    const { client, transport } = makeClient();
    transport.reply({ status: 401, json: { code: 0, message: '401: Unauthorized' } }).otherwise(GUILD);
    await errorOf(client.gateway.get());
    expect((await client.guilds.get('1')).name).toBe('Loom');
  });
});

describe('a webhook', () => {
  const EXECUTE = route('POST', '/webhooks/{webhook_id}/{webhook_token}', { auth: false });
  const EDIT = route('PATCH', '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}', { auth: false });
  const GET = route('GET', '/webhooks/{webhook_id}');
  const execute = (id: string, token = 'token'): RestRequest =>
    new RestRequest(EXECUTE, { params: { webhook_id: id, webhook_token: token }, body: { content: 'x' } });
  const edit = (id: string, token = 'token'): RestRequest =>
    new RestRequest(EDIT, { params: { webhook_id: id, webhook_token: token, message_id: '5' } });
  const get = (id: string): RestRequest => new RestRequest(GET, { params: { webhook_id: id } });

  it.each([
    ['does not exist', GONE],
    ['has another token', { status: 401, json: { code: 50_027, message: 'Invalid Webhook Token' } }],
  ])('is not asked again once Discord said that it %s', async (_what, answer) => {
    const { client, transport, invalidRequests } = makeClient();
    transport.reply(answer).otherwise({});
    expect((await errorOf(client.request(execute('1')))).kind).toBe('http');
    const { count } = invalidRequests;
    for (const request of [execute('1'), edit('1')]) {
      const error = await errorOf(client.request(request));
      expect(error).toMatchObject({ kind: 'webhook-gone', code: 'REST_WEBHOOK_GONE', mayRetry: false });
      expect(error.advice).toContain('create a new one');
      expect(error.message).toContain('/webhooks/1/[redacted]');
      expect(String(error)).not.toContain('token/');
    }
    expect(transport.requests).toHaveLength(1);
    expect(invalidRequests.count).toBe(count);
  });

  it('is one token, or one id: others are asked on', async () => {
    const { client, transport } = makeClient();
    transport.reply(GONE).otherwise({});
    await errorOf(client.request(execute('1')));
    for (const request of [execute('1', 'another'), execute('2'), get('1')]) await client.request(request);
    expect(transport.requests).toHaveLength(4);
    transport.reply(GONE);
    await errorOf(client.request(get('3')));
    expect((await errorOf(client.request(get('3')))).kind).toBe('webhook-gone');
    expect(transport.requests).toHaveLength(5);
  });

  it('is asked on after a 404 about something else', async () => {
    const { client, transport } = makeClient();
    transport.reply({ status: 404, json: { code: 10_008, message: 'Unknown Message' } }).otherwise({});
    await errorOf(client.request(edit('1')));
    await client.request(edit('1'));
    expect(transport.requests).toHaveLength(2);
  });

  it('is forgotten when a thousand others are gone since', async () => {
    const { client, transport } = makeClient({ limiter: new NoopRateLimiter() });
    transport.otherwise(GONE);
    for (let id = 0; id < 1_001; id += 1) await errorOf(client.request(get(String(id))));
    expect(transport.requests).toHaveLength(1_001);
    expect((await errorOf(client.request(get('1')))).kind).toBe('webhook-gone');
    expect((await errorOf(client.request(get('0')))).kind).toBe('http');
    expect(transport.requests).toHaveLength(1_002);
  });

  it('that is gone refuses those who wait for its limit already', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply(GONE).otherwise({});
    const calls = [errorOf(client.request(execute('1'))), errorOf(client.request(execute('1')))];
    await clock.advance(0);
    expect((await Promise.all(calls)).map(({ kind }) => kind)).toEqual(['http', 'webhook-gone']);
    expect(transport.requests).toHaveLength(1);
  });
});
