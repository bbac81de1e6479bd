/** Every transport keeps the port's contract: the one over real sockets, and its twin in memory. */
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ScriptedTransport, type Transport, TransportFailure, UndiciTransport } from 'corduroy/rest';
import { InProcessTransport } from 'corduroy/testing';
import { FirstTransport } from '../../src/rest/transport/first-transport';
import { NodeTransport } from '../../src/rest/transport/node-transport';
import { transportContract } from '../../src/testing/contracts/transport';
import { compiledPath } from '../support/compiled/compile.cjs';

const JSON_TYPE = { 'content-type': 'application/json' };

/** Cases for a transport that goes over sockets, with a server of node's on the other side. */
function overSockets(makeTransport: () => Transport): ReturnType<typeof transportContract> {
  return transportContract(async (serve) => {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const answer = serve({ method, path: url, headers, body: Buffer.concat(chunks).toString() });
        if (answer === 'reset') request.socket.resetAndDestroy();
        else if (answer === 'cut') {
          response.writeHead(200, { 'content-length': '20' });
          response.write('half of it', () => request.socket.destroy());
        } else if (answer !== 'hang') response.writeHead(answer.status, answer.headers).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
      transport: makeTransport(),
      origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      close: async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  });
}

describe.each<[string, () => Transport]>([
  ['UndiciTransport', () => new UndiciTransport()],
  ['NodeTransport', () => new NodeTransport()],
  ['FirstTransport', () => new FirstTransport(new UndiciTransport())],
])('%s keeps the contract of a transport', (_name, makeTransport) => {
  for (const each of overSockets(makeTransport)) it(each.name, () => each.run());
});

describe('ScriptedTransport keeps the contract of a transport', () => {
  const cases = transportContract((serve) => {
    const transport = new ScriptedTransport().otherwise(({ method, url, headers, rawBody }) => {
      const { pathname, search } = new URL(url);
      const answer = serve({ method, path: pathname + search, headers, body: rawBody });
      const isBroken = answer === 'reset' || answer === 'cut';
      return isBroken ? new TransportFailure('the connection was reset', true) : answer;
    });
    return Promise.resolve({ transport, origin: 'http://scripted', close: () => Promise.resolve() });
  });
  for (const each of cases) it(each.name, () => each.run());
});

describe('InProcessTransport keeps the contract of a transport', () => {
  const cases = transportContract((serve) => {
    const transport = new InProcessTransport(({ method, path, headers, body }) => {
      const answer = serve({ method, path, headers, body: body.toString() });
      if (answer === 'hang') return new Promise(() => undefined);
      if (typeof answer === 'string') return Promise.reject(new Error('the connection was reset'));
      return Promise.resolve({
        status: answer.status,
        headers: answer.headers ?? {},
        body: Buffer.from(answer.body ?? ''),
      });
    });
    return Promise.resolve({ transport, origin: 'http://in.process', close: () => Promise.resolve() });
  });
  for (const each of cases) it(each.name, () => each.run());
});

it('has a connection for one more where two hundred requests are not answered', async () => {
  const server = createServer((request, response) => {
    if (request.method === 'POST') response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const transport = new UndiciTransport({ proxy: false });
  const slow = Array.from({ length: 200 }, () =>
    transport.send({ method: 'GET', url: `${origin}/slow`, headers: {} }).catch(() => undefined),
  );
  const answer = await transport.send({ method: 'POST', url: `${origin}/callback`, headers: {} });
  expect(answer.status).toBe(204);
  await transport.close();
  await Promise.all(slow);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

it('sends a streamed body, and fails with what broke it, over node as well', async () => {
  let body = '';
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () =>
      response
        .writeHead(
          204,
          [
            ['x-twice', '1'],
            ['x-twice', '2'],
          ].flat(),
        )
        .end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const transport = new NodeTransport();
  const streamed = (last: () => Uint8Array): AsyncIterable<Uint8Array> & { sizeBytes: undefined } => ({
    sizeBytes: undefined,
    async *[Symbol.asyncIterator]() {
      yield Buffer.from('one ');
      yield last();
    },
  });
  const answer = await transport.send({ method: 'POST', url, headers: {}, body: streamed(() => Buffer.from('two')) });
  expect([answer.status, body, answer.headers['x-twice']]).toEqual([204, 'one two', ['1', '2']]);
  const broken = streamed(() => {
    throw new Error('the disk is gone');
  });
  await expect(transport.send({ method: 'POST', url, headers: {}, body: broken })).rejects.toThrow('the disk is gone');
  await transport.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

it('begins a process over node, and goes on over undici, as with everything that has a body', async () => {
  const scripted = (): ScriptedTransport => new ScriptedTransport().otherwise(() => ({ status: 204 }));
  const [usual, first] = [scripted(), scripted()];
  const get = { method: 'GET', url: 'http://scripted/', headers: {} } as const;
  const transport = new FirstTransport(usual, first);
  await Promise.all([transport.send(get), transport.send(get)]);
  await transport.send(get);
  expect([first.requests.length, usual.requests.length]).toEqual([1, 2]);

  const posting = new FirstTransport(usual, first);
  await posting.send({ ...get, method: 'POST', body: '{}' });
  await posting.send(get);
  expect([first.requests.length, usual.requests.length]).toEqual([1, 4]);
  await posting.close();
  await expect(posting.send(get)).rejects.toThrow('closed');
});

it('lets a program that made one call end by itself, although its connection is kept [seed 12]', async () => {
  const server = createServer((_request, response) =>
    response.writeHead(200, JSON_TYPE).end('{"id":"1","name":"Loom"}'),
  );
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const rest = compiledPath(join(__dirname, '..', '..', 'src', 'rest', 'index.ts'));
  const script = `
    const { RestClient } = require(${JSON.stringify(rest)});
    new RestClient('a.b.c', { api: '${api}' }).guilds.get('1').then((guild) => {
      console.log(guild.name);
      setTimeout(() => process.exit(7), 1_000).unref();
      process.on('exit', (code) => console.log('ended with ' + code));
    });`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { timeout: 60_000 });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(stdout.split('\n')).toEqual(['Loom', 'ended with 0', '']);
}, 60_000);
