/** The HTTP endpoint by both of its faces: what is answered, and everything that must be refused, counted and not leaked. */
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import {
  ApplicationAuthorizedEvent,
  Catch,
  type ClientGroup,
  ClientHub,
  ConsoleLogger,
  type EndpointServer,
  EntitlementCreateEvent,
  Handler,
  type GroupEndpointOptions,
  On,
  Slash,
  type SlashContext,
  UnknownDispatchEvent,
} from '../../src';
import { DiscordSimulator } from '../../src/testing';
import { Signer } from './support/signer';

const said: string[] = [];
let calls = 0;

@Handler()
class Shop {
  @Slash('buy', 'Buys')
  buy(ctx: SlashContext) {
    calls += 1;
    return `bought for ${ctx.user.username}`;
  }

  @Slash('torn', 'Fails', { defer: false })
  torn(_ctx: SlashContext): string {
    throw new Error('the password is swordfish');
  }

  @Catch(RangeError)
  again(_error: RangeError): never {
    throw new Error('and the key is opensesame');
  }

  @Slash('badly', 'Fails twice')
  badly(_ctx: SlashContext): string {
    throw new RangeError('the password is swordfish');
  }

  @Slash('never', 'Says nothing in time', { modal: true })
  async never(_ctx: SlashContext) {
    await pause(3_200);
    said.push('never went on');
  }

  @Slash('long', 'Takes long', { defer: 20 })
  async long(ctx: SlashContext) {
    await pause(250);
    said.push(`long went on ${ctx.acknowledgement.kind}`);
  }

  @On(ApplicationAuthorizedEvent)
  authorized(event: ApplicationAuthorizedEvent) {
    said.push(`authorized by ${event.user.username} for ${event.scopes.join()}`);
  }

  @On(EntitlementCreateEvent)
  bought(event: EntitlementCreateEvent) {
    said.push(`entitlement ${event.id}`);
  }

  @On(UnknownDispatchEvent)
  unknown(event: UnknownDispatchEvent) {
    said.push(`unknown ${event.name}`);
  }
}

const signer = new Signer();
let discord: DiscordSimulator;
let hub: ClientHub;
let group: ClientGroup;
let server: EndpointServer;
let lines: string[];
let botToken: string;

async function start(endpoint: Partial<GroupEndpointOptions> = {}) {
  discord = await DiscordSimulator.start();
  botToken = discord.createBot({ name: 'shop' }).token;
  lines = [];
  hub = new ClientHub({
    logger: new ConsoleLogger({ level: 'debug', write: (line) => lines.push(line) }),
    api: discord.apiUrl,
  });
  group = hub.createClientGroup('shop', botToken, {
    gateway: false,
    handlers: [Shop],
    interactions: { sync: 'manual', endpoint: { publicKey: signer.publicKey, ...endpoint } },
  });
  server = await group.endpoint.listen({ port: 0 });
  await hub.start();
}

beforeEach(() => {
  said.length = 0;
  calls = 0;
});
afterEach(async () => {
  await hub.stop();
  await discord.close();
});

interface Sent {
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly method?: string;
  readonly path?: string;
}
interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const FACES = {
  fetch: async ({ body = '', headers = {}, method = 'POST', path = '/' }: Sent): Promise<Got> => {
    const init = method === 'GET' ? { method, headers } : { method, headers, body };
    const response = await group.endpoint.fetch(new Request(`https://bot.example${path}`, init));
    return { status: response.status, headers: response.headers, text: await response.text() };
  },
  listener: async ({ body = '', headers = {}, method = 'POST', path = '/' }: Sent): Promise<Got> => {
    const init = method === 'GET' ? { method, headers } : { method, headers, body };
    const response = await fetch(new URL(path, server.url), init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  },
} as const;

const signedOf = (body: string, ageS?: number): Sent => ({ body, headers: signer.headers(body, ageS) });

describe.each(['fetch', 'listener'] as const)('the endpoint by its %s', (face) => {
  const send = FACES[face];
  const refused = () => Object.fromEntries(Object.entries(group.endpoint.health().refused).filter(([, n]) => n > 0));

  it('answers pings of both kinds, commands and events', async () => {
    await start();
    expect((await send(signedOf('{"type":1}'))).text).toBe('{"type":1}');
    expect((await send(signedOf('{"type":0}'))).status).toBe(204);
    const bought = await send(signedOf(signer.command('buy')));
    expect([bought.status, bought.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(JSON.parse(bought.text)).toMatchObject({ type: 4, data: { content: 'bought for alice' } });
    const user = { id: '9', username: 'alice', discriminator: '0', avatar: null, global_name: null };
    for (const event of [
      { type: 'APPLICATION_AUTHORIZED', data: { user, scopes: ['bot'] } },
      { type: 'ENTITLEMENT_CREATE', data: { id: '44' } },
      { type: 'LOBBY_MESSAGE_CREATE', data: {} },
    ]) {
      const answer = await send(signedOf(JSON.stringify({ version: 1, application_id: '1', type: 1, event })));
      expect([answer.status, answer.text]).toEqual([204, '']);
    }
    await pause(10);
    expect(said).toEqual(['authorized by alice for bot', 'entitlement 44', 'unknown LOBBY_MESSAGE_CREATE']);
    expect(group.endpoint.health()).toMatchObject({ received: 6, pings: 2, answered: 1, events: 3, open: 0 });
    expect(refused()).toEqual({});
  });

  it('refuses what is unsigned, forged, stale or came before, and calls nobody', async () => {
    await start();
    const body = signer.command('buy');
    const right = signer.headers(body);
    const { 'x-signature-ed25519': signature, ...unsigned } = right;
    expect((await send({ body, headers: unsigned })).status).toBe(401);
    expect((await send({ body, headers: { ...right, 'x-signature-ed25519': 'ff'.repeat(64) } })).status).toBe(401);
    expect((await send({ body: body.replace('buy', 'bux'), headers: right })).status).toBe(401);
    expect((await send({ body, headers: new Signer().headers(body) })).status).toBe(401);
    expect((await send(signedOf(body, 400))).status).toBe(401);
    expect((await send(signedOf(body, -400))).status).toBe(401);
    expect(calls).toBe(0);
    expect((await send({ body, headers: right })).status).toBe(200);
    expect((await send({ body, headers: right })).status).toBe(401);
    const upper = { ...right, 'x-signature-ed25519': String(signature).toUpperCase() };
    expect((await send({ body, headers: upper })).status).toBe(401);
    expect(calls).toBe(1);
    expect(refused()).toEqual({ signature: 4, stale: 2, replayed: 2 });
  });

  it('refuses wrong methods, paths and content types before it looks at anything else', async () => {
    await start({ path: '/interactions' });
    const path = '/interactions';
    const got = await send({ method: 'GET', path });
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await send({ ...signedOf('{"type":1}'), path: '/other' })).status).toBe(404);
    for (const type of ['text/plain', 'multipart/form-data', 'application/jsonp']) {
      const { body = '', headers } = signedOf('{"type":1}');
      expect((await send({ body, path, headers: { ...headers, 'content-type': type } })).status).toBe(415);
    }
    expect((await send({ ...signedOf('{"type":1}'), path: `${path}?a=b` })).status).toBe(200);
    expect(refused()).toEqual({ method: 1, path: 1, 'content-type': 3 });
  });

  it('refuses bodies that are no JSON, or of no known type, once they are known to be Discord’s', async () => {
    await start();
    for (const body of ['', '{', '[]', 'null']) expect((await send(signedOf(body))).status).toBe(400);
    expect((await send(signedOf('{"type":99}'))).status).toBe(400);
    expect((await send({ body: '{', headers: new Signer().headers('{') })).status).toBe(401);
    expect(refused()).toEqual({ json: 4, type: 1, signature: 1 });
  });

  it('refuses bodies that are too large', async () => {
    await start({ maxBodyBytes: 2_000 });
    expect((await send(signedOf(JSON.stringify({ type: 1, pad: 'x'.repeat(2_000) })))).status).toBe(413);
    expect((await send(signedOf('{"type":1}'))).status).toBe(200);
    expect(refused()).toEqual({ 'too-large': 1 });
  });

  it('answers for handlers that throw, also for those whose error handlers throw, and leaks nothing', async () => {
    await start();
    const bodies: string[] = [];
    for (const name of ['torn', 'badly', 'nobody']) {
      const got = await send(signedOf(signer.command(name)));
      bodies.push(`${got.status} ${got.text}`);
    }
    expect(bodies[0]).toMatch(/^200 .*Something went wrong/);
    expect(bodies[1]).toMatch(/^200 .*Something went wrong/);
    expect(bodies[2]).toBe('404 {"error":"nothing here answers this interaction"}');
    expect(bodies.join()).not.toMatch(/swordfish|opensesame/);
    expect(lines.join('\n')).not.toMatch(/secret-token/);
    expect(lines.join('\n')).not.toContain(botToken);
    expect(refused()).toEqual({ unanswered: 1 });
  });

  it('does not keep whoever asks waiting for a handler that never answers', async () => {
    await start();
    const got = await send(signedOf(signer.command('never')));
    expect([got.status, got.text]).toEqual([504, '{"error":"there was no answer in time"}']);
    expect(refused()).toEqual({ late: 1 });
  });

  it('goes on after a deferral, and a stop waits for it', async () => {
    await start();
    const got = await send(signedOf(signer.command('long')));
    expect(JSON.parse(got.text)).toMatchObject({ type: 5 });
    expect(said).toEqual([]);
    await hub.stop();
    expect(said).toEqual(['long went on deferred']);
  });
});

it('answers pings before the start, and other things only while it runs', async () => {
  await start();
  const idle = hub.createClientGroup('idle', discord.createBot({ name: 'idle' }).token, {
    gateway: false,
    interactions: { endpoint: { publicKey: signer.publicKey } },
  });
  const ask = (body: string) =>
    idle.endpoint.fetch(new Request('https://a.example', { method: 'POST', body, headers: signer.headers(body) }));
  expect((await ask('{"type":1}')).status).toBe(200);
  const early = await ask(signer.command('buy'));
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '5']);
  await hub.stop();
  expect((await FACES.fetch(signedOf(signer.command('buy')))).status).toBe(503);
  await expect(fetch(server.url, { method: 'POST' })).rejects.toThrow();
});

it('stops reading a body that grows beyond the limit, and cuts off who goes on', async () => {
  await start({ maxBodyBytes: 1_000 });
  const headers = { ...signer.headers(''), 'transfer-encoding': 'chunked' };
  const sending = httpRequest(server.url, { method: 'POST', headers });
  sending.on('error', () => undefined);
  const answered = once(sending, 'response') as Promise<[{ statusCode: number; resume(): void }]>;
  const closed = new Promise<void>((resolve) => sending.on('close', resolve));
  const timer = setInterval(() => sending.write('x'.repeat(600)), 10);
  const [response] = await answered;
  expect(response.statusCode).toBe(413);
  response.resume();
  await closed;
  clearInterval(timer);
});

it('refuses a body that was announced too large without waiting for it', async () => {
  await start();
  const socket = connectSocket(server.port, '127.0.0.1');
  const head = Object.entries({ ...signer.headers(''), 'content-length': '99999999' });
  socket.write(`POST / HTTP/1.1\r\nhost: a\r\n${head.map(([n, v]) => `${n}: ${v}\r\n`).join('')}\r\n`);
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  expect(chunk.toString()).toMatch(/^HTTP\/1.1 413 /);
  socket.destroy();
});

it('does not wait for a slow body, nor for a head that never ends', async () => {
  await start({ bodyMs: 60 });
  const socket = connectSocket(server.port, '127.0.0.1');
  const head = Object.entries({ ...signer.headers(''), 'content-length': '20' });
  socket.write(`POST / HTTP/1.1\r\nhost: a\r\n${head.map(([n, v]) => `${n}: ${v}\r\n`).join('')}\r\n{"ty`);
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  expect(chunk.toString()).toMatch(/^HTTP\/1.1 408 /);
  const slow = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) });
  const init = { method: 'POST', headers: signer.headers(''), body: slow, duplex: 'half' as const };
  const got = await group.endpoint.fetch(new Request('https://a.example', init));
  expect(got.status).toBe(408);
  expect(group.endpoint.health().refused['slow-body']).toBe(2);
  socket.destroy();
});

it('minds a connection that ends within the body, or before the answer, as little', async () => {
  await start();
  const body = signer.command('long');
  for (const part of [body.slice(0, 10), signer.command('never')]) {
    const socket = connectSocket(server.port, '127.0.0.1');
    const length = part === body.slice(0, 10) ? body.length : part.length;
    const head = Object.entries({ ...signer.headers(part), 'content-length': String(length) });
    socket.write(`POST / HTTP/1.1\r\nhost: a\r\n${head.map(([n, v]) => `${n}: ${v}\r\n`).join('')}\r\n${part}`);
    await pause(60);
    socket.destroy();
  }
  await pause(60);
  expect(group.endpoint.health()).toMatchObject({ open: 0, refused: { 'cut-body': 1, late: 1 } });
  expect((await FACES.listener(signedOf('{"type":1}'))).status).toBe(200);
});

it('refuses a request whose body something else is reading, as one that is not whole', async () => {
  await start();
  const body = '{"type":1}';
  const request = new Request('https://bot.example', { method: 'POST', headers: signer.headers(body), body });
  request.body?.getReader();
  expect((await group.endpoint.fetch(request)).status).toBe(400);
  expect(group.endpoint.health().refused).toMatchObject({ 'cut-body': 1, failed: 0 });
});

it('answers requests that come down one connection before the first is answered, each in its turn', async () => {
  await start();
  const socket = connectSocket(server.port, '127.0.0.1');
  const raw = (body: string, headers: Record<string, string>): string =>
    `POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n${body}`;
  const [slow, ping] = [signer.command('long'), '{"type":1}'];
  let read = '';
  socket.on('data', (chunk: Buffer) => (read += chunk.toString()));
  socket.write(
    raw(slow, signer.headers(slow)) +
      raw(ping, new Signer().headers(ping)) +
      raw('x', { 'content-type': 'text/plain' }) +
      raw(ping, signer.headers(ping)),
  );
  for (let tries = 0; tries < 200 && !read.includes('{"type":1}'); tries += 1) await pause(10);
  const statuses = [...read.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));
  expect(statuses).toEqual([200, 401, 415, 200]);
  expect(group.endpoint.health().open).toBe(0);
  socket.destroy();
});

it('says when a port cannot be had', async () => {
  await start();
  await expect(group.endpoint.listen({ port: server.port })).rejects.toMatchObject({
    code: 'INTERACTION_ENDPOINT_LISTEN',
  });
});
