/** An output that goes away and comes back: a server move, a resume, the end of the call. */
import { ListSource, names, range, stage, stateOf } from './support';

const times = <T>(count: number, value: T): T[] => new Array<T>(count).fill(value);

describe('an output that goes away', () => {
  it('keeps the place: the frame that was not taken is the first that is sent afterwards', async () => {
    const { clock, output, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 60 }));
    await clock.advance(390);
    output.canSend = false;
    await clock.advance(30);
    expect(stateOf(playback)).toBe('waiting');
    const position = playback.positionMs;
    await clock.advance(60_000);
    expect(stateOf(playback)).toBe('waiting');
    expect(playback.positionMs).toBe(position);
    output.canSend = true;
    await clock.advance(30);
    expect(stateOf(playback)).toBe('playing');
    await clock.advance(2_000);
    expect(names(output.frames)).toEqual(range(1, 0, 60));
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
  });

  it('lets the RTP timestamp pass with the time that nothing was sent', async () => {
    const { clock, output, audio } = stage();
    audio.play(new ListSource({ frames: 60 }));
    await clock.advance(390);
    output.canSend = false;
    await clock.advance(2_000);
    output.canSend = true;
    await clock.advance(100);
    const sent = output.entries.filter((entry) => entry.kind === 'frame');
    expect(output.timestamp).toBe(((sent.at(-1)?.atMs ?? 0) - (sent[0]?.atMs ?? 0)) * 48 + 960);
  });

  it('keeps a frame that is refused although the output seemed ready', async () => {
    const { clock, output, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 30 }));
    await clock.advance(190);
    output.refusals = 3;
    await clock.advance(20);
    expect(stateOf(playback)).toBe('waiting');
    await clock.advance(1_000);
    expect(names(output.frames)).toEqual(range(1, 0, 30));
  });

  it('does not repeat what it announced, which is the output’s own business', async () => {
    const { clock, output, audio } = stage();
    audio.play(new ListSource({ frames: 30 }));
    await clock.advance(190);
    output.canSend = false;
    await clock.advance(500);
    output.canSend = true;
    await clock.advance(2_000);
    expect(output.story.filter((word) => word.startsWith('speaking'))).toEqual(['speaking 1', 'speaking 0']);
  });

  it('waits from the beginning when the connection is not ready yet', async () => {
    const { clock, output, audio } = stage();
    output.canSend = false;
    const playback = audio.play(new ListSource({ frames: 15 }));
    await clock.advance(5_000);
    expect(stateOf(playback)).toBe('waiting');
    output.canSend = true;
    await clock.advance(1_000);
    expect(names(output.frames)).toEqual(range(1, 0, 15));
    expect(output.story[0]).not.toBe('frame');
  });

  it('loses nothing between two tracks either', async () => {
    const { clock, output, audio } = stage();
    audio.queue.add([new ListSource({ track: 1, frames: 15 }), new ListSource({ track: 2, frames: 15 })]);
    await clock.advance(285);
    output.canSend = false;
    await clock.advance(3_000);
    output.canSend = true;
    await clock.advance(2_000);
    expect(names(output.frames)).toEqual([...range(1, 0, 15), ...range(2, 0, 15)]);
    expect(output.story.filter((word) => word === 'silence')).toHaveLength(5);
  });

  it('may be paused and stopped meanwhile, without the silence that nobody takes', async () => {
    const { clock, output, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 60 }));
    await clock.advance(190);
    output.canSend = false;
    await clock.advance(100);
    playback.pause();
    await clock.advance(100);
    expect(output.story.slice(-2)).toEqual(['frame', 'speaking 0']);
    expect(clock.pendingTimers).toBe(0);
    output.canSend = true;
    playback.resume();
    await clock.advance(200);
    expect(names(output.frames).slice(0, 15)).toEqual(range(1, 0, 15));
    output.canSend = false;
    playback.stop();
    await expect(playback.ended).resolves.toEqual({ reason: 'stopped' });
    await clock.advance(100);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('an event loop that stands still', () => {
  it('sends no burst after 700 ms, loses no frame, and moves the timestamp on', async () => {
    const { clock, output, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 60 }));
    await clock.advance(390);
    const before = output.frames.length;
    clock.stall(700);
    await clock.advance(100);
    expect(output.frames.length - before).toBe(5);
    const skips = output.entries.flatMap((entry) => (entry.kind === 'skip' ? [entry.samples] : []));
    expect(skips).toEqual([35 * 960]);
    await clock.advance(2_000);
    expect(names(output.frames)).toEqual(range(1, 0, 60));
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
  });

  it('catches up three frames at most', async () => {
    const { clock, output, audio } = stage();
    audio.play(new ListSource({ frames: 60 }));
    await clock.advance(390);
    const before = output.frames.length;
    clock.stall(60);
    await clock.advance(11);
    expect(output.frames.length - before).toBe(4);
    await clock.advance(2_000);
    expect(names(output.frames)).toEqual(range(1, 0, 60));
    expect(output.story.filter((word) => word.startsWith('skip'))).toEqual([]);
  });
});

describe('the end of the call', () => {
  it('sends the five frames of silence and Speaking 0 before close resolves', async () => {
    const { clock, output, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 60 }));
    await clock.advance(190);
    let isClosed = false;
    const closed = audio.close().then(() => {
      isClosed = true;
    });
    void audio.close();
    await expect(playback.ended).resolves.toEqual({ reason: 'stopped' });
    await clock.advance(60);
    expect(isClosed).toBe(false);
    await clock.advance(60);
    await closed;
    expect(output.story).toEqual(['speaking 1', ...times(10, 'frame'), ...times(5, 'silence'), 'speaking 0']);
    expect(clock.pendingTimers).toBe(0);
    expect(() => audio.play(new ListSource({ frames: 1 }))).toThrow(
      expect.objectContaining({ code: 'VOICE_CLOSED' }) as Error,
    );
  });

  it('is at once when nothing plays, and when the output takes nothing', async () => {
    const quiet = stage();
    await quiet.audio.close();
    expect(quiet.output.story).toEqual([]);
    const { clock, output, audio } = stage();
    const source = new ListSource({ frames: 60 });
    audio.play(source);
    await clock.advance(190);
    output.canSend = false;
    await audio.close();
    await clock.advance(0);
    expect(output.story.at(-1)).toBe('speaking 0');
    expect(source.openReaders).toBe(0);
    expect(clock.pendingTimers).toBe(0);
  });

  it('ends what plays with an error when the ticker is closed, and does not hang', async () => {
    const { clock, ticker, audio } = stage();
    const playback = audio.play(new ListSource({ frames: 60 }));
    await clock.advance(190);
    ticker.close();
    await expect(playback.ended).resolves.toMatchObject({ reason: 'error', error: { code: 'VOICE_CLOSED' } });
    const late = audio.play(new ListSource({ frames: 60 }));
    await expect(late.ended).resolves.toMatchObject({ reason: 'error', error: { code: 'VOICE_CLOSED' } });
    await audio.close();
    expect(clock.pendingTimers).toBe(0);
  });

  it('does not hang when the ticker is closed while it says its silence', async () => {
    const { clock, ticker, audio } = stage();
    audio.play(new ListSource({ frames: 60 }));
    await clock.advance(190);
    const closed = audio.close();
    ticker.close();
    await closed;
    expect(clock.pendingTimers).toBe(0);
  });

  it('reports an output that throws, keeps the rest of the queue, and leaves other calls alone', async () => {
    const { clock, output, ticker, audio } = stage();
    audio.queue.add([new ListSource({ track: 1, frames: 60 }), new ListSource({ track: 2, frames: 60 })]);
    const errors: Error[] = [];
    audio.queue.on('error', (_, error) => errors.push(error));
    await clock.advance(190);
    output.send = () => {
      throw new Error('a bug of ours');
    };
    await clock.advance(100);
    expect(errors).toMatchObject([{ message: 'a bug of ours' }]);
    expect(audio.queue.size).toBe(1);
    expect(ticker.size).toBe(0);
    expect(output.speaking).toBe(0);
  });
});
