/** What every {@link CallHearing} must do. */
import assert from 'node:assert/strict';
import { type CallHearing, type HeardFrame, type HeardStream, VoiceError } from '../../voice';
import { type ContractCase } from './contract-case';

/** Ears, and what happens in the call: each resolves when it has come to the ears. */
export interface CallHearingTrial {
  readonly hearing: CallHearing;
  /** A user says a packet of 20 ms, right after what was said before. */
  readonly say: (userId: string, opus: Buffer) => Promise<void>;
  /** What the user says next does not arrive. */
  readonly lose: (userId: string) => Promise<void>;
  /** So much time passes in which the user says nothing: more than the jitter buffer holds. */
  readonly pause: (userId: string, ms: number) => Promise<void>;
  /** Somebody begins or stops. */
  readonly talk: (userId: string) => Promise<void>;
  readonly hush: (userId: string) => Promise<void>;
  /** Two packets of a decoder's liking. */
  readonly words: readonly [Buffer, Buffer];
}

const [ANN, BEN] = ['1001', '1002'];

/** Reads so many pieces. */
async function read<F extends HeardFrame>(stream: HeardStream<F>, count: number): Promise<F[]> {
  const frames: F[] = [];
  if (count === 0) return frames;
  const iterator = stream[Symbol.asyncIterator]();
  while (frames.length < count) {
    const next = await iterator.next();
    if (next.done === true) break;
    frames.push(next.value);
  }
  return frames;
}

const isCode =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof VoiceError && error.code === code;

export function callHearingContract(make: () => CallHearingTrial | Promise<CallHearingTrial>): ContractCase[] {
  const one = (name: string, run: (trial: CallHearingTrial) => Promise<void> | void): ContractCase => ({
    name,
    run: async () => {
      const trial = await make();
      await run(trial);
      trial.hearing.close();
    },
  });
  return [
    one('give what one user says, as it was sent, piece after piece', async ({ hearing, say, words }) => {
      const stream = hearing.listen(ANN);
      assert.equal(stream.userId, ANN);
      await say(ANN, words[0]);
      await say(BEN, words[0]);
      await say(ANN, words[1]);
      await say(ANN, words[0]);
      const frames = await read(stream, 3);
      assert.deepEqual(
        frames.map(({ opus }) => opus),
        [words[0], words[1], words[0]],
      );
      assert.deepEqual(
        frames.map(({ positionMs, durationMs, isLost, userId }) => [positionMs, durationMs, isLost, userId]),
        [0, 20, 40].map((positionMs) => [positionMs, 20, false, ANN]),
      );
      assert.deepEqual(
        frames.map(({ atMs, positionMs }) => atMs - positionMs),
        frames.map(() => frames[0]?.atMs),
      );
      assert.equal(stream.stats.frames, 3);
    }),
    one('tell what never came, in its place', async ({ hearing, say, lose, pause, words }) => {
      const stream = hearing.listen(ANN);
      await say(ANN, words[0]);
      await lose(ANN);
      await say(ANN, words[1]);
      await pause(ANN, 100);
      const frames = await read(stream, 3);
      assert.deepEqual(
        frames.map(({ positionMs, isLost, opus }) => [positionMs, isLost, opus.length === 0]),
        [
          [0, false, false],
          [20, true, true],
          [40, false, false],
        ],
      );
      assert.equal(stream.stats.lost, 1);
    }),
    one('count the silence between what is said', async ({ hearing, say, pause, words }) => {
      const stream = hearing.listen(ANN);
      await say(ANN, words[0]);
      await pause(ANN, 3_000);
      await say(ANN, words[1]);
      const frames = await read(stream, 2);
      assert.deepEqual(
        frames.map(({ positionMs }) => positionMs),
        [0, 3_020],
      );
      assert.deepEqual(
        frames.map(({ atMs, positionMs }) => atMs - positionMs),
        frames.map(() => frames[0]?.atMs),
      );
    }),
    one('give PCM beside packets to two who listen to one user', async ({ hearing, say, words }) => {
      const packets = hearing.listen(ANN);
      const sound = hearing.listen(ANN, { as: 'pcm' });
      await say(ANN, words[0]);
      await say(ANN, words[1]);
      assert.equal((await read(packets, 2)).length, 2);
      const frames = await read(sound, 2);
      assert.deepEqual(
        frames.map(({ pcm }) => pcm.length),
        [3_840, 3_840],
      );
    }),
    one('drop the oldest beyond the capacity, and count it', async ({ hearing, say, words }) => {
      const stream = hearing.listen(ANN, { capacity: 2 });
      for (let index = 0; index < 5; index += 1) await say(ANN, words[index % 2] as Buffer);
      const frames = await read(stream, 2);
      assert.deepEqual(
        frames.map(({ positionMs }) => positionMs),
        [60, 80],
      );
      assert.deepEqual([stream.stats.frames, stream.stats.dropped], [5, 3]);
    }),
    one('have one reader for a stream', async ({ hearing, say, words }) => {
      const stream = hearing.listen(ANN);
      await say(ANN, words[0]);
      await read(stream, 1);
      assert.throws(() => stream[Symbol.asyncIterator](), isCode('VOICE_INVALID_OPTIONS'));
    }),
    one('end a stream whose loop is left, and no other', async ({ hearing, say, words }) => {
      const left = hearing.listen(ANN);
      const other = hearing.listen(ANN);
      await say(ANN, words[0]);
      for await (const frame of left) {
        assert.equal(frame.positionMs, 0);
        break;
      }
      await say(ANN, words[1]);
      assert.equal((await read(left, 1)).length, 0);
      assert.equal((await read(other, 2)).length, 2);
    }),
    one('end a stream by its signal, its close, and at once by a signal that has aborted', async (trial) => {
      const { hearing, say, words } = trial;
      const controller = new AbortController();
      const [bySignal, byClose] = [hearing.listen(ANN, { signal: controller.signal }), hearing.listen(ANN)];
      const waiting = read(bySignal, 2);
      await say(ANN, words[0]);
      controller.abort();
      byClose.close();
      byClose.close();
      await say(ANN, words[1]);
      assert.equal((await waiting).length, 1);
      // What had come can still be read.
      assert.equal((await read(byClose, 2)).length, 1);
      assert.equal((await read(hearing.listen(ANN, { signal: AbortSignal.abort() }), 1)).length, 0);
    }),
    one('end all streams with the call, and take no more listeners', async ({ hearing, say, words }) => {
      const [idle, waits] = [hearing.listen(ANN), hearing.listen(BEN)];
      const waiting = read(waits, 1);
      await say(ANN, words[0]);
      hearing.close();
      hearing.close();
      assert.equal((await read(idle, 2)).length, 1);
      assert.equal((await waiting).length, 0);
      assert.throws(() => hearing.listen(ANN), isCode('VOICE_CLOSED'));
    }),
    one('refuse options that are none', ({ hearing }) => {
      const listen = hearing.listen.bind(hearing) as (userId: unknown, options?: unknown) => unknown;
      for (const [userId, options] of [
        ['nobody', {}],
        [1, {}],
        [ANN, { as: 'mp3' }],
        [ANN, { jitterMs: -1 }],
        [ANN, { jitterMs: 1_001 }],
        [ANN, { jitterMs: NaN }],
        [ANN, { capacity: 0 }],
        [ANN, { capacity: 1.5 }],
        [ANN, { signal: 'stop' }],
      ]) {
        assert.throws(() => listen(userId, options), isCode('VOICE_INVALID_OPTIONS'));
      }
    }),
    one('tell who talks, and who does not any more', async ({ hearing, talk, hush }) => {
      const told: unknown[] = [];
      const stop = hearing.onTalking((userId, isTalking) => {
        told.push([userId, isTalking]);
      });
      await talk(ANN);
      await talk(BEN);
      assert.deepEqual([...hearing.talking].sort(), [ANN, BEN]);
      await hush(ANN);
      assert.deepEqual([...hearing.talking], [BEN]);
      stop();
      await hush(BEN);
      assert.deepEqual(told, [
        [ANN, true],
        [BEN, true],
        [ANN, false],
      ]);
      assert.deepEqual(hearing.stats, { unknownPackets: 0, malformedPackets: 0 });
    }),
  ];
}
