/** Several playbacks at once: what is heard of them, who ends when, and what passes untouched. */
import { Effect, type OpusLibrary, type Playback, Source, VoiceError } from '../../../../src/voice';
import { levelOf } from '../../../support/audio';
import { FakeOpus, levels, ListSource, names, range, stage, type Stage, stateOf, itWithoutCrossing } from './support';
import { ClearOpus, heard, isPassed, largestStep, powers, ToneSource } from './sound';

const missing = (): Promise<OpusLibrary> =>
  Promise.reject(new VoiceError({ code: 'VOICE_OPUS_MISSING', kind: 'codec', message: 'none installed' }));

function clearStage(): Stage & { readonly clear: ClearOpus } {
  const clear = new ClearOpus();
  return { ...stage({ opus: () => Promise.resolve(clear) }), clear };
}

/** Everything an evening should hold to: one frame for each 20 ms, and no time between. */
function expectRhythm({ output }: Stage): void {
  const frames = output.entries.filter(({ kind }) => kind === 'frame');
  for (const [index, { atMs }] of frames.entries()) expect(atMs).toBeCloseTo((frames[0]?.atMs ?? 0) + index * 20, 5);
  expect(output.story).not.toContain('skip 960');
}

describe('what plays beside', () => {
  it('is heard together with the one, which passes byte for byte before and after', async () => {
    const evening = clearStage();
    const { clock, output, audio, clear } = evening;
    const music = new ToneSource({ hz: 440, ms: 4_000 });
    audio.play(music);
    for (let time = 0; time < 2; time += 1) {
      await clock.advance(1_000);
      audio.play(new ToneSource({ hz: 1_500, ms: 400 }), { beside: true });
    }
    await clock.advance(4_000);
    const { frames } = output;
    expect(frames).toHaveLength(200);
    const mixed = frames.flatMap((frame, index) => (isPassed(frame) ? [] : [index]));
    expect(mixed).toHaveLength(40);
    for (const [index, frame] of frames.entries()) {
      if (!mixed.includes(index)) expect(frame.data.equals(music.packets[index] as Buffer)).toBe(true);
    }
    const from = mixed[0] as number;
    const both = heard(output).subarray(from * 3_840, (from + 20) * 3_840);
    expect(levelOf(both, 440)).toBeCloseTo(0.25, 2);
    expect(levelOf(both, 1_500)).toBeCloseTo(0.25, 2);
    expectRhythm(evening);
    expect(clear.open).toBe(0);
  });

  it('leaves no step where the one begins and ends to be mixed', async () => {
    const { clock, output, audio } = clearStage();
    const music = new ToneSource({ hz: 440, ms: 3_000 });
    audio.play(music);
    await clock.advance(1_000);
    // Silent itself: every step would be one of the music.
    audio.play(new ToneSource({ hz: 440, ms: 500, level: 0 }), { beside: true });
    await clock.advance(4_000);
    expect(largestStep(heard(output))).toBeLessThan(music.slope * 1.05);
    expect(levelOf(heard(output), 440)).toBeCloseTo(0.25, 3);
  });

  it('has its own end and does not move the queue, nor end what is played', async () => {
    const { clock, audio, output } = stage();
    const told: string[] = [];
    audio.queue.on('start', (track) => told.push(`start ${track.label}`));
    audio.queue.on('end', (track, end) => told.push(`end ${track.label} ${end.reason}`));
    audio.queue.on('idle', () => told.push('idle'));
    audio.player.on('end', (playback, end) => told.push(`${playback.label} ${playback.isBeside} ${end.reason}`));
    audio.queue.add(new ListSource({ track: 1, frames: 60 }));
    audio.queue.add(new ListSource({ track: 2, frames: 20 }));
    await clock.advance(200);
    const short = audio.play(new ListSource({ track: 3, frames: 10 }), { beside: true });
    const long = audio.play(new ListSource({ track: 4, frames: 500 }), { beside: true });
    expect(audio.player.current?.label).toBe('track 1');
    await clock.advance(600);
    await expect(short.ended).resolves.toEqual({ reason: 'finished' });
    expect(audio.player.current?.label).toBe('track 1');
    await clock.advance(3_000);
    expect(told).toEqual([
      'start track 1',
      'track 3 true finished',
      'track 1 false finished',
      'end track 1 finished',
      'start track 2',
      'track 2 false finished',
      'end track 2 finished',
      'idle',
    ]);
    expect(stateOf(long)).toBe('playing');
    long.stop();
    await expect(long.ended).resolves.toEqual({ reason: 'stopped' });
    await clock.advance(500);
    expect(output.speaking).toBe(0);
  });

  it('stays when the one is replaced, and is alone when that ends: then its own packets pass', async () => {
    const { clock, output, audio } = stage();
    audio.play(new ListSource({ track: 1, frames: 500 }));
    audio.play(new ListSource({ track: 2, frames: 100 }), { beside: true });
    await clock.advance(400);
    const other = audio.play(new ListSource({ track: 3, frames: 500 }));
    await clock.advance(400);
    expect(audio.player.current).toBe(other);
    other.stop();
    await clock.advance(3_000);
    const told = names(output.frames);
    // What it had made for the mix goes out encoded, without the other.
    expect(told[told.lastIndexOf('encoded 2000') + 1]).toBe('encoded 1000');
    const from = told.lastIndexOf('encoded 1000') + 1;
    expect(told.slice(from)).toEqual(range(2, 100 - (told.length - from), 100));
    expect(told.length - from).toBeGreaterThan(40);
  });

  it('lowers the others while it sounds, without a step', async () => {
    const { clock, output, audio } = clearStage();
    const music = new ToneSource({ hz: 440, ms: 4_000 });
    audio.play(music);
    await clock.advance(1_000);
    audio.play(new ToneSource({ hz: 3_000, ms: 1_000, level: 0 }), { beside: true, duck: 0.3 });
    await clock.advance(5_000);
    const pcm = heard(output);
    const at = (ms: number): number => levelOf(pcm.subarray(ms * 192, (ms + 100) * 192), 440);
    expect(at(800)).toBeCloseTo(0.25, 2);
    for (const ms of [1_300, 1_700]) expect(at(ms)).toBeCloseTo(0.075, 2);
    expect(at(2_500)).toBeCloseTo(0.25, 2);
    expect(largestStep(pcm)).toBeLessThan(music.slope * 1.05);
    expect(output.frames.slice(-60).every(isPassed)).toBe(true);
  });

  itWithoutCrossing('is cut to 20 ms together with the others, whatever the length of their packets', async () => {
    const evening = clearStage();
    const { clock, output, audio } = evening;
    audio.play(new ToneSource({ hz: 440, ms: 2_400, samples: 2_880 }));
    audio.play(new ToneSource({ hz: 1_000, ms: 2_400, samples: 120 }), { beside: true });
    audio.play(new ToneSource({ hz: 2_500, ms: 2_400, kind: 'pcm' }), { beside: true });
    await clock.advance(4_000);
    const pcm = heard(output);
    expect(Math.abs(pcm.length / 192 - 2_400)).toBeLessThanOrEqual(60);
    for (const hz of [440, 1_000, 2_500]) expect(levelOf(pcm.subarray(19_200, -19_200), hz)).toBeCloseTo(0.25, 2);
    expect(output.frames.filter((frame) => frame.samples !== 960).length).toBeLessThanOrEqual(4);
    expect(output.timestamp).toBe(pcm.length / 4 + output.story.filter((each) => each === 'silence').length * 960);
  });

  it('may be paused and go on where it was, and so may the other, and nothing is lost or doubled', async () => {
    const { clock, output, audio } = clearStage();
    const [music, words] = [new ToneSource({ hz: 440, ms: 4_000 }), new ToneSource({ hz: 1_500, ms: 3_000 })];
    const one = audio.play(music);
    await clock.advance(500);
    const two = audio.play(words, { beside: true });
    await clock.advance(310);
    one.pause();
    await clock.advance(310);
    expect(output.frames.slice(-5).every(isPassed)).toBe(true);
    expect(one.state).toBe('paused');
    two.pause();
    await clock.advance(310);
    expect(output.speaking).toBe(0);
    one.resume();
    await clock.advance(310);
    two.resume();
    await clock.advance(6_000);
    await expect(one.ended).resolves.toEqual({ reason: 'finished' });
    await expect(two.ended).resolves.toEqual({ reason: 'finished' });
    expect([one.positionMs, two.positionMs]).toEqual([4_000, 3_000]);
    // Each tone in all that was heard: as long as its source, and in phase with itself over all pauses.
    const alone = output.frames.filter(isPassed).map(({ data }) => data);
    expect(new Set(alone).size).toBe(alone.length);
  });

  it('takes what was ready to go out alone into the mix', async () => {
    const { clock, output, audio } = stage();
    const one = audio.play(new ListSource({ track: 1, frames: 100 }));
    await clock.advance(300);
    one.pause();
    await clock.advance(300);
    const sent = output.frames.length;
    audio.play(new ListSource({ track: 2, frames: 50 }), { beside: true });
    await clock.advance(200);
    one.resume();
    await clock.advance(3_000);
    const told = names(output.frames);
    expect(told.slice(0, sent)).toEqual(range(1, 0, sent));
    const mixed = told.filter((name) => name === 'encoded 2000').length;
    expect(mixed).toBeGreaterThan(30);
    // The packet that waited for the end of the pause is the first in the mix.
    expect(one.positionMs).toBe(2_000);
    expect(told.slice(-10)).toEqual(range(1, 90, 100));
    expect(told.filter((name) => name.startsWith('1:'))).toHaveLength(100 - mixed);
  });

  it('is limited where the sum has no room, instead of wrapping round', async () => {
    const { clock, output, audio } = clearStage();
    audio.play(new ToneSource({ hz: 440, ms: 1_000, level: 0.9 }));
    audio.play(new ToneSource({ hz: 445, ms: 1_000, level: 0.9 }), { beside: true });
    await clock.advance(2_000);
    const pcm = heard(output);
    expect(largestStep(pcm)).toBeLessThan(4_000);
    expect(levelOf(pcm.subarray(96_000), 3 * 440)).toBeLessThan(0.02);
  });

  it('fails alone', async () => {
    const { clock, output, audio } = stage();
    const one = audio.play(new ListSource({ track: 1, frames: 40 }));
    const two = audio.play(new ListSource({ track: 2, frames: 40, failsAt: 15 }), { beside: true });
    const three = audio.play(new ListSource({ track: 3, frames: 40, openError: new Error('no') }), { beside: true });
    await clock.advance(2_000);
    await expect(two.ended).resolves.toMatchObject({ reason: 'error', error: { code: 'VOICE_SOURCE_FAILED' } });
    await expect(three.ended).resolves.toMatchObject({ reason: 'error' });
    await expect(one.ended).resolves.toEqual({ reason: 'finished' });
    expect(output.frames).toHaveLength(40);
  });

  it('fails where there is no library, and what plays goes on', async () => {
    const { clock, output, audio } = stage({ opus: missing });
    const one = audio.play(new ListSource({ track: 1, frames: 40 }));
    const two = audio.play(new ListSource({ track: 2, frames: 40 }), { beside: true });
    await clock.advance(2_000);
    await expect(two.ended).resolves.toMatchObject({ reason: 'error', error: { code: 'VOICE_OPUS_MISSING' } });
    await expect(one.ended).resolves.toEqual({ reason: 'finished' });
    expect(names(output.frames)).toEqual(range(1, 0, 40));
  });

  it('ends with everybody in it when the sum cannot be encoded', async () => {
    const { clock, audio, clear } = clearStage();
    const one = audio.play(new ToneSource({ hz: 440, ms: 1_000 }));
    const two = audio.play(new ToneSource({ hz: 445, ms: 1_000 }), { beside: true });
    await clock.advance(300);
    clear.isBroken = true;
    await clock.advance(300);
    await expect(one.ended).resolves.toMatchObject({ reason: 'error', error: { message: 'out of order' } });
    await expect(two.ended).resolves.toMatchObject({ reason: 'error' });
  });

  it('is refused by the seventeenth, with nonsense, and after the end', async () => {
    const { clock, audio } = stage();
    const playbacks: Playback[] = [];
    for (let count = 0; count < 16; count += 1) {
      playbacks.push(audio.play(new ListSource({ frames: 10 }), { beside: true }));
    }
    const refused = expect.objectContaining({ code: 'VOICE_INVALID_OPTIONS' }) as Error;
    expect(() => audio.play(new ListSource({ frames: 10 }), { beside: true })).toThrow(refused);
    expect(() => audio.play(new ListSource({ frames: 10 }), { duck: 0.5 })).toThrow(refused);
    expect(() => audio.play(new ListSource({ frames: 10 }), { beside: true, duck: 2 })).toThrow(refused);
    expect(() => audio.play(new ListSource({ frames: 10 }), { fadeInMs: -1 })).toThrow(refused);
    const closed = audio.close();
    await clock.advance(200);
    await closed;
    for (const playback of playbacks) await expect(playback.ended).resolves.toEqual({ reason: 'stopped' });
    expect(() => audio.play(new ListSource({ frames: 10 }), { beside: true })).toThrow(
      expect.objectContaining({ code: 'VOICE_CLOSED' }) as Error,
    );
  });

  it('speaks with priority if one of those that are heard is to', async () => {
    const { clock, output, audio } = stage();
    audio.play(new ListSource({ track: 1, frames: 100 }));
    await clock.advance(300);
    audio.play(new ListSource({ track: 2, frames: 20 }), { beside: true, priority: true });
    await clock.advance(3_000);
    expect(output.story.filter((each) => each.startsWith('speaking'))).toEqual([
      'speaking 1',
      'speaking 5',
      'speaking 1',
      'speaking 0',
    ]);
  });
});

describe('the effects of a playback', () => {
  it('are heard from the first frame on, and with none of them left packets pass again', async () => {
    const { clock, output, audio } = clearStage();
    const music = new ToneSource({ hz: 1_000, ms: 4_000, level: 0.1 });
    const playback = audio.play(music, { effects: [Effect.equaliser([{ hz: 1_000, gainDb: 6 }])] });
    await clock.advance(2_000);
    expect(playback.effects).toEqual([{ kind: 'equaliser', bands: [{ hz: 1_000, gainDb: 6, q: 1.41 }] }]);
    playback.setEffects([]);
    await clock.advance(3_000);
    expect(output.frames).toHaveLength(200);
    const from = output.frames.findIndex(isPassed);
    expect(output.frames.slice(from).map(({ data }) => data)).toEqual(music.packets.slice(from));
    expect(from).toBeLessThan(105);
    const pcm = heard(output);
    expect(Math.abs(20 * Math.log10(levelOf(pcm.subarray(96_000, 288_000), 1_000) / 0.1) - 6)).toBeLessThan(0.5);
    expect(largestStep(pcm)).toBeLessThan(music.slope * 2.1);
  });

  it('and the volume change without a step, as often as one likes', async () => {
    const { clock, output, audio } = clearStage();
    const music = new ToneSource({ hz: 300, ms: 8_000, level: 0.2 });
    const playback = audio.play(music);
    await clock.advance(500);
    const bands = (gainDb: number): Effect => Effect.equaliser([{ hz: 300, gainDb, q: 1 }]);
    for (const [index, gainDb] of [6, -6, 3, 0, 6, -12, 0].entries()) {
      playback.setEffects(gainDb === 0 ? [] : [bands(gainDb), Effect.lowPass(5_000)]);
      playback.setVolume(index % 2 === 0 ? 0.5 : 1);
      await clock.advance(index < 3 ? 30 : 500);
    }
    playback.setVolume(1);
    await clock.advance(8_000);
    expect(output.frames).toHaveLength(400);
    expect(output.frames.slice(-50).every(isPassed)).toBe(true);
    // +6 dB is twice the slope; a fade adds what it moves in one sample, which is next to nothing.
    expect(largestStep(heard(output))).toBeLessThan(music.slope * 2 * 1.1);
  });

  it('count positions by the source where they change the speed', async () => {
    const { clock, output, audio } = clearStage();
    const playback = audio.play(new ToneSource({ hz: 400, ms: 4_000, level: 0.5 }), { effects: [Effect.speed(2)] });
    await clock.advance(1_000);
    const sent = output.frames.length;
    expect(playback.positionMs).toBe(sent * 40);
    playback.setEffects([]);
    await clock.advance(1_000);
    expect(output.frames.slice(-10).every(isPassed)).toBe(true);
    expect(Math.round(playback.positionMs) % 20).toBe(0);
    await clock.advance(4_000);
    expect(playback.positionMs).toBeCloseTo(4_000, 5);
    const pcm = heard(output);
    expect(levelOf(pcm.subarray(0, 153_600), 800)).toBeCloseTo(0.5, 2);
    expect(largestStep(pcm)).toBeLessThan(((0.5 * 32_767 * 2 * Math.PI * 800) / 48_000) * 1.05);
  });

  it('are kept over a seek, and heard by nobody else', async () => {
    const { clock, output, audio } = clearStage();
    const playback = audio.play(new ToneSource({ hz: 1_000, ms: 9_000, level: 0.1 }), {
      effects: [Effect.lowPass(500)],
    });
    audio.play(new ToneSource({ hz: 2_000, ms: 9_000, level: 0.1 }), { beside: true });
    await clock.advance(500);
    void playback.seek(4_000);
    await clock.advance(1_000);
    const late = heard(output).subarray(-96_000);
    expect(levelOf(late, 1_000)).toBeLessThan(0.03);
    expect(levelOf(late, 2_000)).toBeCloseTo(0.1, 2);
  });

  it('need a library: without one it ends, or stays as it is', async () => {
    const { clock, audio } = stage({ opus: missing });
    const problems: Error[] = [];
    audio.player.on('problem', (_, error) => problems.push(error));
    const wanted = audio.play(new ListSource({ frames: 20 }), { effects: [Effect.mono()] });
    await clock.advance(100);
    await expect(wanted.ended).resolves.toMatchObject({ reason: 'error', error: { code: 'VOICE_OPUS_MISSING' } });
    const faded = audio.play(new ListSource({ frames: 20 }), { fadeInMs: 100 });
    await clock.advance(100);
    await expect(faded.ended).resolves.toMatchObject({ reason: 'error' });
    const later = audio.play(new ListSource({ frames: 20 }));
    await clock.advance(100);
    later.setEffects([Effect.mono()]);
    await clock.advance(1_000);
    expect(problems).toMatchObject([{ code: 'VOICE_OPUS_MISSING' }]);
    expect(later.effects).toEqual([]);
    await expect(later.ended).resolves.toEqual({ reason: 'finished' });
  });

  it('are refused when they are none, and ignored after the end', async () => {
    const { clock, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 20 }));
    const refused = expect.objectContaining({ code: 'VOICE_INVALID_OPTIONS' }) as Error;
    expect(() => {
      playback.setEffects([{ kind: 'reverb' } as never]);
    }).toThrow(refused);
    expect(() => audio.play(new ListSource({ frames: 20 }), { effects: ['loud'] as never })).toThrow(refused);
    await clock.advance(1_000);
    playback.setEffects([Effect.mono()]);
    expect(playback.effects).toEqual([]);
  });
});

describe('fades', () => {
  it('begin in silence, rise to the volume, and then packets pass', async () => {
    const { clock, output, audio } = clearStage();
    const music = new ToneSource({ hz: 440, ms: 2_000 });
    audio.play(music, { fadeInMs: 500 });
    await clock.advance(3_000);
    const power = powers(heard(output));
    expect(power[0]).toBeLessThan(0.001);
    for (let frame = 3; frame < 25; frame += 1) expect(power[frame]).toBeGreaterThan(power[frame - 3] as number);
    expect(output.frames.slice(26).every(isPassed)).toBe(true);
    expect(largestStep(heard(output))).toBeLessThan(music.slope * 1.05);
  });

  it('end a playback in silence: one that is stopped so, then what follows begins', async () => {
    const { clock, output, audio } = clearStage();
    const music = new ToneSource({ hz: 440, ms: 4_000 });
    const track = audio.queue.add(music);
    audio.queue.add(new ToneSource({ hz: 1_000, ms: 500, level: 0.1 }));
    await clock.advance(500);
    track.playback?.stop({ fadeMs: 400 });
    await clock.advance(200);
    expect(track.playback?.state).toBe('playing');
    await clock.advance(300);
    await expect(track.playback?.ended).resolves.toEqual({ reason: 'stopped' });
    expect(audio.queue.current?.label).toBe('1000 Hz');
    await clock.advance(2_000);
    const pcm = heard(output);
    expect(largestStep(pcm)).toBeLessThan(music.slope * 1.05);
    expect(levelOf(pcm.subarray(-96_000), 1_000)).toBeCloseTo(0.1, 2);
  });

  it('do not keep what is not heard: that ends at once', async () => {
    const { clock, audio } = clearStage();
    const paused = audio.play(new ToneSource({ hz: 440, ms: 4_000 }));
    await clock.advance(500);
    paused.pause();
    paused.stop({ fadeMs: 1_000 });
    expect(stateOf(paused)).toBe('ended');
    const early = audio.play(new ToneSource({ hz: 440, ms: 4_000 }));
    early.stop({ fadeMs: 1_000 });
    expect(stateOf(early)).toBe('ended');
    const bad = audio.play(new ToneSource({ hz: 440, ms: 4_000 }));
    expect(() => {
      bad.stop({ fadeMs: -1 });
    }).toThrow(expect.objectContaining({ code: 'VOICE_INVALID_OPTIONS' }) as Error);
  });

  it('end at once where there is no library', async () => {
    const { clock, audio } = stage({ opus: missing });
    const playback = audio.play(new ListSource({ frames: 500 }));
    await clock.advance(500);
    playback.stop({ fadeMs: 1_000 });
    await clock.advance(20);
    await expect(playback.ended).resolves.toEqual({ reason: 'stopped' });
  });
});

describe('a real encoder', () => {
  it('mixes beside packets that pass untouched', async () => {
    const { loadOpus } = await import('../../../../src/voice');
    const library = await loadOpus();
    const encoder = library.encoder();
    const packetsOf = (hz: number, ms: number): Buffer[] =>
      new ToneSource({ hz, ms }).packets.map((packet) => encoder.encode(packet.subarray(1)));
    const music = packetsOf(440, 3_000);
    const { clock, output, audio } = stage({ opus: () => Promise.resolve(library) });
    audio.play(Source.frames(music));
    await clock.advance(1_000);
    audio.play(Source.frames(packetsOf(1_500, 500)), { beside: true });
    await clock.advance(4_000);
    const decoder = library.decoder();
    const pcm = Buffer.concat(output.frames.map(({ data }) => decoder.decode(data)));
    const isOwn = output.frames.map(({ data }, index) => data.equals(music[index] as Buffer));
    const [from, to] = [isOwn.indexOf(false), isOwn.lastIndexOf(false)];
    expect(to - from).toBe(24);
    expect(isOwn.filter((own) => own)).toHaveLength(125);
    const during = pcm.subarray((from + 3) * 3_840, (to - 3) * 3_840);
    expect(levelOf(during, 440)).toBeCloseTo(0.25, 1);
    expect(levelOf(during, 1_500)).toBeCloseTo(0.25, 1);
    // Around the seams nothing is steeper than both tones together.
    expect(largestStep(pcm.subarray(3_840 * 4))).toBeLessThan(
      0.25 * 32_767 * 2 * Math.PI * ((440 + 1_500) / 48_000) * 1.15,
    );
    decoder.close();
    encoder.close();
  });
});

describe('an encoder', () => {
  it('is kept from one to the next, and closed when the line rests', async () => {
    const opus = new FakeOpus();
    const { clock, output, audio } = stage({ opus: () => Promise.resolve(opus) });
    audio.queue.add(new ListSource({ frames: 20, kind: 'pcm', level: 100 }));
    audio.queue.add({
      source: new ListSource({ frames: 20, kind: 'pcm', level: 200 }),
      data: undefined,
      options: { bitrate: 96_000 },
    });
    await clock.advance(500);
    expect(opus.open).toBe(1);
    await clock.advance(2_000);
    expect(opus.open).toBe(0);
    expect(opus.bitrates).toEqual([96_000]);
    expect(levels(output.frames).map(([first]) => first)).toEqual([
      ...new Array<number>(20).fill(100),
      ...new Array<number>(20).fill(200),
    ]);
  });
});
