import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { promisify } from 'node:util';
import { type ByteStream, Source } from '../../../../src/voice';
import { compiledPath } from '../../../support/compiled/compile.cjs';
import { firstDifference, numberedPackets, oggOpus, pieces, readFrames, readRest } from '../../../support/audio';

const packets = numberedPackets(400);
const file = oggOpus(packets);
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe('streams as sources', () => {
  it('are read no faster than they are played', async () => {
    let given = 0;
    const stream = Readable.from(
      (function* () {
        for (const piece of pieces(file, 500)) {
          given += 1;
          yield piece;
        }
      })(),
      { highWaterMark: 1 },
    );
    const source = Source.stream(stream);
    await soon();
    expect(given).toBe(0);
    const reader = await source.open();
    for (let i = 0; i < 10; i += 1) await reader.read();
    await soon();
    expect(given).toBeLessThan(30);
    expect((await readRest(reader)).length).toBe(390);
  });

  const breaks: [string, () => ByteStream][] = [
    [
      'a Node stream',
      () =>
        Readable.from(
          (async function* () {
            yield file.subarray(0, 9_000);
            await soon();
            throw new Error('broken');
          })(),
        ),
    ],
    [
      'an async iterable',
      () =>
        (async function* () {
          yield file.subarray(0, 9_000);
          await soon();
          throw new Error('broken');
        })(),
    ],
    [
      'a web stream',
      () => {
        let turn = 0;
        return new ReadableStream<Uint8Array>({
          pull: (controller) => {
            if (turn++ === 0) controller.enqueue(file.subarray(0, 9_000));
            else controller.error(new Error('broken'));
          },
        });
      },
    ],
  ];
  it.each(breaks)('tell why they broke: %s', async (_name, make) => {
    await expect(readFrames(Source.stream(make()))).rejects.toMatchObject({
      code: 'VOICE_SOURCE_FAILED',
      cause: expect.objectContaining({ message: 'broken' }) as Error,
    });
  });

  it('may break before they are played without ending the process', async () => {
    const stream = new PassThrough();
    const source = Source.stream(stream);
    stream.destroy(new Error('broken early'));
    await soon();
    await expect(source.open()).rejects.toMatchObject({ code: 'VOICE_SOURCE_FAILED' });
  });

  it('that are destroyed before their end are not taken for ended', async () => {
    const stream = new PassThrough();
    stream.write(file.subarray(0, 9_000));
    const reader = await Source.stream(stream).open();
    await reader.read();
    const rest = readRest(reader);
    stream.destroy();
    await expect(rest).rejects.toMatchObject({ code: 'VOICE_SOURCE_FAILED' });
  });

  it('end their wait when they are closed, and are destroyed', async () => {
    const stream = new PassThrough();
    const stop = new AbortController();
    const opening = Source.stream(stream).open({ signal: stop.signal });
    await soon();
    stop.abort();
    await expect(opening).rejects.toMatchObject({ code: 'VOICE_ABORTED' });
    expect(stream.destroyed).toBe(true);

    const never: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }),
    };
    const reader = await Source.pcm(never).open();
    const waiting = reader.read();
    await reader.close();
    expect(await waiting).toBeNull();
  });

  it('must give bytes', async () => {
    const text = Readable.from(['some text']).setEncoding('utf8');
    await expect(Source.stream(text).open()).rejects.toMatchObject({ code: 'VOICE_SOURCE_INVALID' });
    await expect(Source.stream(5 as never).open()).rejects.toMatchObject({ code: 'VOICE_SOURCE_INVALID' });
    await expect(readFrames(Source.frames([Buffer.from([0xff])]))).rejects.toMatchObject({
      code: 'VOICE_SOURCE_INVALID',
    });
  });

  it('may be one huge piece', async () => {
    const many = numberedPackets(20_000);
    const reader = await Source.stream(Readable.from([oggOpus(many)])).open();
    expect(firstDifference(await readRest(reader), many)).toBeUndefined();
  });
});

describe('a file as a source', () => {
  it('says when it is not there, is a folder, or is empty', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'source-'));
    await writeFile(join(folder, 'empty'), '');
    await expect(Source.file(join(folder, 'missing.ogg')).open()).rejects.toMatchObject({
      code: 'VOICE_SOURCE_FAILED',
      message: expect.stringMatching(/^missing\.ogg: /) as string,
    });
    await expect(Source.file(folder).open()).rejects.toMatchObject({ code: 'VOICE_SOURCE_FAILED' });
    await expect(Source.file(join(folder, 'empty')).open()).rejects.toMatchObject({ code: 'VOICE_SOURCE_INVALID' });
    await rm(folder, { recursive: true });
  });

  it('leaves no file open, wherever it is stopped', async () => {
    const fileCount = (): number => (process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0);
    const folder = await mkdtemp(join(tmpdir(), 'source-'));
    const path = join(folder, 'sound');
    await writeFile(path, file);
    await writeFile(join(folder, 'broken'), Buffer.concat([file.subarray(0, 200), Buffer.alloc(100, 'OggS')]));
    const before = fileCount();
    for (let round = 0; round < 30; round += 1) {
      const reader = await Source.file(path).open();
      await reader.read();
      await reader.close();
      await readFrames(Source.file(path));
      const stop = new AbortController();
      const opening = Source.file(path).open({ signal: stop.signal, startMs: 4_000 });
      stop.abort();
      await opening.catch(() => undefined);
      await Source.file(join(folder, 'broken'), { format: 'webm' })
        .open()
        .catch(() => undefined);
    }
    await soon();
    expect(fileCount()).toBeLessThanOrEqual(before + 1);
    await rm(folder, { recursive: true });
  });
});

describe('a reader that nobody closes', () => {
  it('is closed when it is dropped, so that no file and no program stays behind', async () => {
    const program = `
      const { Source } = require(${JSON.stringify(compiledPath(join(__dirname, '../../../../src/voice/index.ts')))});
      (async () => {
        let closed = false;
        const bytes = Buffer.alloc(1_000_000);
        const endless = { [Symbol.asyncIterator]: () => ({
          next: async () => ({ value: bytes, done: false }),
          return: async () => { closed = true; return { done: true }; },
        }) };
        await (async () => { await (await Source.pcm(endless).open()).read(); })();
        for (let tries = 0; tries < 100 && !closed; tries += 1) {
          globalThis.gc();
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        console.log(closed);
      })();`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '-e', program]);
    expect(stdout.trim()).toBe('true');
  });
});

describe('a playback that is over', () => {
  it('is forgotten with its source and its reader, however it ended', async () => {
    const compiled = (path: string): string => JSON.stringify(compiledPath(join(__dirname, '../../../../src', path)));
    const program = `
      const { createVoiceAudio, FakeAudioOutput, Source, Ticker } = require(${compiled('voice/index.ts')});
      const { nullLogger, systemClock: clock } = require(${compiled('util/index.ts')});
      const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      (async () => {
        const logger = nullLogger;
        const ticker = new Ticker({ clock });
        const audio = createVoiceAudio({ ticker, clock, logger, opus: async () => undefined, random: Math.random })(
          new FakeAudioOutput(clock),
        );
        const old = [];
        const play = (frames) => {
          const playback = audio.play(Source.frames(new Array(frames).fill(Buffer.from([0xf8, 1, 2]))));
          old.push(new WeakRef(playback));
          return playback;
        };
        await (async () => {
          await play(3).ended;
          for (let count = 0; count < 3; count += 1) {
            play(500);
            await pause(40);
          }
          play(500).stop();
          play(3);
          await pause(200);
        })();
        const left = () => old.filter((each) => each.deref()).length;
        // Whoever was looked at stays until the end of that turn.
        for (let tries = 0; tries < 50 && left() > 0; tries += 1) {
          await pause(10);
          globalThis.gc();
        }
        console.log(left());
      })();`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '-e', program]);
    expect(stdout.trim()).toBe('0');
  });
});
