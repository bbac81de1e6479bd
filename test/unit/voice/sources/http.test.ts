import { Source } from '../../../../src/voice';
import { firstDifference, numberedPackets, oggOpus, readFrames, serveFile } from '../../../support/audio';

const packets = numberedPackets(3_000);
const file = oggOpus(packets, { preSkip: 0 });

describe('a web address as a source', () => {
  it('is read on where the connection broke, byte for byte', async () => {
    const server = await serveFile(file, { cutAfter: [50_000, 70_001, 1] });
    expect(firstDifference(await readFrames(Source.url(server.url)), packets)).toBeUndefined();
    expect(server.requests.map(({ range }) => range)).toEqual([
      undefined,
      'bytes=50000-',
      'bytes=120001-',
      'bytes=120002-',
    ]);
    expect(server.requests[1]?.headers['if-range']).toBe('"one"');
    await server.close();
  });

  it('says where it was cut off when the server does not serve the rest alone', async () => {
    const server = await serveFile(file, { ranges: false, cutAfter: [50_000] });
    await expect(readFrames(Source.url(`${server.url}/sound.ogg?key=secret`))).rejects.toMatchObject({
      code: 'VOICE_SOURCE_FAILED',
      message: expect.stringMatching(
        /^http:\/\/127\.0\.0\.1:\d+\/sound\.ogg: it was cut off after 50000 of \d+ bytes/,
      ) as string,
    });
    await server.close();
  });

  it('does not mix two versions of a file', async () => {
    let version = 0;
    const server = await serveFile(file, { etag: () => `"${version++}"`, cutAfter: [50_000] });
    await expect(readFrames(Source.url(server.url))).rejects.toMatchObject({
      code: 'VOICE_SOURCE_FAILED',
      message: expect.stringContaining('changed') as string,
    });
    await server.close();
  });

  it('begins late with few bytes when the server serves ranges', async () => {
    const server = await serveFile(file);
    expect(
      firstDifference(await readFrames(Source.url(server.url), { startMs: 50_000 }), packets.slice(2_500)),
    ).toBeUndefined();
    await server.close();
  });

  it('follows redirects, and keeps what is private from other hosts', async () => {
    const other = await serveFile(file);
    const server = await serveFile(file, {
      answer: (request, response) => {
        response
          .writeHead(302, {
            location: request.url === '/1' ? '/2' : `${other.url.replace('127.0.0.1', 'localhost')}/3`,
          })
          .end();
        return true;
      },
    });
    const source = Source.url(`${server.url}/1`, { http: { headers: { authorization: 'secret', 'x-other': 'told' } } });
    expect((await readFrames(source)).length).toBe(packets.length);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['secret', 'secret']);
    expect(other.requests.map(({ headers }) => [headers.authorization, headers['x-other']])).toEqual([
      [undefined, 'told'],
    ]);
    await other.close();
    await server.close();
  });

  it.each([
    [404, 'the server answered 404 Not Found'],
    [500, 'the server answered 500 Internal Server Error'],
    [302, 'redirected too often'],
  ])('says what the server answered: %d', async (status, words) => {
    const server = await serveFile(file, {
      answer: (_request, response) => {
        response.writeHead(status, { location: '/again' }).end();
        return true;
      },
    });
    const error = (await readFrames(Source.url(`${server.url}/x?key=secret`)).catch(
      (thrown: unknown) => thrown,
    )) as Error;
    expect(error).toMatchObject({ code: 'VOICE_SOURCE_FAILED', message: expect.stringContaining(words) as string });
    expect(error.message).not.toContain('secret');
    await server.close();
  });

  it('does not wait for ever, neither for an answer nor for bytes', async () => {
    const silent = await serveFile(file, { answer: () => true });
    await expect(Source.url(silent.url, { http: { connectMs: 50 } }).open()).rejects.toMatchObject({
      message: expect.stringContaining('did not answer within 50 ms') as string,
    });
    const slow = await serveFile(file, {
      answer: (_request, response) => {
        response.writeHead(200).write(file.subarray(0, 9_000));
        return true;
      },
    });
    await expect(readFrames(Source.url(slow.url, { http: { idleMs: 50 } }))).rejects.toMatchObject({
      code: 'VOICE_SOURCE_FAILED',
    });
    await silent.close();
    await slow.close();
  });

  it('leaves no connection open, wherever it is stopped', async () => {
    const server = await serveFile(file);
    const reader = await Source.url(server.url).open();
    await reader.read();
    await reader.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await server.connections()).toBe(0);
    await server.close();
  });

  it('says when nobody is there', async () => {
    const server = await serveFile(file);
    await server.close();
    await expect(Source.url(server.url).open()).rejects.toMatchObject({ code: 'VOICE_SOURCE_FAILED', mayRetry: true });
  });

  it('takes nothing but http and https', () => {
    for (const address of ['file:///etc/passwd', 'concat:a|b', '-i', '']) {
      expect(() => Source.url(address)).toThrow(expect.objectContaining({ code: 'VOICE_INVALID_OPTIONS' }) as Error);
    }
  });
});
