/** Uploads in trouble: nothing is cut short unseen, nothing stays open, and nothing waits without a limit. */
import { getEventListeners, getMaxListeners } from 'node:events';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Attachment, AttachmentFile, type ByteSource } from 'corduroy/models';
import { RestRequest, route, ScriptedTransport } from 'corduroy/rest';
import { errorOf, makeClient, MESSAGE, watch } from './support/make-client';

const upload = route('PUT', '/channels/{channel_id}/file', { order: 'channel_id' });

const request = (file: AttachmentFile, init: { signal?: AbortSignal; deadlineMs?: number; timeoutMs?: number } = {}) =>
  new RestRequest(upload, { params: { channel_id: '1' }, files: [{ field: 'file', file }], ...init });

const fileOf = (source: Partial<ByteSource>): AttachmentFile =>
  new AttachmentFile(
    { name: 'x' },
    {
      sizeBytes: () => Promise.resolve(undefined),
      open: () => Readable.from([Buffer.from('x')]),
      close: () => undefined,
      ...source,
    },
  );

/** A stream that gives what it is told to, when it is told to. */
function handFed() {
  const stream = new Readable({ read: () => undefined });
  return { stream, file: Attachment.fromStream(stream, { name: 'x' }) };
}

const contentOf = (rawBody: string): string | undefined => rawBody.split('\r\n\r\n')[1]?.split('\r\n--')[0];
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('a stream whose request is never sent', () => {
  it('is closed when the request is refused for its size', async () => {
    const { client } = makeClient();
    const stream = new Readable({ read: () => undefined });
    const file = Attachment.fromStream(stream, { name: 'x', sizeBytes: 530_000_000 });
    await expect(client.request(request(file))).rejects.toThrow('500 MiB');
    expect(stream.destroyed).toBe(true);
  });

  it('is closed when the request is given up, is too late, or is closed while it waits for its turn', async () => {
    const { client, transport, clock } = makeClient();
    transport.otherwise('hang');
    const [first, given, late, closed, refused] = [handFed(), handFed(), handFed(), handFed(), handFed()];
    first.stream.push('x');
    first.stream.push(null);
    const abort = new AbortController();
    const calls = [
      request(first.file),
      request(given.file, { signal: abort.signal }),
      request(late.file, { deadlineMs: 100 }),
      request(closed.file),
    ].map((one) => watch(client.request(one)));
    await turn();
    abort.abort();
    await clock.advance(100);
    expect(calls.map(({ error }) => error?.kind)).toEqual([undefined, 'aborted', 'timeout', undefined]);
    expect([given.stream.destroyed, late.stream.destroyed]).toEqual([true, true]);
    const closing = watch(client.close());
    await turn();
    expect(calls[3]?.error?.kind).toBe('closed');
    expect(closed.stream.destroyed).toBe(true);
    expect((await errorOf(client.request(request(refused.file)))).kind).toBe('closed');
    expect(refused.stream.destroyed).toBe(true);
    await clock.advance(120_000);
    expect(closing.done).toBe(true);
  });

  it('is cancelled when it is a stream of the web', async () => {
    const { client } = makeClient();
    const abort = new AbortController();
    abort.abort();
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      cancel: () => {
        cancelled = true;
      },
    });
    const file = Attachment.fromStream(stream as never, { name: 'x' });
    expect((await errorOf(client.request(request(file, { signal: abort.signal })))).kind).toBe('aborted');
    await turn();
    expect(cancelled).toBe(true);
  });
});

it('a stream that gives nothing is closed when its request is given up', async () => {
  const { client, transport } = makeClient();
  transport.otherwise({ json: MESSAGE });
  const { stream, file } = handFed();
  const abort = new AbortController();
  const call = watch(client.request(request(file, { signal: abort.signal })));
  await turn();
  abort.abort();
  await turn();
  expect(call.error?.kind).toBe('aborted');
  expect(stream.destroyed).toBe(true);
});

it('a stream that breaks before its turn comes is told as such, and does not end the process', async () => {
  const { client, transport } = makeClient();
  transport.reply(() => turn().then(() => ({ json: MESSAGE }))).otherwise({ json: MESSAGE });
  const first = client.request(request(fileOf({})));
  const { stream, file } = handFed();
  const second = watch(client.request(request(file)));
  stream.destroy(new Error('the disk is gone'));
  await first;
  await turn();
  expect(second.error?.kind).toBe('invalid-request');
  expect(second.error?.message).toContain('the disk is gone');
});

it('a stream of the web that gives nothing is cancelled when its request is given up', async () => {
  const { client } = makeClient();
  let cancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    cancel: () => {
      cancelled = true;
    },
  });
  const abort = new AbortController();
  const file = Attachment.fromStream(stream as never, { name: 'x' });
  const call = watch(client.request(request(file, { signal: abort.signal })));
  await turn();
  abort.abort();
  await turn();
  expect(call.error?.kind).toBe('aborted');
  expect(cancelled).toBe(true);
});

it('a stream of values that are no bytes is told as such', async () => {
  const { client } = makeClient();
  const file = Attachment.fromStream(Readable.from([{ a: 1 }]) as never, { name: 'x' });
  const error = await errorOf(client.request(request(file)));
  expect(error.kind).toBe('invalid-request');
  expect(error.message).toContain('a stream of bytes was expected');
});

describe('looking at a file', () => {
  const neverMeasured = () => fileOf({ sizeBytes: () => new Promise(() => undefined) });

  it('ends when the caller gives the request up', async () => {
    const { client, transport } = makeClient();
    transport.otherwise({ json: MESSAGE });
    const abort = new AbortController();
    const call = watch(client.request(request(neverMeasured(), { signal: abort.signal })));
    const next = watch(client.request(request(fileOf({}))));
    await turn();
    abort.abort();
    await turn();
    expect(call.error?.kind).toBe('aborted');
    expect(next.value?.status).toBe(200);
  });

  it('ends at the deadline of the request', async () => {
    const { client, transport, clock } = makeClient();
    transport.otherwise({ json: MESSAGE });
    const call = watch(client.request(request(neverMeasured(), { deadlineMs: 1_000 })));
    await clock.advance(1_000);
    expect(call.error).toMatchObject({ kind: 'timeout', path: '/channels/1/file' });
    expect(clock.pendingTimers).toBe(0);
    expect(transport.requests).toEqual([]);
  });

  it('ends when the client is closed', async () => {
    const { client } = makeClient();
    const call = watch(client.request(request(neverMeasured())));
    await turn();
    const closing = watch(client.close());
    await turn();
    expect(call.error?.kind).toBe('closed');
    expect(closing.done).toBe(true);
  });
});

it('a request whose deadline is over is not sent any more', async () => {
  const { client, transport } = makeClient({ deadlineMs: 0 });
  transport.otherwise({ json: MESSAGE });
  const error = await errorOf(client.messages.create('1', { content: 'x' }));
  expect(error.kind).toBe('timeout');
  expect(error.message).toContain('was not sent');
  expect(transport.requests).toEqual([]);
});

describe('the size of a file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'corduroy-uploads-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(['', 'one'])('is that of the moment it was looked at, for one that grows, from "%s"', async (before) => {
    const path = join(folder, 'growing.log');
    await writeFile(path, before);
    const { client, transport, clock } = makeClient();
    transport.reply({ status: 502 }, { json: MESSAGE });
    const call = watch(client.request(request(Attachment.fromPath(path))));
    for (let step = 0; step < 400 && !call.done; step += 1) {
      await turn();
      if (transport.requests.length === 1) await appendFile(path, ' and more');
      await clock.advance(100);
    }
    expect(call.error).toBeUndefined();
    const [, second] = transport.requests;
    expect(contentOf(second!.rawBody)).toBe(before);
    expect(second!.headers['content-length']).toBe(String((second!.body as Buffer).length));
  });

  it.each([
    ['more', 4],
    ['less', 6],
  ])('is told to be wrong when a stream gives %s than was said, and nothing is repeated', async (_what, sizeBytes) => {
    const { client, transport } = makeClient();
    transport.otherwise({ json: MESSAGE });
    const file = Attachment.fromStream(Readable.from(['wo', 'ven']), { name: 'x', sizeBytes });
    const error = await errorOf(client.request(request(file)));
    expect(error).toMatchObject({ kind: 'invalid-request', mayRetry: false });
    expect(error.message).toContain(`${sizeBytes} bytes`);
    expect(transport.requests).toEqual([]);
  });

  it.each([Number.NaN, -1, 1.5])('is refused when it is none: %d', async (sizeBytes) => {
    const { client, transport } = makeClient();
    transport.otherwise({ json: MESSAGE });
    const file = Attachment.fromStream(Readable.from(['x']), { name: 'x', sizeBytes });
    await expect(client.request(request(file))).rejects.toMatchObject({ code: 'BODY_INVALID' });
    expect(transport.requests).toEqual([]);
  });

  it('is left to Discord where boosted guilds take more', async () => {
    const { client, transport } = makeClient();
    transport.otherwise({ json: MESSAGE });
    const file = Attachment.fromBytes(Buffer.alloc(26 * 1_024 * 1_024), { name: 'x' });
    await client.request(request(file));
    expect(transport.requests).toHaveLength(1);
  });

  it('has its limit also when it is not known before', async () => {
    const { client, transport } = makeClient();
    transport.otherwise({ json: MESSAGE });
    let given = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          // The test must be able to fail.
          if ((given += 1) > 80) return;
          yield Buffer.alloc(1_024 * 1_024);
        }
      })(),
    );
    const error = await errorOf(client.request(request(Attachment.fromStream(endless, { name: 'x' }))));
    expect(error).toMatchObject({ kind: 'invalid-request', mayRetry: false });
    expect(error.message).toContain('at most 25 MiB, or more with `sizeBytes`');
    expect(given).toBeLessThan(60);
    expect(transport.requests).toEqual([]);
  });
});

it('a stream that breaks off between two tries is not sent cut short by the second', async () => {
  const { client, clock } = makeClient({ transport: new ScriptedTransport() });
  const { stream, file } = handFed();
  const call = watch(client.request(request(file, { timeoutMs: 100 })));
  stream.push('wo');
  await turn();
  await clock.advance(100);
  expect(call.done).toBe(false);
  stream.destroy(new Error('the disk is gone'));
  await turn();
  for (let step = 0; step < 100 && !call.done; step += 1) {
    await turn();
    await clock.advance(50);
  }
  expect(call.error?.kind).toBe('invalid-request');
  expect(call.error?.message).toContain('the disk is gone');
});

it('a stream that another request has closed is not sent cut short', async () => {
  const { client, transport } = makeClient();
  transport.otherwise({ json: MESSAGE });
  const { stream, file } = handFed();
  const abort = new AbortController();
  const path = (channel: string, signal?: AbortSignal) =>
    new RestRequest(upload, { params: { channel_id: channel }, files: [{ field: 'file', file }], signal });
  const first = watch(client.request(path('1', abort.signal)));
  const second = watch(client.request(path('2')));
  stream.push('wo');
  await turn();
  abort.abort();
  await turn();
  stream.push('ven');
  stream.push(null);
  await turn();
  expect(first.error?.kind).toBe('aborted');
  expect(second.error?.kind).toBe('invalid-request');
  expect(transport.requests).toEqual([]);
});

it('a file that cannot be closed does not make a failure of what Discord has done', async () => {
  const { client, transport } = makeClient();
  transport.otherwise({ json: MESSAGE });
  let closed = 0;
  const stubborn = () =>
    fileOf({
      close: () => {
        closed += 1;
        throw new Error('it is stuck');
      },
    });
  const files = [stubborn(), stubborn()].map((file, index) => ({ field: `files[${index}]`, file }));
  await expect(client.request(new RestRequest(upload, { params: { channel_id: '1' }, files }))).resolves.toMatchObject({
    status: 200,
  });
  expect(closed).toBe(2);
});

it('a source that cannot be opened is told as such, and not tried again', async () => {
  const { client, transport } = makeClient();
  const file = fileOf({
    open: () => {
      throw new Error('no such drawer');
    },
  });
  const error = await errorOf(client.request(request(file)));
  expect(error.kind).toBe('invalid-request');
  expect(error.message).toContain('no such drawer');
  expect(transport.requests).toEqual([]);
});

it('a signal that ends the stream and the request together gives the request up', async () => {
  const { client } = makeClient();
  const { stream, file } = handFed();
  const abort = new AbortController();
  abort.signal.addEventListener('abort', () => stream.destroy(new Error('cut')));
  const call = watch(client.request(request(file, { signal: abort.signal })));
  await turn();
  abort.abort();
  await turn();
  expect(call.error?.kind).toBe('aborted');
});

it('a signal that many requests share is not taken for a leak of listeners', async () => {
  const { client, transport, clock } = makeClient();
  transport.otherwise('hang');
  const abort = new AbortController();
  const calls = Array.from({ length: 30 }, (_none, index) =>
    watch(client.messages.create(String(index), { content: 'x' }, { signal: abort.signal })),
  );
  await clock.advance(10);
  expect(getEventListeners(abort.signal, 'abort')).toHaveLength(30);
  expect(getMaxListeners(abort.signal)).toBe(Infinity);
  abort.abort();
  await turn();
  expect(calls.every(({ error }) => error?.kind === 'aborted')).toBe(true);
});

it('a body that JSON makes nothing of is told as such', async () => {
  const { client, transport } = makeClient();
  const error = await errorOf(
    client.request(new RestRequest(upload, { params: { channel_id: '1' }, body: () => 'lazy' })),
  );
  expect(error.kind).toBe('invalid-request');
  expect(transport.requests).toEqual([]);
});

it('the token of a webhook does not show in the words of a transport', async () => {
  const secret = 'aWebhookTokenThatNobodyMaySee-0123456789';
  const { client, transport } = makeClient({ retries: 0 });
  transport.otherwise(({ url }) => new Error(`fetch failed for ${url}`));
  const gone = route('POST', '/webhooks/{webhook_id}/{webhook_token}', { auth: false });
  const error = await errorOf(
    client.request(new RestRequest(gone, { params: { webhook_id: '1', webhook_token: secret } })),
  );
  expect(error.message).toContain('fetch failed');
  expect(error.message).not.toContain(secret);
});

it.each([undefined, 30_000_000])('an image is not read without end, when %s bytes were told', async (sizeBytes) => {
  const { client, transport } = makeClient();
  let given = 0;
  const endless = Readable.from(
    (function* () {
      // The test must be able to fail.
      while ((given += 1) <= 60) yield Buffer.alloc(1_024 * 1_024);
    })(),
  );
  const image = Attachment.fromStream(endless, { name: 'x.png', sizeBytes });
  await expect(client.emojis.create('1', { name: 'weft', image })).rejects.toThrow('more than 25 MiB');
  expect(given).toBeLessThan(60);
  expect(endless.destroyed).toBe(true);
  expect(transport.requests).toEqual([]);
});

it.each<[string, string, readonly number[]]>([
  ['MPEG 1', 'audio/mpeg', [0xff, 0xfb]],
  ['MPEG 1 with a checksum', 'audio/mpeg', [0xff, 0xfa]],
  ['MPEG 2', 'audio/mpeg', [0xff, 0xf3]],
  ['MPEG 2.5', 'audio/mpeg', [0xff, 0xe3]],
  ['AVIF that moves', 'image/avif', [0, 0, 0, 0x20, ...Buffer.from('ftypavis')]],
])('bytes that begin like %s are known as %s', async (_what, mime, begin) => {
  const { client, transport } = makeClient();
  transport.otherwise({ json: { sound_id: '1' } });
  await client.soundboard.create('1', { name: 'weft', sound: Uint8Array.from([...begin, 0, 0]) });
  expect((transport.requests[0]!.body as { readonly sound: string }).sound).toContain(`data:${mime};base64,`);
});

describe('the time of an upload', () => {
  it('is longer than that of other requests, unless the client is told', async () => {
    const bytes = Attachment.fromBytes(Buffer.from('x'), { name: 'x' });
    for (const [timeoutMs, expected] of [
      [undefined, 90_000],
      [5_000, 5_000],
    ] as const) {
      const { client, transport, clock } = makeClient({ timeoutMs, retries: 0 });
      transport.otherwise('hang');
      const sending = watch(client.request(request(bytes)));
      await new Promise((resolve) => setTimeout(resolve, 20));
      await clock.advance(expected - 1);
      expect(sending.done).toBe(false);
      await clock.advance(1);
      expect(sending.error).toMatchObject({ kind: 'timeout' });
    }
  });
});
