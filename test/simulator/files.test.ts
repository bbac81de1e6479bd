/** Files over real sockets: whole, in order, and streamed. */
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { Attachment } from 'corduroy/models';
import { RestClient } from 'corduroy/rest';
import { DiscordSimulator } from 'corduroy/testing';

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('files that are sent to Discord', () => {
  it('arrive byte for byte, and can be fetched from where the answer says [seed 60]', async () => {
    await using discord = await DiscordSimulator.start();
    const channel = discord.createGuild({ name: 'Loom' }).channel('general');
    const { token } = discord.createBot({ name: 'alpha' });
    await using client = new RestClient(token, { api: discord.apiUrl });
    const large = randomBytes(9 * 1_024 * 1_024);
    const small = randomBytes(10);
    const message = await client.messages.create(channel.id, {
      content: 'two files',
      files: [
        Attachment.fromStream(Readable.from(pieces(large, 100_000)), { name: 'large.bin' }),
        Attachment.fromBytes(small, { name: 'small.bin', description: 'a small one' }),
      ],
    });
    expect(message.attachments.map(({ filename, sizeBytes }) => [filename, sizeBytes])).toEqual([
      ['large.bin', large.length],
      ['small.bin', 10],
    ]);
    expect(message.attachments[1]?.description).toBe('a small one');
    const fetched = await Promise.all(
      message.attachments.map(async ({ url }) => hash(new Uint8Array(await (await fetch(url)).arrayBuffer()))),
    );
    expect(fetched).toEqual([hash(large), hash(small)]);
  });

  it('are read no faster than they are taken, so that a large one is never in memory as a whole', async () => {
    const chunkBytes = 64 * 1_024;
    const chunks = 320;
    let produced = 0;
    let taken = 0;
    let mostAhead = 0;
    const server = createServer((request, response) => {
      void (async () => {
        for await (const chunk of request) {
          taken += (chunk as Buffer).length;
          // Slower than memory is read: what is not taken has to wait where it comes from.
          if (taken % (1_024 * 1_024) < chunkBytes) await new Promise((resolve) => setTimeout(resolve, 5));
        }
        response.setHeader('content-type', 'application/json').end('{"id":"2"}');
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const file = {
      sizeBytes: () => Promise.resolve(chunks * chunkBytes),
      async *open() {
        for (let index = 0; index < chunks; index += 1) {
          produced += chunkBytes;
          mostAhead = Math.max(mostAhead, produced - taken);
          yield Buffer.alloc(chunkBytes);
        }
      },
      close: () => undefined,
    };
    const base = Attachment.fromBytes(Buffer.alloc(0), { name: 'x' });
    await using client = new RestClient(TOKEN, { api: `http://127.0.0.1:${port}/api/v10` });
    await client.messages.create('1', { files: [Object.assign(Object.create(base) as typeof base, { source: file })] });
    server.close();
    server.closeAllConnections();
    expect(produced).toBe(20 * 1_024 * 1_024);
    expect(mostAhead).toBeLessThan(10 * 1_024 * 1_024);
  });

  it('are sent again whole after the server broke the connection in the middle', async () => {
    await using discord = await DiscordSimulator.start();
    const channel = discord.createGuild({ name: 'Loom' }).channel('general');
    const { token } = discord.createBot({ name: 'alpha' });
    await using client = new RestClient(token, { api: discord.apiUrl });
    discord.faults.rest.disconnect({ when: 'before' });
    const bytes = randomBytes(300_000);
    const message = await client.messages.create(channel.id, {
      files: [Attachment.fromStream(Readable.from(pieces(bytes, 10_000)), { name: 'x.bin' })],
    });
    const { url = '' } = message.attachments[0] ?? {};
    expect(hash(new Uint8Array(await (await fetch(url)).arrayBuffer()))).toBe(hash(bytes));
  });
});

const TOKEN = 'MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs';

function* pieces(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
