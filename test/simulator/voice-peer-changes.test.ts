/**
 * What becomes of audio while members of an encrypted call come and go, at our bot, at an unmodified @discordjs/voice, and at a
 * virtual member: all that is said between two changes of keys arrives, and of each change few packets are lost.
 */
import { knownFrames, type VirtualMember } from 'corduroy/testing';
import { Source, type VoiceClient } from 'corduroy/voice';
import { type Change, hasHeard, type Missed, missed } from '../support/peers/changes';
import { type DiscordjsPeer } from '../support/peers/discordjs-peer';
import { PeerStage } from '../support/peers/peer-stage';
import { eventually } from './support/waiting';

jest.setTimeout(90_000);

/** Half a second, for a machine that has much else to do. On one that has not it is none at all. */
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

beforeEach(async () => {
  stage = await PeerStage.open();
  changes = [];
});
afterEach(() => stage.close());

/** Changes who is in the call, and waits until those who are then there are in one group. */
async function change(name: string, act: () => Promise<unknown>, group: () => Group): Promise<void> {
  const from = said();
  await act();
  const { peer, others } = group();
  await stage.together(others, peer);
  changes.push({ name, from, to: said() });
}

/** Waits until these have heard a packet that is said a second from now, and returns its number. */
async function calm(...ears: readonly (() => readonly Buffer[])[]): Promise<number> {
  const until = said() + 50;
  await eventually(`packet ${until}`, () => ears.every((heard) => hasHeard(heard(), until)));
  return until;
}

function expectFewMissed({ between, byChange, odd }: Missed, names: readonly string[]): void {
  expect({ between, odd }).toEqual({ between: [], odd: 0 });
  expect(Object.keys(byChange)).toEqual(names);
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
    const throughout = [{ from: 0, to: end }];
    const twice = [
      { from: joined.to, to: left },
      { from: cameBack.to, to: end },
    ];
    expectFewMissed(
      missed(atVera(), throughout, changes),
      changes.map(({ name }) => name),
    );
    expectFewMissed(missed(atPeer(), twice, changes), ['mona joins', 'mona leaves']);
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

    const throughout = [{ from: 0, to: end }];
    for (const heard of [atVera(), atOwn()]) {
      expectFewMissed(missed(heard, throughout, changes), ['mona joins', 'mona leaves']);
    }
    expect(peer.troubles).toEqual([]);
    expect(stage.discord.log.voiceProblems()).toEqual([]);
  });
});
