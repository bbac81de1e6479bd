/**
 * An unmodified @discordjs/voice in calls of the simulator, encrypted end to end: alone it proves that the simulator's voice
 * servers speak Discord, and beside our bot that our bot does.
 */
import { compareHearing, knownFrames, type VirtualMember } from 'corduroy/testing';
import { Source } from 'corduroy/voice';
import { type DiscordjsPeer } from '../support/peers/discordjs-peer';
import { PeerStage } from '../support/peers/peer-stage';
import { eventually } from './support/waiting';

jest.setTimeout(90_000);

const MODES = ['aead_aes256_gcm_rtpsize', 'aead_xchacha20_poly1305_rtpsize'] as const;
const EVERYTHING = { heard: 100, missing: [], duplicated: [], outOfOrder: 0, foreign: 0, undecryptable: 0 };

let stage: PeerStage;
afterEach(() => stage.close());

const texts = (packets: readonly Buffer[]): string[] => packets.map((packet) => packet.toString('hex'));

/** Joins somebody of this process, and hears of what the peer and our bot say. */
const guest = (name: string): Promise<VirtualMember> => stage.guild.addMember(name).connectVoice('Talk');

async function peerInCall(): Promise<DiscordjsPeer> {
  const peer = await stage.peer();
  await peer.join({ guildId: stage.guild.id, id: stage.talk.id });
  return peer;
}

describe('@discordjs/voice on the simulator', () => {
  it.each(MODES)('is heard by a virtual member, and hears it, byte by byte, by %s', async (mode) => {
    stage = await PeerStage.open({ modes: [mode] });
    const peer = await peerInCall();
    const vera = await guest('vera');
    await stage.together([vera], peer);
    peer.listen(vera.userId);

    const said = knownFrames(1, 100);
    await peer.play(said);
    await eventually('100 packets at the member', () => vera.heard(peer.bot.id).frames.length >= 100);
    expect(compareHearing(said, vera.heard(peer.bot.id))).toEqual(EVERYTHING);

    const answered = knownFrames(2, 100);
    await vera.speak(answered);
    await eventually('100 packets at the peer', () => peer.heard(vera.userId).length >= 100);
    expect(texts(peer.heard(vera.userId))).toEqual(texts(answered));
    expect(peer.troubles).toEqual([]);
    expect(stage.discord.log.voiceProblems()).toEqual([]);
  });
});

describe('Our bot beside @discordjs/voice', () => {
  it.each(MODES)('is heard by it byte by byte, and is sent what it says, by %s', async (mode) => {
    stage = await PeerStage.open({ modes: [mode] });
    const own = await stage.own();
    const peer = await peerInCall();
    await stage.together([own], peer);
    peer.listen(stage.ownBot.id);

    // The peer is told whose audio comes by another way than the audio, so the very first packet may come too early.
    await own.play(Source.frames(knownFrames(5, 10))).ended;
    const first = knownFrames(5, 10).at(-1)?.toString('hex');
    await eventually('the first words', () => texts(peer.heard(stage.ownBot.id)).at(-1) === first);
    const before = peer.heard(stage.ownBot.id).length;
    const said = knownFrames(3, 100);
    expect(await own.play(Source.frames(said)).ended).toEqual({ reason: 'finished' });
    await eventually('100 packets at the peer', () => peer.heard(stage.ownBot.id).length >= before + 100);
    expect(texts(peer.heard(stage.ownBot.id).slice(before))).toEqual(texts(said));

    const answered = knownFrames(4, 100);
    await peer.play(answered);
    await eventually('100 packets at our bot', () => stage.opened.length >= 100);
    expect(texts(stage.opened)).toEqual(texts(answered));
    expect(peer.troubles).toEqual([]);
    expect(stage.discord.log.voiceProblems()).toEqual([]);
  });
});
