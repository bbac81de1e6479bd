import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ManualClock } from '../../../../src/util';
import { Source } from '../../../../src/voice';
import {
  fakeFfmpeg,
  type FakeFfmpeg,
  type FakeMode,
  firstDifference,
  hasFfmpeg,
  isAlive,
  measureTone,
  numberedPackets,
  oggOpus,
  pieces,
  readFrames,
  serveFile,
  toneSamples,
  wav,
} from '../../../support/audio';

const packets = numberedPackets(500);
const file = oggOpus(packets);

async function withFake(mode: FakeMode, run: (fake: FakeFfmpeg) => Promise<void>, output?: Buffer): Promise<void> {
  const fake = await fakeFfmpeg(mode, output);
  try {
    await run(fake);
    for (const { pid } of await fake.calls()) expect(isAlive(pid)).toBe(false);
  } finally {
    await fake.dispose();
  }
}

async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !(await what()); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('ffmpeg, by a stand-in', () => {
  it('is given bytes by its standard input, and what it writes is played', () =>
    withFake('copy', async ({ calls, path }) => {
      const frames = await readFrames(
        Source.ffmpeg(Readable.from(pieces(file, 3_000)), { path, args: ['-af', 'bass=g=3'] }),
      );
      expect(firstDifference(frames, packets)).toBeUndefined();
      const { args } = (await calls())[0]!;
      expect(args).toEqual(
        expect.arrayContaining(['-i', 'pipe:0', '-af', 'bass=g=3', '-page_duration', '20000', 'pipe:1']),
      );
    }));

  it('cannot be given an option or a protocol by the name of a file', () =>
    withFake('copy', async ({ calls, folder, path }) => {
      for (const name of ['-version', 'concat:a', '$(touch hurt)', "a'b; c"]) {
        await writeFile(join(folder, name), file);
        const cwd = process.cwd();
        process.chdir(folder);
        try {
          expect((await readFrames(Source.ffmpeg(name, { path }))).length).toBe(packets.length);
        } finally {
          process.chdir(cwd);
        }
        expect((await calls()).at(-1)!.args.at((await calls()).at(-1)!.args.indexOf('-i') + 1)).toBe(`file:${name}`);
      }
    }));

  it('is asked for what is neither Ogg, WebM nor WAV, of a file by name and of bytes by its standard input', () =>
    withFake(
      'deaf',
      async ({ calls, folder, path }) => {
        const name = join(folder, 'song.ogg');
        await writeFile(name, Buffer.concat([Buffer.from('ID3'), Buffer.alloc(300_000)]));
        for (const source of [
          Source.file(name, { ffmpeg: { path } }),
          Source.buffer(Buffer.alloc(3_000_000, 'mp3'), { ffmpeg: { path } }),
        ]) {
          expect(firstDifference(await readFrames(source), packets)).toBeUndefined();
        }
        const inputs = (await calls()).map(({ args }) => args[args.indexOf('-i') + 1]);
        expect(inputs).toEqual([`file:${name}`, 'pipe:0']);
      },
      file,
    ));

  it('is told where to begin', () =>
    withFake('copy', async ({ calls, folder, path }) => {
      await writeFile(join(folder, 'x'), file);
      await readFrames(Source.ffmpeg(join(folder, 'x'), { path }), { startMs: 61_500 });
      await readFrames(Source.ffmpeg(file, { path }), { startMs: 500 });
      const [byName, byPipe] = (await calls()).map(({ args }) => [
        args.indexOf('-ss') < args.indexOf('-i'),
        args[args.indexOf('-ss') + 1],
      ]);
      expect(byName).toEqual([true, '61.500']);
      expect(byPipe).toEqual([false, '0.500']);
    }));

  it('fails with the last that it said', () =>
    withFake('fail', async ({ path }) => {
      await expect(readFrames(Source.ffmpeg('/nowhere/x.mp3', { path }))).rejects.toMatchObject({
        code: 'VOICE_FFMPEG_FAILED',
        message: expect.stringContaining(
          'x.mp3: ffmpeg ended with code 1 and said: file:/nowhere/x.mp3: Invalid data found',
        ) as string,
      });
    }));

  it('does not tell the query of an address that ffmpeg repeats', () =>
    withFake('fail', async ({ path }) => {
      const source = Source.ffmpeg('https://user:pass@example.invalid/a.m3u8?key=secret', { path });
      const error = (await readFrames(source).catch((thrown: unknown) => thrown)) as Error;
      expect(error).toMatchObject({ code: 'VOICE_FFMPEG_FAILED' });
      expect(JSON.stringify([error.message, (error as { context?: unknown }).context])).not.toMatch(/secret|pass/);
    }));

  it('fails after the frames that came', () =>
    withFake('fail-late', async ({ path }) => {
      const reader = await Source.ffmpeg(file, { path }).open();
      for (const packet of packets) expect(await reader.read()).toMatchObject({ data: packet });
      await expect(reader.read()).rejects.toMatchObject({ code: 'VOICE_FFMPEG_FAILED' });
      await reader.close();
    }));

  it('tells why its input broke, not that it had no end', () =>
    withFake('copy', async ({ path }) => {
      const broken = Readable.from(
        (async function* () {
          yield file.subarray(0, 20_000);
          throw new Error('broken');
        })(),
      );
      await expect(readFrames(Source.ffmpeg(broken, { path }))).rejects.toMatchObject({ code: 'VOICE_SOURCE_FAILED' });
    }));

  it('is given an address behind its redirects, and no header that the host there must not know', () =>
    withFake(
      'deaf',
      async ({ calls, path }) => {
        const song = Buffer.concat([Buffer.from('ID3'), Buffer.alloc(3_000)]);
        const other = await serveFile(song);
        const elsewhere = `${other.url.replace('127.0.0.1', 'localhost')}/song.mp3`;
        const server = await serveFile(song, {
          answer: ({ url }, response) => {
            if (url === '/plain.mp3') return false;
            response.writeHead(302, { location: elsewhere }).end();
            return true;
          },
        });
        const http = { headers: { authorization: 'secret', 'x-other': 'told' } };
        for (const format of [undefined, 'other'] as const) {
          for (const name of ['plain.mp3', 'moved.mp3'])
            await readFrames(Source.url(`${server.url}/${name}`, { http, format, ffmpeg: { path } }));
        }
        const told = (await calls()).map(({ args }) => [
          args[args.indexOf('-i') + 1],
          args[args.indexOf('-headers') + 1],
        ]);
        const plain = [`${server.url}/plain.mp3`, 'authorization: secret\r\nx-other: told\r\n'];
        const moved = [elsewhere, 'x-other: told\r\n'];
        expect(told).toEqual([plain, moved, plain, moved]);
        await other.close();
        await server.close();
      },
      file,
    ));

  it('takes up a broken connection only where the server serves the rest alone', () =>
    withFake(
      'deaf',
      async ({ calls, path }) => {
        const song = Buffer.concat([Buffer.from('ID3'), Buffer.alloc(3_000)]);
        for (const ranges of [true, false]) {
          const server = await serveFile(song, { ranges });
          await readFrames(Source.url(server.url, { ffmpeg: { path } }));
          await server.close();
        }
        expect((await calls()).map(({ args }) => args.includes('-reconnect'))).toEqual([true, false]);
      },
      file,
    ));

  it('fails when the address broke off before its end, though ffmpeg takes that for an end', () =>
    withFake(
      'cut',
      async ({ path }) => {
        const server = await serveFile(Buffer.concat([Buffer.from('ID3'), Buffer.alloc(3_000)]));
        const reader = await Source.url(`${server.url}/song.mp3?key=secret`, { ffmpeg: { path } }).open();
        for (const packet of packets) expect(await reader.read()).toMatchObject({ data: packet });
        const error = (await reader.read().catch((thrown: unknown) => thrown)) as Error;
        expect(error).toMatchObject({ code: 'VOICE_SOURCE_FAILED', mayRetry: true });
        expect(error.message).toContain('could not read it to its end (Input/output error)');
        expect(error.message).not.toContain('secret');
        await server.close();
      },
      file,
    ));

  it('is killed when it does not end in time', () =>
    withFake('hang', async ({ calls, path }) => {
      const clock = new ManualClock();
      const reader = await Source.ffmpeg(file, { path, clock }).open();
      await reader.read();
      const closing = reader.close();
      await until(() => clock.pendingTimers > 0);
      const { pid } = (await calls())[0]!;
      await clock.advance(1_900);
      expect(isAlive(pid)).toBe(true);
      await clock.advance(200);
      await until(() => !isAlive(pid));
      await clock.advance(600);
      await closing;
    }));

  it('is ended by the signal, while it is opened and while it is read', () =>
    withFake('silent', async ({ calls, path }) => {
      const stop = new AbortController();
      const opening = Source.ffmpeg(file, { path }).open({ signal: stop.signal });
      await until(async () => (await calls()).length > 0);
      stop.abort();
      await expect(opening).rejects.toMatchObject({ code: 'VOICE_ABORTED' });
    }));

  it('says what to install when it is not there', async () => {
    const source = Source.buffer(Buffer.alloc(5_000, 'mp3'), { ffmpeg: { path: '/nowhere/ffmpeg' } });
    await expect(source.open()).rejects.toMatchObject({
      code: 'VOICE_FFMPEG_MISSING',
      message: expect.stringContaining('FFMPEG_PATH') as string,
    });
  });
});

if (hasFfmpeg()) {
  describe('the real ffmpeg, where it is on PATH', () => {
    const sound = wav(toneSamples(440, 2_000, { sampleRate: 44_100 }), { sampleRate: 44_100 });

    it('gives PCM with the frequency and the level, of a file, of bytes and of an address', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'ffmpeg-'));
      await writeFile(join(folder, '-i.wav'), sound);
      const server = await serveFile(sound);
      const output = 'pcm' as const;
      for (const source of [
        Source.ffmpeg(join(folder, '-i.wav'), { output }),
        Source.ffmpeg(sound, { output }),
        Source.ffmpeg(`${server.url}/x`, { output }),
      ]) {
        for (const startMs of [0, 1_000]) {
          const pcm = Buffer.concat(await readFrames(source, { startMs }));
          const { hz, level } = measureTone(pcm);
          expect(Math.abs(hz / 440 - 1)).toBeLessThan(0.01);
          expect(Math.abs(level / 0.25 - 1)).toBeLessThan(0.01);
          expect(Math.abs(pcm.length / 192 - (2_000 - startMs))).toBeLessThan(60);
        }
      }
      await server.close();
      await rm(folder, { recursive: true });
    });

    it('packs Opus into Ogg and WebM, and both give the same packets', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'ffmpeg-'));
      const [wave, ogg, webm] = ['a.wav', 'a.ogg', 'a.webm'].map((name) => join(folder, name)) as [
        string,
        string,
        string,
      ];
      await writeFile(wave, sound);
      for (const args of [
        ['-i', wave, '-c:a', 'libopus', '-b:a', '64k', ogg],
        ['-i', ogg, '-c', 'copy', webm],
      ]) {
        expect(spawnSync('ffmpeg', ['-loglevel', 'error', ...args]).status).toBe(0);
      }
      const [first, second] = [await readFrames(Source.file(ogg)), await readFrames(Source.file(webm))];
      expect(first.length).toBeGreaterThanOrEqual(100);
      expect(firstDifference(first, second)).toBeUndefined();
      const startMs = 1_010;
      expect((await readFrames(Source.file(webm), { startMs })).length).toBe(first.length - 50);
      await rm(folder, { recursive: true });
    });

    it('fails when a server breaks off, instead of ending early or beginning anew', async () => {
      const song = spawnSync('ffmpeg', ['-loglevel', 'error', '-i', 'pipe:0', '-f', 'mp3', 'pipe:1'], { input: sound });
      const server = await serveFile(song.stdout, { ranges: false, cutAfter: [20_000, 20_000, 20_000] });
      const reader = await Source.url(server.url).open();
      let frames = 0;
      const error: unknown = await (async () => {
        for (; await reader.read(); frames += 1);
      })().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'VOICE_SOURCE_FAILED' });
      expect(frames).toBeGreaterThan(20);
      expect(frames).toBeLessThan(100);
      await server.close();
    });

    it('says what is wrong with what it cannot read', async () => {
      await expect(readFrames(Source.buffer(Buffer.alloc(50_000, 'no sound')))).rejects.toMatchObject({
        code: 'VOICE_FFMPEG_FAILED',
        message: expect.stringContaining('Invalid data') as string,
      });
    });

    it('makes packets of 20 ms, one a page', async () => {
      const reader = await Source.ffmpeg(sound).open();
      const lengths = new Set<number>();
      for (let frame = await reader.read(); frame && !Buffer.isBuffer(frame); frame = await reader.read())
        lengths.add(frame.samples);
      expect([...lengths]).toEqual([960]);
    });
  });
}
