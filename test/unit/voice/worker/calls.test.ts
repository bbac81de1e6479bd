/** Calls whose connection and player work behind messages: what they are like, and what becomes of them when a worker is lost. */
import { type ManualClock } from '../../../../src/util';
import { type Playback, type Reconnecting, VoiceClients, VoiceError } from '../../../../src/voice';
import { CHANNEL, FakeCall, GUILD, OTHER } from '../fake-call';
import { ListSource, names, range } from '../player/support';

const inWorker = (perWorker?: number): FakeCall => new FakeCall({ worker: { perWorker } });

/** What was sent of numbered packets, by the calls' UDP sockets, one after the other. */
function heard(call: FakeCall): string[] {
  const frames = call.udp.sockets.flatMap(({ sent }) => sent.filter((datagram) => datagram[0] === 0x80));
  expect(call.audio).toHaveLength(frames.length);
  return call.audioBytes.filter((data) => data[0] === 0x78).flatMap((data) => names([{ data, samples: 960 }]));
}

async function until(clock: ManualClock, what: string, condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    if (condition()) return;
    await clock.advance(20);
  }
  throw new Error(`not within four seconds: ${what}`);
}

describe('a call in a worker', () => {
  it('is joined, moved and left as one in this thread, and its state is right at once', async () => {
    const call = inWorker();
    const client = await call.joined();
    expect(client).toMatchObject({ channelId: CHANNEL, state: 'ready', isReady: true });
    const moving = client.moveTo(OTHER);
    // The worker still says that it is ready; nobody takes that for an arrival.
    let hasArrived = false;
    void moving.then(() => (hasArrived = true));
    await Promise.resolve();
    expect(hasArrived).toBe(false);
    await call.settle();
    await call.serve();
    await moving;
    expect(client).toMatchObject({ channelId: OTHER, isReady: true });
    const leaving = client.disconnect();
    await call.clock.advance(500);
    expect(client.state).toBe('stopped');
    await call.clock.advance(5_000);
    await leaving;
    expect(await client.ended).toMatchObject({ reason: 'left' });
    expect(call.link.sent.map(({ channelId }) => channelId)).toEqual([CHANNEL, OTHER, null]);
    expect(call.clients.size).toBe(0);
    expect(call.launcher.last.size).toBe(0);
  });

  it('that cannot load its encryption tells the same error as in this thread', async () => {
    const missing = new VoiceError({
      ...{ code: 'VOICE_DAVE_UNAVAILABLE', kind: 'encryption', message: 'missing', advice: 'install it.' },
      context: { platform: 'odd' },
    });
    const call = new FakeCall({ worker: true });
    call.launcher.loadFailure = missing;
    const failure = await call.join().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(VoiceError);
    const { code, kind, message, advice, context } = missing;
    expect(failure).toMatchObject({ code, kind, message, advice, context });
  });

  it.each(['sockets', 'udp', 'loadDave', 'makeAudio', 'random'])(
    'refuses the option %s, which cannot go there',
    (name) => {
      const make = (): VoiceClients =>
        new VoiceClients({ link: new FakeCall().link, worker: true, [name]: () => undefined });
      expect(make).toThrow(`The option ${name} of voice`);
    },
  );

  it('refuses another clock, and numbers that are none', () => {
    const { link, clock } = new FakeCall();
    const make = (options: object) => (): VoiceClients => new VoiceClients({ link, ...options });
    expect(make({ clock, worker: true })).toThrow(/clock/);
    expect(make({ worker: { perWorker: 0 } })).toThrow(/perWorker/);
    expect(make({ worker: { memoryMb: 1.5 } })).toThrow(/memoryMb/);
  });

  it('tells its worker nothing of the main gateway but the session and what it asked for', async () => {
    const call = inWorker();
    await call.joined();
    const told = JSON.stringify(call.launcher.said);
    expect(told).toContain('voice-token-1');
    expect(told).not.toContain('obstacle');
    expect(call.link.sent).toHaveLength(1);
  });
});

describe('what plays in a worker', () => {
  it('plays frame after frame, and two tracks without a gap', async () => {
    const call = inWorker();
    const client = await call.joined();
    const ends: string[] = [];
    client.queue.on('end', (track, { reason }) => ends.push(`${track.label} ${reason}`));
    client.queue.add([1, 2, 3].map((track) => new ListSource({ track, frames: 15 })));
    await until(call.clock, 'all are over', () => ends.length === 3);
    expect(heard(call)).toEqual([...range(1, 0, 15), ...range(2, 0, 15), ...range(3, 0, 15)]);
    expect(ends).toEqual(['track 1 finished', 'track 2 finished', 'track 3 finished']);
    const steps = call.audio.map(({ timestamp }) => timestamp);
    expect(steps.every((at, index) => index === 0 || (at - (steps[index - 1] ?? 0)) >>> 0 === 960)).toBe(true);
  });

  it('pauses, resumes, seeks and stops, and shows it at once', async () => {
    const call = inWorker();
    const client = await call.joined();
    const playback = client.play(new ListSource({ frames: 1_000 }));
    await until(call.clock, 'it plays', () => playback.positionMs >= 300);
    playback.pause();
    expect(playback.state).toBe('paused');
    const { positionMs } = playback;
    await call.clock.advance(1_000);
    expect(Math.abs(playback.positionMs - positionMs)).toBeLessThanOrEqual(40);
    playback.resume();
    await until(call.clock, 'it goes on', () => playback.positionMs > positionMs + 100);
    const sought = playback.seek(10_000);
    await call.settle();
    await sought;
    expect(playback.positionMs).toBeGreaterThanOrEqual(10_000);
    expect(playback.durationMs).toBe(20_000);
    playback.stop();
    expect(playback.state).toBe('ended');
    expect(await playback.ended).toEqual({ reason: 'stopped' });
    await expect(playback.seek(0)).rejects.toMatchObject({ code: 'VOICE_NOT_SEEKABLE' });
  });

  it('fails with the error of its source, as it was', async () => {
    const call = inWorker();
    const client = await call.joined();
    const playback = client.play(new ListSource({ frames: 50, failsAt: 20 }));
    await call.clock.advance(1_000);
    const end = await playback.ended;
    expect(end.reason).toBe('error');
    expect(end.error).toBeInstanceOf(VoiceError);
    expect(end.error).toMatchObject({ code: 'VOICE_SOURCE_FAILED', kind: 'source', message: 'the disk is on fire' });
    expect(heard(call)).toEqual(range(1, 0, 20));
  });

  it('has at most fifty frames of a source of this thread on their way', async () => {
    const call = inWorker();
    const client = await call.joined();
    const playback = client.play(new ListSource({ frames: 2_000, isRepeatable: false }));
    let inFlight = 0;
    let most = 0;
    let seen = 0;
    const count = (): void => {
      for (; seen < call.launcher.said.length; seen += 1) {
        const said = call.launcher.said[seen];
        if (!said || !('message' in said)) continue;
        const { message } = said;
        if (message.type === 'lent-frames') inFlight += message.frames.length;
        if (message.type === 'lent-credit') inFlight -= message.credit;
        most = Math.max(most, inFlight);
      }
    };
    for (let turn = 0; turn < 100; turn += 1) {
      await call.clock.advance(20);
      count();
    }
    expect(playback.positionMs).toBeGreaterThan(1_500);
    expect(most).toBeGreaterThan(10);
    expect(most).toBeLessThanOrEqual(50);
    playback.stop();
    await call.settle();
  });
});

describe('a worker that is lost', () => {
  async function playing(source = new ListSource({ frames: 1_000 })): Promise<{
    readonly call: FakeCall;
    readonly playback: Playback;
    readonly reconnecting: Reconnecting[];
  }> {
    const call = inWorker();
    const client = await call.joined();
    const reconnecting: Reconnecting[] = [];
    client.on('reconnecting', (about) => reconnecting.push(about));
    client.queue.add([source, new ListSource({ track: 2, frames: 10 })]);
    const playback = client.player.current as Playback;
    await until(call.clock, 'it plays', () => playback.positionMs >= 500);
    return { call, playback, reconnecting };
  }

  it('is replaced: the call begins a new session, and what played goes on where it was', async () => {
    const { call, playback, reconnecting } = await playing();
    const client = call.clients.get(GUILD);
    call.launcher.last.die();
    expect(client?.isReady).toBe(false);
    expect(playback.state).toBe('waiting');
    await call.settle();
    expect(call.launcher.workers).toHaveLength(2);
    await call.serve();
    expect(client?.isReady).toBe(true);
    expect(reconnecting.map(({ reason, next }) => `${reason}, ${next}`)).toEqual(['worker-died, identify']);
    // The place in the channel was never lost.
    expect(call.link.sent).toHaveLength(1);
    const before = heard(call).length;
    await call.clock.advance(500);
    const after = heard(call)
      .slice(before)
      .map((name) => Number(name.split(':')[1]));
    expect(after.length).toBeGreaterThan(15);
    expect(Math.abs((after[0] ?? 0) - before)).toBeLessThanOrEqual(5);
    expect(client?.queue.size).toBe(1);
    expect(client?.queue.current?.playback).toBe(playback);
  });

  it('loses nothing of a stream that its author still has', async () => {
    const source = new ListSource({ frames: 2_000, isRepeatable: false });
    const { call, playback } = await playing(source);
    call.launcher.last.die();
    await call.settle();
    await call.serve();
    const before = heard(call).length;
    await call.clock.advance(1_000);
    expect(source.opened).toBe(1);
    const numbers = heard(call).map((name) => Number(name.split(':')[1]));
    const after = numbers.slice(before);
    expect(after.length).toBeGreaterThan(30);
    // What the dead worker had read ahead is gone; what comes then is in order.
    expect(after.every((number, index) => index === 0 || number === (after[index - 1] ?? 0) + 1)).toBe(true);
    playback.stop();
    await call.settle();
    expect(source.openReaders).toBe(0);
  });

  it('that hangs is ended and replaced', async () => {
    const { call } = await playing();
    const worker = call.launcher.last;
    worker.hang();
    await call.clock.advance(7_500);
    expect(worker.isTerminated).toBe(true);
    expect(call.launcher.workers).toHaveLength(2);
  });

  it('again and again ends its calls, which leave their channels', async () => {
    const { call, playback } = await playing();
    const client = call.clients.get(GUILD);
    call.launcher.failure = new Error('out of memory');
    call.launcher.last.die(call.launcher.failure);
    await call.clock.advance(3_000);
    expect(await client?.ended).toMatchObject({ reason: 'worker-died', error: { code: 'VOICE_WORKER_DIED' } });
    expect(await playback.ended).toMatchObject({ reason: 'error', error: { code: 'VOICE_WORKER_DIED' } });
    expect(call.link.sent.at(-1)?.channelId).toBe(null);
    expect(call.clients.size).toBe(0);
    // The next join is worth a try.
    call.launcher.failure = undefined;
    expect((await call.joined()).isReady).toBe(true);
  });

  it('while a join waits lets the join go on', async () => {
    const call = inWorker();
    const joining = call.join();
    await call.settle();
    call.greet();
    await call.settle();
    call.launcher.last.die();
    await call.settle();
    await call.serve();
    expect((await joining).isReady).toBe(true);
  });

  it('while nobody has a call in it costs nothing', async () => {
    const call = inWorker();
    const client = await call.joined();
    const leaving = client.disconnect();
    await call.clock.advance(5_000);
    await leaving;
    expect(call.launcher.last.isHeld).toBe(false);
    call.launcher.last.die();
    await call.settle();
    expect(call.launcher.workers).toHaveLength(1);
    await call.clients.close();
    expect(call.clock.pendingTimers).toBe(0);
  });
});

describe('workers', () => {
  it('take as many calls as they should, and end with the last bot', async () => {
    const call = inWorker(2);
    for (const guildId of ['11', '12', '13']) {
      call.clients.join(guildId, CHANNEL).catch(() => undefined);
      await call.settle();
    }
    expect(call.launcher.workers.map(({ size }) => size)).toEqual([2, 1]);
    const closing = call.clients.close();
    await call.clock.advance(10_000);
    await closing;
    expect(call.launcher.workers.map(({ isTerminated }) => isTerminated)).toEqual([true, true]);
    expect(call.clock.pendingTimers).toBe(0);
  });
});
