/** What was promised of calls, held by a whole bot: from the hub to the voice servers of the simulator. */
import {
  type ChannelId,
  type ClientGroup,
  Injectable,
  type IntentName,
  type JoinedVoiceState,
  VoiceController,
  MessageCreateEvent,
  Source,
  type VoiceClient,
} from 'corduroy';
import {
  compareHearing,
  knownFrames,
  type SentPacket,
  type SimulatorOptions,
  type VirtualMember,
} from 'corduroy/testing';
import { loadOpus } from 'corduroy/voice';
import { measureTone, oggOpus, tone } from '../support/audio';
import { VoiceBench, type VoiceBot } from './support/voice-bench';
import { eventually } from './support/waiting';

let bench: VoiceBench;
let alpha: VoiceBot;
afterEach(() => bench[Symbol.asyncDispose]());

/** A bot that is ready, with real calls. */
async function open(simulator: SimulatorOptions = {}, intents: readonly IntentName[] = []): Promise<void> {
  bench = await VoiceBench.open({}, simulator);
  alpha = bench.caller('alpha', { intents: { add: ['GuildVoiceStates', ...intents] } }).listen();
  await bench.start(alpha);
}

const join = (channel = bench.talk, options: { timeoutMs?: number } = {}): Promise<VoiceClient> =>
  alpha.group.voice.join(bench.loom.id, channel.id, options);

/** Where the bot went by opcode 4. */
const places = (): unknown[] => alpha.sent.map(({ channel_id: channel }) => channel);

const packets = (): SentPacket[] => bench.discord.voice.sent(alpha.account, bench.loom).packets;

/** The payloads of Identify. */
const identifies = (): readonly unknown[] => bench.discord.log.voiceFrames({ op: 0, from: 'client' });

const placeOf = (call: VoiceClient): [ChannelId | null, string] => [call.channelId, call.state];

describe('a join', () => {
  it('resolves once audio can be sent [seed 95]', async () => {
    await open();
    const call = await join();
    expect([placeOf(call), [...alpha.group.voice]]).toEqual([[bench.talk.id, 'ready'], [call]]);
    expect(bench.loom.member(alpha.account).voiceChannelId).toBe(bench.talk.id);
  });

  it('that Discord does not answer ends at its limit, and says why that may be [seed 95]', async () => {
    bench = await VoiceBench.open();
    const small = bench.loom.createChannel({ name: 'Small', type: 'voice', userLimit: 1 });
    await bench.alice.joinVoice(small);
    // Without a cache nobody knows beforehand that the channel is full.
    alpha = bench.caller('alpha', { cache: 'off' });
    await bench.hub.start();
    await expect(join(small, { timeoutMs: 300 })).rejects.toMatchObject({ code: 'VOICE_JOIN_TIMEOUT' });
    await eventually('the place to be given up', () => places().at(-1) === null);
    await eventually('nothing to be left', () => alpha.group.voice.size === 0);
  });

  it('without the intent is refused before anything is sent [seed 95]', async () => {
    bench = await VoiceBench.open();
    alpha = bench.caller('alpha', { intents: ['Guilds'] });
    await bench.start(alpha);
    await expect(join()).rejects.toMatchObject({ code: 'VOICE_INTENT_MISSING' });
    expect(alpha.sent).toEqual([]);
  });

  it('needs state and server, in any order, and no server that is none yet [seed 106]', async () => {
    await open();
    const { voice } = bench.discord.faults;
    voice.reverseEvents();
    const first = await join();
    expect(alpha.names.indexOf('VoiceServerUpdate')).toBeLessThan(alpha.names.indexOf('VoiceClientJoin'));
    await first.disconnect();
    voice.clear();
    voice.nullEndpoint(50);
    expect(placeOf(await join())).toEqual([bench.talk.id, 'ready']);
    // One connection for each join: nobody tried an old server, or one with another's token.
    expect(identifies()).toHaveLength(2);
    expect(bench.discord.log.voiceConnections().filter(({ event }) => event === 'opened')).toHaveLength(2);
  });
});

it('a join elsewhere moves the same call, by a new token of the same server [seed 98]', async () => {
  await open();
  const call = await join();
  await expect(join(bench.music)).resolves.toBe(call);
  expect(placeOf(call)).toEqual([bench.music.id, 'ready']);
  expect(alpha.stateNames.filter((name) => name.startsWith('VoiceClient'))).toEqual([
    'VoiceClientJoin',
    'VoiceClientMove',
  ]);
  const servers = alpha.heard.flatMap((event) =>
    event.constructor.name === 'VoiceServerUpdateEvent' ? [event.raw as { endpoint: string; token: string }] : [],
  );
  expect(new Set(servers.map(({ endpoint }) => endpoint)).size).toBe(1);
  expect(new Set(servers.map(({ token }) => token)).size).toBe(2);
  expect(places()).toEqual([bench.talk.id, bench.music.id]);
});

it('a ghost may be joined and left by the hook, as the seed does [seed 73] [seed 103]', async () => {
  @Injectable()
  class Exorcist extends VoiceController {
    override async voiceClientGhost(group: ClientGroup, { guildId, channelId }: JoinedVoiceState): Promise<void> {
      const call = await group.voice.join(guildId, channelId);
      await call.disconnect();
    }
  }
  bench = await VoiceBench.open();
  alpha = bench.caller('alpha', { providers: [{ provide: VoiceController, useClass: Exorcist }] });
  await alpha.member.joinVoice(bench.talk, { sessionId: 'of-yesterday' });
  await bench.start(alpha);
  await eventually('the end of the ghost', () => alpha.member.voiceChannelId === null);
  expect(places()).toEqual([bench.talk.id, null]);
});

describe('a leave', () => {
  it('of the bot itself is one opcode 4, and nothing of the call is left [seed 100]', async () => {
    await open();
    await (await join()).disconnect();
    await alpha.until('the leave', 'VoiceClientLeave', 'UserVoiceLeave');
    expect(places()).toEqual([bench.talk.id, null]);
    await eventually('the close', () => bench.discord.voice.calls.length === 0);
    const closed = bench.discord.log.voiceConnections().filter(({ event }) => event === 'closed');
    // The server's own close may cross the bot's, which is 1000.
    expect(closed.map(({ code }) => code === 1_000 || code === 4_014)).toEqual([true]);
    await eventually('nothing to be left', () => alpha.group.voice.size === 0);
  });

  it('that others made ends the call by the hook, and sends nothing [seed 100] [seed 108]', async () => {
    await open();
    const call = await join();
    await alpha.member.leaveVoice();
    await expect(call.ended).resolves.toMatchObject({ reason: 'kicked', error: { code: 'VOICE_KICKED' } });
    await alpha.until('the leave', 'VoiceClientLeave', 'UserVoiceLeave');
    await call.gone;
    expect(places()).toEqual([bench.talk.id]);
    expect(identifies()).toHaveLength(1);
  });
});

describe('audio', () => {
  let ears: VirtualMember;
  const heardAll = (frames: readonly Buffer[]): boolean =>
    compareHearing(frames, ears.heard(alpha.account.id)).missing.length === 0;

  it.each([
    ['region-changed', 'another region', () => bench.talk.edit({ rtcRegion: 'rotterdam' })],
    ['server-moved', 'another server', () => bench.discord.voice.moveCall(bench.talk)],
  ] as const)('goes on after "%s": %s is told from a kick [seed 108]', async (reason, _what, strike) => {
    await open();
    ears = await bench.alice.connectVoice(bench.talk);
    const call = await join();
    const reasons: string[] = [];
    call.on('reconnecting', (about) => reasons.push(about.reason));
    const frames = knownFrames(108, 100);
    const playback = call.play(Source.frames(frames));
    await eventually('the first frames', () => ears.heard(alpha.account.id).frames.length > 10);
    await strike();
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
    await eventually(
      'the last frame',
      () =>
        ears
          .heard(alpha.account.id)
          .frames.at(-1)
          ?.opus.equals(frames.at(-1) as Buffer) === true,
    );
    expect(reasons).toContain(reason);
    expect(places()).toEqual([bench.talk.id]);
    expect(call.channelId).toBe(bench.talk.id);
  });

  it('is numbered, paced and ended as Discord wants it, byte for byte as it was in the file [seed 113]', async () => {
    await open({ voice: { daveVersion: 0 } });
    const call = await join();
    const frames = knownFrames(113, 100);
    await expect(call.play(Source.buffer(oggOpus(frames))).ended).resolves.toEqual({ reason: 'finished' });
    await eventually('the silence at the end', () => packets().length === 105);
    const sent = packets();
    expect(sent.slice(0, 100).map(({ payload }) => payload)).toEqual(frames);
    expect(sent.slice(100).map(({ payload }) => payload.toString('hex'))).toEqual(Array(5).fill('f8fffe'));
    const steps = sent.slice(1).map((packet, index) => {
      const before = sent[index] as SentPacket;
      return [(packet.sequence - before.sequence) & 0xffff, (packet.timestamp - before.timestamp) >>> 0] as const;
    });
    expect(steps.every(([sequence]) => sequence === 1)).toBe(true);
    // 960 samples each; a machine that stood still has its time in the timestamp, in whole frames.
    expect(steps.filter(([, samples]) => samples < 960 || samples % 960 !== 0)).toEqual([]);
    const spoken = steps.reduce((sum, [, samples]) => sum + samples, 0) / 48;
    const passed = (sent.at(-1)?.arrivedAtMs ?? 0) - (sent[0]?.arrivedAtMs ?? 0);
    expect(Math.abs(passed - spoken)).toBeLessThan(150);
    expect(bench.discord.log.voiceProblems()).toEqual([]);
  });

  it('is half as loud at volume 0.5 [seed 113]', async () => {
    await open();
    ears = await bench.alice.connectVoice(bench.talk);
    const call = await join();
    const levels: number[] = [];
    for (const volume of [1, 0.5]) {
      ears.forget();
      await call.play(Source.pcm(tone(440, 800)), { volume }).ended;
      await eventually('all of it', () => ears.heard(alpha.account.id).frames.length >= 40);
      const decoder = (await loadOpus()).decoder();
      const pcm = Buffer.concat(ears.heard(alpha.account.id).frames.map(({ opus }) => decoder.decode(opus)));
      decoder.close();
      const { hz, level } = measureTone(pcm);
      expect(Math.abs(hz - 440)).toBeLessThan(4.4);
      levels.push(level);
    }
    const [full = 0, half = 0] = levels;
    expect(half / full).toBeCloseTo(0.5, 2);
  });

  it('survives a bot that blocks for 50 ms again and again: nothing is lost, and no burst follows [seed 66]', async () => {
    await open({}, ['GuildMessages']);
    ears = await bench.alice.connectVoice(bench.talk);
    let blocked = 0;
    alpha.group.dispatcher.addHandler(MessageCreateEvent, () => {
      for (const until = performance.now() + 50; performance.now() < until;);
      blocked += 1;
    });
    const call = await join();
    const frames = knownFrames(66, 150);
    const playback = call.play(Source.frames(frames));
    await eventually('the first frames', () => packets().length > 10);
    for (let round = 1; round <= 8; round += 1) {
      await bench.alice.say(bench.loom.channel('general'), 'work');
      await eventually('the work', () => blocked === round);
      const so = packets().length;
      await eventually('audio between', () => packets().length > so + 5 || playback.state === 'ended');
    }
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
    await eventually('the last frame', () => heardAll(frames));
    const times = packets().map(({ arrivedAtMs }) => arrivedAtMs);
    // At most three frames are caught up; two more may have been on their way.
    const atOnce = times.map((time, index) => times.slice(index).filter((other) => other - time < 5).length);
    expect(Math.max(...atOnce)).toBeLessThanOrEqual(5);
    expect(bench.discord.log.voiceProblems()).toEqual([]);
  });
});

describe('a voice connection', () => {
  it('that needs encryption from end to end, and cannot have it, is one typed error and no loop [seed 115]', async () => {
    await open();
    bench.discord.faults.voice.closeAt('identify', 4_017, { times: 100 });
    await expect(join()).rejects.toMatchObject({ code: 'VOICE_DAVE_REQUIRED', closeCode: 4_017 });
    await eventually('the leave', () => places().at(-1) === null);
    expect(identifies()).toHaveLength(1);
    await eventually('nothing to be left', () => alpha.group.voice.size === 0);
  });

  it('is encrypted from end to end, and has the privacy code that others see [seed 115]', async () => {
    await open();
    const ears = await bench.alice.connectVoice(bench.talk);
    const call = await join();
    const frames = knownFrames(115, 20);
    await call.play(Source.frames(frames)).ended;
    await eventually('all of it', () => compareHearing(frames, ears.heard(alpha.account.id)).missing.length === 0);
    expect(ears.heard(alpha.account.id).frames.every(({ sealed }) => sealed)).toBe(true);
    expect(call.privacyCode).toMatch(/^\d+$/);
    expect(call.privacyCode).toBe(ears.privacyCode);
    expect(bench.discord.log.voiceProblems('plaintext')).toEqual([]);
  });

  it.each([
    [4_015, 1, 1],
    [4_006, 0, 2],
    [4_009, 0, 2],
  ])(
    'that is closed by %s is resumed %s times, and identified %s times [seed 116]',
    async (code, resumed, identified) => {
      await open();
      const call = await join();
      const reconnected = new Promise((resolve) => call.on('ready', resolve));
      const seen = Math.max(
        ...bench.discord.log.voiceFrames({ from: 'server' }).flatMap(({ sequence }) => sequence ?? []),
      );
      bench.discord.faults.voice.close(code);
      await reconnected;
      const resumes = bench.discord.log.voiceFrames({ op: 7, from: 'client' });
      expect([resumes.length, identifies().length]).toEqual([resumed, identified]);
      for (const { d } of resumes) expect(d).toMatchObject({ seq_ack: seen });
      expect(call.isReady).toBe(true);
    },
  );
});
