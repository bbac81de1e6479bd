/** The clock that paces all calls: rhythm, slots, stalls, and streams that throw. */
import { type Clock, ManualClock } from '../../../../src/util';
import { type PacedStream, Ticker } from '../../../../src/voice';
import { StallingClock } from './support';

class Recorder implements PacedStream {
  readonly sentAt: number[] = [];
  readonly skipped: number[] = [];
  readonly failures: Error[] = [];
  prepared = 0;
  left = Infinity;

  constructor(
    private readonly clock: Clock,
    private readonly frameMs = 20,
  ) {}

  tick(): number {
    if (this.left === 0) return 0;
    this.left -= 1;
    this.sentAt.push(this.clock.now());
    return this.frameMs;
  }

  prepare(): void {
    this.prepared += 1;
  }

  skip(samples: number): void {
    this.skipped.push(samples);
  }

  fail(error: Error): void {
    this.failures.push(error);
  }
}

describe('Ticker', () => {
  it('calls a stream every 20 ms, however long it runs [seed 113]', async () => {
    const clock = new ManualClock();
    const ticker = new Ticker({ clock });
    const stream = new Recorder(clock);
    ticker.start(stream);
    await clock.advance(1_000);
    expect(stream.sentAt).toEqual(Array.from({ length: 51 }, (_, index) => index * 20));
  });

  it('reckons from the plan and not from when its timer fired', async () => {
    const clock = new StallingClock();
    const ticker = new Ticker({ clock });
    const stream = new Recorder(clock);
    ticker.start(stream);
    for (let round = 0; round < 10; round += 1) {
      clock.stall(7);
      await clock.advance(200);
    }
    // 2 070 ms have passed, 2 000 of them on the clock's own timers.
    expect(stream.sentAt.length).toBeGreaterThanOrEqual(Math.floor(clock.now() / 20));
    expect(stream.skipped).toEqual([]);
  });

  it('spreads streams over four moments of the 20 ms', async () => {
    const clock = new ManualClock();
    const ticker = new Ticker({ clock });
    const streams = Array.from({ length: 8 }, () => new Recorder(clock));
    for (const stream of streams) ticker.start(stream);
    await clock.advance(19);
    expect(streams.map((stream) => stream.sentAt)).toEqual([[0], [5], [10], [15], [0], [5], [10], [15]]);
  });

  it('gives a newcomer the slot that has the fewest', async () => {
    const clock = new ManualClock();
    const ticker = new Ticker({ clock });
    const streams = Array.from({ length: 4 }, () => new Recorder(clock));
    for (const stream of streams) ticker.start(stream);
    ticker.stop(streams[2]!);
    const late = new Recorder(clock);
    ticker.start(late);
    await clock.advance(19);
    expect(late.sentAt).toEqual([10]);
  });

  it('paces by the length of the frames', async () => {
    const clock = new ManualClock();
    const ticker = new Ticker({ clock });
    const long = new Recorder(clock, 60);
    const short = new Recorder(clock, 2.5);
    ticker.start(long);
    ticker.start(short);
    await clock.advance(204);
    expect(long.sentAt).toEqual([0, 60, 120, 180]);
    expect(short.sentAt).toHaveLength(80);
    expect(short.sentAt.slice(0, 3)).toEqual([5, 7.5, 10]);
  });

  it('sends up to three missed frames back to back [seed 66]', async () => {
    const clock = new StallingClock();
    const ticker = new Ticker({ clock });
    const stream = new Recorder(clock);
    ticker.start(stream);
    await clock.advance(100);
    const before = stream.sentAt.length;
    clock.stall(60);
    await clock.advance(20);
    expect(stream.sentAt.length - before).toBe(4);
    expect(stream.skipped).toEqual([]);
    await clock.advance(20);
    expect(stream.sentAt.length - before).toBe(5);
  });

  it('gives up the time of a stall of 700 ms instead of sending a burst [seed 66]', async () => {
    const clock = new StallingClock();
    const ticker = new Ticker({ clock });
    const stream = new Recorder(clock);
    ticker.start(stream);
    await clock.advance(100);
    const before = stream.sentAt.length;
    clock.stall(700);
    await clock.advance(100);
    expect(stream.skipped).toEqual([35 * 960]);
    expect(stream.sentAt.slice(before)).toEqual([820, 840, 860, 880, 900]);
  });

  it('has no timer while no stream is started', async () => {
    const clock = new ManualClock();
    const ticker = new Ticker({ clock });
    expect(clock.pendingTimers).toBe(0);
    const stream = new Recorder(clock);
    stream.left = 2;
    ticker.start(stream);
    expect(clock.pendingTimers).toBe(1);
    await clock.advance(100);
    expect(clock.pendingTimers).toBe(0);
    expect(ticker.size).toBe(0);
    stream.left = 1;
    ticker.start(stream);
    ticker.stop(stream);
    expect(clock.pendingTimers).toBe(0);
  });

  it('takes a stream out that throws, tells it, and goes on with the others', async () => {
    const clock = new ManualClock();
    const ticker = new Ticker({ clock });
    const bad = new Recorder(clock);
    bad.tick = () => {
      throw new Error('no');
    };
    const worse = new Recorder(clock);
    worse.prepare = () => {
      throw new Error('never');
    };
    worse.fail = () => {
      throw new Error('not even this');
    };
    const good = new Recorder(clock);
    for (const stream of [bad, worse, good]) ticker.start(stream);
    await clock.advance(99);
    expect(bad.failures.map((error) => error.message)).toEqual(['no']);
    expect(good.sentAt).toEqual([10, 30, 50, 70, 90]);
    expect(worse.sentAt).toEqual([5]);
    expect(ticker.size).toBe(1);
  });

  it('prepares the next frame of each after all have sent', async () => {
    const clock = new ManualClock();
    const ticker = new Ticker({ clock });
    const story: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      ticker.start({
        tick: () => story.push(`send ${index}`) && 20,
        prepare: () => story.push(`prepare ${index}`),
        skip: () => undefined,
        fail: () => undefined,
      });
    }
    await clock.advance(4);
    expect(story).toEqual(['send 0', 'send 4', 'prepare 0', 'prepare 4']);
  });

  it('bears streams that stop each other and start others in the middle of a round', async () => {
    const clock = new ManualClock();
    const ticker = new Ticker({ clock });
    const victim = new Recorder(clock);
    const late = new Recorder(clock);
    const others = Array.from({ length: 3 }, () => new Recorder(clock));
    const killer = new Recorder(clock);
    killer.tick = () => {
      ticker.stop(victim);
      ticker.start(late);
      return 20;
    };
    ticker.start(killer);
    for (const stream of others) ticker.start(stream);
    ticker.start(victim);
    await clock.advance(40);
    expect(victim.sentAt).toEqual([]);
    expect(late.sentAt.length).toBeGreaterThan(0);
  });

  it('tells every stream when it is closed, and whoever comes later', () => {
    const clock = new ManualClock();
    const ticker = new Ticker({ clock });
    const stream = new Recorder(clock);
    const late = new Recorder(clock);
    ticker.start(stream);
    ticker.close();
    ticker.close();
    ticker.start(late);
    expect(stream.failures).toMatchObject([{ code: 'VOICE_CLOSED' }]);
    expect(late.failures).toMatchObject([{ code: 'VOICE_CLOSED' }]);
    expect(clock.pendingTimers).toBe(0);
  });
});
