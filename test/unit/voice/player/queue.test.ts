/** Tracks one after the other: order, gaps, loops, history, failures. */
import { Readable } from 'node:stream';
import { Track, type TrackQueue } from '../../../../src/voice';
import { ListSource, names, range, seeded, stage, type Stage } from './support';

interface Song {
  readonly title: string;
}

interface QueueStage extends Stage {
  readonly queue: TrackQueue<Song>;
  readonly events: string[];
}

function songs(options: { readonly random?: () => number } = {}): QueueStage {
  const made = stage(options);
  const queue = made.audio.queueOf<Song>();
  const events: string[] = [];
  queue.on('start', (track) => events.push(`start ${track.data.title}`));
  queue.on('end', (track, end) => events.push(`end ${track.data.title} ${end.reason}`));
  queue.on('error', (track, error) => events.push(`error ${track.data.title} ${error.message}`));
  queue.on('idle', () => events.push('idle'));
  return { ...made, queue, events };
}

function song(
  track: number,
  frames = 15,
  options: Partial<ConstructorParameters<typeof ListSource>[0]> = {},
): Track<Song> & { readonly source: ListSource } {
  const source = new ListSource({ track, frames, ...options });
  return new Track({ source, data: { title: String(track) } }) as Track<Song> & { readonly source: ListSource };
}

const titles = (tracks: readonly Track<Song>[]): string => tracks.map((track) => track.data.title).join(' ');
const times = <T>(count: number, value: T): T[] => new Array<T>(count).fill(value);

describe('TrackQueue', () => {
  it('plays tracks in order, frame after frame, with no silence and no Speaking in between', async () => {
    const { clock, output, queue, events } = songs();
    queue.add([song(1), song(2), song(3, 12, { kind: 'opus', knowsDuration: false })]);
    expect(queue.current?.data.title).toBe('1');
    await clock.advance(3_000);
    expect(names(output.frames)).toEqual([...range(1, 0, 15), ...range(2, 0, 15), ...range(3, 0, 12)]);
    expect(output.story).toEqual(['speaking 1', ...times(42, 'frame'), ...times(5, 'silence'), 'speaking 0']);
    const at = output.entries.flatMap((entry) => (entry.kind === 'frame' ? [entry.atMs] : []));
    expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBe(41 * 20);
    expect(events).toEqual([
      ...['start 1', 'end 1 finished', 'start 2', 'end 2 finished', 'start 3', 'end 3 finished', 'idle'],
    ]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('opens the next track before the end of the current one, and not long before', async () => {
    const { clock, queue } = songs();
    const [first, second] = [song(1, 1_000), song(2)];
    queue.add([first, second]);
    await clock.advance(9_000);
    expect(second.source.opened).toBe(0);
    await clock.advance(1_500);
    expect(second.source.opened).toBe(1);
  });

  it('opens the next track seconds before the end of one whose length nobody knows', async () => {
    const { audio, clock, output } = stage();
    const first = new ListSource({ frames: 500, knowsDuration: false });
    const second = new ListSource({ track: 2, frames: 20, opensLater: true });
    audio.queue.add([first, second]);
    await clock.advance(4_900);
    expect(second.opened).toBe(0);
    await clock.advance(400);
    expect(second.opened).toBe(1);
    // As a server far away would.
    await clock.advance(3_000);
    second.letOpen();
    await clock.advance(4_000);
    expect(names(output.frames)).toEqual([...range(1, 0, 500), ...range(2, 0, 20)]);
    expect(output.story.slice(0, 521)).toEqual(['speaking 1', ...Array.from({ length: 520 }, () => 'frame')]);
    await audio.close();
  });

  it('opens what is added near the end of the current one at once', async () => {
    const { clock, output, queue } = songs();
    queue.add(song(1));
    await clock.advance(200);
    const second = song(2);
    queue.add(second);
    await clock.advance(1);
    expect(second.source.openReaders).toBe(1);
    await clock.advance(1_000);
    expect(names(output.frames)).toEqual([...range(1, 0, 15), ...range(2, 0, 15)]);
    expect(output.story.filter((word) => word === 'silence')).toHaveLength(5);
  });

  it('lets go of what it opened when the current one goes back, and opens it again in time', async () => {
    const { audio, clock, output } = stage();
    const [first, second] = [new ListSource({ frames: 1_500 }), new ListSource({ track: 2, frames: 20 })];
    audio.queue.add([first, second]);
    await clock.advance(20_900);
    expect(second.openReaders).toBe(1);
    const done = audio.queue.current?.playback?.seek(0);
    await clock.advance(100);
    await done;
    expect(second.openReaders).toBe(0);
    await clock.advance(31_000);
    expect(second.opened).toBe(2);
    expect(names(output.frames).slice(-1_520)).toEqual([...range(1, 0, 1_500), ...range(2, 0, 20)]);
    await audio.close();
  });

  it('lets go of what it opened when something else comes first', async () => {
    const { clock, output, queue } = songs();
    const [second, third] = [song(2), song(3)];
    queue.add([song(1), second]);
    await clock.advance(100);
    expect(second.source.openReaders).toBe(1);
    queue.add(third, { next: true });
    await clock.advance(10);
    expect(second.source.openReaders).toBe(0);
    expect(third.source.openReaders).toBe(1);
    queue.remove(third);
    queue.clear();
    await clock.advance(10);
    expect(third.source.openReaders).toBe(0);
    await clock.advance(1_000);
    expect(names(output.frames)).toEqual(range(1, 0, 15));
  });

  it('adds at the end or before all others, and takes sources alone where tracks need no data', () => {
    const { audio } = stage();
    const { queue } = audio;
    queue.add(new ListSource({ track: 1, frames: 9 }));
    queue.add([new ListSource({ track: 2, frames: 9 }), { source: new ListSource({ track: 3, frames: 9 }), data: 7 }]);
    queue.add([new ListSource({ track: 4, frames: 9 }), new ListSource({ track: 5, frames: 9 })], { next: true });
    expect(queue.tracks.map((track) => track.label)).toEqual(['track 4', 'track 5', 'track 2', 'track 3']);
    expect(queue.tracks.at(-1)?.data).toBe(7);
    expect(queue.size).toBe(4);
  });

  it('adds and plays nothing that is no source, and says what to pass', async () => {
    const { audio } = stage();
    for (const [wrong, advice] of [
      ['song.mp3', 'Source.file(path)'],
      [new URL('https://example.invalid/a.mp3'), 'Source.url(address)'],
      [Readable.from([]), 'Source.stream(stream)'],
      [Buffer.alloc(3), 'Source.'],
      [undefined, 'Source.'],
      [7, 'Source.'],
    ] as const) {
      const expected = expect.objectContaining({
        code: 'VOICE_INVALID_OPTIONS',
        advice: expect.stringContaining(advice) as string,
      }) as Error;
      expect(() => audio.play(wrong as never)).toThrow(expected);
      expect(() => audio.queue.add(wrong as never)).toThrow(expected);
      expect(() => audio.queue.add({ source: wrong as never, data: 1 })).toThrow(expected);
    }
    expect(audio.queue.size).toBe(0);
    expect(audio.queue.current).toBeUndefined();
    await audio.close();
  });

  it('adds nothing when one of several has options that cannot be', () => {
    const { queue } = songs();
    const bad = new Track<Song>({ source: song(2).source, data: { title: '2' }, options: { volume: 9 } });
    expect(() => queue.add([song(1), bad])).toThrow(
      expect.objectContaining({ code: 'VOICE_INVALID_OPTIONS' }) as Error,
    );
    expect(queue.current).toBeUndefined();
    expect(queue.size).toBe(0);
  });

  it('skips two with two skips in a row, and three with three [seed 113]', async () => {
    const { clock, output, queue, events } = songs();
    queue.add([1, 2, 3, 4, 5, 6].map((track) => song(track)));
    await clock.advance(90);
    expect(queue.skip()?.data.title).toBe('2');
    expect(queue.skip()?.data.title).toBe('3');
    await clock.advance(110);
    queue.skip();
    queue.skip();
    expect(queue.skip()?.data.title).toBe('6');
    await clock.advance(1_000);
    expect(titles(queue.history)).toBe('1 2 3 4 5 6');
    const heard = names(output.frames);
    expect([...new Set(heard.map((name) => name[0]))]).toEqual(['1', '3', '6']);
    expect(heard.slice(-15)).toEqual(range(6, 0, 15));
    expect(events.filter((event) => event.startsWith('end'))).toEqual([
      ...['end 1 skipped', 'end 2 skipped', 'end 3 skipped', 'end 4 skipped', 'end 5 skipped', 'end 6 finished'],
    ]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('ends with silence when the last track is skipped, and skips nothing when nothing plays', async () => {
    const { clock, output, queue, events } = songs();
    expect(queue.skip()).toBeUndefined();
    const track = song(1);
    queue.add(track);
    await clock.advance(90);
    expect(queue.skip()).toBeUndefined();
    await clock.advance(1_000);
    expect(output.story.slice(-6)).toEqual([...times(5, 'silence'), 'speaking 0']);
    expect(events).toEqual(['start 1', 'end 1 skipped', 'idle']);
    await expect(track.playback?.ended).resolves.toEqual({ reason: 'stopped' });
    expect(track.source.openReaders).toBe(0);
  });

  it('goes back to what was played before, and the current track comes again after it', async () => {
    const { clock, output, queue } = songs();
    expect(queue.previous()).toBeUndefined();
    queue.add([song(1), song(2), song(3)]);
    await clock.advance(15 * 20 + 90);
    expect(queue.previous()?.data.title).toBe('1');
    expect(titles(queue.tracks)).toBe('2 3');
    await clock.advance(3_000);
    expect(names(output.frames).slice(-45)).toEqual([...range(1, 0, 15), ...range(2, 0, 15), ...range(3, 0, 15)]);
    expect(queue.previous()?.data.title).toBe('3');
    await clock.advance(1_000);
    expect(titles(queue.history)).toBe('1 2 3');
  });

  it('remembers no more than its limit', async () => {
    const { clock, queue } = songs();
    queue.add(Array.from({ length: 60 }, (_, index) => song(index, 1)));
    await clock.advance(10_000);
    expect(queue.history).toHaveLength(50);
    expect(queue.history.at(-1)?.data.title).toBe('59');
  });

  it('repeats one track without a gap until it is told otherwise [seed 113]', async () => {
    const { clock, output, queue, events } = songs();
    queue.setLoop('one');
    queue.add([song(1), song(2)]);
    await clock.advance(40 * 20);
    queue.setLoop('off');
    await clock.advance(2_000);
    expect(names(output.frames)).toEqual([
      ...[...range(1, 0, 15), ...range(1, 0, 15), ...range(1, 0, 15)],
      ...range(2, 0, 15),
    ]);
    expect(output.story.filter((word) => word === 'silence')).toHaveLength(5);
    expect(events.filter((event) => event === 'end 1 finished')).toHaveLength(3);
    expect(titles(queue.history)).toBe('1 2');
  });

  it('leaves a track that repeats when it is skipped', async () => {
    const { clock, queue } = songs();
    queue.setLoop('one');
    queue.add([song(1), song(2)]);
    await clock.advance(100);
    queue.skip();
    expect(queue.current?.data.title).toBe('2');
    expect(titles(queue.tracks)).toBe('');
    await clock.advance(1_000);
    expect(queue.current?.data.title).toBe('2');
  });

  it('repeats all, and goes back through a loop [seed 113]', async () => {
    const { clock, output, queue } = songs();
    queue.setLoop('all');
    queue.add([song(1), song(2)]);
    await clock.advance(15 * 5 * 20 - 10);
    expect(names(output.frames)).toEqual([1, 2, 1, 2, 1].flatMap((track) => range(track, 0, 15)));
    expect(output.story).not.toContain('silence');
    await clock.advance(40);
    expect(queue.current?.data.title).toBe('2');
    expect(titles(queue.tracks)).toBe('1');
    queue.previous();
    expect(queue.current?.data.title).toBe('1');
    expect(titles(queue.tracks)).toBe('2');
  });

  it('keeps tracks in the loop that were skipped before they were heard', () => {
    const { queue } = songs();
    queue.setLoop('all');
    queue.add([song(1), song(2), song(3)]);
    queue.skip();
    queue.skip();
    expect(titles(queue.tracks)).toBe('1 2');
  });

  it('does not repeat what failed, gave no sound, or can be opened only once', async () => {
    const { clock, queue, events } = songs();
    queue.setLoop('all');
    queue.add([song(1, 0), song(2, 5, { isRepeatable: false }), song(3, 5, { openError: new Error('gone') })]);
    await clock.advance(2_000);
    expect(queue.current).toBeUndefined();
    expect(events.at(-1)).toBe('idle');
    queue.setLoop('one');
    queue.add(song(4, 0));
    await clock.advance(2_000);
    expect(queue.current).toBeUndefined();
  });

  it('reports a source that fails, and plays the next one', async () => {
    const { clock, output, queue, events } = songs();
    queue.add([
      song(1, 15, { openError: new Error('gone') }),
      song(2),
      song(3, 15, { openError: new Error('gone too') }),
      song(4, 15, { failsAt: 5 }),
      song(5),
    ]);
    await clock.advance(3_000);
    expect(names(output.frames)).toEqual([...range(2, 0, 15), ...range(4, 0, 5), ...range(5, 0, 15)]);
    // What is found to fail before its turn leaves no gap.
    expect(output.story.filter((word) => word === 'silence')).toHaveLength(5);
    expect(events.filter((event) => !event.startsWith('start'))).toEqual([
      ...['error 1 gone', 'end 1 error', 'error 3 gone too', 'end 3 error', 'end 2 finished'],
      ...['error 4 the disk is on fire', 'end 4 error', 'end 5 finished', 'idle'],
    ]);
  });

  it('removes and moves by track or by place, and says what it did', () => {
    const { queue } = songs();
    const tracks = [0, 1, 2, 3, 4].map((track) => song(track));
    queue.add(tracks);
    expect(queue.remove(1)?.data.title).toBe('2');
    expect(queue.remove(tracks[4]!)).toBe(tracks[4]);
    expect(queue.remove(tracks[4]!)).toBeUndefined();
    expect(queue.remove(9)).toBeUndefined();
    expect(queue.remove(-1)).toBeUndefined();
    expect(queue.move(tracks[3]!, 0)).toBe(true);
    expect(titles(queue.tracks)).toBe('3 1');
    expect(queue.move(0, 99)).toBe(true);
    expect(titles(queue.tracks)).toBe('1 3');
    expect(queue.move(9, 0)).toBe(false);
    expect(() => queue.move(0.5, 0)).toThrow(expect.objectContaining({ code: 'VOICE_INVALID_OPTIONS' }) as Error);
    expect(titles(queue.tracks)).toBe('1 3');
  });

  it('shuffles by the chance that was handed in, and loses none', () => {
    const { queue } = songs({ random: seeded(7) });
    queue.add(Array.from({ length: 20 }, (_, index) => song(index)));
    const before = queue.tracks;
    queue.shuffle();
    expect(queue.tracks).not.toEqual(before);
    expect(new Set(queue.tracks)).toEqual(new Set(before));
    const always = songs({ random: () => 1 });
    always.queue.add([song(0), song(1), song(2)]);
    always.queue.shuffle();
    expect(titles(always.queue.tracks)).toBe('1 2');
  });

  it('stops, and plays again when something is added', async () => {
    const { clock, output, queue, events } = songs();
    queue.add([song(1), song(2)]);
    await clock.advance(90);
    queue.stop();
    queue.stop();
    await clock.advance(1_000);
    expect(queue.current).toBeUndefined();
    expect(queue.size).toBe(0);
    expect(events).toEqual(['start 1', 'end 1 stopped', 'idle']);
    queue.add(song(3));
    await clock.advance(1_000);
    expect(names(output.frames).slice(-15)).toEqual(range(3, 0, 15));
  });

  it('goes on with the next track when the playback of the current one is stopped', async () => {
    const { clock, queue, events } = songs();
    const first = song(1);
    queue.add([first, song(2)]);
    await clock.advance(90);
    first.playback?.stop();
    expect(queue.current?.data.title).toBe('2');
    await clock.advance(1_000);
    expect(events).toEqual(['start 1', 'end 1 stopped', 'start 2', 'end 2 finished', 'idle']);
  });

  it('steps aside for what is played beside it, and goes on after that', async () => {
    const { clock, output, audio, queue, events } = songs();
    queue.add([song(1), song(2)]);
    await clock.advance(90);
    const jingle = audio.play(new ListSource({ track: 9, frames: 12 }));
    expect(queue.current).toBeUndefined();
    queue.add(song(3));
    expect(queue.current).toBeUndefined();
    await clock.advance(2_000);
    await expect(jingle.ended).resolves.toEqual({ reason: 'finished' });
    expect(names(output.frames)).toEqual([
      ...range(1, 0, 5),
      ...range(9, 0, 12),
      ...range(2, 0, 15),
      ...range(3, 0, 15),
    ]);
    expect(events[1]).toBe('end 1 replaced');
    expect(events.filter((event) => event === 'idle')).toHaveLength(1);
  });

  it('pauses over the playback of its current track', async () => {
    const { clock, output, queue } = songs();
    const first = song(1);
    queue.add([first, song(2)]);
    await clock.advance(290);
    first.playback?.pause();
    await clock.advance(5_000);
    expect(output.frames).toHaveLength(15);
    first.playback?.resume();
    await clock.advance(2_000);
    expect(names(output.frames)).toEqual([...range(1, 0, 15), ...range(2, 0, 15)]);
  });

  it('bears listeners that throw, reject, and change the queue', async () => {
    const { clock, queue } = songs();
    queue.on('start', () => {
      throw new Error('no');
    });
    queue.on('start', () => Promise.reject(new Error('never')));
    let skips = 0;
    const stopListening = queue.on('start', () => {
      skips += 1;
      queue.skip();
    });
    queue.add([song(1), song(2), song(3), song(4)]);
    await clock.advance(1_000);
    expect(skips).toBe(4);
    stopListening();
    queue.add(song(5));
    await clock.advance(1_000);
    expect(skips).toBe(4);
    expect(titles(queue.history)).toBe('1 2 3 4 5');
  });

  it('ends its track and takes no more after the end of the call', async () => {
    const { clock, audio, queue, events } = songs();
    const [first, second] = [song(1), song(2)];
    queue.add([first, second]);
    await clock.advance(200);
    const closed = audio.close();
    await clock.advance(200);
    await closed;
    expect(events).toEqual(['start 1', 'end 1 stopped']);
    expect(first.source.openReaders + second.source.openReaders).toBe(0);
    expect(() => queue.add(song(3))).toThrow(expect.objectContaining({ code: 'VOICE_CLOSED' }) as Error);
    expect(clock.pendingTimers).toBe(0);
  });
});
