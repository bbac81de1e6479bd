/** Every transport keeps the port's contract: the one over real sockets, and its twin in memory. */
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { ScriptedTransport, TransportFailure, UndiciTransport } from 'corduroy/rest';
import { transportContract } from '../../src/testing/contracts/transport';

describe('UndiciTransport keeps the contract of a transport', () => {
  const cases = transportContract(async (serve) => {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const answer = serve({ method, path: url, headers, body: Buffer.concat(chunks).toString() });
        if (answer === 'reset') request.socket.resetAndDestroy();
        else if (answer !== 'hang') response.writeHead(answer.status, answer.headers).end(answer.body);
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
  for (const { name, run } of cases) it(name, run);
});

describe('ScriptedTransport keeps the contract of a transport', () => {
  const cases = transportContract((serve) => {
    const transport = new ScriptedTransport().otherwise(({ method, url, headers, rawBody }) => {
      const { pathname, search } = new URL(url);
      const answer = serve({ method, path: pathname + search, headers, body: rawBody });
      return answer === 'reset' ? new TransportFailure('the connection was reset', true) : answer;
    });
    return Promise.resolve({ transport, origin: 'http://scripted', close: () => Promise.resolve() });
  });
  for (const { name, run } of cases) it(name, run);
});
