/** Ten thousand random things that an author may do while several playbacks are heard: what must hold whatever happens. */
import { Effect, type Playback, type PlaybackEnd } from '../../../../src/voice';
import { ListSource, seeded, stage, type Stage } from './support';

const OPERATIONS = 2_500;
const EFFECTS: readonly (readonly Effect[])[] = [
  [],
  [Effect.bassBoost(6)],
  [Effect.speed(1.5)],
  [Effect.speed(0.75), Effect.lowPass(4_000)],
  [Effect.tremolo({ hz: 3, depth: 0.5 })],
];

class Evening {
  readonly made: Stage = stage();
  readonly sources: ListSource[] = [];
  readonly known: { readonly playback: Playback; readonly ends: PlaybackEnd[] }[] = [];
  readonly endsTold = new Map<Playback, number>();
  /** How many frames were in the output whenever it was looked at, with the positions of what was heard. */
  besides = 0;

  constructor(private readonly random: () => number) {
    this.made.audio.player.on('end', (playback) => {
      this.endsTold.set(playback, (this.endsTold.get(playback) ?? 0) + 1);
    });
  }

  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  source(): ListSource {
    const source = new ListSource({
      track: this.sources.length % 200,
      frames: this.below(150),
      samples: [960, 960, 960, 480, 2_880, 120][this.below(6)],
      kind: this.below(4) === 0 ? 'pcm' : 'opus',
      knowsDuration: this.below(2) === 0,
      ...(this.below(12) === 0 ? { failsAt: this.below(60) } : {}),
      ...(this.below(15) === 0 ? { openError: new Error('no') } : {}),
      ...(this.below(6) === 0 ? { available: this.below(30) } : {}),
      ...(this.below(10) === 0 ? { opensLater: true } : {}),
    });
    this.sources.push(source);
    return source;
  }

  any(): Playback | undefined {
    const living = this.known.filter(({ playback }) => playback.state !== 'ended');
    return living[this.below(living.length)]?.playback ?? this.made.audio.player.current;
  }

  note(playback: Playback): void {
    const ends: PlaybackEnd[] = [];
    void playback.ended.then((end) => ends.push(end));
    this.known.push({ playback, ends });
  }

  async act(): Promise<void> {
    const { audio, clock, output } = this.made;
    switch (this.below(18)) {
      case 0:
        this.note(audio.play(this.source(), { fadeInMs: this.below(2) * 200 }));
        return;
      case 1:
      case 2:
        if (this.known.filter(({ playback }) => playback.isBeside && playback.state !== 'ended').length >= 16) return;
        this.besides += 1;
        this.note(audio.play(this.source(), { beside: true, ...(this.below(2) === 0 ? { duck: 0.3 } : {}) }));
        return;
      case 3:
        this.any()?.pause();
        return;
      case 4:
      case 5:
        this.any()?.resume();
        return;
      case 6:
        void this.any()?.seek(this.below(3_000));
        return;
      case 7:
        this.any()?.stop(this.below(2) === 0 ? {} : { fadeMs: this.below(500) });
        return;
      case 8:
      case 9:
        this.any()?.setEffects(EFFECTS[this.below(EFFECTS.length)] ?? []);
        return;
      case 10:
        this.any()?.setVolume(this.below(3) / 2);
        return;
      case 11:
        if (audio.queue.size < 20) audio.queue.add([this.source(), this.source()]);
        return;
      case 12:
        audio.queue.skip();
        return;
      case 13:
        audio.queue.setCrossfade(this.below(3) * 300);
        return;
      case 14:
        output.canSend = this.below(4) > 0;
        output.refusals = this.below(2);
        return;
      case 15:
        for (const source of this.sources.slice(-40)) {
          source.release(this.below(40));
          source.letOpen();
        }
        return;
      case 16:
        audio.queue.setLoop((['off', 'one', 'all'] as const)[this.below(3)] ?? 'off');
        return;
      default:
        await clock.advance(this.below(300));
    }
  }

  async end(): Promise<void> {
    const closed = this.made.audio.close();
    await this.made.clock.advance(200);
    await closed;
    for (const source of this.sources) {
      source.release();
      source.letOpen();
    }
    await this.made.clock.advance(0);
  }
}

describe.each([1, 2, 3, 4])('an evening of many voices, seed %i', (seed) => {
  let evening: Evening;

  beforeAll(async () => {
    evening = new Evening(seeded(seed * 104_729));
    for (let step = 0; step < OPERATIONS; step += 1) {
      await evening.act();
      await evening.made.clock.advance(evening.below(40));
    }
    await evening.end();
  }, 120_000);

  it('sends one frame in a slot, and moves the timestamp by what the time was', () => {
    const { output } = evening.made;
    let nextAt = -Infinity;
    let doubled = 0;
    let timestamp = 0;
    let ahead = 0;
    let last: { readonly atMs: number; readonly timestamp: number } | undefined;
    for (const entry of output.entries) {
      if (entry.kind === 'skip') timestamp += entry.samples;
      if (entry.kind !== 'frame' && entry.kind !== 'silence') continue;
      const samples = entry.kind === 'frame' ? entry.frame.samples : 960;
      if (entry.atMs < nextAt - 0.001) doubled += 1;
      // As much as the clock has moved since the frame before, to the frame of 20 ms; slots of 2.5 ms may shift it by less.
      if (last && Math.abs((timestamp - last.timestamp) / 48 - (entry.atMs - last.atMs)) >= 20) ahead += 1;
      last = { atMs: entry.atMs, timestamp };
      nextAt = entry.atMs + samples / 48;
      timestamp += samples;
    }
    expect(doubled).toBe(0);
    expect(ahead).toBe(0);
    expect(output.timestamp).toBe(timestamp);
    expect(output.frames.length).toBeGreaterThan(500);
    expect(evening.besides).toBeGreaterThan(100);
  });

  it('ends every playback exactly once', () => {
    expect(evening.known.map(({ ends }) => ends.length)).toEqual(evening.known.map(() => 1));
    expect([...evening.endsTold.values()].every((count) => count === 1)).toBe(true);
    expect(evening.made.audio.player.current).toBeUndefined();
  });

  it('leaves no timer, no stream, no coder and no open source behind', () => {
    const { clock, ticker, opus } = evening.made;
    expect(clock.pendingTimers).toBe(0);
    expect(ticker.size).toBe(0);
    expect(opus.open).toBe(0);
    expect(evening.sources.reduce((sum, { openReaders }) => sum + openReaders, 0)).toBe(0);
  });
});
