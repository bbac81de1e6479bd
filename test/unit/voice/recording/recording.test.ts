import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Source } from '../../../../src/voice';
import {
  checkOgg,
  ffmpegComplaints,
  ffmpegPcm,
  firstDifference,
  hasFfmpeg,
  measureTone,
  readFrames,
  soundings,
} from '../../../support/audio';
import { ALICE, BOB, playedOgg, playedWav, RecordedCall, toneWords, type Words } from './support';

/** What every machine can do; where ffmpeg is, it is asked as well. */
const judged = hasFfmpeg() ? 'and ffmpeg' : '(ffmpeg is not installed and was not asked)';
const SILENCE = 'f8fffe';

/** Alice a second after the beginning, for a second; then three seconds of nobody; then Bob for half of one. */
async function twoSpeakers(call: RecordedCall): Promise<void> {
  const [alice, bob] = [await toneWords(440, 1_000), await toneWords(660, 500)];
  call.joins(ALICE, BOB);
  await call.pass(1_000);
  await call.says(ALICE, alice);
  await call.pass(3_000);
  await call.says(BOB, bob);
  await call.pass(700);
}

function expectTimes(pcm: Buffer, ...times: readonly [number, number][]): void {
  const found = soundings(pcm);
  expect(found.map(({ fromMs, toMs }) => [Math.round(fromMs / 20) * 20, Math.round(toMs / 20) * 20])).toEqual(times);
}

describe.each([
  { format: 'ogg', played: playedOgg },
  { format: 'wav', played: playedWav },
] as const)('a recording of two speakers with a pause of 3 s, as $format', ({ format, played }) => {
  it('has them 3 s apart, in a file for each that begins with the recording', async () => {
    await using call = await RecordedCall.open();
    const recording = call.record({ format });
    await twoSpeakers(call);
    const { files, reason } = await recording.stop();
    expect(reason).toBe('stopped');
    expect(files.map(({ userId }) => userId)).toEqual([ALICE, BOB]);
    const [alice, bob] = await Promise.all(files.map(({ path }) => played(path as string)));
    expectTimes(alice as Buffer, [1_000, 2_000]);
    expectTimes(bob as Buffer, [5_000, 5_500]);
    const gap = (soundings(bob as Buffer)[0]?.fromMs ?? 0) - (soundings(alice as Buffer)[0]?.toMs ?? 0);
    expect(Math.abs(gap - 3_000)).toBeLessThan(10);
    expect(files.map(({ durationMs }) => durationMs)).toEqual([6_200, 6_200]);
    expect([alice, bob].map((pcm) => (pcm?.length ?? 0) / 192)).toEqual([6_200, 6_200]);
  });

  it('has them 3 s apart in a mix', async () => {
    await using call = await RecordedCall.open();
    const recording = call.record({ format, mix: true, to: join(call.folder, `all.${format}`) });
    await twoSpeakers(call);
    const { files } = await recording.stop();
    expect(files).toMatchObject([{ userId: undefined, path: join(call.folder, `all.${format}`), durationMs: 6_200 }]);
    const pcm = await played(files[0]?.path as string);
    expectTimes(pcm, [1_000, 2_000], [5_000, 5_500]);
    const [first, second] = soundings(pcm);
    expect(Math.abs((second?.fromMs ?? 0) - (first?.toMs ?? 0) - 3_000)).toBeLessThan(10);
  });

  it('has both one after the other where silence is not wanted', async () => {
    await using call = await RecordedCall.open();
    const recording = call.record({ format, silence: false });
    await twoSpeakers(call);
    await call.says(ALICE, await toneWords(440, 400));
    const { files } = await recording.stop();
    expect(files.map(({ durationMs }) => durationMs)).toEqual([1_400, 500]);
    const mixed = call.record({ format, silence: false, mix: true, to: join(call.folder, 'all') });
    await twoSpeakers(call);
    expect((await mixed.stop()).files).toMatchObject([{ durationMs: 1_500 }]);
  });
});

describe('a recording', () => {
  it(`from Opus of 440 Hz measures 440 Hz, by our decoder ${judged}`, async () => {
    await using call = await RecordedCall.open();
    const recording = call.record();
    const mixed = call.record({ mix: true, to: join(call.folder, 'mix.ogg') });
    await call.says(ALICE, await toneWords(440, 2_000, 0.4));
    const files = [...(await recording.stop()).files, ...(await mixed.stop()).files];
    for (const { path } of files) {
      for (const pcm of [await playedOgg(path as string), ...(hasFfmpeg() ? [ffmpegPcm(path as string)] : [])]) {
        expect(pcm.length / 192).toBe(2_000);
        const { hz, level, residue } = measureTone(pcm);
        expect(Math.abs(hz - 440)).toBeLessThan(0.05);
        expect(Math.abs(level - 0.4)).toBeLessThan(0.02);
        expect(residue).toBeLessThan(0.01);
      }
    }
  });

  it(`is an Ogg file that nobody complains about: a strict reader ${judged}`, async () => {
    await using call = await RecordedCall.open();
    const recording = call.record();
    const mixed = call.record({ mix: true, to: join(call.folder, 'mix.ogg') });
    const words = await toneWords(440, 1_000);
    // One is lost in the midst, then a second of them.
    const holes: Words[] = [...words.slice(0, 25), { isLost: true }, ...words.slice(26)];
    await call.pass(330);
    await call.says(ALICE, holes);
    await call.says(
      ALICE,
      Array.from({ length: 50 }, () => ({ isLost: true })),
    );
    await call.pass(100_000);
    await call.says(ALICE, words.slice(0, 7));
    const ends = [await recording.stop(), await mixed.stop()];
    for (const { path, durationMs, bytes } of ends.flatMap(({ files }) => files)) {
      const file = await readFile(path as string);
      expect(bytes).toBe(file.length);
      const checked = checkOgg(file);
      expect(checked.durationMs).toBe(durationMs);
      expect(Math.abs(durationMs - 102_470)).toBeLessThanOrEqual(20);
      expect(checked.vendor).toBe('Corduroy');
      expect(checked.comments.DATE).toBe('2026-03-04T05:06:07Z');
      // A page a second, and less for the silence of before.
      expect(Math.max(...checked.pageSamples)).toBeLessThanOrEqual(72_000);
      expect(checked.pageSamples.length).toBeLessThanOrEqual(105);
      if (hasFfmpeg()) expect(ffmpegComplaints(path as string)).toBe('');
    }
  });

  it('has the packets as they were sent, and plays as any other file', async () => {
    await using call = await RecordedCall.open();
    const recording = call.record();
    const words = await toneWords(440, 3_000);
    await call.says(ALICE, words);
    const { files } = await recording.stop();
    const frames = await readFrames(Source.file(files[0]?.path as string));
    // Twenty milliseconds of silence let out what an encoder still holds.
    expect(frames.pop()?.toString('hex')).toBe(SILENCE);
    expect(
      firstDifference(
        frames,
        words.map(({ opus }) => opus as Buffer),
      ),
    ).toBeUndefined();
    const wav = call.record({ format: 'wav' });
    await call.says(ALICE, words);
    const pcm = await readFrames(Source.file((await wav.stop()).files[0]?.path as string));
    expect(
      firstDifference(
        pcm,
        words.map((one) => one.pcm as Buffer),
      ),
    ).toBeUndefined();
  });

  it('lets a decoder guess what was lost for a moment, and is silent after that', async () => {
    await using call = await RecordedCall.open();
    const recording = call.record();
    const words = await toneWords(440, 400);
    await call.says(ALICE, [
      ...words.slice(0, 10),
      ...Array.from({ length: 8 }, () => ({ isLost: true })),
      ...words.slice(10),
    ]);
    const { files } = await recording.stop();
    const { packets, durationMs } = checkOgg(await readFile(files[0]?.path as string));
    expect(durationMs).toBe(560);
    const toc = (words[9]?.opus?.[0] ?? 0) & 0xfc;
    expect(packets.slice(10, 18).map((packet) => packet.toString('hex'))).toEqual([
      ...Array<string>(5).fill(Buffer.of(toc).toString('hex')),
      ...Array<string>(3).fill(SILENCE),
    ]);
    const [before, after] = soundings(await playedOgg(files[0]?.path as string));
    expect(Math.abs((before?.toMs ?? 0) - 300)).toBeLessThan(15);
    expect(after?.fromMs).toBeGreaterThan(355);
    expect(after?.toMs).toBeGreaterThan(550);
  });

  it('is not put out of step by packets that come late, nor by a process that was blocked', async () => {
    await using call = await RecordedCall.open();
    const recording = call.record();
    const mixed = call.record({ mix: true, to: join(call.folder, 'mix.wav') });
    const words = await toneWords(440, 200);
    await call.pass(2_500);
    await call.says(ALICE, words);
    await call.pass(2_300);
    // Five seconds in which nothing ran: timers fire first, and then comes what was said meanwhile.
    const clock = call.clock as unknown as { currentMs: number };
    clock.currentMs += 5_000;
    await call.pass(0);
    words.forEach((one, index) => {
      call.hearing.hear(ALICE, { ...one, atMs: 6_000 + index * 20 });
    });
    await call.pass(3_000);
    await call.says(ALICE, words, 900);
    const paths = [...(await recording.stop()).files, ...(await mixed.stop()).files].map(({ path }) => path as string);
    const times = [
      [2_500, 2_700],
      [6_000, 6_200],
      [12_100, 12_300],
    ] as const;
    expectTimes(await playedOgg(paths[0] as string), ...(times as unknown as [number, number][]));
    expectTimes(await playedWav(paths[1] as string), ...(times as unknown as [number, number][]));
  });
});
