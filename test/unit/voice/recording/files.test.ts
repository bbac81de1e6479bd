import { createWriteStream } from 'node:fs';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { inspect } from 'node:util';
import { type RecordOptions, Source, VoiceError } from '../../../../src/voice';
import { checkOgg, firstDifference, readFrames, soundings } from '../../../support/audio';
import { ALICE, BOB, playedOgg, playedWav, RecordedCall, toneWords, type Words } from './support';

const NAME = '2026-03-04T05-06-07Z';

describe('the files of a recording', () => {
  let call: RecordedCall;
  let words: Words[];

  beforeAll(async () => {
    words = await toneWords(440, 400);
  });
  beforeEach(async () => {
    call = await RecordedCall.open();
  });
  afterEach(async () => {
    await call[Symbol.asyncDispose]();
  });

  it('are named by user and time in a folder that is made, and overwrite nothing', async () => {
    const to = join(call.folder, 'a', 'b');
    const recordings = [call.record({ to }), call.record({ to }), call.record({ to, format: 'wav' })];
    await call.says(ALICE, words);
    const files = (await Promise.all(recordings.map((one) => one.stop()))).flatMap((end) => end.files);
    expect(files.map(({ path }) => path).sort()).toEqual([
      join(to, `${ALICE}-${NAME}-2.ogg`),
      join(to, `${ALICE}-${NAME}.ogg`),
      join(to, `${ALICE}-${NAME}.wav`),
    ]);
    const mix = { to: join(to, 'all.wav'), mix: true };
    const mixed = [call.record(mix), call.record(mix)];
    await call.says(ALICE, words);
    const both = (await Promise.all(mixed.map((one) => one.stop()))).flatMap((end) => end.files);
    expect(both.map(({ path }) => path).sort()).toEqual([join(to, 'all-2.wav'), join(to, 'all.wav')]);
    for (const { path } of both) expect(soundings(await playedWav(path as string))).toHaveLength(1);
  });

  it('go around a link that leads nowhere', async () => {
    const to = join(call.folder, 'all.ogg');
    await symlink(join(call.folder, 'gone'), to);
    const { reason, files } = await call.record({ to, mix: true }).stop();
    expect([reason, files[0]?.path]).toEqual(['stopped', join(call.folder, 'all-2.ogg')]);
  });

  it('are made for those who are meant: by their ids, or by a function that is asked about whoever comes', async () => {
    const some = call.record({ users: [ALICE] });
    const asked: string[] = [];
    const wanted = call.record({
      users: (userId) => {
        asked.push(userId);
        return userId !== BOB;
      },
    });
    call.joins(ALICE, BOB);
    await call.pass(500);
    call.joins('300');
    await call.says(ALICE, words);
    await call.says(BOB, words);
    // Nobody told of this one before.
    call.hearing.talks('400');
    await call.says('400', words);
    expect(call.hearing.listenersOf(BOB)).toBe(0);
    expect((await some.stop()).files.map(({ userId }) => userId)).toEqual([ALICE]);
    expect((await wanted.stop()).files.map(({ userId }) => userId)).toEqual([ALICE, '400']);
    expect(asked).toEqual([ALICE, BOB, '300', BOB, '400']);
    expect([ALICE, BOB, '300', '400'].map((userId) => call.hearing.listenersOf(userId))).toEqual([0, 0, 0, 0]);
  });

  it('leave out what was said in a pause, and the time of it', async () => {
    const recording = call.record();
    await call.says(ALICE, words);
    recording.pause();
    expect([recording.state, recording.positionMs]).toEqual(['paused', 400]);
    await call.says(ALICE, words);
    await call.pass(60_000);
    expect(recording.positionMs).toBe(400);
    recording.resume();
    await call.pass(100);
    await call.says(ALICE, words);
    expect([recording.state, recording.positionMs]).toEqual(['recording', 900]);
    expect(inspect(recording)).toBe('Recording(1 files, 900 ms, recording)');
    expect(JSON.parse(JSON.stringify(recording))).toMatchObject({ state: 'recording', files: [{ userId: ALICE }] });
    expect('then' in recording).toBe(false);
    const { files } = await recording.stop();
    expect(recording.state).toBe('ended');
    expect(files[0]?.durationMs).toBe(900);
    const [first, second, ...more] = soundings(await playedOgg(files[0]?.path as string));
    expect(more).toEqual([]);
    expect(Math.abs((first?.toMs ?? 0) - 400)).toBeLessThan(10);
    expect(Math.abs((second?.toMs ?? 0) - 900)).toBeLessThan(10);
  });

  it('have what came until they are stopped, also what nobody has read yet, and nothing that is said later', async () => {
    const recording = call.record();
    await call.says(ALICE, words.slice(0, 5));
    await call.pass(100);
    for (const [index, one] of words.slice(5).entries()) call.hearing.hear(ALICE, { ...one, atMs: 100 + index * 20 });
    const ended = recording.stop();
    expect(recording.state).toBe('ending');
    call.hearing.hear(ALICE, { ...words[0], atMs: 190 });
    const { files, reason } = await ended;
    const { packets } = checkOgg(await readFile(files[0]?.path as string));
    expect(reason).toBe('stopped');
    const until = words.slice(0, 10).map(({ opus }) => opus as Buffer);
    expect(firstDifference(packets.slice(0, -1), until)).toBeUndefined();
  });

  it.each<[string, Partial<RecordOptions>]>([
    ['maxMs', { maxMs: 5_000 }],
    ['maxBytes', { maxBytes: 5_000 }],
  ])('end with `limit` at %s', async (_, limit) => {
    const recording = call.record(limit);
    for (let index = 0; index < 20; index += 1) {
      await call.says(ALICE, words);
      // For the disk, which does not go by the clock of the test.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { files, reason, error } = await recording.ended;
    expect([reason, error]).toEqual(['limit', undefined]);
    const { durationMs, bytes, path } = files[0] ?? { durationMs: 0, bytes: 0, path: '' };
    if (limit.maxMs) expect(durationMs).toBe(5_000);
    else expect([bytes >= 5_000, bytes < 25_000]).toEqual([true, true]);
    expect(checkOgg(await readFile(path as string)).durationMs).toBe(durationMs);
  });

  it('are closed when the call ends, when the signal aborts, and when the recording goes out of scope', async () => {
    const controller = new AbortController();
    const aborted = call.record({ signal: controller.signal });
    await using scoped = call.record();
    const left = call.record();
    await call.says(ALICE, words);
    controller.abort();
    expect(await aborted.ended).toMatchObject({ reason: 'aborted', files: [{ durationMs: 400 }] });
    await scoped[Symbol.asyncDispose]();
    expect(await scoped.ended).toMatchObject({ reason: 'stopped', files: [{ durationMs: 400 }] });
    call.ends();
    expect(await left.ended).toMatchObject({ reason: 'call-ended', files: [{ durationMs: 400 }] });
    expect(await left.stop()).toMatchObject({ reason: 'call-ended' });
    for (const name of await call.names()) checkOgg(await readFile(join(call.folder, name)));
    expect(call.clock.pendingTimers).toBe(0);
    expect(() => call.record()).toThrow(expect.objectContaining({ code: 'VOICE_CLOSED' }) as Error);
    expect(() => call.recordings.listenAll()).toThrow(expect.objectContaining({ code: 'VOICE_CLOSED' }) as Error);
  });

  it('are not even begun when the signal has aborted before', async () => {
    expect(await call.record({ signal: AbortSignal.abort() }).ended).toEqual({ reason: 'aborted', files: [] });
    expect([await call.names(), call.clock.pendingTimers]).toEqual([[], 0]);
  });

  it('hold what was said up to a second ago at any time, as a crash leaves them', async () => {
    const recording = [call.record(), call.record({ format: 'wav' })];
    await call.pass(1_500);
    for (let index = 0; index < 10; index += 1) await call.says(ALICE, words);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const [ogg, wav] = (await call.names()).map((name) => join(call.folder, name));
    const cut = checkOgg(await readFile(ogg as string), { mayBeCut: true });
    expect(cut.isWhole).toBe(false);
    expect(cut.durationMs).toBeGreaterThan(4_400);
    expect(await readFrames(Source.file(ogg as string))).toHaveLength(cut.packets.length);
    expect((await readFrames(Source.file(wav as string))).length).toBeGreaterThan(220);
    await Promise.all(recording.map((one) => one.stop()));
  });

  it('go on while nobody speaks, so that hours of silence do not come at once', async () => {
    const recording = call.record();
    await call.says(ALICE, words);
    await call.pass(60_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const cut = checkOgg(await readFile(join(call.folder, `${ALICE}-${NAME}.ogg`)), { mayBeCut: true });
    expect(cut.durationMs).toBeGreaterThan(57_000);
    expect(Math.max(...cut.pageSamples)).toBeLessThanOrEqual(72_000);
    // Somebody comes late: their silence is no matter of memory, nor of the limit for a slow disk.
    await call.pass(7 * 3_600_000);
    await call.says(BOB, words);
    const { files, reason } = await recording.stop();
    expect(reason).toBe('stopped');
    expect(files.map(({ durationMs }) => durationMs)).toEqual([25_260_800, 25_260_800]);
    expect(checkOgg(await readFile(files[1]?.path as string)).durationMs).toBe(25_260_800);
  }, 60_000);

  it('end before a WAV file is larger than it can tell', async () => {
    const recording = call.record({ format: 'wav' });
    await call.pass(1_000);
    await call.pass(22_360_000);
    await call.says(BOB, words);
    await call.pass(8_000);
    const { files, reason, error } = await recording.ended;
    expect([reason, error]).toEqual(['limit', undefined]);
    expect(files[0]?.bytes).toBeGreaterThan(4_294_000_000);
    expect(files[0]?.bytes).toBeLessThan(0xffff_ffff);
  }, 60_000);

  it('may be streams: one for each user, or one for the mix; they are ended', async () => {
    const given: (string | undefined)[] = [];
    const written = new Map<string | undefined, Buffer[]>();
    const to = (userId: string | undefined): Writable => {
      given.push(userId);
      const stream = new PassThrough();
      written.set(userId, []);
      stream.on('data', (bytes: Buffer) => written.get(userId)?.push(bytes));
      return stream;
    };
    const recordings = [call.record({ to }), call.record({ to, mix: true, format: 'wav' })];
    await call.pass(10_000);
    await call.says(ALICE, words);
    await call.says(BOB, words);
    const ends = await Promise.all(recordings.map((one) => one.stop()));
    expect(ends.flatMap(({ files }) => files.map(({ path }) => path))).toEqual([undefined, undefined, undefined]);
    expect(given).toEqual([undefined, ALICE, BOB]);
    const bytes = (userId: string | undefined): Buffer => Buffer.concat(written.get(userId) ?? []);
    expect(checkOgg(bytes(ALICE)).durationMs).toBe(10_800);
    expect(checkOgg(bytes(BOB)).durationMs).toBe(10_800);
    // Nobody can write over the beginning of a stream: it says that the length is not known.
    expect(bytes(undefined).readUInt32LE(40)).toBe(0xffff_ffff);
    expect((await readFrames(Source.buffer(bytes(undefined)))).length).toBe(540);
  });

  describe('that cannot be written', () => {
    const broken = (code: string): Writable =>
      new Writable({
        write: (_chunk, _encoding, done) => {
          done(Object.assign(new Error(code), { code }));
        },
      });

    it.each([
      ['ENOSPC', /no room left/],
      ['EIO', /could not be written \(EIO\)/],
    ])('end the recording with a typed error (%s), and those of others are closed well', async (code, message) => {
      const to = (userId: string | undefined): Writable =>
        userId === BOB ? broken(code) : createWriteStream(join(call.folder, 'alice.ogg'));
      const recording = call.record({ to });
      await call.says(ALICE, words);
      await call.says(BOB, words);
      await call.pass(2_000);
      const { reason, error, files } = await recording.ended;
      expect(reason).toBe('error');
      expect(error).toBeInstanceOf(VoiceError);
      expect(error).toMatchObject({ code: 'VOICE_RECORDING_FAILED', kind: 'recording' });
      expect(error?.message).toMatch(message);
      expect(error?.message).toContain(BOB);
      expect(files).toHaveLength(2);
      expect(checkOgg(await readFile(join(call.folder, 'alice.ogg'))).durationMs).toBe(files[0]?.durationMs);
      expect(call.clock.pendingTimers).toBe(0);
      expect(call.hearing.listenersOf(ALICE)).toBe(0);
    });

    it('end it at once where the folder cannot be made', async () => {
      const file = join(call.folder, 'file');
      await writeFile(file, '');
      const denied = join(call.folder, 'denied');
      await mkdir(denied);
      await chmod(denied, 0o500);
      const tries: [string, RegExp][] = [
        [join(file, 'inside'), /a part of the path is a file/],
        // Whoever is root may write anywhere.
        ...(process.getuid?.() === 0
          ? []
          : ([[join(denied, 'inside'), /may not be written there/]] as [string, RegExp][])),
      ];
      for (const [to, message] of tries) {
        const { reason, error } = await call.record({ to }).ended;
        expect([reason, error?.code]).toEqual(['error', 'VOICE_RECORDING_FAILED']);
        expect(error?.message).toMatch(message);
        expect((await call.record({ to: join(to, 'mix.ogg'), mix: true }).ended).error?.message).toMatch(message);
      }
    });

    it('end it at once where a folder stands for a file, or a file for a folder', async () => {
      const file = join(call.folder, 'file');
      await writeFile(file, '');
      const tries = [call.record({ to: file }), call.record({ to: call.folder, mix: true })];
      const errors = await Promise.all(tries.map(async (one) => (await one.ended).error?.message));
      expect(errors).toEqual([
        expect.stringContaining('there is a file where a folder is needed'),
        expect.stringContaining('the path is a folder, not a file'),
      ]);
      expect(await call.names()).toEqual(['file']);
    });

    it('end it where the disk is slower than speech, and memory stays bounded', async () => {
      let taken = 0;
      const stuck = new Writable({
        write: (chunk: Buffer) => {
          taken += chunk.length;
        },
      });
      const recording = call.record({ to: () => stuck, format: 'wav' });
      call.hearing.talks(ALICE);
      const pcm = Buffer.alloc(3_840);
      let said = 0;
      while (recording.state === 'recording' && said < 3_000) {
        call.hearing.hear(ALICE, { pcm, atMs: call.clock.now() });
        await call.pass(20);
        said += 1;
      }
      expect(said).toBeGreaterThan(1_000);
      expect(said).toBeLessThan(1_300);
      // The stream never takes what it was given: that is given up, too.
      await call.pass(11_000);
      const { reason, error } = await recording.ended;
      expect([reason, error?.code, taken < 200_000]).toEqual(['error', 'VOICE_RECORDING_FAILED', true]);
      expect(error?.message).toMatch(/more slowly than people speak/);
    });

    it('end it where the author’s functions fail', async () => {
      const fails = (): never => {
        throw new Error('of the author');
      };
      const users = call.record({ users: fails });
      call.joins(ALICE);
      expect((await users.ended).error).toMatchObject({
        code: 'VOICE_RECORDING_FAILED',
        cause: { message: 'of the author' },
      });
      expect((await users.ended).error?.message).toContain('`users` threw (of the author)');
      const later = call.record({ users: (() => Promise.resolve(false)) as unknown as () => boolean });
      expect((await later.ended).error?.message).toContain('`users` answered with a promise.');
      const to = call.record({ to: fails });
      await call.says(ALICE, words);
      expect((await to.ended).error).toMatchObject({ code: 'VOICE_RECORDING_FAILED' });
      const odd = call.record({ to: () => 'path' as unknown as Writable, mix: true });
      expect((await odd.ended).error).toMatchObject({ code: 'VOICE_INVALID_OPTIONS' });
    });

    it('end it where a mix has to be encoded and nothing can', async () => {
      await using deaf = await RecordedCall.open(() =>
        Promise.reject(new VoiceError({ code: 'VOICE_OPUS_MISSING', kind: 'codec', message: 'There is none.' })),
      );
      const recording = deaf.record({ mix: true, to: join(deaf.folder, 'mix.ogg') });
      expect((await recording.ended).error).toMatchObject({ code: 'VOICE_OPUS_MISSING' });
      expect(await deaf.names()).toEqual([]);
    });
  });

  it.each<[string, unknown]>([
    ['`to` of record is undefined', undefined],
    ['`to` of record is undefined', {}],
    ['`to` of record is 5', { to: 5 }],
    ["`format` of record is 'mp3'", { to: 'x', format: 'mp3' }],
    [
      "`format` of record is 'ogg', but `to` names a file that ends with .wav",
      { to: 'x.wav', mix: true, format: 'ogg' },
    ],
    ['`mix` of record is 1', { to: 'x', mix: 1 }],
    ['`silence` of record is null', { to: 'x', silence: null }],
    ['`users` of record is [ 5 ]', { to: 'x', users: [5] }],
    ["`users` of record is '100'", { to: 'x', users: '100' }],
    ['`maxMs` of record is 0', { to: 'x', maxMs: 0 }],
    ['`maxBytes` of record is NaN', { to: 'x', maxBytes: NaN }],
    ['`jitterMs` of record is 1001', { to: 'x', jitterMs: 1_001 }],
    ['`signal` of record is {}', { to: 'x', signal: {} }],
  ])('are refused with what is wrong: %s', (message, options) => {
    const record = (): unknown => call.recordings.record(options as RecordOptions);
    expect(record).toThrow(
      expect.objectContaining({
        code: 'VOICE_INVALID_OPTIONS',
        message: expect.stringContaining(message) as string,
      }) as Error,
    );
  });
});

describe('listening to everybody', () => {
  it('gives what all say as one stream, whoever comes and goes', async () => {
    await using call = await RecordedCall.open();
    call.joins(ALICE);
    const heard = call.recordings.listenAll({ users: (userId) => userId !== BOB });
    const words = await toneWords(440, 60);
    await call.says(ALICE, words);
    call.joins(BOB, '300');
    await call.says(BOB, words);
    await call.says('300', words, 10);
    await call.says('400', words);
    expect(heard.userIds).toEqual([ALICE, '300', '400']);
    call.ends();
    const frames = await all(heard);
    expect(frames.map(({ userId, atMs }) => [userId, atMs])).toEqual([
      ...[0, 20, 40].map((at) => [ALICE, at]),
      ...[110, 130, 150].map((at) => ['300', at]),
      ...[180, 200, 220].map((at) => ['400', at]),
    ]);
    expect(frames.every(({ opus }, index) => opus.equals(words[index % 3]?.opus as Buffer))).toBe(true);
  });

  it('gives PCM where that is asked for, and drops the oldest where nobody reads', async () => {
    await using call = await RecordedCall.open();
    const heard = call.recordings.listenAll({ as: 'pcm', capacity: 2 });
    const words = await toneWords(440, 100);
    await call.says(ALICE, words);
    heard.close();
    const frames = await all(heard);
    expect(frames.map(({ pcm }) => pcm.equals(words[3]?.pcm as Buffer) || pcm.equals(words[4]?.pcm as Buffer))).toEqual(
      [true, true],
    );
    expect(heard.dropped).toBe(3);
  });

  it('has what came until it ended, also what nobody has read yet', async () => {
    await using call = await RecordedCall.open();
    const heard = call.recordings.listenAll();
    call.joins(ALICE, BOB);
    const words = await toneWords(440, 40);
    for (const userId of [ALICE, BOB]) for (const one of words) call.hearing.hear(userId, one);
    call.ends();
    call.hearing.hear(BOB, words[0]);
    expect((await all(heard)).map(({ userId }) => userId).sort()).toEqual([ALICE, ALICE, BOB, BOB]);
  });

  it('ends with its loop, its signal and its scope, and nobody is listened to any more', async () => {
    await using call = await RecordedCall.open();
    const controller = new AbortController();
    const [looped, aborted, scoped] = [{}, { signal: controller.signal }, {}].map((one) =>
      call.recordings.listenAll(one),
    );
    call.joins(ALICE);
    expect(call.hearing.listenersOf(ALICE)).toBe(3);
    await call.says(ALICE, await toneWords(440, 40));
    for await (const frame of looped!) {
      expect(frame.userId).toBe(ALICE);
      break;
    }
    controller.abort();
    await scoped![Symbol.asyncDispose]();
    expect(call.hearing.listenersOf(ALICE)).toBe(0);
    call.joins(BOB);
    expect([looped, aborted, scoped].map((one) => one!.userIds)).toEqual([[ALICE], [ALICE], [ALICE]]);
    const late = call.recordings.listenAll({ signal: controller.signal });
    expect([await all(late), late.userIds]).toEqual([[], []]);
    expect(inspect(late)).toBe('HeardStreams(0 users, closed)');
  });

  it('throws into the loop what the author’s predicate throws', async () => {
    await using call = await RecordedCall.open();
    const heard = call.recordings.listenAll({
      users: () => {
        throw new RangeError('of the author');
      },
    });
    call.joins(ALICE);
    await expect(all(heard)).rejects.toThrow('of the author');
  });

  it.each([
    ['`as` of listenAll', { as: 'mp3' }],
    ['`capacity` of listenAll', { capacity: 0 }],
    ['`users` of listenAll', { users: 1 }],
    ['`jitterMs` of listenAll', { jitterMs: -1 }],
  ])('refuses %s that is wrong', async (message, options) => {
    await using call = await RecordedCall.open();
    expect(() => call.recordings.listenAll(options as object)).toThrow(
      expect.objectContaining({
        code: 'VOICE_INVALID_OPTIONS',
        message: expect.stringContaining(message) as string,
      }) as Error,
    );
  });
});

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const one of stream) list.push(one);
  return list;
}
