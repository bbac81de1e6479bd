/** Loudness while playing: passing Opus through, decoding and encoding it, and the seam between the two. */
import { type AudioFrame, Effect, type OpusLibrary, type PlayOptions, VoiceError } from '../../../../src/voice';
import { levelOf } from '../../../support/audio';
import { ClearOpus, heard, ToneSource } from './sound';
import { FakeOpus, levels, ListSource, names, packet, pcmOf, range, stage, stateOf } from './support';
import { Shaper } from '../../../../src/voice/player/shaper';
import { type RawFrame } from '../../../../src/voice/player/frame-feed';

const missing = (): Promise<OpusLibrary> =>
  Promise.reject(new VoiceError({ code: 'VOICE_OPUS_MISSING', kind: 'codec', message: 'none installed' }));

const isPassed = (frame: AudioFrame): boolean => frame.data[0] === 0x78;

/** How much of a tone's third harmonic there is, which cutting makes. */
async function distortion(options: PlayOptions, hz = 440): Promise<number> {
  const opus = new ClearOpus();
  const { clock, output, audio } = stage({ opus: () => Promise.resolve(opus) });
  audio.play(new ToneSource({ hz, ms: 600, level: 0.8 }), options);
  await clock.advance(1_000);
  const pcm = heard(output);
  const part = pcm.subarray((pcm.length / 3_840 / 3) * 3_840);
  const factor = (options.effects ?? []).reduce((all, one) => (one.kind === 'speed' ? all * one.factor : all), 1);
  expect(levelOf(part, hz * factor)).toBeGreaterThan(0.9);
  return levelOf(part, hz * factor * 3) / levelOf(part, hz * factor);
}

describe('a volume for which there is no room', () => {
  it.each<[string, PlayOptions]>([
    ['alone', { volume: 2 }],
    ['before effects', { volume: 2, effects: [Effect.lowPass(20_000)] }],
    [
      'before effects that make it quieter again',
      { volume: 2, effects: [Effect.equaliser([{ hz: 440, gainDb: -3, q: 1 }])] },
    ],
    ['with another speed', { volume: 2, effects: [Effect.speed(1.25)] }],
  ])('is limited at the end, and cut nowhere: %s', async (_name, options) => {
    expect(await distortion(options)).toBeLessThan(0.02);
  });
});

describe('the volume of a playback', () => {
  it('passes the source’s own packets on at 1, and asks for no library', async () => {
    let asked = 0;
    const { clock, output, audio } = stage({
      opus: () => {
        asked += 1;
        return missing();
      },
    });
    audio.play(new ListSource({ frames: 20 }), { volume: 1 });
    await clock.advance(1_000);
    expect(output.frames.map((frame) => frame.data)).toEqual(
      Array.from({ length: 20 }, (_, index) => packet(1, index).data),
    );
    expect(asked).toBe(0);
  });

  it('halves every sample at 0.5, from the first frame on [seed 113]', async () => {
    const { clock, output, audio, opus } = stage();
    const playback = audio.play(new ListSource({ frames: 20 }), { volume: 0.5, bitrate: 96_000 });
    await clock.advance(1_000);
    expect(levels(output.frames)).toEqual(Array.from({ length: 20 }, () => [500, 500]));
    expect(opus.decoded).toEqual(range(1, 0, 20));
    expect(opus.bitrates).toEqual([96_000]);
    expect(playback.positionMs).toBe(400);
    expect(opus.open).toBe(0);
  });

  it('fades over two frames when it is changed, and fades back before packets pass again', async () => {
    const { clock, output, audio, opus } = stage();
    const playback = audio.play(new ListSource({ frames: 40 }));
    await clock.advance(190);
    playback.setVolume(0.5);
    await clock.advance(200);
    playback.setVolume(1);
    await clock.advance(1_000);
    const passed = output.frames.map(isPassed);
    const from = passed.indexOf(false);
    const to = passed.lastIndexOf(false);
    const encoded = levels(output.frames.slice(from, to + 1));
    expect(encoded[0]?.[0]).toBe(1_000);
    expect(encoded[0]?.[1]).toBe(750);
    expect(encoded[1]?.[1]).toBe(500);
    expect(encoded[2]).toEqual([500, 500]);
    expect(encoded.at(-1)?.[1]).toBe(1_000);
    // What is not passed on is decoded and encoded: every packet once, and first of all the one before the seam.
    expect(opus.decoded).toEqual(range(1, from - 1, to + 1));
    expect(opus.encoded).toBe(to + 1 - from + 1);
    expect(names(output.frames.slice(0, from))).toEqual(range(1, 0, from));
    expect(names(output.frames.slice(to + 1))).toEqual(range(1, to + 1, 40));
    expect(opus.open).toBe(0);
  });

  it('encodes PCM always, and leaves it as it is at 1', async () => {
    const { clock, output, audio, opus } = stage();
    audio.play(new ListSource({ frames: 20, kind: 'pcm', level: 8_000 }));
    await clock.advance(1_000);
    expect(levels(output.frames)).toEqual(Array.from({ length: 20 }, () => [8_000, 8_000]));
    expect(opus.decoded).toEqual([]);
    expect(opus.open).toBe(0);
  });

  it('changes PCM by a fade over two frames', async () => {
    const { clock, output, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 20, kind: 'pcm', level: 8_000 }));
    await clock.advance(190);
    playback.setVolume(0.25);
    await clock.advance(1_000);
    const told = levels(output.frames);
    const first = told.findIndex(([, last]) => last !== 8_000);
    expect(told[first]?.[1]).toBe(5_000);
    expect(told.slice(first + 2)).toEqual(Array.from({ length: 18 - first }, () => [2_000, 2_000]));
  });

  it('ends with an error when there is no library and it cannot do without', async () => {
    const { clock, output, audio } = stage({ opus: missing });
    const pcm = audio.play(new ListSource({ frames: 20, kind: 'pcm' }));
    await clock.advance(100);
    await expect(pcm.ended).resolves.toMatchObject({ reason: 'error', error: { code: 'VOICE_OPUS_MISSING' } });
    const quiet = audio.play(new ListSource({ frames: 20 }), { volume: 0.1 });
    await clock.advance(100);
    await expect(quiet.ended).resolves.toMatchObject({ reason: 'error', error: { code: 'VOICE_OPUS_MISSING' } });
    expect(output.story).toEqual([]);
  });

  it('stays what it was when it is changed later and there is no library', async () => {
    const { clock, output, audio } = stage({ opus: missing });
    const problems: Error[] = [];
    audio.player.on('problem', (_, error) => problems.push(error));
    const playback = audio.play(new ListSource({ frames: 20 }));
    await clock.advance(100);
    playback.setVolume(0.5);
    await clock.advance(1_000);
    expect(problems).toMatchObject([{ code: 'VOICE_OPUS_MISSING' }]);
    expect(playback.volume).toBe(1);
    expect(names(output.frames)).toEqual(range(1, 0, 20));
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
  });

  it('lets packets pass until a library that loads slowly is there', async () => {
    let arrive: (library: OpusLibrary) => void = () => undefined;
    const { clock, output, audio } = stage({
      opus: () =>
        new Promise((resolve) => {
          arrive = resolve;
        }),
    });
    const playback = audio.play(new ListSource({ frames: 30 }));
    await clock.advance(100);
    playback.setVolume(0.5);
    await clock.advance(200);
    expect(output.frames.every(isPassed)).toBe(true);
    arrive(new FakeOpus());
    await clock.advance(1_000);
    expect(levels(output.frames.slice(-1))).toEqual([[500, 500]]);
    expect(output.frames).toHaveLength(30);
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
  });

  it('carries nothing of the old place over a seek', async () => {
    const opus = new FakeOpus(1_000, 480);
    const { clock, output, audio } = stage({ opus: () => Promise.resolve(opus) });
    const playback = audio.play(new ListSource({ frames: 100, samples: 480 }), { volume: 0.5 });
    await clock.advance(190);
    const before = opus.decoded.length;
    void playback.seek(790);
    await clock.advance(2_000);
    expect(opus.decoders).toBe(2);
    expect(opus.decoded.slice(before)).toEqual(range(1, 79, 100));
    // 21 packets of 10 ms are ten frames and a half; the half is filled up with silence.
    expect(output.frames).toHaveLength(before / 2 - 1 + 11);
    expect(levels(output.frames.slice(-1))).toEqual([[500, 0]]);
  });

  it('is the player’s for what has none of its own', async () => {
    const { clock, output, audio } = stage();
    audio.player.setVolume(0.5);
    const first = audio.play(new ListSource({ frames: 20 }));
    expect(first.volume).toBe(0.5);
    await clock.advance(1_000);
    expect(levels(output.frames)[0]).toEqual([500, 500]);
    const own = audio.play(new ListSource({ frames: 20 }), { volume: 1 });
    expect(own.volume).toBe(1);
    audio.player.setVolume(0.25);
    expect(own.volume).toBe(0.25);
    expect(() => {
      audio.player.setVolume(3);
    }).toThrow(expect.objectContaining({ code: 'VOICE_INVALID_OPTIONS' }) as Error);
    expect(audio.player.volume).toBe(0.25);
  });

  it('may be changed before anything is heard', async () => {
    const { clock, output, audio } = stage();
    const source = new ListSource({ frames: 20, opensLater: true });
    const playback = audio.play(source);
    playback.setVolume(0.5);
    source.letOpen();
    await clock.advance(1_000);
    expect(levels(output.frames)[0]).toEqual([500, 500]);
    expect(stateOf(playback)).toBe('ended');
  });
});

describe('Shaper', () => {
  const of = (raw: readonly RawFrame[], volume: number, library: OpusLibrary | undefined): Shaper => {
    const frames = [...raw];
    const shaper = new Shaper({ take: () => frames.shift() }, volume, undefined);
    shaper.library = library;
    return shaper;
  };

  it('cuts a packet of 60 ms into three frames', () => {
    const shaper = of([packet(1, 0, 2_880)], 0.5, new FakeOpus(1_000, 2_880));
    const told = [1, 2, 3].map(() => shaper.next(true));
    expect(told.map((frame) => frame?.samples)).toEqual([960, 960, 960]);
    expect(shaper.holdsAudio).toBe(false);
    expect(shaper.next(true)).toBeUndefined();
  });

  it('joins packets of 10 ms to frames of 20, and fills the last one up with silence', () => {
    const shaper = of([packet(1, 0, 480), packet(1, 1, 480), packet(1, 2, 480)], 0.5, new FakeOpus(1_000, 480));
    expect(levels([shaper.next(false) as AudioFrame])).toEqual([[500, 500]]);
    expect(shaper.next(false)).toBeUndefined();
    expect(shaper.holdsAudio).toBe(true);
    expect(levels([shaper.next(true) as AudioFrame])).toEqual([[500, 0]]);
    expect(shaper.next(true)).toBeUndefined();
  });

  it('passes packets again only when nothing decoded is left over', () => {
    const raw = Array.from({ length: 12 }, (_, index) => packet(1, index, 480));
    const shaper = of(raw, 0.5, new FakeOpus(1_000, 480));
    shaper.next(false);
    shaper.fadeTo(1);
    const rest: AudioFrame[] = [];
    for (let frame = shaper.next(true); frame; frame = shaper.next(true)) rest.push(frame);
    expect(rest.map((frame) => frame.samples)).toEqual([960, 960, ...new Array<number>(6).fill(480)]);
  });

  it('puts silence in the place of a broken packet, and gives up after many in a row', () => {
    const library = new FakeOpus();
    const shaper = of(
      Array.from({ length: 60 }, (_, index) => packet(1, index)),
      0.5,
      library,
    );
    shaper.next(false);
    library.isBroken = true;
    expect(levels([shaper.next(false) as AudioFrame])).toEqual([[0, 0]]);
    library.isBroken = false;
    expect(levels([shaper.next(false) as AudioFrame])).toEqual([[500, 500]]);
    library.isBroken = true;
    expect(() => {
      for (let count = 0; count < 25; count += 1) shaper.next(false);
    }).toThrow(expect.objectContaining({ code: 'VOICE_OPUS_FAILED' }) as Error);
  });

  it('does not change the PCM that belongs to the source', () => {
    const pcm = pcmOf(1_000);
    of([pcm], 0.5, new FakeOpus()).next(true);
    expect(pcm.equals(pcmOf(1_000))).toBe(true);
  });
});
