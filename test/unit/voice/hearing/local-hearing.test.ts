/** From a packet of the connection to what a listener reads: speakers, encryption, talking, and what goes wrong on the way. */
import { type HeardOpus, type HeardPcm, type HeardStream, SILENCE_FRAME, VoiceError } from '../../../../src/voice';
import { numberedPackets } from '../../../support/audio';
import { HearingBench } from './hearing-bench';

const ANN = '1001';
const [FIRST, SECOND, THIRD] = numberedPackets(3) as [Buffer, Buffer, Buffer];

let bench: HearingBench;
beforeEach(() => {
  bench = new HearingBench();
});
afterEach(() => {
  bench.hearing.close();
  expect(bench.clock.pendingTimers).toBe(0);
});

/** Everything that was heard; ends the stream. */
async function all<F extends HeardOpus | HeardPcm>(stream: HeardStream<F>): Promise<F[]> {
  stream.close();
  const frames: F[] = [];
  for await (const frame of stream) frames.push(frame);
  return frames;
}

/** Packets one after the other, each 20 ms, the first with this number. */
async function say(payloads: readonly Buffer[], from = 0, ssrc = 1): Promise<void> {
  for (const [index, payload] of payloads.entries()) {
    bench.arrive({ sequence: from + index, timestamp: (from + index) * 960, payload, ssrc });
    await bench.clock.advance(20);
  }
}

describe('Packets', () => {
  it('of a speaker who is named later are held for half a second, and heard in their place', async () => {
    const stream = bench.hearing.listen(ANN);
    await say([FIRST, SECOND]);
    expect(stream.stats.frames).toBe(0);
    bench.tell(1, ANN);
    await say([THIRD], 2);
    const frames = await all(stream);
    expect(frames.map(({ opus, positionMs }) => [opus, positionMs])).toEqual([
      [FIRST, 0],
      [SECOND, 20],
      [THIRD, 40],
    ]);
    expect(frames[0]?.atMs).toBe(0);
    expect(bench.hearing.stats.unknownPackets).toBe(0);
  });

  it('of a speaker who is never named are counted, and do not pile up', async () => {
    const stream = bench.hearing.listen(ANN);
    await say([FIRST, SECOND]);
    await bench.clock.advance(500);
    expect(bench.hearing.stats.unknownPackets).toBe(2);
    bench.tell(1, ANN);
    expect(await all(stream)).toEqual([]);
    for (let sequence = 0; sequence < 1_000; sequence += 1) {
      bench.arrive({ sequence, timestamp: 0, payload: FIRST, ssrc: 2 });
    }
    expect(bench.hearing.stats.unknownPackets).toBe(2 + 1_000 - 256);
  });

  it('lose the extension before them and the padding behind them; what claims more than there is is counted', async () => {
    bench.users.set(1, ANN);
    const stream = bench.hearing.listen(ANN);
    const payload = Buffer.concat([Buffer.alloc(8, 9), FIRST, Buffer.from([0, 0, 3])]);
    bench.arrive({ sequence: 0, timestamp: 0, payload, header: { extensionBytes: 8, isPadded: true } });
    bench.arrive({ sequence: 1, timestamp: 960, payload: FIRST, header: { extensionBytes: 4_000 } });
    bench.arrive({ sequence: 2, timestamp: 1_920, payload: Buffer.from([1, 2, 0]), header: { isPadded: true } });
    bench.arrive({ sequence: 3, timestamp: 2_880, payload: Buffer.from([1, 2, 9]), header: { isPadded: true } });
    bench.arrive({ sequence: 4, timestamp: 3_840, payload: Buffer.alloc(0), header: { isPadded: true } });
    expect((await all(stream)).map(({ opus }) => opus)).toEqual([FIRST]);
    expect(bench.hearing.stats.malformedPackets).toBe(4);
  });

  it('are opened when somebody listens to their speaker and not before, once for all, and never twice', async () => {
    bench.users.set(1, ANN);
    bench.users.set(2, '1002');
    await say([FIRST]);
    expect(bench.opened).toEqual([]);
    const streams = [bench.hearing.listen(ANN), bench.hearing.listen(ANN)] as const;
    bench.arrive({ sequence: 1, timestamp: 960, payload: SECOND });
    bench.arrive({ sequence: 1, timestamp: 960, payload: SECOND });
    bench.arrive({ sequence: 1, timestamp: 960, payload: FIRST, ssrc: 2 });
    expect(bench.opened).toEqual([[ANN, SECOND]]);
    for (const stream of streams) {
      expect(stream.stats.duplicates).toBe(1);
      expect((await all(stream)).map(({ opus }) => opus)).toEqual([SECOND]);
    }
    bench.arrive({ sequence: 2, timestamp: 1_920, payload: THIRD });
    expect(bench.opened).toHaveLength(1);
  });

  it('that cannot be opened, or hold no Opus, are told as lost in their place, and counted', async () => {
    bench.users.set(1, ANN);
    bench.open = (_userId, frame) => (frame.equals(SECOND) ? undefined : frame);
    const stream = bench.hearing.listen(ANN);
    await say([FIRST, SECOND, Buffer.from([0xff]), Buffer.alloc(0), THIRD]);
    const frames = await all(stream);
    expect(frames.map(({ positionMs, isLost }) => [positionMs, isLost])).toEqual([
      [0, false],
      [20, true],
      [40, true],
      [60, true],
      [80, false],
    ]);
    expect(stream.stats).toMatchObject({ frames: 5, unopened: 3, lost: 0 });
  });

  it('that make the decryption throw harm nobody', async () => {
    bench.users.set(1, ANN);
    bench.open = () => {
      throw new Error('broken');
    };
    const stream = bench.hearing.listen(ANN);
    await say([FIRST]);
    expect(stream.stats.unopened).toBe(1);
  });

  it('that were missing come in time, or are told as lost and then are late', async () => {
    bench.users.set(1, ANN);
    const stream = bench.hearing.listen(ANN);
    await say([FIRST]);
    await bench.clock.advance(60);
    bench.arrive({ sequence: 2, timestamp: 1_920, payload: THIRD });
    await bench.clock.advance(50);
    bench.arrive({ sequence: 1, timestamp: 960, payload: SECOND });
    expect(stream.stats).toMatchObject({ frames: 3, lost: 0, late: 0 });
    bench.arrive({ sequence: 4, timestamp: 3_840, payload: FIRST });
    await bench.clock.advance(59);
    expect(stream.stats.frames).toBe(3);
    await bench.clock.advance(1);
    expect(stream.stats).toMatchObject({ frames: 5, lost: 1, late: 0 });
    bench.arrive({ sequence: 3, timestamp: 2_880, payload: SECOND });
    expect(stream.stats).toMatchObject({ frames: 5, lost: 1, late: 1 });
    const frames = await all(stream);
    expect(frames.map(({ positionMs }) => positionMs)).toEqual([0, 20, 40, 60, 80]);
    expect(frames.map(({ isLost }) => isLost)).toEqual([false, false, false, true, false]);
  });

  it('that are missing are not given up for what blocked the process', async () => {
    bench.users.set(1, ANN);
    const stream = bench.hearing.listen(ANN);
    await say([FIRST]);
    await bench.clock.advance(60);
    bench.arrive({ sequence: 2, timestamp: 1_920, payload: THIRD });
    bench.clock.stall(300);
    // Timers come first, then what the socket holds.
    await bench.clock.advance(61);
    bench.arrive({ sequence: 1, timestamp: 960, payload: SECOND });
    expect(stream.stats).toMatchObject({ frames: 3, lost: 0, late: 0 });
    bench.arrive({ sequence: 4, timestamp: 3_840, payload: FIRST });
    bench.clock.stall(300);
    await bench.clock.advance(400);
    expect(stream.stats).toMatchObject({ frames: 5, lost: 1, late: 0 });
  });

  it('of one who comes back under another number go on in the same stream, by the time that passed', async () => {
    bench.users.set(1, ANN);
    const stream = bench.hearing.listen(ANN);
    await say([FIRST, SECOND]);
    await bench.clock.advance(4_960);
    bench.users.delete(1);
    bench.tell(77, ANN);
    await say([THIRD, FIRST], 30_000, 77);
    await bench.clock.advance(60);
    expect((await all(stream)).map(({ positionMs, opus }) => [positionMs, opus])).toEqual([
      [0, FIRST],
      [20, SECOND],
      [5_000, THIRD],
      [5_020, FIRST],
    ]);
  });
});

describe('Who talks', () => {
  let told: unknown[];
  beforeEach(() => {
    told = [];
    bench.users.set(1, ANN);
    bench.hearing.onTalking((userId, isTalking) => told.push([userId, isTalking, bench.clock.now()]));
  });

  it('is told by packets alone, and ends with five frames of silence', async () => {
    await say([FIRST, SECOND, SILENCE_FRAME, FIRST]);
    expect(told).toEqual([[ANN, true, 0]]);
    await say(
      Array.from({ length: 5 }, () => SILENCE_FRAME),
      4,
    );
    expect(told).toEqual([
      [ANN, true, 0],
      [ANN, false, 160],
    ]);
    await say([SILENCE_FRAME, SILENCE_FRAME], 9);
    expect([told.length, bench.opened.length]).toEqual([2, 0]);
  });

  it('does not seem to have stopped while the process was blocked', async () => {
    await say([FIRST, SECOND]);
    bench.clock.stall(1_000);
    // Timers come first, then what the socket holds.
    await bench.clock.advance(161);
    expect(told).toEqual([[ANN, true, 0]]);
    await say([THIRD, FIRST], 2);
    expect(told).toEqual([[ANN, true, 0]]);
    await bench.clock.advance(300);
    expect(told.map((one) => (one as unknown[])[1])).toEqual([true, false]);
  });

  it('ends when nothing comes for a fifth of a second', async () => {
    await say([FIRST, SECOND]);
    await bench.clock.advance(1_000);
    expect(told).toEqual([
      [ANN, true, 0],
      [ANN, false, 220],
    ]);
  });

  it('ends with the call, and bears a listener that throws', async () => {
    bench.hearing.onTalking(() => {
      throw new Error('broken');
    });
    await say([FIRST]);
    bench.hearing.close();
    expect(told).toEqual([
      [ANN, true, 0],
      [ANN, false, 20],
    ]);
    bench.arrive({ sequence: 9, timestamp: 0, payload: FIRST });
    expect([...bench.hearing.talking]).toEqual([]);
  });
});

describe('PCM', () => {
  it('is concealed where a packet is missing or no decoder takes it, and of any length', async () => {
    bench.users.set(1, ANN);
    const stream = bench.hearing.listen(ANN, { as: 'pcm', jitterMs: 0 });
    // 10 ms and 60 ms; then one is missing.
    const [short, long] = [Buffer.from([0xf0, 1, 2, 3]), Buffer.from([0x1b, 0x01, 1, 2, 3])];
    bench.arrive({ sequence: 0, timestamp: 0, payload: short });
    bench.arrive({ sequence: 1, timestamp: 480, payload: long });
    bench.arrive({ sequence: 3, timestamp: 480 + 5_760, payload: short });
    const frames = await all(stream);
    expect(
      frames.map(({ positionMs, durationMs, isLost, pcm }) => [positionMs, durationMs, isLost, pcm.length]),
    ).toEqual([
      [0, 10, false, 1_920],
      [10, 60, false, 11_520],
      [70, 60, true, 11_520],
      [130, 10, false, 1_920],
    ]);
  });

  it('costs whoever does not read it nothing', async () => {
    let loads = 0;
    bench = new HearingBench(async () => {
      loads += 1;
      throw new Error('not loaded here');
    });
    bench.users.set(1, ANN);
    const packets = bench.hearing.listen(ANN);
    await say([FIRST]);
    expect(loads).toBe(0);
    expect(await all(packets)).toHaveLength(1);
  });

  it('without a library ends with the reason, beside packets that come', async () => {
    const missing = new VoiceError({ code: 'VOICE_OPUS_MISSING', kind: 'codec', message: 'There is none.' });
    bench = new HearingBench(() => Promise.reject(missing));
    bench.users.set(1, ANN);
    const [sound, packets] = [bench.hearing.listen(ANN, { as: 'pcm' }), bench.hearing.listen(ANN)];
    const failure = sound[Symbol.asyncIterator]()
      .next()
      .catch((error: unknown) => error);
    await say([FIRST]);
    expect(await failure).toBe(missing);
    expect(await all(packets)).toHaveLength(1);
  });
});
