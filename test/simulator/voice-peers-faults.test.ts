/**
 * What was measured to bring down or to hurt another library's voice, done to a bot of ours. That it is joined although discovery
 * is lost, and what a broken socket costs, is shown in voice-connection.test.ts.
 */
import { createSocket } from 'node:dgram';
import { setTimeout as pause } from 'node:timers/promises';
import { Source, type VoiceClient } from '../../src';
import { compareHearing, DiscordSimulator, knownFrames } from '../../src/testing/simulator';
import { VoiceError, type VoiceLimits } from '../../src/voice';
import { type PartyBot, eventually, VoiceParty } from '../support/voice-party/voice-party';
import { RemoteProcess } from './support/remote-process';
import { type VoiceBotCalls } from './support/voice-bot-process';

let party: VoiceParty | undefined;

afterEach(async () => {
  await party?.[Symbol.asyncDispose]();
  party = undefined;
});

async function open(limits: Partial<VoiceLimits> = {}, bots: readonly string[] = ['alpha']): Promise<VoiceParty> {
  party = await VoiceParty.open({ bots, voice: { limits } });
  return party;
}

/** How often a bot asked the main gateway for a place in a channel, or gave one up. */
function signals({ discord }: VoiceParty, { account }: PartyBot): (string | null)[] {
  return discord.log.frames({ op: 4, bot: account }).map(({ d }) => (d as { channel_id: string | null }).channel_id);
}

describe('A server that closes right after Identify', () => {
  // The other library joins a thousand times in this time; the main gateway takes 120 commands a minute.
  it.each<[number, string, number]>([
    [4_017, 'VOICE_DAVE_REQUIRED', 1],
    [4_020, 'VOICE_PROTOCOL', 2],
    [4_006, 'VOICE_JOIN_TIMEOUT', 3],
    [4_011, 'VOICE_JOIN_TIMEOUT', 3],
  ])('by %i ends the join with %s after at most %i joins', async (closeCode, code, joins) => {
    const { discord, room, bots } = await open();
    const [alpha] = bots as [PartyBot];
    discord.faults.voice.closeAt('identify', closeCode, { times: 10_000 });
    const joined = alpha.group.voice.join(room.guild.id, room.talk.id, { timeoutMs: 2_500 });
    await expect(joined).rejects.toMatchObject({ name: 'VoiceError', code });
    await eventually('the place is given up', () => signals(party as VoiceParty, alpha).at(-1) === null);
    const asked = signals(party as VoiceParty, alpha);
    expect(asked.slice(0, -1)).toEqual(asked.slice(0, -1).map(() => room.talk.id));
    expect(asked.length - 1).toBeLessThanOrEqual(joins);
    await eventually('nothing of it is left', () => alpha.group.voice.size === 0);
  });
});

describe('A network', () => {
  const said = knownFrames(1, 100);

  it('with one forged datagram in it takes no frame from a listener', async () => {
    const { discord, room, bots } = await open({}, ['alpha', 'beta']);
    const [alpha, beta] = bots as [PartyBot, PartyBot];
    const speaker = await (party as VoiceParty).join(alpha);
    const listener = await (party as VoiceParty).join(beta);
    await party?.inOrder([]);
    const heard = (): number => beta.ears.of(room.guild, alpha.account).frames.length;
    speaker.play(Source.frames(said));
    await eventually('the first words', () => heard() >= 20);
    // From the server's own port, with the number of somebody who speaks.
    discord.faults.voice.forge({ bot: 'beta', count: 1 });
    await eventually('the forged one is noticed', () => listener.stats().unauthenticated === 1);
    // From anybody's port it does not even arrive.
    const [select] = discord.log.voiceFrames({ op: 1, bot: beta.account, from: 'client' });
    const { port } = (select?.d as { data: { port: number } }).data;
    const forger = createSocket('udp4');
    const noise = Buffer.alloc(80, 7);
    noise.writeUInt16BE(0x9078, 0);
    await new Promise((resolve) => {
      forger.send(noise, port, '127.0.0.1', resolve);
    });
    forger.close();
    await eventually('everything is heard', () => heard() >= said.length);
    const { missing, foreign, undecryptable } = compareHearing(said, beta.ears.of(room.guild, alpha.account));
    expect({ missing, foreign, undecryptable }).toEqual({ missing: [], foreign: 0, undecryptable: 0 });
    expect(listener.stats()).toMatchObject({ unauthenticated: 1, foreign: 0 });
  });

  it('that lets no datagram through ends the join with VOICE_UDP_BLOCKED', async () => {
    const { discord, room, bots } = await open({ discoveryMs: 20 });
    const [alpha] = bots as [PartyBot];
    discord.faults.voice.dropDiscovery(10_000);
    const joined = alpha.group.voice.join(room.guild.id, room.talk.id);
    await expect(joined).rejects.toMatchObject({ name: 'VoiceError', code: 'VOICE_UDP_BLOCKED' });
    await eventually('the place is given up', () => signals(party as VoiceParty, alpha).at(-1) === null);
    expect(signals(party as VoiceParty, alpha).length).toBeLessThanOrEqual(3);
  });
});

describe('Encryption', () => {
  const said = knownFrames(2, 50);

  /** Plays, and looks whether everything arrives. */
  async function expectAudio(voice: VoiceClient, { account }: PartyBot): Promise<void> {
    const { room } = party as VoiceParty;
    const alice = room.guild.member('alice').voice;
    if (!alice) throw new Error('Alice is not in the call');
    await party?.inOrder([alice]);
    alice.forget();
    await expect(voice.play(Source.frames(said)).ended).resolves.toEqual({ reason: 'finished' });
    await eventually('everything is heard', () => alice.heard(account.id).frames.length >= said.length);
    const report = compareHearing(said, alice.heard(account.id));
    expect(report).toMatchObject({ missing: [], foreign: 0, undecryptable: 0, outOfOrder: 0 });
  }

  it('whose external sender comes before the session description, and whose first discovery is lost, is agreed on', async () => {
    const { discord, bots } = await open();
    const [alpha] = bots as [PartyBot];
    await party?.guest('alice');
    discord.faults.voice.earlyExternalSender();
    discord.faults.voice.dropDiscovery(1);
    const voice = await (party as VoiceParty).join(alpha);
    const told = discord.log.voiceFrames({ bot: alpha.account, from: 'server' }).map(({ op }) => op);
    expect(told.indexOf(25)).toBeLessThan(told.indexOf(4));
    await expectAudio(voice, alpha);
  });

  it('with proposals that nobody can read goes on as it was, and takes the next who comes', async () => {
    const { discord, bots } = await open();
    const [alpha] = bots as [PartyBot];
    await party?.guest('alice');
    const voice = await (party as VoiceParty).join(alpha);
    const ends: unknown[] = [];
    voice.on('ended', (end) => ends.push(end));
    discord.faults.voice.malformedProposals();
    await expectAudio(voice, alpha);
    discord.faults.voice.malformedProposals();
    const bob = await party?.guest('bob');
    await eventually('Bob is in the group', () => bob?.ready === true && bob.privacyCode === voice.privacyCode);
    expect(ends).toEqual([]);
    expect(voice.encryption).toMatchObject({ phase: 'active', protocolVersion: 1 });
  });
});

describe('A stall of the event loop', () => {
  it('of 700 ms is not made up for by a burst: time is given up, and no frame is', async () => {
    const BLOCKED_MS = 700;
    // Up to three frames that are late go out with the one that is due, and the next may be due a moment later.
    const MOST_IN_20_MS = 5;
    const said = knownFrames(1, 110);
    await using discord = await DiscordSimulator.start();
    const guild = discord.createGuild({ name: 'Loom' });
    const talk = guild.createChannel({ name: 'Talk', type: 'voice' });
    const account = discord.createBot({ name: 'bot' });
    const alice = await guild.addMember('alice').connectVoice(talk);
    await using remote = new RemoteProcess<VoiceBotCalls>('voice-bot-process');
    await remote.call('play', discord.apiUrl, account.token, guild.id, talk.id, said.length);
    await eventually('the file is well under way', () => alice.heard(account.id).frames.length >= 30);
    const { endedMs } = await remote.call('block', BLOCKED_MS);
    const { reason, sentAtMs } = await remote.call('ended');
    expect(reason).toBe('finished');
    await eventually('everything is heard', () => alice.heard(account.id).frames.length >= said.length);
    expect(compareHearing(said, alice.heard(account.id))).toMatchObject({ missing: [], duplicated: [], outOfOrder: 0 });

    const within = (fromMs: number, forMs: number): number =>
      sentAtMs.filter((at) => at >= fromMs && at < fromMs + forMs).length;
    const most = Math.max(...sentAtMs.map((at) => within(at, 20)));
    expect(most).toBeLessThanOrEqual(MOST_IN_20_MS);
    // The other library sends 38 in this time.
    const after = within(endedMs, 100);
    expect(after).toBeLessThanOrEqual(5 + 3);
    // Who listens is told by the timestamp how long there was nothing: no packet is missing, so nothing is waited for.
    const { packets, missing } = discord.voice.sent(account, guild);
    expect(missing).toBe(0);
    const steps = packets.slice(1).map(({ timestamp }, index) => (timestamp - (packets[index]?.timestamp ?? 0)) | 0);
    expect(Math.max(...steps) / 48).toBeGreaterThan(BLOCKED_MS - 100);
    expect(discord.log.voiceProblems()).toEqual([]);
  }, 30_000);
});

describe('A close code while the bot plays', () => {
  const LIMITS: Partial<VoiceLimits> = { lingerMs: 200, stableMs: 1_000 };
  const said = knownFrames(3, 60);

  async function playing(): Promise<{ voice: VoiceClient; alpha: PartyBot; ended: Promise<unknown> }> {
    const { bots, room } = await open(LIMITS);
    const [alpha] = bots as [PartyBot];
    const alice = await (party as VoiceParty).guest('alice');
    const voice = await (party as VoiceParty).join(alpha);
    await party?.inOrder([alice]);
    const { ended } = voice.play(Source.frames(said));
    await eventually('the first words', () => alice.heard(alpha.account.id).frames.length >= 20);
    expect(signals(party as VoiceParty, alpha)).toEqual([room.talk.id]);
    return { voice, alpha, ended };
  }

  it.each<[number, string, 'resume' | 'signal', number]>([
    [4_015, 'server-crashed', 'resume', 1],
    [4_006, 'session-invalid', 'signal', 2],
    [4_009, 'session-invalid', 'signal', 2],
    [4_011, 'session-invalid', 'signal', 2],
    [4_020, 'protocol', 'signal', 2],
  ])('%i: is got over (%s, by %s), and the file goes on to its end', async (code, reason, next, joins) => {
    const { voice, alpha, ended } = await playing();
    const { discord, room } = party as VoiceParty;
    const interruptions: unknown[] = [];
    voice.on('reconnecting', (about) => interruptions.push(about));
    discord.faults.voice.close(code, { bot: 'alpha' });
    await expect(ended).resolves.toEqual({ reason: 'finished' });
    expect(interruptions).toMatchObject([{ reason, next, closeCode: code }]);
    const alice = room.guild.member('alice').voice;
    const heard = alice?.heard(alpha.account.id);
    await eventually(
      'everything is heard',
      () =>
        alice
          ?.heard(alpha.account.id)
          .frames.at(-1)
          ?.opus.equals(said.at(-1) as Buffer) === true,
    );
    expect(heard && compareHearing(said, heard)).toMatchObject({ duplicated: [], outOfOrder: 0, foreign: 0 });
    expect(signals(party as VoiceParty, alpha)).toHaveLength(joins);
    expect(voice.isReady).toBe(true);
    // A packet may be on its way when its session ends.
    const problems = discord.log.voiceProblems().filter(({ problem }) => problem !== 'unknown-ssrc');
    expect(problems).toEqual([]);
  });

  it.each<[number, string, string]>([
    [4_014, 'kicked', 'VOICE_KICKED'],
    [4_017, 'dave-required', 'VOICE_DAVE_REQUIRED'],
    [4_021, 'rate-limited', 'VOICE_RATE_LIMITED'],
    [4_022, 'call-terminated', 'VOICE_CALL_TERMINATED'],
  ])('%i: ends the call as %s with %s, and nobody joins again', async (closeCode, reason, code) => {
    const { voice, alpha, ended } = await playing();
    const { discord, room } = party as VoiceParty;
    discord.faults.voice.close(closeCode, { bot: 'alpha' });
    await expect(voice.ended).resolves.toMatchObject({ reason, error: { name: 'VoiceError', code } });
    await expect(ended).resolves.toEqual({ reason: 'stopped' });
    await voice.gone;
    expect(alpha.group.voice.get(room.guild.id)).toBeUndefined();
    await pause(300);
    expect(signals(party as VoiceParty, alpha).filter((channelId) => channelId !== null)).toEqual([room.talk.id]);
    expect(() => voice.play(Source.frames(said))).toThrow(VoiceError);
    // Whoever wants to comes back by another join.
    const again = await (party as VoiceParty).join(alpha);
    expect(again.isReady).toBe(true);
  });

  it('4022 is followed to the server that Discord names', async () => {
    const { voice, alpha, ended } = await playing();
    const { discord, room } = party as VoiceParty;
    await discord.voice.moveCall(room.talk);
    await expect(ended).resolves.toEqual({ reason: 'finished' });
    expect(voice.isReady).toBe(true);
    expect(signals(party as VoiceParty, alpha)).toEqual([room.talk.id]);
  });
});
