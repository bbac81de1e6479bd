/** Playing one source: what goes over the line, and what its author sees. */
import { type AudioSource, type Playback } from '../../../../src/voice';
import { ListSource, names, packet, range, stage, stateOf } from './support';

const times = <T>(count: number, value: T): T[] => new Array<T>(count).fill(value);

describe('play', () => {
  it('sends every frame byte for byte, with Speaking before and five frames of silence after', async () => {
    const { clock, output, audio } = stage();
    const source = new ListSource({ frames: 30 });
    const playback = audio.play(source);
    await clock.advance(2_000);
    expect(output.story).toEqual(['speaking 1', ...times(30, 'frame'), ...times(5, 'silence'), 'speaking 0']);
    expect(output.frames.map((frame) => frame.data)).toEqual(
      Array.from({ length: 30 }, (_, index) => packet(1, index).data),
    );
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
    expect(source.openReaders).toBe(0);
    expect(clock.pendingTimers).toBe(0);
  });

  it('sends one frame every 20 ms, those of another length by their own', async () => {
    const { clock, output, audio } = stage();
    audio.play(new ListSource({ frames: 20, samples: 2_880 }));
    await clock.advance(1_000);
    const at = output.entries.flatMap((entry) => (entry.kind === 'frame' ? [entry.atMs] : []));
    expect(at.slice(1).map((time, index) => time - (at[index] as number))).toEqual(times(at.length - 1, 60));
    expect(audio.player.current?.positionMs).toBe(at.length * 60);
  });

  it('is no thenable, and goes from loading over playing to ended', async () => {
    const { clock, audio } = stage();
    const source = new ListSource({ frames: 20, opensLater: true });
    const playback = audio.play(source);
    expect(playback).not.toHaveProperty('then');
    expect(playback.label).toBe('track 1');
    expect(playback.durationMs).toBeUndefined();
    await clock.advance(500);
    expect(stateOf(playback)).toBe('loading');
    source.letOpen();
    await clock.advance(40);
    expect(stateOf(playback)).toBe('playing');
    expect(playback.durationMs).toBe(400);
    await clock.advance(1_000);
    expect(stateOf(playback)).toBe('ended');
    expect(playback.positionMs).toBe(400);
  });

  it('has no timer for pacing while the source is being opened', async () => {
    const { clock, ticker, audio } = stage();
    audio.play(new ListSource({ frames: 20, opensLater: true }));
    await clock.advance(100);
    expect(ticker.size).toBe(0);
  });

  it('waits for ten frames before the first is sent', async () => {
    const { clock, output, audio } = stage();
    const source = new ListSource({ frames: 50, available: 9 });
    const playback = audio.play(source);
    await clock.advance(200);
    expect(stateOf(playback)).toBe('buffering');
    expect(output.story).toEqual([]);
    source.release(1);
    await clock.advance(40);
    expect(output.frames.length).toBeGreaterThan(0);
  });

  it('plays what is shorter than ten frames', async () => {
    const { clock, output, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 3 }));
    await clock.advance(500);
    expect(names(output.frames)).toEqual(range(1, 0, 3));
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
  });

  it('finishes an empty source without a sound', async () => {
    const { clock, output, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 0 }));
    await clock.advance(100);
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
    expect(output.story).toEqual([]);
  });

  it('sends silence while the source is late, tells it, and goes on where it was', async () => {
    const { clock, output, audio } = stage();
    const late: Playback[] = [];
    audio.player.on('buffering', (playback) => late.push(playback));
    const source = new ListSource({ frames: 40, available: 15 });
    const playback = audio.play(source);
    await clock.advance(400);
    expect(stateOf(playback)).toBe('buffering');
    expect(late).toEqual([playback]);
    expect(output.story.slice(0, 20)).toEqual(['speaking 1', ...times(15, 'frame'), ...times(4, 'silence')]);
    source.release();
    await clock.advance(1_000);
    expect(names(output.frames)).toEqual(range(1, 0, 40));
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
    expect(late).toHaveLength(1);
  });

  it('gives the line up after a second of silence, and lets the time that passed count', async () => {
    const { clock, output, audio } = stage();
    const source = new ListSource({ frames: 40, available: 15 });
    audio.play(source);
    await clock.advance(5_000);
    expect(output.story).toEqual(['speaking 1', ...times(15, 'frame'), ...times(50, 'silence'), 'speaking 0']);
    source.release();
    await clock.advance(495);
    expect(output.story[68]).toMatch(/^speaking 1|^skip/);
    expect(names(output.frames).slice(15, 20)).toEqual(range(1, 15, 20));
    const sent = output.entries.filter((entry) => entry.kind === 'frame' || entry.kind === 'silence');
    const [first, last] = [sent[0], sent.at(-1)];
    expect(output.timestamp).toBe(((last?.atMs ?? 0) - (first?.atMs ?? 0)) * 48 + 960);
  });

  it('ends with an error when the source gives nothing for too long', async () => {
    const { clock, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 40, available: 15 }));
    await clock.advance(31_000);
    await expect(playback.ended).resolves.toMatchObject({ reason: 'error', error: { code: 'VOICE_SOURCE_FAILED' } });
    expect(clock.pendingTimers).toBe(0);
    const second = audio.play(new ListSource({ frames: 40, opensLater: true }));
    await clock.advance(31_000);
    await expect(second.ended).resolves.toMatchObject({ reason: 'error', error: { code: 'VOICE_SOURCE_FAILED' } });
  });

  it('plays what was read before a source failed, then tells the error', async () => {
    const { clock, output, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 40, failsAt: 12 }));
    await clock.advance(1_000);
    expect(names(output.frames)).toEqual(range(1, 0, 12));
    expect(output.story.slice(-6)).toEqual([...times(5, 'silence'), 'speaking 0']);
    await expect(playback.ended).resolves.toMatchObject({ reason: 'error', error: { code: 'VOICE_SOURCE_FAILED' } });
  });

  it('tells the error of a source that cannot be opened, also one that throws at once', async () => {
    const { clock, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 1, openError: new Error('gone') }));
    await clock.advance(100);
    await expect(playback.ended).resolves.toMatchObject({ reason: 'error', error: { message: 'gone' } });
    const rude = audio.play({
      label: 'rude',
      isRepeatable: false,
      open: () => {
        throw new Error('at once');
      },
    });
    await clock.advance(100);
    await expect(rude.ended).resolves.toMatchObject({ reason: 'error', error: { message: 'at once' } });
  });

  it('refuses frames that no Opus packet can be', async () => {
    const { clock, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 20, samples: 9_600 }));
    await clock.advance(100);
    await expect(playback.ended).resolves.toMatchObject({ reason: 'error', error: { code: 'VOICE_SOURCE_INVALID' } });
  });

  it.each<[string, unknown]>([
    ['nothing', { kind: 'opus', read: async () => undefined }],
    ['text', { kind: 'opus', read: async () => 'text' }],
    ['a packet of text', { kind: 'opus', read: async () => ({ data: 'text', samples: 960 }) }],
    ['an empty packet', { kind: 'opus', read: async () => ({ data: Buffer.alloc(0), samples: 960 }) }],
    ['no number of samples', { kind: 'opus', read: async () => ({ data: Buffer.alloc(3), samples: '960' }) }],
    ['packets as PCM', { kind: 'pcm', read: async () => packet(1, 1) }],
    ['PCM as packets', { kind: 'opus', read: async () => Buffer.alloc(3_840) }],
    ['a reader of no kind', { kind: 'mp3', read: async () => packet(1, 1) }],
    ['a reader that cannot read', { kind: 'opus' }],
    ['no reader', null],
  ])('ends with an error, and not the process, when a source of one’s own gives %s', async (_, reader) => {
    const { clock, audio, ticker } = stage();
    const made = reader && { close: async () => undefined, ...reader };
    const source = { label: 'mine', isRepeatable: true, open: async () => made } as unknown as AudioSource;
    const playback = audio.play(source);
    await clock.advance(100);
    await expect(playback.ended).resolves.toMatchObject({ reason: 'error', error: { code: 'VOICE_SOURCE_INVALID' } });
    expect(ticker.size).toBe(0);
  });

  it('ends what played with `replaced`, and plays the new one over the same line', async () => {
    const { clock, output, audio } = stage();
    const first = audio.play(new ListSource({ frames: 100 }));
    await clock.advance(190);
    const second = audio.play(new ListSource({ track: 2, frames: 20 }));
    await expect(first.ended).resolves.toEqual({ reason: 'replaced' });
    await clock.advance(1_000);
    await expect(second.ended).resolves.toEqual({ reason: 'finished' });
    expect(names(output.frames)).toEqual([...range(1, 0, 10), ...range(2, 0, 20)]);
    expect(output.story.filter((word) => word.startsWith('speaking'))).toEqual(['speaking 1', 'speaking 0']);
  });

  it.each([
    { volume: -0.1 },
    { volume: 2.1 },
    { volume: NaN },
    { startMs: -1 },
    { bitrate: 7_999 },
    { bitrate: 510_001 },
  ])('refuses %j and leaves what plays alone', async (options) => {
    const { audio } = stage();
    const playback = audio.play(new ListSource({ frames: 100 }));
    expect(() => audio.play(new ListSource({ frames: 1 }), options)).toThrow(
      expect.objectContaining({ code: 'VOICE_INVALID_OPTIONS' }) as Error,
    );
    expect(audio.player.current).toBe(playback);
  });

  it('begins where it is told to', async () => {
    const { clock, output, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 60 }), { startMs: 1_000 });
    expect(playback.positionMs).toBe(1_000);
    await clock.advance(1_000);
    expect(names(output.frames)).toEqual(range(1, 50, 60));
    expect(playback.positionMs).toBe(1_200);
  });

  it('stops when its signal aborts, before and while it plays', async () => {
    const { clock, audio } = stage();
    const controller = new AbortController();
    const playback = audio.play(new ListSource({ frames: 100 }), { signal: controller.signal });
    await clock.advance(100);
    const dead = audio.play(new ListSource({ frames: 100 }), { signal: AbortSignal.abort() });
    await expect(dead.ended).resolves.toEqual({ reason: 'stopped' });
    expect(stateOf(playback)).toBe('playing');
    controller.abort();
    await expect(playback.ended).resolves.toEqual({ reason: 'stopped' });
    await clock.advance(1_000);
    expect(clock.pendingTimers).toBe(0);
  });

  it('speaks with priority by option, or by default', async () => {
    const { clock, output, audio } = stage();
    audio.play(new ListSource({ frames: 10 }), { priority: true });
    await clock.advance(1_000);
    audio.setSpeaking({ priority: true });
    audio.play(new ListSource({ frames: 10 }));
    await clock.advance(100);
    audio.setSpeaking({ priority: false });
    await clock.advance(1_000);
    audio.setSpeaking({ priority: true });
    audio.play(new ListSource({ frames: 10 }), { priority: false });
    await clock.advance(1_000);
    expect(output.story.filter((word) => word.startsWith('speaking'))).toEqual([
      ...['speaking 5', 'speaking 0', 'speaking 5', 'speaking 1', 'speaking 0'],
      ...['speaking 1', 'speaking 0'],
    ]);
  });
});

describe('pause, resume and stop', () => {
  it('sends five frames of silence, then Speaking 0, then nothing, and goes on with the next frame', async () => {
    const { clock, output, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 20 }));
    await clock.advance(190);
    playback.pause();
    expect(stateOf(playback)).toBe('paused');
    await clock.advance(1_010);
    expect(output.story).toEqual(['speaking 1', ...times(10, 'frame'), ...times(5, 'silence'), 'speaking 0']);
    expect(clock.pendingTimers).toBe(0);
    expect(playback.positionMs).toBe(200);
    playback.resume();
    await clock.advance(1_000);
    expect(names(output.frames)).toEqual(range(1, 0, 20));
  });

  it('lets the RTP timestamp pass with a pause', async () => {
    const { clock, output, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 20 }));
    await clock.advance(190);
    playback.pause();
    await clock.advance(60_000);
    playback.resume();
    await clock.advance(30);
    const sent = output.entries.filter((entry) => entry.kind === 'frame');
    const last = sent.at(-1)?.atMs ?? 0;
    expect(output.timestamp).toBe((last - (sent[0]?.atMs ?? 0)) * 48 + 960);
  });

  it('does not hang up when it is resumed in the middle of the silence', async () => {
    const { clock, output, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 20 }));
    await clock.advance(190);
    playback.pause();
    await clock.advance(40);
    playback.resume();
    await clock.advance(1_000);
    expect(output.story.filter((word) => word.startsWith('speaking'))).toEqual(['speaking 1', 'speaking 0']);
    expect(names(output.frames)).toEqual(range(1, 0, 20));
  });

  it('may be paused while it loads, and then waits', async () => {
    const { clock, output, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 20 }));
    playback.pause();
    await clock.advance(1_000);
    expect(output.story).toEqual([]);
    playback.resume();
    await clock.advance(1_000);
    expect(names(output.frames)).toEqual(range(1, 0, 20));
  });

  it('ends when it is stopped, with the silence that belongs to it, and closes the source', async () => {
    const { clock, output, audio } = stage();
    const source = new ListSource({ frames: 100 });
    const playback = audio.play(source);
    await clock.advance(190);
    playback.stop();
    playback.stop();
    playback.pause();
    playback.resume();
    playback.setVolume(0.5);
    await expect(playback.ended).resolves.toEqual({ reason: 'stopped' });
    await clock.advance(1_000);
    expect(output.story).toEqual(['speaking 1', ...times(10, 'frame'), ...times(5, 'silence'), 'speaking 0']);
    expect(source.openReaders).toBe(0);
    expect(playback.state).toBe('ended');
  });

  it('closes a source that opens after it was stopped', async () => {
    const { clock, audio } = stage();
    const source = new ListSource({ frames: 100, opensLater: true });
    const playback = audio.play(source);
    await clock.advance(100);
    playback.stop();
    source.letOpen();
    await clock.advance(100);
    expect(source.openReaders).toBe(0);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('seek', () => {
  it('goes on from the other place, and what plays goes on until that is ready', async () => {
    const { clock, output, audio } = stage();
    const source = new ListSource({ frames: 100 });
    const playback = audio.play(source);
    await clock.advance(190);
    const done = playback.seek(1_600);
    await clock.advance(1_000);
    await expect(done).resolves.toBeUndefined();
    expect(names(output.frames)).toEqual([...range(1, 0, 10), ...range(1, 80, 100)]);
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
    expect(playback.positionMs).toBe(2_000);
    expect(source.openReaders).toBe(0);
  });

  it('lets the last of several win, and settles all of them', async () => {
    const { clock, output, audio } = stage();
    const source = new ListSource({ frames: 100 });
    const playback = audio.play(source);
    await clock.advance(190);
    const all = Promise.all([playback.seek(1_000), playback.seek(200), playback.seek(1_800)]);
    await clock.advance(1_000);
    await all;
    expect(names(output.frames)).toEqual([...range(1, 0, 10), ...range(1, 90, 100)]);
    expect(source.openReaders).toBe(0);
  });

  it('rejects where the source cannot, and the playback goes on', async () => {
    const { clock, output, audio } = stage();
    const once = audio.play(new ListSource({ frames: 30, isRepeatable: false }));
    await clock.advance(100);
    await expect(once.seek(0)).rejects.toMatchObject({ code: 'VOICE_NOT_SEEKABLE' });
    await clock.advance(2_000);
    const fixed = audio.play(new ListSource({ track: 2, frames: 30, isSeekable: false }));
    await clock.advance(100);
    const seek = fixed.seek(100);
    await clock.advance(1_000);
    await expect(seek).rejects.toMatchObject({ code: 'VOICE_NOT_SEEKABLE' });
    await expect(fixed.ended).resolves.toEqual({ reason: 'finished' });
    expect(names(output.frames)).toEqual([...range(1, 0, 30), ...range(2, 0, 30)]);
    await expect(fixed.seek(0)).rejects.toMatchObject({ code: 'VOICE_NOT_SEEKABLE' });
    await expect(once.seek(NaN)).rejects.toMatchObject({ code: 'VOICE_INVALID_OPTIONS' });
  });

  it('does not let the playback end while it is under way', async () => {
    const { clock, output, audio } = stage();
    const source = new ListSource({ frames: 20 });
    const playback = audio.play(source);
    await clock.advance(100);
    source.holdOpens();
    const done = playback.seek(0);
    await clock.advance(1_000);
    expect(stateOf(playback)).toBe('buffering');
    source.letOpen();
    await clock.advance(1_000);
    await done;
    expect(names(output.frames)).toEqual([...range(1, 0, 20), ...range(1, 0, 20)]);
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
  });

  it('gives up a seek whose source never opens, and finishes what it had', async () => {
    const { clock, audio } = stage();
    const source = new ListSource({ frames: 20 });
    const playback = audio.play(source);
    await clock.advance(100);
    source.holdOpens();
    const done = playback.seek(0);
    done.catch(() => undefined);
    await clock.advance(31_000);
    await expect(done).rejects.toMatchObject({ code: 'VOICE_SOURCE_FAILED' });
    await expect(playback.ended).resolves.toMatchObject({ reason: 'finished' });
    expect(clock.pendingTimers).toBe(0);
  });

  it('is heard of again when the playback is stopped first', async () => {
    const { clock, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 20 }));
    await clock.advance(100);
    const done = playback.seek(0);
    playback.stop();
    await expect(done).rejects.toMatchObject({ code: 'VOICE_NOT_SEEKABLE' });
  });

  it('works while it is paused or still loading', async () => {
    const { clock, output, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 60 }));
    void playback.seek(1_000);
    playback.pause();
    await clock.advance(100);
    expect(playback.positionMs).toBe(1_000);
    playback.resume();
    await clock.advance(1_000);
    expect(names(output.frames)).toEqual(range(1, 50, 60));
  });

  it('takes back what failed at the old place, and has not ended the playback because it was paused', async () => {
    const { clock, output, audio } = stage();
    const source = new ListSource({ frames: 60, available: 15 });
    const playback = audio.play(source);
    await clock.advance(400);
    playback.pause();
    await clock.advance(31_000);
    source.release();
    await playback.seek(1_000);
    playback.resume();
    await clock.advance(1_000);
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
    expect(names(output.frames)).toEqual([...range(1, 0, 15), ...range(1, 50, 60)]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('finishes when the place is behind the end', async () => {
    const { clock, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 60 }));
    await clock.advance(100);
    void playback.seek(999_999);
    await clock.advance(100);
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
  });
});
