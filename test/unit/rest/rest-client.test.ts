/** The client as a whole: what it sends, what it refuses, and how it ends. */
import { inspect } from 'node:util';
import { readFileSync } from 'node:fs';
import { ComponentType, InteractionResponseType } from 'discord-api-types/v10';
import { FrameworkError } from 'corduroy/errors';
import { InvalidRequestGuard, MemoryRateLimiter, RestClient, RestRequest, route } from 'corduroy/rest';
import { ConsoleLogger } from 'corduroy/util';
import { errorOf, limited, makeClient, MESSAGE, TOKEN, watch } from './support/make-client';

const GUILD = { json: { id: '1', name: 'Loom' } };

describe('what a client sends', () => {
  it('carries token, user agent and JSON, to the address it was given [seed 5] [seed 11]', async () => {
    const { client, transport } = makeClient({ api: 'http://127.0.0.1:9/api/v10/' });
    transport.reply({ json: MESSAGE });
    await client.messages.create('1', { content: 'hi' });
    const [request] = transport.requests;
    expect(request!.url).toBe('http://127.0.0.1:9/api/v10/channels/1/messages');
    expect(request!.headers).toMatchObject({ authorization: `Bot ${TOKEN}`, 'content-type': 'application/json' });
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(request!.headers['user-agent']).toBe(`DiscordBot (corduroy, ${version})`);
  });

  it('has no content type without a body, and no token where a route takes none', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: { url: 'wss://gateway' } });
    await expect(client.gateway.get()).resolves.toEqual({ url: 'wss://gateway' });
    expect(transport.requests[0]!.headers).not.toHaveProperty('content-type');
    expect(transport.requests[0]!.headers).not.toHaveProperty('authorization');
  });

  it('leaves undefined out and sends null [seed 59]', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: { id: '1', type: 0 } });
    await client.channels.edit('1', { topic: null, name: undefined, rateLimitPerUser: 5 });
    expect(transport.requests[0]!.rawBody).toBe('{"topic":null,"rate_limit_per_user":5}');
  });

  it('carries the audit-log reason, encoded', async () => {
    const { client, transport } = makeClient();
    transport.reply({ status: 204 });
    await client.members.remove('1', '2', { reason: 'spam & ☕' });
    expect(transport.requests[0]!.headers['x-audit-log-reason']).toBe('spam%20%26%20%E2%98%95');
  });

  it('can be any request, also one that no resource has', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: [{ id: '1' }], headers: { 'X-Extra': 'yes' } });
    const emojis = route('GET', '/guilds/{guild_id}/emojis');
    const response = await client.request(new RestRequest(emojis, { params: { guild_id: '1' } }));
    expect(response).toMatchObject({ status: 200, body: [{ id: '1' }] });
    expect(response.headers['x-extra']).toBe('yes');
  });

  it('answers with views whose payload is what Discord sent [seed 13]', async () => {
    const { client, transport } = makeClient();
    const payload = { id: '1', type: 0, name: 'general', a_new_field: [1] };
    transport.reply({ json: payload });
    const channel = await client.channels.get('1');
    expect(JSON.parse(JSON.stringify(channel))).toEqual(payload);
  });

  it('answers with views that act through the same client', async () => {
    const { client, transport } = makeClient();
    transport.otherwise({ json: MESSAGE });
    const message = await client.messages.get('1', '20');
    await message.reply('hello');
    expect(transport.requests[1]).toMatchObject({
      method: 'POST',
      path: '/channels/1/messages',
      body: { content: 'hello', message_reference: { message_id: '20' } },
    });
  });
});

describe('what a message mentions', () => {
  const bodyOf = async (act: (client: RestClient) => Promise<unknown>): Promise<Record<string, unknown>> => {
    const { client, transport } = makeClient();
    transport.reply({ json: MESSAGE });
    await act(client);
    return transport.requests[0]!.body as Record<string, unknown>;
  };

  it('is nobody unless it is asked for', async () => {
    const body = await bodyOf((client) => client.messages.create('1', { content: '@everyone' }));
    expect(body.allowed_mentions).toEqual({ parse: [] });
  });

  it('is not even the author of the message that is answered', async () => {
    const body = await bodyOf((client) =>
      client.messages.create('1', { content: 'x', messageReference: { messageId: '2' } }),
    );
    expect(body.allowed_mentions).toEqual({ parse: [], replied_user: false });
  });

  it('is what `allowedMentions` says', async () => {
    const body = await bodyOf((client) =>
      client.messages.create('1', { content: 'x', allowedMentions: { users: ['5'], repliedUser: true } }),
    );
    expect(body.allowed_mentions).toEqual({ users: ['5'], replied_user: true });
  });

  it.each<[string, object]>([
    ['new components', { components: [{ type: 10, content: '@everyone' }] }],
    ['no answer to whom it mentions', { allowedMentions: null }],
  ])('is nobody in an edit with %s', async (_name, edit) => {
    const body = await bodyOf((client) => client.messages.edit('1', '2', edit));
    expect(body.allowed_mentions).toEqual({ parse: [] });
  });

  it('is nobody in new components of a reply and of a webhook', async () => {
    const components = [{ type: ComponentType.TextDisplay, content: '@everyone' }] as const;
    const quiet = { components, allowed_mentions: { parse: [] } };
    expect(await bodyOf((client) => client.interactions.editReply('1', 't', { components }))).toEqual(quiet);
    expect(await bodyOf((client) => client.webhooks.editMessage('1', 't', '2', { components }))).toEqual(quiet);
    const update = { type: InteractionResponseType.UpdateMessage, data: { components } } as const;
    expect(await bodyOf((client) => client.interactions.reply('1', 't', update))).toEqual({ type: 7, data: quiet });
  });

  it('is nobody in an edit with new content, and left alone in one without', async () => {
    const edit = await bodyOf((client) => client.messages.edit('1', '2', { content: '@here' }));
    expect(edit).toEqual({ content: '@here', allowed_mentions: { parse: [] } });
    expect(await bodyOf((client) => client.messages.edit('1', '2', { embeds: [] }))).toEqual({ embeds: [] });
  });
});

describe('what a client refuses', () => {
  it('are bodies that break a limit, before anything is sent [seed 58]', async () => {
    const { client, transport } = makeClient();
    const error = await errorOf(client.messages.create('1', { content: 'x'.repeat(2_001) }));
    expect(error).toBeInstanceOf(FrameworkError);
    expect(error.code).toBe('BODY_INVALID');
    expect(transport.requests).toHaveLength(0);
  });

  it('is nothing of that kind with validation off', async () => {
    const { client, transport } = makeClient({ validation: 'off' });
    transport.reply({ json: MESSAGE });
    await client.messages.create('1', { content: 'x'.repeat(2_001) });
    expect(transport.requests).toHaveLength(1);
  });

  it('is every request with its token after Discord refused it, waiting ones included', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply({ status: 401, json: { message: '401: Unauthorized', code: 0 } }).otherwise({ json: { url: 'x' } });
    const first = watch(client.guilds.get('1'));
    const waiting = watch(client.guilds.get('1'));
    await clock.advance(0);
    expect(first.error).toMatchObject({ kind: 'http', status: 401 });
    expect(waiting.error).toMatchObject({ kind: 'token-rejected', code: 'REST_TOKEN_REJECTED' });
    expect(transport.requests).toHaveLength(1);
    await client.gateway.get();
    expect(transport.requests).toHaveLength(2);
  });

  it('is nothing after a 401 that is not about the token', async () => {
    const { client, transport } = makeClient();
    transport.reply({ status: 401, json: { message: 'Invalid OAuth2 access token', code: 50025 } }).otherwise(GUILD);
    await errorOf(client.users.me());
    await client.guilds.get('1');
    expect(transport.requests).toHaveLength(2);
  });

  it('is everything once too many requests were refused, for the clients that share the count', async () => {
    const { clock, transport } = makeClient();
    const invalidRequests = new InvalidRequestGuard({ clock, limit: 4 });
    const warnings: unknown[] = [];
    const logger = new ConsoleLogger({ level: 'warn', write: (line) => warnings.push(/count=(\d+)/.exec(line)?.[1]) });
    const options = { clock, transport, invalidRequests, logger };
    const [one, two] = [new RestClient(TOKEN, options), new RestClient(`${TOKEN}2`, options)];
    transport.otherwise({ status: 403, body: '' });
    for (let index = 0; index < 2; index += 1) {
      await errorOf(one.guilds.get('1'));
      await errorOf(two.guilds.get('1'));
    }
    const error = await errorOf(one.guilds.get('1'));
    expect(error).toMatchObject({ kind: 'invalid-requests', code: 'REST_INVALID_REQUESTS', mayRetry: true });
    expect(error.retryAfterMs).toBe(601_000);
    expect(transport.requests).toHaveLength(4);
    expect(warnings).toEqual(['2', '3', '4']);
    await clock.advance(601_000);
    await errorOf(one.guilds.get('1'));
    expect(transport.requests).toHaveLength(5);
  });

  it('is a request that was given up before it was sent', async () => {
    const { client, transport } = makeClient();
    const error = await errorOf(client.messages.get('1', '2', { signal: AbortSignal.abort(new Error('enough')) }));
    expect(error).toMatchObject({ kind: 'aborted', code: 'REST_ABORTED', mayRetry: false });
    expect(transport.requests).toHaveLength(0);
  });
});

describe('how a client ends', () => {
  it('leaves transport and limiter open that it was given [seed 10]', async () => {
    const { transport, clock } = makeClient();
    const limiter = new MemoryRateLimiter({ clock });
    const client = new RestClient(TOKEN, { transport, clock, limiter });
    await client.close();
    const next = new RestClient(TOKEN, { transport, clock, limiter });
    transport.reply(GUILD);
    await expect(next.guilds.get('1')).resolves.toMatchObject({ id: '1' });
  });

  it('refuses what waits and what comes, and lets what is under way finish', async () => {
    const { client, transport, clock } = makeClient();
    let finish = (): void => undefined;
    transport.reply(
      () =>
        new Promise(
          (resolve) =>
            (finish = () => {
              resolve({ json: MESSAGE });
            }),
        ),
    );
    const underWay = watch(client.messages.create('1', { content: 'a' }));
    const inLine = watch(client.messages.create('1', { content: 'b' }));
    await clock.advance(0);
    const closing = watch(client.close());
    await clock.advance(0);
    expect(inLine.error).toMatchObject({ kind: 'closed', code: 'REST_CLOSED' });
    expect([underWay.done, closing.done]).toEqual([false, false]);
    finish();
    await clock.advance(0);
    expect([underWay.value?.id, closing.done]).toEqual(['20', true]);
    expect(await errorOf(client.guilds.get('1'))).toMatchObject({ kind: 'closed' });
    expect(clock.pendingTimers).toBe(0);
  });

  it('refuses one that waits for a limit', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply(limited(60));
    const call = watch(client.guilds.get('1'));
    await clock.advance(1_000);
    await client.close();
    await clock.advance(0);
    expect(call.error).toMatchObject({ kind: 'closed' });
  });

  it('leaves no timer behind', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply(GUILD);
    await client.guilds.get('1');
    expect(clock.pendingTimers).toBe(0);
  });
});

it('keeps two clients’ limits apart [seed 14]', async () => {
  const { transport, clock } = makeClient();
  const [one, two] = [new RestClient(TOKEN, { transport, clock }), new RestClient(`${TOKEN}2`, { transport, clock })];
  transport.reply(limited(30)).otherwise(GUILD);
  const first = watch(one.guilds.get('1'));
  await clock.advance(0);
  const second = watch(two.guilds.get('1'));
  await clock.advance(0);
  expect([first.done, second.done]).toEqual([false, true]);
  expect(transport.requests.map(({ headers }) => headers.authorization)).toEqual([`Bot ${TOKEN}`, `Bot ${TOKEN}2`]);
});

it('prints as little as possible', () => {
  expect(inspect(makeClient().client)).toBe('RestClient {}');
});
