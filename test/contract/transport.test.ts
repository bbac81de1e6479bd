/** Every transport keeps the port's contract: the one over real sockets, and its twin in memory. */
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ScriptedTransport, TransportFailure, UndiciTransport } from 'corduroy/rest';
import { InProcessTransport } from 'corduroy/testing';
import { transportContract } from '../../src/testing/contracts/transport';
import { compiledPath } from '../support/compiled/compile.cjs';

const JSON_TYPE = { 'content-type': 'application/json' };

describe('UndiciTransport keeps the contract of a transport', () => {
  const cases = transportContract(async (serve) => {
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
      transport: new UndiciTransport(),
      origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      close: async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  });
  for (const each of cases) it(each.name, () => each.run());
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
