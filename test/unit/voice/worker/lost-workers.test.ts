/** What a worker that hangs, or dies at a bad moment, may not take with it: the place in a channel, the other calls, the memory. */
import { type Logger, type ManualClock, NullLogger } from '../../../../src/util';
import {
  FakeVoiceLink,
  makeCipher,
  type Playback,
  type PlayOptions,
  Source,
  type VoiceClient,
} from '../../../../src/voice';
import { HEARD_CREDIT, HostHearing } from '../../../../src/voice/worker/host/host-hearing';
import { numberedPackets, oggOpus } from '../../../support/audio';
import { CHANNEL, FakeCall, GUILD, KEY, MODE } from '../fake-call';
import { HearingBench } from '../hearing/hearing-bench';
import { ListSource } from '../player/support';

const inWorker = (): FakeCall => new FakeCall({ worker: true });

async function until(clock: ManualClock, what: string, condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    if (condition()) return;
    await clock.advance(20);
  }
  throw new Error(`not within four seconds: ${what}`);
}

const last = (call: FakeCall): string | null | undefined => call.link.sent.at(-1)?.channelId;

describe('a call that is left', () => {
  it('while its worker hangs leaves its channel all the same, once', async () => {
    const call = inWorker();
    const client = await call.joined();
    const worker = call.launcher.last;
    worker.hang();
    const leaving = client.disconnect();
    await call.clock.advance(6_000);
    await leaving;
    expect(call.link.sent.map(({ channelId }) => channelId)).toEqual([CHANNEL, null]);
    // What hangs is ended although nobody has a call in it any more.
    await call.clock.advance(6_000);
    expect(worker.isTerminated).toBe(true);
    expect((await call.joined()).isReady).toBe(true);
    expect(call.launcher.workers).toHaveLength(2);
    expect(call.link.sent).toHaveLength(3);
  });

  it('while its worker dies for the last time leaves its channel', async () => {
    const call = inWorker();
    const client = await call.joined();
    call.launcher.last.hang();
    const leaving = client.disconnect();
    await call.clock.advance(600);
    call.launcher.failure = new Error('out of memory');
    call.launcher.last.die(call.launcher.failure);
    await call.clock.advance(3_000);
    await leaving;
    expect(call.link.sent.map(({ channelId }) => channelId)).toEqual([CHANNEL, null]);
  });

  it('at the stop of the bot, whose worker hangs, leaves its channel, and nothing is left of it', async () => {
    const call = inWorker();
    await call.joined();
    call.launcher.last.hang();
    const closing = call.clients.close();
    await call.clock.advance(6_000);
    await closing;
    expect(last(call)).toBe(null);
    expect(call.launcher.last.isTerminated).toBe(true);
    await call.clock.advance(3_000);
    expect(call.clock.pendingTimers).toBe(0);
  });

  it('is over although its thread cannot be ended', async () => {
    const call = inWorker();
    await call.joined();
    const worker = call.launcher.last;
    worker.terminate = () => new Promise(() => undefined);
    const closing = call.clients.close();
    await call.clock.advance(12_000);
    await closing;
    expect(worker.isHeld).toBe(false);
  });
});

describe('a call that is left while it has no worker', () => {
  it('has no audio to wait for, and complains of none', async () => {
    const warnings: string[] = [];
    const logger: Logger = Object.assign(new NullLogger(), {
      warn: (message: string) => warnings.push(message),
      child: () => logger,
    });
    const call = new FakeCall({ worker: true, logger });
    const client = await call.joined();
    call.launcher.hangs = true;
    call.launcher.last.die();
    const leaving = client.disconnect();
    await call.clock.advance(8_000);
    await leaving;
    expect(last(call)).toBe(null);
    expect(warnings).toEqual([]);
    const closing = call.clients.close();
    await call.clock.advance(6_000);
    await closing;
  });
});

describe('a worker that hangs', () => {
  it('is found out although calls come to it again and again', async () => {
    const call = inWorker();
    await call.joined();
    const worker = call.launcher.last;
    worker.hang();
    for (let turn = 0; turn < 4; turn += 1) {
      call.clients.join(`1${turn}1`, CHANNEL).catch(() => undefined);
      await call.clock.advance(2_000);
    }
    expect(worker.isTerminated).toBe(true);
    const closing = call.clients.close();
    await call.clock.advance(12_000);
    await closing;
  });
});

describe('a worker that hangs while it loads', () => {
  it('is replaced for the joins that come after it', async () => {
    const call = inWorker();
    call.launcher.hangs = true;
    const failure = call.join().catch((error: unknown) => error);
    await call.clock.advance(10_000);
    expect(await failure).toMatchObject({
      code: 'VOICE_JOIN_TIMEOUT',
      message: expect.stringContaining('worker') as string,
    });
    await call.clock.advance(30_000);
    expect(call.launcher.last.isTerminated).toBe(true);
    call.launcher.hangs = false;
    expect((await call.joined()).isReady).toBe(true);
    await call.clients.close();
  });
});

describe('mute and deafness that a join asked for', () => {
  const flags = (call: FakeCall): unknown[] => call.link.sent.map((signal) => signal.flags);

  it('are told by the next worker, when the one that was to tell them as soon as the bot is there is lost', async () => {
    const call = inWorker();
    call.link.answer = 'nothing';
    const joins = [call.join(), call.join(CHANNEL, { selfDeaf: true })];
    await call.settle();
    expect(flags(call)).toEqual([{}]);
    call.link.answer = 'state-first';
    call.launcher.last.die();
    await call.settle();
    await call.serve();
    await Promise.all(joins);
    expect(flags(call)).toEqual([{}, { selfDeaf: true }]);
  });

  it('are told by the next worker, when they waited for their turn at the gateway', async () => {
    const call = inWorker();
    const { link } = call;
    link.changeVoiceState = (_guild, _channel, _flags, options) =>
      new Promise((_resolve, reject) => {
        options?.signal?.addEventListener('abort', () => {
          reject(new Error('it was not sent'));
        });
      });
    const joining = call.join(CHANNEL, { selfMute: true, selfDeaf: false });
    await call.settle();
    link.changeVoiceState = FakeVoiceLink.prototype.changeVoiceState.bind(link);
    call.launcher.last.die();
    await call.settle();
    await call.serve();
    await joining;
    expect(flags(call)).toEqual([{ selfMute: true, selfDeaf: false }]);
  });

  it('are told by a command of their own, when the bot is there already', async () => {
    const call = inWorker();
    const client = await call.joined();
    call.link.failure = new Error('the gateway is away');
    expect(await call.join(CHANNEL, { selfMute: true })).toBe(client);
    await call.settle();
    call.link.failure = undefined;
    expect(flags(call)).toEqual([{}]);
    call.launcher.last.die();
    await call.settle();
    await call.serve();
    expect(client.isReady).toBe(true);
    expect(call.link.sent.at(-1)).toEqual({ guildId: GUILD, channelId: CHANNEL, flags: { selfMute: true } });
  });

  it('are told once, and as they were asked for last', async () => {
    const call = inWorker();
    const client = await call.joined();
    call.link.answer = 'state-only';
    await call.join(CHANNEL, { selfMute: true });
    await call.join(CHANNEL, { selfMute: false });
    await call.settle();
    call.launcher.last.die();
    await call.settle();
    await call.serve();
    expect(client.isReady).toBe(true);
    expect(flags(call)).toEqual([{}, { selfMute: true }, { selfMute: false }]);
  });
});

describe('the audience of a stage', () => {
  it('is known to the worker: what is played waits, also in the next worker', async () => {
    const call = inWorker();
    call.link.standing = { suppress: true };
    const client = await call.joined();
    const playback = client.play(new ListSource({ frames: 1_000 }));
    await call.clock.advance(1_000);
    expect([playback.state, call.audio.length]).toEqual(['waiting', 0]);
    call.launcher.last.die();
    await call.settle();
    await call.serve();
    await call.clock.advance(1_000);
    expect([client.isReady, playback.state, call.audio.length]).toEqual([true, 'waiting', 0]);
    call.link.tellState(GUILD, CHANNEL, undefined, { suppress: false });
    await until(call.clock, 'it plays', () => call.audio.length > 10);
    expect(playback.positionMs).toBeLessThan(1_000);
    playback.stop();
    await call.settle();
  });
});

describe('a stream that can be read once', () => {
  it('and was read to its end ends as it should, when the worker that had the rest is lost', async () => {
    const call = inWorker();
    const client = await call.joined();
    const source = new ListSource({ frames: 100, isRepeatable: false });
    const playback = client.play(source);
    await until(call.clock, 'it plays', () => playback.positionMs >= 500);
    call.launcher.last.die();
    await call.settle();
    await call.serve();
    await call.clock.advance(2_000);
    expect(await playback.ended).toEqual({ reason: 'finished' });
    expect([source.opened, source.openReaders]).toEqual([1, 0]);
  });
});

describe('a playback that was told to fade and stop', () => {
  it('stops, and the next track plays, although the worker that faded it is lost', async () => {
    const call = inWorker();
    const client = await call.joined();
    client.queue.add([new ListSource({ frames: 1_000 }), new ListSource({ track: 2, frames: 1_000 })]);
    const playback = client.player.current as Playback;
    await until(call.clock, 'it plays', () => playback.positionMs >= 500);
    // Nothing of it has come back from there yet.
    call.launcher.last.hang();
    playback.stop({ fadeMs: 2_000 });
    call.launcher.last.die();
    expect(await playback.ended).toEqual({ reason: 'stopped' });
    await call.settle();
    await call.serve();
    await until(call.clock, 'the next plays', () => (client.player.current?.positionMs ?? 0) > 200);
    expect(client.queue.current?.label).toBe('track 2');
    client.queue.stop();
    await call.settle();
  });
});

describe('many joins at once', () => {
  it('are shared by as many workers as they need', async () => {
    const call = new FakeCall({ worker: { perWorker: 2 } });
    const joins = ['11', '12', '13', '14', '15'].map((guildId) => call.clients.join(guildId, CHANNEL));
    for (const join of joins) join.catch(() => undefined);
    await call.settle();
    expect(call.launcher.workers.map(({ size }) => size)).toEqual([2, 2, 1]);
    const closing = call.clients.close();
    await call.clock.advance(12_000);
    await closing;
  });
});

describe('what an author adds to options', () => {
  it.each<[string, (client: VoiceClient) => Playback]>([
    [
      'a source that can be read again, in its own words',
      (client) => client.play(Object.assign(new ListSource({ frames: 1_000 }), { isRepeatable: () => true })),
    ],
    [
      'priority, in other words than yes and no',
      (client) => {
        client.setSpeaking({ priority: () => true } as never);
        return client.play(new ListSource({ frames: 1_000 }), { priority: () => false } as never);
      },
    ],
    [
      'options of a source that contain themselves',
      (client) => {
        const options: Record<string, unknown> = { label: 'odd' };
        options.all = options;
        return client.play(Source.buffer(oggOpus(numberedPackets(1_000)), options));
      },
    ],
    [
      'a mute that is a word',
      (client) => {
        client.moveTo(CHANNEL, { selfMute: () => true } as never).catch(() => undefined);
        return client.play(new ListSource({ frames: 1_000 }));
      },
    ],
  ])('crosses as far as it can, also to the next worker: %s', async (_, play) => {
    const call = inWorker();
    const client = await call.joined();
    call.link.answer = 'state-only';
    const playback = play(client);
    await until(call.clock, 'it plays', () => playback.positionMs > 100);
    call.launcher.last.die();
    await call.settle();
    await call.serve();
    await until(call.clock, 'it goes on', () => playback.state === 'playing');
    playback.stop();
    await call.settle();
  });

  it('stays in this thread, when it cannot cross', async () => {
    const call = inWorker();
    const client = await call.joined();
    const effects = [{ kind: 'mono', onApplied: () => undefined }] as unknown as PlayOptions['effects'];
    const options = { volume: 1, title: 'a song', onEnd: () => undefined } as PlayOptions;
    const playback = client.play(new ListSource({ frames: 100 }), options);
    await until(call.clock, 'it plays', () => playback.positionMs > 100);
    playback.setEffects(effects ?? []);
    await call.settle();
    expect(playback.state).toBe('playing');
    playback.stop();
    await call.settle();
  });
});

describe('a main thread that does not come to read', () => {
  it('has a bounded number of pieces on their way to it, and what is dropped meanwhile is counted', async () => {
    const bench = new HearingBench();
    const [opus] = numberedPackets(1) as [Buffer];
    let pieces = 0;
    let dropped = 0;
    const host = new HostHearing({
      hearing: bench.hearing,
      say: (message) => {
        if (message.type !== 'heard') return;
        pieces += message.pieces.length;
        ({ dropped } = message);
      },
    });
    bench.users.set(1, '100');
    host.listen({ listener: 1, userId: '100', as: 'opus', jitterMs: 0 });
    for (let sequence = 0; sequence < 1_000; sequence += 1) {
      bench.arrive({ sequence, timestamp: sequence * 960, payload: opus });
      if (sequence % 10 === 9) await bench.clock.advance(200);
    }
    expect(pieces).toBe(HEARD_CREDIT);
    host.credit(1, 50);
    await bench.clock.advance(0);
    await bench.clock.advance(0);
    expect(pieces).toBe(HEARD_CREDIT + 50);
    expect(dropped).toBeGreaterThan(200);
    host.unlisten(1);
    await bench.clock.advance(0);
    bench.hearing.close();
  });

  it('gives back what it has taken, so that nothing is dropped of what it reads', async () => {
    const call = inWorker();
    const client = await call.joined();
    const stream = client.listen('100');
    const read = (async () => {
      let count = 0;
      for await (const frame of stream) count += frame.isLost ? 0 : 1;
      return count;
    })();
    await call.settle();
    call.socket.serverSends({ op: 5, d: { user_id: '100', ssrc: 7, speaking: 1 } });
    const [opus] = numberedPackets(1) as [Buffer];
    const cipher = makeCipher(MODE, KEY);
    const header = Buffer.alloc(12);
    for (let sequence = 0; sequence < 600; sequence += 1) {
      header.set([0x80, 0x78]);
      header.writeUInt16BE(sequence, 2);
      header.writeUInt32BE(sequence * 960, 4);
      header.writeUInt32BE(7, 8);
      call.wire.serverSends(cipher.seal(header, opus) as Buffer);
      if (sequence % 10 === 9) await call.clock.advance(200);
    }
    await call.clock.advance(1_000);
    expect(stream.stats).toMatchObject({ frames: 600, dropped: 0 });
    stream.close();
    expect(await read).toBe(600);
  });
});
