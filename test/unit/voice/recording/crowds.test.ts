/** Calls through which many people come: what is kept of each is bounded, and nothing of what they said is lost. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFile } from '../../../../src/voice/recording/file-sink';
import { OpenFiles } from '../../../../src/voice/recording/open-files';
import { checkOgg } from '../../../support/audio';
import { ALICE, BOB, RecordedCall, toneWords } from './support';

describe('files that are open', () => {
  it('are no more than they may be, and hold everything in its order', async () => {
    await using call = await RecordedCall.open();
    const files = new OpenFiles(2);
    const sinks = await Promise.all([1, 2, 3, 4, 5].map((number) => createFile(join(call.folder, `${number}`), files)));
    expect(files.size).toBeLessThanOrEqual(2);
    let most = 0;
    for (const part of ['one ', 'two ', 'three']) {
      await Promise.all(
        sinks.map(async (sink) => {
          await sink.write(Buffer.from(part));
          most = Math.max(most, files.size);
        }),
      );
    }
    expect(most).toBeLessThanOrEqual(2);
    expect(sinks.filter(({ isParked }) => isParked)).toHaveLength(3);
    await sinks[0]?.rewrite(Buffer.from('ONE'));
    await sinks[1]?.zeros(3);
    await Promise.all(sinks.map((sink) => sink.close()));
    expect(files.size).toBe(0);
    const texts = await Promise.all([1, 2, 3].map((number) => readFile(join(call.folder, `${number}`), 'latin1')));
    expect(texts).toEqual(['ONE two three', 'one two three\0\0\0', 'one two three']);
  });

  it('fail alone: what waits for a place gets it', async () => {
    await using call = await RecordedCall.open();
    const files = new OpenFiles(1);
    const outcomes = await Promise.allSettled([
      createFile(join(call.folder, 'a'), files),
      files.use(join(call.folder, 'missing'), () => Promise.resolve()),
      createFile(join(call.folder, 'b'), files),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    for (const name of ['a', 'b']) await files.close(join(call.folder, name));
  });
});

describe('who leaves', () => {
  it('is listened to no more after a minute, and again when they come back: in the same file', async () => {
    await using call = await RecordedCall.open();
    const words = await toneWords(440, 100);
    const recording = call.record();
    const heard = call.recordings.listenAll();
    call.joins(ALICE, BOB);
    await call.says(ALICE, words);
    call.leaves(ALICE);
    await call.pass(50_000);
    expect(call.hearing.listenersOf(ALICE)).toBe(2);
    await call.pass(40_000);
    expect([call.hearing.listenersOf(ALICE), call.hearing.listenersOf(BOB)]).toEqual([0, 2]);
    expect(heard.userIds).toEqual([BOB]);
    call.joins(ALICE);
    expect(call.hearing.listenersOf(ALICE)).toBe(2);
    await call.says(ALICE, words);
    // Somebody whom nobody told of, as after a reconnect: the words themselves show that they are there.
    call.leaves(ALICE);
    for (let minute = 0; minute < 3; minute += 1) {
      await call.pass(50_000);
      await call.says(ALICE, words);
    }
    expect(call.hearing.listenersOf(ALICE)).toBe(2);
    heard.close();
    const { files, reason } = await recording.stop();
    expect([reason, files.length]).toEqual(['stopped', 1]);
    expect(checkOgg(await readFile(files[0]?.path as string)).durationMs).toBe(files[0]?.durationMs);
    let count = 0;
    for await (const frame of heard) count += frame.userId === ALICE ? 1 : 0;
    expect(count).toBe(25);
  });

  it('by their ids is listened to all the same', async () => {
    await using call = await RecordedCall.open();
    const recording = call.record({ users: [ALICE] });
    await call.pass(200_000);
    expect(call.hearing.listenersOf(ALICE)).toBe(1);
    await recording.stop();
  });

  it('has a file like everybody else, however many they are', async () => {
    await using call = await RecordedCall.open();
    const words = await toneWords(440, 40);
    const recording = call.record();
    const userIds = Array.from({ length: 50 }, (_, index) => `9${index}`);
    for (const userId of userIds) await call.says(userId, words);
    await call.pass(35_000);
    await call.says('90', words);
    const { files, reason } = await recording.stop();
    expect(reason).toBe('stopped');
    expect(files.map(({ userId }) => userId)).toEqual(userIds);
    for (const { path, durationMs } of files) {
      expect(checkOgg(await readFile(path as string)).durationMs).toBe(durationMs);
    }
    expect(new Set(files.map(({ durationMs }) => durationMs)).size).toBe(1);
  });
});
