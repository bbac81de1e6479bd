/** What a test can make go wrong in voice, seen by bare clients; and the people who take part in calls. */
import { setTimeout as pause } from 'node:timers/promises';
import { compareHearing, knownFrames, type SimulatorOptions, type VoiceStep } from '../../src/testing/simulator';
import { type RawVoice } from '../support/raw-voice';
import { eventually } from './support/waiting';
import { VoiceBench } from '../support/voice-bench';

const PLAIN: SimulatorOptions = { voice: { daveVersion: 0 } };
const AES = 'aead_aes256_gcm_rtpsize';

let bench: VoiceBench;
afterEach(() => bench.close());

async function two(options: SimulatorOptions = PLAIN): Promise<readonly [RawVoice, RawVoice]> {
  bench = await VoiceBench.open(options);
  const weaver = await bench.bot(0).voice();
  await weaver.connect();
  const spinner = await bench.bot(1).voice();
  await spinner.connect();
  if (options.voice?.daveVersion === 0) await weaver.op(11);
  else await weaver.op(22);
  weaver.speak();
  await spinner.op(5);
  return [weaver, spinner];
}

async function say(voice: RawVoice, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    voice.say(Buffer.from(`frame ${index}`));
    await pause(1);
  }
}

const texts = (voice: RawVoice): string[] => voice.heard.map(({ payload }) => payload.toString());

describe('On the way of the audio', () => {
  it('datagrams are lost, the same for the same seed', async () => {
    const runs: string[][] = [];
    for (let run = 0; run < 2; run += 1) {
      const [weaver, spinner] = await two();
      bench.discord.faults.voice.lose({ chance: 0.3, direction: 'in', bot: 'weaver' });
      await say(weaver, 40);
      await pause(30);
      runs.push(texts(spinner));
      expect(bench.discord.voice.sent(bench.bot(0), bench.guild).missing).toBeGreaterThan(3);
      expect(bench.discord.log.voiceProblems()).toEqual([]);
      if (run === 0) await bench.close();
    }
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]?.length).toBeLessThan(37);
  });

  it('datagrams come twice, in another order, late or cut, until it is cleared', async () => {
    const [weaver, spinner] = await two();
    const { voice } = bench.discord.faults;
    voice.repeat({ direction: 'out', times: 1 });
    await say(weaver, 2);
    await spinner.hearing(3);
    expect(texts(spinner)).toEqual(['frame 0', 'frame 0', 'frame 1']);
    voice.swap({ direction: 'out', times: 1 });
    await say(weaver, 3);
    await spinner.hearing(6);
    expect(texts(spinner).slice(3)).toEqual(['frame 1', 'frame 0', 'frame 2']);
    const end = voice.jitter({ minMs: 30, maxMs: 40, direction: 'out' });
    const before = performance.now();
    await say(weaver, 1);
    await spinner.hearing(7);
    expect(performance.now() - before).toBeGreaterThan(25);
    end();
    voice.truncate({ direction: 'out' });
    await say(weaver, 3);
    await pause(20);
    expect(spinner.heard).toHaveLength(7);
    voice.clear();
    await say(weaver, 1);
    expect((await spinner.hearing(8)).at(-1)?.payload.toString()).toBe('frame 0');
  });

  it.each(['lose', 'repeat', 'swap'] as const)('to %s a single one is no fault of the client', async (fault) => {
    const [weaver, spinner] = await two();
    await say(weaver, 1);
    await spinner.hearing(1);
    bench.discord.faults.voice[fault]({ direction: 'in', times: 1, bot: 'weaver' });
    await say(weaver, 4);
    await spinner.hearing(fault === 'lose' ? 4 : 5);
    expect(bench.discord.log.voiceProblems()).toEqual([]);
  });

  it('a datagram that nothing overtakes comes by itself', async () => {
    const [weaver, spinner] = await two();
    bench.discord.faults.voice.swap({ direction: 'out', times: 1 });
    await say(weaver, 1);
    await spinner.hearing(1);
  });

  it('there are datagrams that nobody sealed', async () => {
    const [weaver, spinner] = await two();
    const before = spinner.datagrams.length;
    expect(bench.discord.faults.voice.forge({ bot: 'spinner', count: 30 })).toBe(30);
    await spinner.until(() => (spinner.datagrams.length === before + 30 ? true : undefined), 'forged datagrams');
    expect(spinner.heard).toEqual([]);
    expect(spinner.datagrams.some((each) => each.length >= 12 && each.readUInt32BE(8) === weaver.ssrc)).toBe(true);
  });

  it('discovery is not answered', async () => {
    bench = await VoiceBench.open(PLAIN, ['weaver']);
    const voice = await bench.bot().voice();
    await voice.ready();
    bench.discord.faults.voice.dropDiscovery(2, { guild: bench.guild });
    const question = voice.discover();
    await pause(20);
    expect(voice.datagrams).toEqual([]);
    const again = voice.discover();
    void voice.discover();
    expect(await again).toEqual(await question);
  });
});

describe('On the voice gateway', () => {
  it.each<[VoiceStep, number, readonly number[]]>([
    ['hello', 4_011, [8]],
    ['identify', 4_006, [8]],
    ['ready', 4_009, [8, 2]],
    ['select', 4_016, [8, 2]],
    ['description', 4_021, [8, 2, 4]],
    ['speaking', 4_022, [8, 2, 4]],
  ])('the connection is closed at %s by %i', async (step, code, heard) => {
    bench = await VoiceBench.open(PLAIN, ['weaver']);
    bench.discord.faults.voice.closeAt(step, code, step === 'hello' ? {} : { bot: 'weaver' });
    const voice = await bench.bot().voice();
    void voice.connect().then(
      () => {
        voice.speak();
      },
      () => undefined,
    );
    expect((await voice.close()).code).toBe(code);
    expect(voice.frames.map(({ op }) => op)).toEqual(heard);
  });

  it('everything is well after that', async () => {
    bench = await VoiceBench.open(PLAIN, ['weaver']);
    bench.discord.faults.voice.closeAt('identify', 4006);
    const voice = await bench.bot().voice();
    await voice.identify();
    await voice.close();
    const who = await bench.bot().join('Talk');
    await bench.open(who).connect();
  });

  it('a resume is broken off in place of Resumed, and goes on later', async () => {
    const [weaver] = await two();
    bench.discord.faults.voice.closeAt('resume', 4015);
    const { guildId, sessionId, token } = weaver.who;
    const resume = async (): Promise<RawVoice> => {
      const voice = bench.open(weaver.who);
      await voice.op(8);
      voice.send(7, { server_id: guildId, session_id: sessionId, token, seq_ack: weaver.lastSequence });
      return voice;
    };
    weaver.terminate();
    expect((await (await resume()).close()).code).toBe(4015);
    await (await resume()).op(9);
  });

  it('connections break, or stand still for a while', async () => {
    const [weaver, spinner] = await two();
    expect(bench.discord.faults.voice.drop({ bot: 'spinner' })).toBe(1);
    expect((await spinner.close()).code).toBe(1006);
    const before = performance.now();
    expect(bench.discord.faults.voice.stall(60)).toBe(1);
    weaver.send(3, { t: 1, seq_ack: -1 });
    await weaver.op(6);
    expect(performance.now() - before).toBeGreaterThan(50);
  });

  it('audio from and to a connection that stands still is lost', async () => {
    const [weaver, spinner] = await two();
    for (const each of [weaver, spinner]) each.speak();
    await Promise.all([weaver.op(5), spinner.op(5)]);
    bench.discord.faults.voice.stall(400, { bot: 'spinner' });
    weaver.say(Buffer.from('lost'));
    spinner.say(Buffer.from('lost'));
    spinner.send(3, { t: 1, seq_ack: -1 });
    await spinner.op(6);
    weaver.say(Buffer.from('heard'));
    spinner.say(Buffer.from('heard'));
    for (const each of [weaver, spinner]) {
      expect((await each.hearing(1)).map(({ payload }) => payload.toString())).toEqual(['heard']);
    }
  });

  it('no client is blamed for what a fault did to its datagrams, nor once the fault is over', async () => {
    const [weaver] = await two();
    const { voice } = bench.discord.faults;
    const arrived = (): number => bench.discord.voice.sent(bench.bot(), bench.guild).packets.length;
    const direction = 'in';
    const strikes = [
      () => voice.lose({ direction, times: 1 }),
      () => voice.repeat({ direction, times: 1 }),
      () => voice.swap({ direction, times: 1 }),
      () => voice.jitter({ direction, times: 1, minMs: 20, maxMs: 20 }),
    ];
    for (const [index, strike] of strikes.entries()) {
      strike();
      await say(weaver, 4);
      // All but the one that was lost.
      await eventually('all that is not lost', () => arrived() === 4 * index + 3);
    }
    voice.stall(60_000, { bot: 'weaver' });
    await say(weaver, 2);
    // A socket hands out what it holds in order: what comes to another port is read later.
    await pause(20);
    voice.clear();
    await say(weaver, 2);
    await eventually('what was said after that', () => arrived() === 17);
    expect(bench.discord.log.voiceProblems()).toEqual([]);
  });

  it('no client is blamed for audio that came when its call was on the way to another server', async () => {
    const [weaver, spinner] = await two({ voice: { daveVersion: 0, serverMoveMs: 120_000 } });
    await say(weaver, 2);
    await spinner.hearing(2);
    const talk = bench.guild.channel('Talk');
    await bench.discord.voice.moveCall(talk);
    await bench.guild.addMember('guest').connectVoice(talk, { maxDaveProtocolVersion: 0 });
    await say(weaver, 3);
    weaver.sendDatagram(Buffer.from([1, 2, 3]));
    await bench.discord.waitFor(() => bench.discord.log.voiceProblems().length > 0);
    expect(bench.discord.log.voiceProblems().map(({ problem }) => problem)).toEqual(['no-packet']);
  });

  it('heartbeats are not answered, and nonsense is said', async () => {
    const [weaver] = await two();
    const { voice } = bench.discord.faults;
    voice.withholdAcks({ times: 1 });
    weaver.send(3, { t: 1, seq_ack: -1 });
    weaver.send(3, { t: 2, seq_ack: -1 });
    expect((await weaver.op(6)).d).toEqual({ t: 2 });
    expect(voice.send('not json', { bot: 'weaver' })).toBe(1);
    expect(voice.sendBinary(Buffer.from([0, 1, 27, 9]), { bot: 'weaver' })).toBe(1);
    expect((await weaver.binary(27)).payload).toEqual(Buffer.from([9]));
    expect(() => voice.close(1006)).toThrow('no close code');
  });
});

describe('In an encrypted call', () => {
  const settled = (): Promise<void> =>
    eventually('a group', () => bench.discord.voice.calls.every((call) => call.settled && call.epoch > 0));

  async function talk(weaver: RawVoice, spinner: RawVoice): Promise<void> {
    await settled();
    await pause(20);
    const before = spinner.heard.length;
    await say(weaver, 10);
    await spinner.hearing(before + 10);
    expect(texts(spinner).slice(before)).toEqual(Array.from({ length: 10 }, (_, index) => `frame ${index}`));
  }

  it('the external sender comes before the session description', async () => {
    bench = await VoiceBench.open({}, ['weaver']);
    bench.discord.faults.voice.earlyExternalSender();
    const voice = await bench.bot().voice();
    await voice.ready();
    await voice.binary(25);
    expect(voice.frames.map(({ op }) => op)).toEqual([8, 2]);
    await voice.select(AES, await voice.discover());
    expect(voice.binaries).toHaveLength(1);
  });

  it('the order to switch comes late', async () => {
    bench = await VoiceBench.open({});
    const weaver = await bench.bot(0).voice();
    await weaver.connect();
    bench.discord.faults.voice.lateTransition(80, { bot: 'weaver' });
    const spinner = await bench.bot(1).voice();
    await spinner.connect();
    await spinner.op(22);
    expect(weaver.frames.some(({ op }) => op === 22)).toBe(false);
    await weaver.op(22);
  });

  it('members are made to begin anew, and hear each other again', async () => {
    const [weaver, spinner] = await two({});
    expect(bench.discord.faults.voice.resetEncryption({ guild: bench.guild })).toBe(1);
    await weaver.op(24);
    await weaver.op(22, 2);
    await talk(weaver, spinner);
  });

  it.each(['commit', 'welcome'] as const)('a broken %s is survived by being added again', async (what) => {
    bench = await VoiceBench.open({});
    const weaver = await bench.bot(0).voice();
    await weaver.connect();
    const { voice } = bench.discord.faults;
    if (what === 'commit') voice.badCommit();
    else voice.badWelcome();
    const spinner = await bench.bot(1).voice();
    await spinner.connect();
    weaver.speak();
    await spinner.op(5);
    await bench.discord.waitFor((entry) => entry.kind === 'voice-dave' && entry.event.kind === 'lost');
    await talk(weaver, spinner);
  });

  it('proposals are malformed, and the call goes on', async () => {
    const [weaver, spinner] = await two({});
    const before = weaver.binaries.length;
    expect(bench.discord.faults.voice.malformedProposals({ bot: 'weaver' })).toBe(1);
    await eventually('proposals', () => weaver.binaries.length > before);
    await talk(weaver, spinner);
  });

  it('proposals are revoked, told again, and applied', async () => {
    const [weaver, spinner] = await two({});
    await settled();
    expect(bench.discord.faults.voice.revokeNextProposals({ bot: 'weaver' })).toBe(1);
    await bench.guild.addMember('alice').connectVoice('Talk');
    await eventually('everybody is in the group', () => weaver.dave?.getUserIds().length === 3);
    expect(weaver.binaries.some(({ op, payload }) => op === 27 && payload[0] === 1)).toBe(true);
    await talk(weaver, spinner);
  });

  it('a member is slow, and is heard when it has caught up', async () => {
    bench = await VoiceBench.open({});
    const weaver = await bench.bot(0).voice();
    await weaver.connect();
    bench.discord.faults.voice.slowMember(50, { bot: 'spinner' });
    const spinner = await bench.bot(1).voice();
    const before = performance.now();
    await spinner.connect();
    await spinner.binary(25);
    expect(performance.now() - before).toBeGreaterThan(45);
    weaver.speak();
    await spinner.op(5);
    await talk(weaver, spinner);
  });
});

describe('People in a call', () => {
  it('speak and hear, encrypted, and are followed through moves', async () => {
    bench = await VoiceBench.open({ voice: { serverMoveMs: 20 } }, ['weaver']);
    const weaver = await bench.bot().voice();
    await weaver.connect();
    const member = bench.guild.addMember('alice');
    const alice = await member.connectVoice('Talk');
    expect(member.voice).toBe(alice);
    await weaver.op(22);
    weaver.speak();
    await bench.discord.waitFor((entry) => entry.kind === 'voice-frame' && entry.op === 5);
    await weaver.until(() => (alice.ready && weaver.dave?.ready ? true : undefined), 'a group').catch(() => undefined);
    const said = knownFrames(1, 20);
    for (const frame of said) {
      weaver.say(frame);
      await pause(2);
    }
    await bench.discord.delivered();
    await pause(20);
    expect(compareHearing(said, alice.heard(bench.bot().id))).toMatchObject({ heard: 20, missing: [], foreign: 0 });
    const { sent } = await alice.speak(knownFrames(2, 10), { intervalMs: 2 });
    await weaver.hearing(10);
    expect(weaver.heard.map(({ payload }) => payload)).toEqual(sent);
    expect(bench.discord.voice.wire.of(bench.bot().id)).toMatchObject({ plain: 0, repeatedNonces: 0, sealed: 20 });
    expect(bench.discord.voice.sent(member, bench.guild).packets).toHaveLength(10);

    await bench.discord.voice.moveCall(bench.guild.channel('Talk'));
    await bench.bot().gateway.event('VOICE_SERVER_UPDATE', 3);
    const moved = bench.open(bench.bot().credentials());
    await moved.connect();
    await moved.op(22);
    expect(bench.discord.voice.calls).toMatchObject([
      { userIds: expect.arrayContaining([member.id, bench.bot().id]) as unknown },
    ]);
    await member.joinVoice('Tea');
    await moved.op(13);
    expect(bench.discord.voice.call(bench.guild.channel('Tea'))?.userIds).toEqual([member.id]);
    await member.leaveVoice();
    expect(bench.discord.voice.calls.flatMap(({ userIds }) => userIds)).toEqual([bench.bot().id]);
    expect(member.voice).toBeUndefined();
  });

  it('bring a call down to no encryption when they have none, and back when they go', async () => {
    bench = await VoiceBench.open({}, ['weaver']);
    const weaver = await bench.bot().voice();
    await weaver.connect();
    const member = bench.guild.addMember('alice');
    await member.connectVoice('Talk', { maxDaveProtocolVersion: 0 });
    expect((await weaver.op(21)).d).toMatchObject({ protocol_version: 0 });
    expect(bench.discord.voice.calls).toMatchObject([{ daveVersion: 0 }]);
    await member.leaveVoice();
    await weaver.op(24);
    expect(bench.discord.voice.calls).toMatchObject([{ daveVersion: 1 }]);
  });
});
