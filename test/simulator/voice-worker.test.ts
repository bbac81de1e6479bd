/** Calls that work in a worker, on real sockets and with encryption end to end. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Source } from '../../src';
import { compareHearing, knownFrames, type VirtualMember } from '../../src/testing/simulator';
import { type Playback, type VoiceClient } from '../../src/voice';
import { oggOpus, pieces, toneSamples, wav } from '../support/audio';
import { IN_WORKER, WORKER_FILE } from '../support/in-worker';
import { type Death } from '../support/mortal-worker';
import { MortalWorkers } from '../support/mortal-workers';
import { eventually, VoiceParty } from '../support/voice-party/voice-party';
import { RemoteProcess } from './support/remote-process';
import { type VoiceBotCalls } from './support/voice-bot-process';

const CLEAN = { missing: [], duplicated: [], outOfOrder: 0, foreign: 0 };

let party: VoiceParty;
let alice: VirtualMember;
let voice: VoiceClient;

afterEach(() => party[Symbol.asyncDispose]());

async function enter(workers?: MortalWorkers): Promise<void> {
  party = await VoiceParty.open({
    bots: ['alpha'],
    voice: workers ? { worker: { launcher: workers } } : IN_WORKER,
  });
  alice = await party.guest('alice');
  voice = await party.join(party.bot('alpha'));
  await party.inOrder([alice]);
}

const heard = (): ReturnType<VirtualMember['heard']> => alice.heard(party.bot('alpha').account.id);

async function allHeard(said: readonly Buffer[]): Promise<void> {
  await eventually('everything is heard', () => heard().frames.length >= said.length);
  expect(compareHearing(said, heard())).toMatchObject(CLEAN);
  expect(party.discord.log.voiceProblems()).toEqual([]);
}

describe('A call in a worker', () => {
  it('plays three tracks byte for byte, from a file, from memory and from packets, frame after frame', async () => {
    await enter();
    const said = knownFrames(5, 120);
    const folder = await mkdtemp(join(tmpdir(), 'voice-'));
    await writeFile(join(folder, 'one.opus'), oggOpus(said.slice(0, 40), { preSkip: 0 }));
    const told: string[] = [];
    voice.queue.on('start', (track) => told.push(`start ${track.label}`));
    voice.queue.on('end', (track, { reason }) => told.push(`${reason} ${track.label}`));
    const idle = new Promise<void>((resolve) => voice.queue.on('idle', resolve));
    voice.queue.add([
      Source.file(join(folder, 'one.opus')),
      Source.buffer(oggOpus(said.slice(40, 80), { preSkip: 0 }), { label: 'two' }),
      Source.frames(said.slice(80), { label: 'three' }),
    ]);
    await idle;
    await allHeard(said);
    expect(told).toEqual(['one.opus', 'two', 'three'].flatMap((label) => [`start ${label}`, `finished ${label}`]));
    const sent = party.discord.voice.sent(party.bot('alpha').account, party.room.guild).packets.slice(0, 120);
    const steps = sent.slice(1).map(({ timestamp }, index) => (timestamp - (sent[index]?.timestamp ?? 0)) >>> 0);
    expect(steps.filter((step) => step !== 960)).toEqual([]);
    await rm(folder, { recursive: true });
  });

  it('plays a stream of this thread, and a sound that has to be encoded', async () => {
    await enter();
    const said = knownFrames(6, 75);
    const stream = Source.stream(Readable.from(pieces(oggOpus(said), 700, 3)));
    await expect(voice.play(stream).ended).resolves.toEqual({ reason: 'finished' });
    await allHeard(said);
    const tone = wav(toneSamples(440, 400), {});
    const playback = voice.play(Source.buffer(tone), { volume: 0.5 });
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
    await eventually('the tone is heard', () => heard().frames.length >= said.length + 20);
  });

  it('pauses, seeks, and fails with the error of its source', async () => {
    await enter();
    const said = knownFrames(7, 500);
    const playback = voice.play(Source.buffer(oggOpus(said)));
    await eventually('it plays', () => playback.positionMs > 200);
    playback.pause();
    const { positionMs } = playback;
    await playback.seek(8_000);
    expect(playback.state).toBe('paused');
    expect(playback.positionMs).toBeGreaterThan(positionMs);
    playback.resume();
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
    expect(Math.round(playback.durationMs ?? 0) / 1_000).toBeCloseTo(10, 1);
    await eventually(
      'the end is heard',
      () =>
        heard()
          .frames.at(-1)
          ?.opus.equals(said[499] as Buffer) === true,
    );
    expect(heard().frames.length).toBeLessThan(300);

    const missing = await voice.play(Source.file(join(tmpdir(), 'no such file'))).ended;
    expect(missing).toMatchObject({ reason: 'error', error: { code: 'VOICE_SOURCE_FAILED' } });
  });

  it('has a ping, members, counts and a privacy code, and leaves with its bot', async () => {
    await enter();
    const playback = voice.play(Source.frames(knownFrames(8, 25)));
    await playback.ended;
    await eventually('its counts are told', () => voice.stats().sent >= 25);
    expect(voice.userIds).toEqual([alice.userId]);
    expect(voice.privacyCode).toBe(alice.privacyCode);
    expect(await voice.verificationCode(alice.userId)).toMatch(/^\d+$/);
    await voice.disconnect();
    expect(await voice.ended).toEqual({ reason: 'left', error: undefined });
    await eventually('it is out of the channel', () => party.discord.voice.call(party.room.talk)?.userIds.length === 1);
  });
});

describe('A voice worker', () => {
  it('is never told the token of the bot', async () => {
    const workers = new MortalWorkers();
    await enter(workers);
    await voice.play(Source.frames(knownFrames(9, 25))).ended;
    await voice.disconnect();
    const { token } = party.bot('alpha').account;
    const everything = JSON.stringify(workers.said);
    expect(workers.said.length).toBeGreaterThan(20);
    expect(everything).not.toContain(token);
    for (const part of token.split('.')) expect(everything).not.toContain(part);
  });

  it.each<Death>(['exit', 'throw', 'reject', 'memory'])(
    'that dies by %s in the midst of a song is replaced, and the song goes on within three seconds',
    async (death) => {
      const workers = new MortalWorkers(64);
      await enter(workers);
      const said = knownFrames(10, 1_500);
      voice.queue.add([Source.buffer(oggOpus(said)), Source.frames(knownFrames(11, 5))]);
      const playback = voice.player.current as Playback;
      await eventually('it plays', () => playback.positionMs > 400);
      workers.kill(death);
      await eventually('the worker is gone', () => workers.deaths.length === 1);
      const before = heard().frames.length;
      const sinceMs = performance.now();
      await eventually('the song goes on', () => heard().frames.length > before + 5);
      expect(performance.now() - sinceMs).toBeLessThan(3_000);
      expect(workers.started).toBe(2);
      expect(voice.isReady).toBe(true);
      expect(voice.queue.size).toBe(1);
      // It goes on where it was, as far as that was told: a worker that was out of memory had been silent for a while.
      const { missing } = compareHearing(said, heard());
      const last = said.findIndex((frame) => frame.equals(heard().frames.at(-1)?.opus as Buffer));
      expect(missing.filter((index) => index < last).length).toBeLessThan(50);
      await voice.disconnect();
    },
    30_000,
  );

  it('keeps the pace of the audio while the program is busy [seed 66]', async () => {
    party = await VoiceParty.open({ bots: ['alpha'] });
    const { discord, room } = party;
    const gaps = async (inWorker: boolean): Promise<{ readonly wide: number; readonly blocked: number }> => {
      const account = discord.createBot({ name: inWorker ? 'Worker' : 'Thread', permissions: ['Administrator'] });
      await using remote = new RemoteProcess<VoiceBotCalls>('voice-bot-process');
      await remote.call(
        'play',
        discord.apiUrl,
        account.token,
        room.guild.id,
        room.talk.id,
        200,
        inWorker ? WORKER_FILE : '',
      );
      const blocked = await remote.call('blockOften', 150, 400);
      expect((await remote.call('ended')).reason).toBe('finished');
      const times = discord.voice.sent(account, room.guild).packets.map(({ arrivedAtMs }) => arrivedAtMs);
      expect(times.length).toBeGreaterThanOrEqual(200);
      const wide = times.slice(1).filter((time, index) => time - (times[index] ?? 0) > 100).length;
      return { wide, blocked };
    };
    alice = await party.guest('alice');
    const [thread, worker] = [await gaps(false), await gaps(true)];
    expect(thread.wide).toBeGreaterThanOrEqual(4);
    // The machine may be busy too.
    expect(worker.wide).toBeLessThanOrEqual(thread.wide / 2);
  }, 60_000);
});
