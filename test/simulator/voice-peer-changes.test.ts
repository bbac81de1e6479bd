/**
 * What becomes of audio while members of an encrypted call come and go, at our bot, at an unmodified @discordjs/voice, and at a
 * virtual member: all that is said between two changes of keys arrives, and of each change few packets are lost.
 */
import { knownFrames, type SimBot, type VirtualMember } from 'corduroy/testing';
import { Source, type VoiceClient } from 'corduroy/voice';
import { type Change, hasHeard, lastHeard, missed, type Stretch } from '../support/peers/changes';
import { type DiscordjsPeer } from '../support/peers/discordjs-peer';
import { PeerStage } from '../support/peers/peer-stage';
import { eventually } from './support/waiting';

jest.setTimeout(90_000);

/**
 * Half a second, for a machine that has much else to do. On one that has not, none is lost when members come and go, and up to
 * six where the library resumes or begins anew.
 */
const FEW = 25;
/** More than a minute. */
const MANY = 4_000;

interface Group {
  readonly peer?: DiscordjsPeer;
  readonly others: readonly (VoiceClient | VirtualMember)[];
}

let stage: PeerStage;
let changes: Change[];
/** How many packets the one who speaks has said. */
let said: () => number;
/** The last packet that all heard before a change. What is on its way when the change begins is touched by it. */
let quietAt: number;

beforeEach(async () => {
  stage = await PeerStage.open();
  changes = [];
});
afterEach(() => stage.close());

/** Changes the call, and waits until those who are then there are in a new group, if there is to be one. */
async function change(name: string, act: () => Promise<unknown>, newGroup?: () => Group): Promise<void> {
  await act();
  if (newGroup) await stage.together(newGroup().others, newGroup().peer);
  changes.push({ name, from: quietAt, to: said() });
}

/** Waits until these have heard a packet that is said a second from now, and returns its number. */
async function calm(...ears: readonly (() => readonly Buffer[])[]): Promise<number> {
  const until = said() + 50;
  await eventually(`packet ${until}`, () => ears.every((heard) => hasHeard(heard(), until)));
  quietAt = until;
  return until;
}

/** @param presences when the listener was there */
function expectFewMissed(heard: readonly Buffer[], ...presences: readonly Stretch[]): void {
  const { between, byChange, misplaced } = missed(heard, presences, changes);
  expect({ between, misplaced }).toEqual({ between: [], misplaced: 0 });
  for (const lost of Object.values(byChange)) expect(lost).toBeLessThanOrEqual(FEW);
}

describe('An encrypted call with our bot and @discordjs/voice', () => {
  it('has all that our bot says between changes of its members', async () => {
    const own = await stage.own();
    const vera = await stage.guild.addMember('vera').connectVoice('Talk');
    const mona = stage.guild.addMember('mona');
    const peer = await stage.peer();
    const ownId = stage.ownBot.id;
    const { wire } = stage.discord.voice;
    said = () => own.stats().sent - wire.of(ownId).silence;
    const atVera = (): readonly Buffer[] => vera.heard(ownId).frames.map(({ opus }) => opus);
    const atPeer = (): readonly Buffer[] => peer.heard(ownId);
    const joining = async (): Promise<void> => {
      await peer.join({ guildId: stage.guild.id, id: stage.talk.id });
      peer.listen(ownId);
    };

    await stage.together([own, vera]);
    const playback = own.play(Source.frames(knownFrames(5, MANY)));
    await calm(atVera);
    await change('the peer joins', joining, () => ({ peer, others: [own, vera] }));
    const left = await calm(atVera, atPeer);
    await change(
      'the peer leaves',
      () => peer.leave(),
      () => ({ others: [own, vera] }),
    );
    await calm(atVera);
    await change('the peer comes back', joining, () => ({ peer, others: [own, vera] }));
    await calm(atVera, atPeer);
    await change(
      'mona joins',
      () => mona.connectVoice('Talk'),
      () => ({ peer, others: [own, vera, mona.voice as VirtualMember] }),
    );
    await calm(atVera, atPeer);
    await change(
      'mona leaves',
      () => mona.leaveVoice(),
      () => ({ peer, others: [own, vera] }),
    );
    const end = await calm(atVera, atPeer);
    playback.stop();

    const [joined, , cameBack] = changes as [Change, Change, Change];
    expectFewMissed(atVera(), { from: 0, to: end });
    expect(missed([...atVera(), ...atPeer()], [], []).foreign).toBe(0);
    expectFewMissed(atPeer(), { from: joined.to, to: left }, { from: cameBack.to, to: end });
    expect(wire.of(ownId)).toMatchObject({ plain: 0, repeatedNonces: 0 });
    expect(peer.troubles).toEqual([]);
    expect(stage.discord.log.voiceProblems()).toEqual([]);
  });

  it('has all that the peer says between changes of its members, also at our bot, which speaks meanwhile', async () => {
    const own = await stage.own();
    const vera = await stage.guild.addMember('vera').connectVoice('Talk');
    const mona = stage.guild.addMember('mona');
    const peer = await stage.peer();
    const peerId = stage.peerBot.id;
    const { wire } = stage.discord.voice;
    said = () => wire.of(peerId).sealed;
    const atVera = (): readonly Buffer[] => vera.heard(peerId).frames.map(({ opus }) => opus);
    const atOwn = (): readonly Buffer[] => stage.opened;

    await peer.join({ guildId: stage.guild.id, id: stage.talk.id });
    await stage.together([own, vera], peer);
    const ours = own.play(Source.frames(knownFrames(6, MANY)));
    peer.beginToPlay(knownFrames(7, MANY));
    await calm(atVera, atOwn);
    await change(
      'mona joins',
      () => mona.connectVoice('Talk'),
      () => ({ peer, others: [own, vera, mona.voice as VirtualMember] }),
    );
    await calm(atVera, atOwn);
    await change(
      'mona leaves',
      () => mona.leaveVoice(),
      () => ({ peer, others: [own, vera] }),
    );
    const end = await calm(atVera, atOwn);
    ours.stop();

    expectFewMissed(atVera(), { from: 0, to: end });
    expectFewMissed(atOwn(), { from: 0, to: end });
    expect(missed([...atVera(), ...atOwn()], [], []).foreign).toBe(0);
    expect(peer.troubles).toEqual([]);
    expect(stage.discord.log.voiceProblems()).toEqual([]);
  });

  it('goes on through lost connections, a new beginning of its encryption, and a move to another server', async () => {
    const own = await stage.own();
    const peer = await stage.peer();
    const ownId = stage.ownBot.id;
    const { faults, voice, log } = stage.discord;
    const endpoint = (): string | undefined => voice.call(stage.talk)?.endpoint;
    said = () => own.stats().sent - voice.wire.of(ownId).silence;
    const atPeer = (): readonly Buffer[] => peer.heard(ownId);
    const both = (): Group => ({ peer, others: [own] });
    const resumed = async (bot: SimBot): Promise<void> => {
      faults.voice.drop({ bot });
      await eventually('a resume', () => log.voiceSessions(bot).some(({ event }) => event === 'resumed'));
    };
    // The library tells of no moment from which on it opens everything again: here it is the first packet that it opened.
    const until = async (name: string, act: () => Promise<unknown>, newGroup?: () => Group): Promise<void> => {
      const from = quietAt;
      await act();
      if (newGroup) await stage.together(newGroup().others, newGroup().peer);
      const next = said();
      await eventually('audio after the change', () => hasHeard(atPeer(), next));
      changes.push({ name, from, to: lastHeard(atPeer()) + 1 });
    };
    await peer.join({ guildId: stage.guild.id, id: stage.talk.id });
    await stage.together([own], peer);
    peer.listen(ownId);
    const playback = own.play(Source.frames(knownFrames(8, MANY)));
    const from = await calm(atPeer);
    const first = endpoint();
    await until('the peer resumes', async () => {
      await resumed(stage.peerBot);
      await eventually('the peer to know it', async () => (await peer.report()).status === 'ready');
    });
    await calm(atPeer);
    await until('our bot resumes', () => resumed(stage.ownBot));
    await calm(atPeer);
    await until('the encryption begins anew', () => Promise.resolve(faults.voice.resetEncryption()), both);
    await calm(atPeer);
    const bots = [stage.ownBot, stage.peerBot];
    const started = (bot: SimBot): number => log.voiceSessions(bot).filter(({ event }) => event === 'started').length;
    const before = bots.map(started);
    const moved = async (): Promise<void> => {
      await voice.moveCall(stage.talk);
      // Until then the old server has the old group, and passes on what is on its way.
      await eventually('both at the new server', () => bots.every((bot, index) => started(bot) > (before[index] ?? 0)));
    };
    await until('the server moves', moved, both);
    const end = await calm(atPeer);
    playback.stop();

    expect(endpoint()).not.toBe(first);
    expectFewMissed(atPeer(), { from, to: end });
    // While it resumes, or has no keys, the library hands on what comes as it is, encrypted.
    expect(missed(atPeer(), [], changes).foreign).toBeLessThanOrEqual(FEW);
    expect(voice.wire.of(ownId)).toMatchObject({ plain: 0, repeatedNonces: 0 });
    expect(peer.troubles).toEqual([]);
    expect(log.voiceProblems()).toEqual([]);
  });
});
