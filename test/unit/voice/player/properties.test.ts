/** Random sequences of everything an author and a network can do: what must hold whatever happens. */
import { type Playback, type PlaybackEnd, Track, type VoiceAudio } from '../../../../src/voice';
import { ListSource, seeded, stage, type Stage } from './support';

interface Known {
  readonly track: number;
  readonly source: ListSource;
  readonly frames: number;
  /** Where seeks may have led. */
  readonly targets: Set<number>;
  readonly ends: PlaybackEnd[];
  playback?: Playback;
  wasMoved: boolean;
}

class World {
  readonly made: Stage = stage();
  readonly known = new Map<number, Known>();
  readonly endsTold = new Map<Playback, number>();
  stalls = 0;

  constructor(readonly random: () => number) {
    this.audio.player.on('end', (playback) => {
      this.endsTold.set(playback, (this.endsTold.get(playback) ?? 0) + 1);
    });
  }

  get audio(): VoiceAudio {
    return this.made.audio;
  }

  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  source(): Known {
    const track = this.known.size;
    const frames = this.below(120);
    const failsAt = this.below(12) === 0 ? this.below(frames + 1) : undefined;
    const source = new ListSource({
      track,
      frames,
      knowsDuration: this.below(2) === 0,
      ...(failsAt === undefined ? {} : { failsAt }),
      ...(this.below(10) === 0 ? { openError: new Error('no') } : {}),
      ...(this.below(5) === 0 ? { isSeekable: false } : {}),
      ...(this.below(5) === 0 ? { available: this.below(20) } : {}),
      ...(this.below(8) === 0 ? { opensLater: true } : {}),
    });
    const known: Known = { track, source, frames, targets: new Set(), ends: [], wasMoved: false };
    this.known.set(track, known);
    return known;
  }

  note(known: Known, playback: Playback): void {
    known.playback = playback;
    void playback.ended.then((end) => known.ends.push(end));
  }

  currentKnown(): Known | undefined {
    const { current } = this.audio.player;
    return current && this.known.get(Number(current.label.slice('track '.length)));
  }

  async act(): Promise<void> {
    const { clock, output } = this.made;
    const current = this.audio.player.current;
    switch (this.below(17)) {
      case 0: {
        const known = this.source();
        this.note(known, this.audio.play(known.source));
        return;
      }
      case 1:
        current?.pause();
        return;
      case 2:
      case 3:
        current?.resume();
        return;
      case 4: {
        const target = this.below(120);
        const known = this.currentKnown();
        if (known) known.wasMoved = true;
        known?.targets.add(target);
        void current?.seek(target * 20);
        return;
      }
      case 5:
        current?.stop();
        return;
      case 6:
        this.audio.queue.skip();
        return;
      case 7:
      case 8: {
        const tracks = [this.source(), this.source()].map(({ source }) => new Track({ source, data: undefined }));
        this.audio.queue.add(tracks, { next: this.below(2) === 0 });
        return;
      }
      case 9:
        this.audio.queue.shuffle();
        return;
      case 10:
        output.canSend = this.below(3) > 0;
        return;
      case 11:
        output.refusals = this.below(4);
        return;
      case 12: {
        const stallMs = this.below(2) === 0 ? this.below(80) : this.below(2_000);
        this.stalls += 1;
        clock.stall(stallMs);
        return;
      }
      case 13:
        for (const known of this.known.values()) {
          known.source.release(this.below(30));
          if (this.below(2) === 0) known.source.letOpen();
        }
        return;
      case 14:
        this.audio.setSpeaking({ priority: this.below(2) === 0 });
        return;
      default:
        await clock.advance(this.below(700));
    }
  }

  async end(): Promise<void> {
    const closed = this.audio.close();
    await this.made.clock.advance(200);
    await closed;
    for (const { source } of this.known.values()) {
      source.release();
      source.letOpen();
    }
    await this.made.clock.advance(0);
  }
}

describe.each(Array.from({ length: 16 }, (_, seed) => seed + 1))('a random evening, seed %i', (seed) => {
  let world: World;

  beforeAll(async () => {
    world = new World(seeded(seed * 7_919));
    for (let step = 0; step < 300 && world.known.size < 250; step += 1) {
      await world.act();
      await world.made.clock.advance(world.below(60));
    }
    await world.end();
  });

  it('sends no frame twice, none out of order, and leaves none out', () => {
    const last = new Map<number, number>();
    for (const { data } of world.made.output.frames) {
      const track = data[1] as number;
      const index = data.readUInt16BE(2);
      const expected = (last.get(track) ?? -1) + 1;
      if (index !== expected) expect([...(world.known.get(track)?.targets ?? [])]).toContain(index);
      last.set(track, index);
    }
    for (const known of world.known.values()) {
      const [end] = known.ends;
      if (end?.reason === 'finished' && !known.wasMoved && known.frames > 0) {
        expect(last.get(known.track)).toBe(known.frames - 1);
      }
    }
    expect(world.made.output.frames.length).toBeGreaterThan(50);
  });

  it('ends every playback exactly once', () => {
    for (const known of world.known.values()) if (known.playback) expect(known.ends).toHaveLength(1);
    for (const told of world.endsTold.values()) expect(told).toBe(1);
    expect(world.audio.player.current).toBeUndefined();
  });

  it('sends one frame in 20 ms, and three more at most after a stall', () => {
    const at = world.made.output.entries.flatMap((entry) =>
      entry.kind === 'frame' || entry.kind === 'silence' ? [entry.atMs] : [],
    );
    let early = 0;
    for (let index = 1; index < at.length; index += 1) {
      if ((at[index] as number) - (at[index - 1] as number) < 19.999) early += 1;
    }
    // Each stall may be followed by three frames that are caught up, and by one that comes early to be in rhythm again.
    expect(early).toBeLessThanOrEqual(world.stalls * 4);
    for (let index = 4; index < at.length; index += 1) {
      expect((at[index] as number) - (at[index - 4] as number)).toBeGreaterThan(0);
    }
  });

  it('never lets the RTP timestamp run ahead of the time', () => {
    const { output, clock } = world.made;
    expect(output.timestamp).toBeLessThanOrEqual(clock.now() * 48 + 960);
  });

  it('leaves no timer, no stream and no open source behind', () => {
    expect(world.made.clock.pendingTimers).toBe(0);
    expect(world.made.ticker.size).toBe(0);
    for (const { source } of world.known.values()) expect(source.openReaders).toBe(0);
    expect(world.made.output.speaking).toBe(0);
  });
});
