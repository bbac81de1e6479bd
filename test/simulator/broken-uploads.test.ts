/** Uploads that end in the middle, over real sockets: nothing half made counts as whole, and the way stays open. */
import { mkdtemp, open, readdir, readlink, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Attachment } from 'corduroy/models';
import { InvalidRequestGuard, type RestError, RestClient, RestRequest, route, UndiciTransport } from 'corduroy/rest';

const TOKEN = 'MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs';
const MESSAGE = '{"id":"2","channel_id":"1"}';
const upload = route('POST', '/channels/{channel_id}/messages');
const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await wait(5);
};
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A server, and a client with one connection to it, so that a connection that is lost is felt. */
async function serve(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const transport = new UndiciTransport({ connections: 1, proxy: false });
  const { port } = server.address() as AddressInfo;
  const client = new RestClient(TOKEN, {
    api: `http://127.0.0.1:${port}/api/v10`,
    transport,
    invalidRequests: new InvalidRequestGuard(),
  });
  return {
    client,
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await transport.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(response: ServerResponse, status = 200, body = MESSAGE): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

/** What came of an upload on the server’s side. */
async function received(request: IncomingMessage): Promise<'whole' | 'broken'> {
  try {
    for await (const _chunk of request);
    return 'whole';
  } catch {
    return 'broken';
  }
}

const sending = (client: RestClient, file: ReturnType<typeof Attachment.fromPath>, signal?: AbortSignal) =>
  client
    .request(
      new RestRequest(upload, {
        params: { channel_id: '1' },
        files: [{ field: 'files[0]', file }],
        signal,
        order: 'any',
      }),
    )
    .then(
      () => undefined,
      (error: unknown) => error as RestError,
    );

describe('an upload that ends in the middle', () => {
  it('is broken for the server, whether its size was told or not, and the next request goes through', async () => {
    for (const sizeBytes of [undefined, 1_000_000]) {
      const uploads: Promise<string>[] = [];
      await using bench = await serve((request, response) => {
        if (request.method === 'GET') answer(response);
        else uploads.push(received(request));
      });
      const { client } = bench;
      // Broken by itself, and given up while nothing comes.
      const broken = new Readable({ read: () => undefined });
      broken.push(Buffer.alloc(100_000));
      const first = sending(client, Attachment.fromStream(broken, { name: 'x', sizeBytes }));
      await until(() => uploads.length === 1);
      broken.destroy(new Error('the disk is gone'));
      expect((await first)?.kind).toBe('invalid-request');
      expect((await client.messages.get('1', '2')).id).toBe('2');
      const silent = new Readable({ read: () => undefined });
      silent.push(Buffer.alloc(100_000));
      const abort = new AbortController();
      const second = sending(client, Attachment.fromStream(silent, { name: 'x', sizeBytes }), abort.signal);
      await until(() => uploads.length === 2);
      abort.abort();
      expect((await second)?.kind).toBe('aborted');
      expect(silent.destroyed).toBe(true);
      expect((await client.messages.get('1', '2')).id).toBe('2');
      expect(await Promise.all(uploads)).toEqual(['broken', 'broken']);
    }
  });

  it('leaves no file open when it is given up while the server takes nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'corduroy-broken-'));
    const path = join(folder, 'large.bin');
    const handle = await open(path, 'w');
    await handle.truncate(20 * 1_024 * 1_024);
    await handle.close();
    // Only Linux tells; elsewhere the test proves that the way stays open.
    const openFiles = async () => {
      const descriptors = await readdir('/proc/self/fd').catch(() => []);
      const targets = await Promise.all(descriptors.map((one) => readlink(`/proc/self/fd/${one}`).catch(() => '')));
      return targets.filter((target) => target === path).length;
    };
    let uploads = 0;
    await using bench = await serve((request, response) => {
      if (request.method === 'GET') answer(response);
      else uploads += 1;
    });
    const { client } = bench;
    await client.messages.get('1', '2');
    for (let round = 0; round < 5; round += 1) {
      const abort = new AbortController();
      const call = sending(client, Attachment.fromPath(path), abort.signal);
      await until(() => uploads === round + 1);
      if (process.platform === 'linux') await until(async () => (await openFiles()) === 1);
      abort.abort();
      expect((await call)?.kind).toBe('aborted');
    }
    expect((await client.messages.get('1', '2')).id).toBe('2');
    await until(async () => (await openFiles()) === 0);
    await rm(folder, { recursive: true });
  });

  it('gets the answer that came before it was whole, and the next request is not disturbed', async () => {
    await using bench = await serve((request, response) => {
      if (request.method === 'GET') answer(response);
      else answer(response, 413, '{"code":40005,"message":"Request entity too large"}');
    });
    const { client } = bench;
    for (let round = 0; round < 3; round += 1) {
      const slow = Readable.from(
        (async function* () {
          for (;;) {
            yield Buffer.alloc(10_000);
            await wait(10);
          }
        })(),
      );
      const error = await sending(client, Attachment.fromStream(slow, { name: 'x' }));
      expect(error).toMatchObject({ status: 413, discordCode: 40005 });
      expect(slow.destroyed).toBe(true);
      expect((await client.messages.get('1', '2')).id).toBe('2');
    }
  });

  it('does not end the process when the server breaks off at any point', async () => {
    let cutAfterBytes = 0;
    await using bench = await serve((request, response) => {
      if (request.method === 'GET') {
        answer(response);
        return;
      }
      let taken = 0;
      request.on('error', () => undefined);
      request.on('data', (chunk: Buffer) => {
        if ((taken += chunk.length) >= cutAfterBytes) request.socket.destroy();
      });
    });
    const { client } = bench;
    for (cutAfterBytes of [0, 1, 70_000, 500_000]) {
      const file = Attachment.fromBytes(Buffer.alloc(600_000), { name: 'x' });
      expect(await sending(client, file)).toMatchObject({ kind: 'network', mayRetry: false });
      expect((await client.messages.get('1', '2')).id).toBe('2');
    }
  });

  it('is waited for by close(), which ends soon when it is given up', async () => {
    let uploads = 0;
    await using bench = await serve(() => {
      uploads += 1;
    });
    const { client } = bench;
    const silent = new Readable({ read: () => undefined });
    silent.push('x');
    const abort = new AbortController();
    const call = sending(client, Attachment.fromStream(silent, { name: 'x' }), abort.signal);
    await until(() => uploads === 1);
    let isClosed = false;
    const closing = client.close().then(() => {
      isClosed = true;
    });
    await wait(20);
    expect(isClosed).toBe(false);
    abort.abort();
    await closing;
    expect((await call)?.kind).toBe('aborted');
  });
});
