import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import { Attachment, type AttachmentFile, BodyError } from 'corduroy/models';
import { RestRequest, route } from 'corduroy/rest';
import { makeClient, watch } from './support/make-client';

const upload = route('POST', '/channels/{channel_id}/messages', { idempotent: true });
const message = { id: '2', channel_id: '1', content: '' };

/** The parts of a multipart form, as `name filename type: text`. */
function partsOf(body: unknown): string[] {
  const text = (body as Buffer).toString();
  const boundary = text.slice(0, text.indexOf('\r\n'));
  return text
    .split(boundary)
    .slice(1, -1)
    .map((part) => {
      const [head = '', ...content] = part.trim().split('\r\n\r\n');
      const name = /name="([^"]*)"/.exec(head)?.[1];
      const filename = /filename="([^"]*)"/.exec(head)?.[1] ?? '';
      const type = /Content-Type: (.*)/.exec(head)?.[1] ?? '';
      return [name, filename, type, content.join('\r\n\r\n')].join('|');
    });
}

describe('files with a message', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'corduroy-files-'));
    await writeFile(join(folder, 'cloth.txt'), 'woven');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const sources: [string, () => AttachmentFile, number | undefined][] = [
    ['a path', () => Attachment.fromPath(join(folder, 'cloth.txt')), 5],
    ['bytes', () => Attachment.fromBytes(Buffer.from('woven'), { name: 'cloth.txt' }), 5],
    ['a stream', () => Attachment.fromStream(Readable.from(['wo', 'ven']), { name: 'cloth.txt' }), undefined],
    [
      'a stream of known size',
      () => Attachment.fromStream(Readable.from(['woven']), { name: 'cloth.txt', sizeBytes: 5 }),
      5,
    ],
    [
      'a web stream',
      () => Attachment.fromStream(new Blob(['woven']).stream() as never, { name: 'cloth.txt' }),
      undefined,
    ],
    ['a blob', () => Attachment.fromBlob(new Blob(['woven']), { name: 'cloth.txt' }), 5],
  ];

  it.each(sources)('are sent beside the JSON, from %s [seed 60]', async (_name, make, size) => {
    const { client, transport } = makeClient();
    transport.reply({ json: message });
    await client.messages.create('1', { content: 'see', files: [make()] });
    const [sent] = transport.requests;
    const [json, file] = partsOf(sent!.body);
    expect(JSON.parse(json!.split('|')[3]!)).toMatchObject({
      content: 'see',
      attachments: [{ id: '0', filename: 'cloth.txt' }],
    });
    expect(json).toMatch(/^payload_json\|\|application\/json\|/);
    expect(file).toBe('files[0]|cloth.txt|application/octet-stream|woven');
    expect(sent!.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    // The length is announced where every size is known.
    expect(sent!.headers['content-length']).toBe(size === undefined ? undefined : `${(sent!.body as Buffer).length}`);
  });

  it.each(sources)('are sent again from their beginning when a try fails, from %s', async (_name, make) => {
    const { client, transport, clock } = makeClient();
    transport.reply({ status: 502 }, { json: message });
    const sending = watch(client.messages.create('1', { files: [make()] }));
    for (let step = 0; step < 400 && !sending.done; step += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      await clock.advance(50);
    }
    expect(sending.error).toBeUndefined();
    expect(transport.requests.map(({ body }) => partsOf(body)[1]?.split('|')[3])).toEqual(['woven', 'woven']);
  });

  it('carry what is said about them', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: message });
    const file = Attachment.fromBytes(Buffer.from('x'), {
      name: 'a "b"\n.png',
      description: 'a cat',
      contentType: 'image/png',
      spoiler: true,
    });
    await client.messages.create('1', { embeds: [{ image: { url: file.url } }], files: [file] });
    const [json, part] = partsOf(transport.requests[0]!.body);
    expect(JSON.parse(json!.split('|')[3]!)).toMatchObject({
      attachments: [{ id: '0', filename: 'SPOILER_a "b"\n.png', description: 'a cat' }],
      embeds: [{ image: { url: 'attachment://SPOILER_a "b"\n.png' } }],
    });
    expect(part).toBe('files[0]|SPOILER_a %22b%22%0A.png|image/png|x');
  });

  it('are added by an edit to what is there, unless it names what to keep', async () => {
    const { client, transport } = makeClient();
    transport.otherwise({ json: message });
    const file = Attachment.fromBytes(Buffer.from('x'), { name: 'x' });
    await client.messages.edit('1', '2', { files: [file] });
    await client.messages.edit('1', '2', { files: [file], attachments: [{ id: '7' }] });
    const [added, kept] = transport.requests.map(({ body }) => JSON.parse(partsOf(body)[0]!.split('|')[3]!) as object);
    expect(added).toEqual({});
    expect(kept).toEqual({ attachments: [{ id: '7' }, { id: '0', filename: 'x' }] });
    const described = Attachment.fromBytes(Buffer.from('x'), { name: 'x', description: 'y' });
    await expect(client.messages.edit('1', '2', { files: [described] })).rejects.toThrow('names the files to keep');
  });

  it.each<[string, () => AttachmentFile[], string]>([
    [
      'eleven',
      () => Array.from({ length: 11 }, () => Attachment.fromBytes(Buffer.from('x'), { name: 'x' })),
      'files takes at most 10 items, and got 11 items',
    ],
    [
      'a path without a file',
      () => [Attachment.fromPath('/nowhere/at-all.txt')],
      'files[0] takes a file that can be read, and got ENOENT',
    ],
    ['a path that is a folder', () => [Attachment.fromPath(folder)], 'is not a file'],
    [
      'one that is too large',
      () => [Attachment.fromStream(Readable.from([]), { name: 'x', sizeBytes: 524_288_001 })],
      'files[0] takes at most 500 MiB',
    ],
    [
      'too much in all',
      () => [1, 2].map(() => Attachment.fromStream(Readable.from([]), { name: 'x', sizeBytes: 300_000_000 })),
      'files takes at most 500 MiB, and got 572.20 MiB',
    ],
    ['what is no file', () => ['./cat.png' as never], 'files[0] takes what Attachment.fromPath'],
  ])('are refused before anything is sent: %s [seed 60]', async (_name, files, told) => {
    const { client, transport } = makeClient();
    const refused = client.messages.create('1', { content: 'x', files: files() });
    await expect(refused).rejects.toThrow(BodyError);
    await expect(refused).rejects.toThrow(told);
    expect(transport.requests).toEqual([]);
  });

  it('keep their place in the line of a channel while they are looked at', async () => {
    const { client, transport } = makeClient();
    transport.otherwise({ json: message });
    await Promise.all([
      client.messages.create('1', { content: 'first', files: [Attachment.fromPath(join(folder, 'cloth.txt'))] }),
      client.messages.create('1', { content: 'second' }),
    ]);
    expect(transport.requests.map(({ rawBody }) => /first|second/.exec(rawBody)?.[0])).toEqual(['first', 'second']);
  });

  it('are closed when the request has its outcome, and a stream is not sent twice', async () => {
    const { client, transport } = makeClient();
    const stream = Readable.from(['a', 'b', 'c']);
    const file = Attachment.fromStream(stream, { name: 'x' });
    transport.reply({ status: 403, json: { code: 50013, message: 'Missing Permissions' } }, { json: message });
    await expect(client.messages.create('1', { files: [file] })).rejects.toThrow('Missing Permissions');
    expect(stream.destroyed).toBe(true);
    await expect(client.messages.create('1', { files: [file] })).rejects.toThrow('a stream that was sent already');
  });

  it('that break off while they are read are told as such, and not sent again', async () => {
    const { client, transport } = makeClient();
    transport.otherwise({ json: message });
    const broken = Readable.from(
      (function* () {
        yield 'a';
        throw new Error('the disk is gone');
      })(),
    );
    const refused = client.messages.create('1', { files: [Attachment.fromStream(broken, { name: 'x' })] });
    await expect(refused).rejects.toMatchObject({ kind: 'invalid-request', mayRetry: false });
    await expect(refused).rejects.toThrow('files[0] could not be read: the disk is gone');
    expect(transport.requests).toEqual([]);
  });

  it('never show their bytes when printed', () => {
    const file = Attachment.fromBytes(Buffer.from('secret'), { name: 'x.txt' });
    const request = new RestRequest(upload, { params: { channel_id: '1' }, files: [{ field: 'files[0]', file }] });
    const printed = [inspect(file), inspect(request), JSON.stringify(request)].join('\n');
    expect(printed).toContain('x.txt');
    expect(printed).not.toMatch(/secret|115/);
  });
});
