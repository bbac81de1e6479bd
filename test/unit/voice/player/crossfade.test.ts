/** Tracks whose end is heard together with the beginning of the next. */
import { type OpusLibrary, VoiceError } from '../../../../src/voice';
import { levelOf } from '../../../support/audio';
import { ListSource, names, range, stage, type Stage, stateOf } from './support';
import { ClearOpus, heard, isPassed, largestStep, powers, ToneSource } from './sound';

function clearStage(): Stage & { readonly clear: ClearOpus } {
  const clear = new ClearOpus();
  return { ...stage({ opus: () => Promise.resolve(clear) }), clear };
}

/** The mean of so many neighbours. */
function smooth(values: readonly number[], count: number): number[] {
  return values.slice(count - 1).map((_, index) => values.slice(index, index + count).reduce((a, b) => a + b) / count);
}

describe('the crossfade of a queue', () => {
  it('keeps the power, shortens the whole by the overlap, and leaves no gap and no click', async () => {
    const { clock, output, audio, clear } = clearStage();
    const [first, second] = [new ToneSource({ hz: 440, ms: 5_000 }), new ToneSource({ hz: 1_000, ms: 5_000 })];
    audio.queue.setCrossfade(2_000);
    expect(audio.queue.crossfadeMs).toBe(2_000);
    const told: string[] = [];
    audio.queue.on('start', (track) => told.push(`start ${track.label} ${clock.now()}`));
    audio.queue.on('end', (track, end) => told.push(`end ${track.label} ${end.reason} ${clock.now()}`));
    const tracks = [audio.queue.add(first), audio.queue.add(second)];
    await clock.advance(3_500);
    expect(tracks.map((track) => track.playback?.state)).toEqual(['playing', 'playing']);
    expect(audio.queue.current).toBe(tracks[1]);
    expect(audio.player.current).toBe(tracks[1]?.playback);
    await clock.advance(8_000);
    const pcm = heard(output);
    expect(pcm.length / 192).toBe(8_000);
    const power = smooth(powers(pcm), 5);
    expect(Math.max(...power) / Math.min(...power)).toBeLessThan(1.12);
    // Both at once, each at its part of the power.
    expect(largestStep(pcm)).toBeLessThan(Math.hypot(first.slope, second.slope) * 1.01);
    expect(output.story.slice(1, -6)).toEqual(new Array<string>(400).fill('frame'));
    const at = (ms: number, hz: number): number => levelOf(pcm.subarray(ms * 192, (ms + 100) * 192), hz) / 0.25;
    expect(at(3_950, 440)).toBeCloseTo(Math.SQRT1_2, 1);
    expect(at(3_950, 1_000)).toBeCloseTo(Math.SQRT1_2, 1);
    expect(at(3_200, 440)).toBeGreaterThan(0.95);
    expect(at(4_800, 1_000)).toBeGreaterThan(0.95);
    // Before and after it packets pass.
    expect(output.frames.slice(0, 150).map(({ data }) => data)).toEqual(first.packets.slice(0, 150));
    expect(output.frames.slice(-145).map(({ data }) => data)).toEqual(second.packets.slice(-145));
    for (const track of tracks) await expect(track.playback?.ended).resolves.toEqual({ reason: 'finished' });
    const startMs = Number(told[0]?.split(' ').at(-1));
    expect(told.map((each) => each.replace(/ [\d.]+$/, ''))).toEqual([
      'start 440 Hz',
      'end 440 Hz finished',
      'start 1000 Hz',
      'end 1000 Hz finished',
    ]);
    expect(Number(told[1]?.split(' ').at(-1)) - startMs).toBeCloseTo(2_980, 0);
    expect(clear.open).toBe(0);
  });

  it('crosses a track into itself in a loop, and PCM as Opus', async () => {
    const { clock, output, audio } = clearStage();
    audio.queue.setCrossfade(400);
    audio.queue.setLoop('one');
    audio.queue.add(new ToneSource({ hz: 440, ms: 2_000, kind: 'pcm' }));
    await clock.advance(9_000);
    expect(output.story.slice(1)).not.toContain('silence');
    expect(audio.queue.history.length).toBe(0);
    const power = powers(heard(output));
    expect(Math.min(...power.slice(0, 70))).toBeGreaterThan(0.02);
  });

  it('is as long as what was read ahead, where no duration is known', async () => {
    const { clock, output, audio } = clearStage();
    audio.queue.setCrossfade(10_000);
    const about = { ms: 12_000, knowsDuration: false } as const;
    audio.queue.add(new ToneSource({ hz: 440, ...about }));
    audio.queue.add(new ToneSource({ hz: 1_000, ...about }));
    await clock.advance(30_000);
    const overlap = 24_000 - heard(output).length / 192;
    expect(overlap).toBeGreaterThan(4_500);
    expect(overlap).toBeLessThanOrEqual(5_000);
  });

  it('is shorter for what is short, so that something of it is heard whole', async () => {
    const { clock, output, audio } = clearStage();
    audio.queue.setCrossfade(10_000);
    audio.queue.add([new ToneSource({ hz: 440, ms: 2_000 }), new ToneSource({ hz: 1_000, ms: 2_000 })]);
    await clock.advance(10_000);
    expect(Math.abs(heard(output).length / 192 - 3_000)).toBeLessThanOrEqual(20);
  });

  it('is shorter before what is short, so that a jingle between two songs is heard', async () => {
    const { clock, output, audio } = clearStage();
    audio.queue.setCrossfade(4_000);
    const [song, jingle] = [new ToneSource({ hz: 440, ms: 6_000 }), new ToneSource({ hz: 1_000, ms: 1_000 })];
    audio.queue.add([song, jingle, song]);
    await clock.advance(15_000);
    const all = heard(output);
    expect(Math.abs(all.length / 192 - 12_000)).toBeLessThanOrEqual(40);
    // In its middle it has come in, and does not go out yet.
    expect(levelOf(all.subarray(5_980 * 192, 6_020 * 192), 1_000)).toBeGreaterThan(0.2);
  });

  it('waits for a next one that is late: then there is no gap, but no overlap either', async () => {
    const { clock, output, audio } = clearStage();
    const late = new ListSource({ track: 2, frames: 50, opensLater: true });
    audio.queue.setCrossfade(1_000);
    audio.queue.add([new ToneSource({ hz: 440, ms: 3_000 }), late]);
    await clock.advance(3_500);
    expect(output.frames).toHaveLength(150);
    expect(output.frames.every(isPassed)).toBe(true);
    late.letOpen();
    await clock.advance(2_000);
    expect(output.frames).toHaveLength(200);
  });

  it('lets the last one play to its end', async () => {
    const { clock, output, audio } = clearStage();
    audio.queue.setCrossfade(1_000);
    audio.queue.add(new ToneSource({ hz: 440, ms: 3_000 }));
    await clock.advance(5_000);
    expect(output.frames).toHaveLength(150);
    expect(output.frames.every(isPassed)).toBe(true);
  });

  it('is short for a skip, and another skip in the middle of it does not click either', async () => {
    const { clock, output, audio } = clearStage();
    audio.queue.setCrossfade(3_000);
    const tracks = [440, 700, 1_000].map((hz) => audio.queue.add(new ToneSource({ hz, ms: 9_000 })));
    await clock.advance(1_000);
    audio.queue.skip();
    await clock.advance(200);
    expect(tracks.map(({ playback }) => playback?.state)).toEqual(['playing', 'playing', undefined]);
    audio.queue.skip();
    await clock.advance(100);
    expect(tracks.map(({ playback }) => playback?.state)).toEqual(['ended', 'playing', 'playing']);
    await expect(tracks[0]?.playback?.ended).resolves.toEqual({ reason: 'replaced' });
    await clock.advance(600);
    expect(tracks.map(({ playback }) => playback?.state)).toEqual(['ended', 'ended', 'playing']);
    const pcm = heard(output);
    expect(largestStep(pcm)).toBeLessThan((0.25 * 32_767 * 2 * Math.PI * 2_140) / 48_000);
    expect(audio.queue.history).toEqual(tracks.slice(0, 2));
  });

  it('stops in the middle with everything that is heard', async () => {
    const { clock, output, audio } = clearStage();
    audio.queue.setCrossfade(2_000);
    const tracks = [440, 700].map((hz) => audio.queue.add(new ToneSource({ hz, ms: 5_000 })));
    await clock.advance(4_000);
    audio.queue.stop();
    await clock.advance(500);
    await expect(tracks[0]?.playback?.ended).resolves.toEqual({ reason: 'stopped' });
    await expect(tracks[1]?.playback?.ended).resolves.toEqual({ reason: 'stopped' });
    expect(output.story.slice(-6)).toEqual([...new Array<string>(5).fill('silence'), 'speaking 0']);
  });

  it('pauses in the middle with everything that is heard, and goes on with it', async () => {
    const { clock, output, audio } = clearStage();
    audio.queue.setCrossfade(2_000);
    const tracks = [440, 700].map((hz) => audio.queue.add(new ToneSource({ hz, ms: 5_000 })));
    await clock.advance(4_000);
    tracks[1]?.playback?.pause();
    await clock.advance(1_000);
    expect(output.speaking).toBe(0);
    expect(tracks[0]?.playback && stateOf(tracks[0].playback)).not.toBe('ended');
    tracks[1]?.playback?.resume();
    await clock.advance(8_000);
    expect(heard(output).length / 192).toBe(8_000);
    await expect(tracks[0]?.playback?.ended).resolves.toEqual({ reason: 'finished' });
  });

  it('ends what fades out when that is paused itself', async () => {
    const { clock, audio } = clearStage();
    audio.queue.setCrossfade(2_000);
    const tracks = [440, 700].map((hz) => audio.queue.add(new ToneSource({ hz, ms: 5_000 })));
    await clock.advance(4_000);
    tracks[0]?.playback?.pause();
    await clock.advance(40);
    await expect(tracks[0]?.playback?.ended).resolves.toEqual({ reason: 'finished' });
    expect(tracks[1]?.playback?.state).toBe('playing');
  });

  it('goes on while the connection is away, from where it was', async () => {
    const { clock, output, audio } = clearStage();
    audio.queue.setCrossfade(2_000);
    audio.queue.add([440, 700].map((hz) => new ToneSource({ hz, ms: 5_000 })));
    await clock.advance(4_000);
    output.canSend = false;
    await clock.advance(1_500);
    output.canSend = true;
    await clock.advance(8_000);
    const pcm = heard(output);
    expect(pcm.length / 192).toBe(8_000);
    expect(largestStep(pcm)).toBeLessThan((0.25 * 32_767 * 2 * Math.PI * 1_140) / 48_000);
  });

  it('is none where Opus cannot be decoded: tracks follow without a gap', async () => {
    const missing = (): Promise<OpusLibrary> =>
      Promise.reject(new VoiceError({ code: 'VOICE_OPUS_MISSING', kind: 'codec', message: 'none installed' }));
    const { clock, output, audio } = stage({ opus: missing });
    audio.queue.setCrossfade(1_000);
    audio.queue.add([1, 2].map((track) => new ListSource({ track, frames: 100 })));
    await clock.advance(6_000);
    expect(names(output.frames)).toEqual([...range(1, 0, 100), ...range(2, 0, 100)]);
  });

  it('may be taken back, and has bounds', async () => {
    const { clock, output, audio } = clearStage();
    audio.queue.setCrossfade(1_000);
    audio.queue.setCrossfade(0);
    audio.queue.add([440, 700].map((hz) => new ToneSource({ hz, ms: 2_000 })));
    await clock.advance(6_000);
    expect(output.frames).toHaveLength(200);
    for (const ms of [-1, 30_001, NaN]) {
      expect(() => {
        audio.queue.setCrossfade(ms);
      }).toThrow(expect.objectContaining({ code: 'VOICE_INVALID_OPTIONS' }) as Error);
    }
    expect(audio.queue.crossfadeMs).toBe(0);
  });
});
