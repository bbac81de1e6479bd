/** Calls that work in a worker, on real sockets and with encryption end to end. */
import { Source } from '../../src';
import { compareHearing, knownFrames } from '../../src/testing/simulator';
import { oggOpus } from '../support/audio';
import { IN_WORKER } from '../support/in-worker';
import { eventually, VoiceParty } from '../support/voice-party/voice-party';

const CLEAN = { missing: [], duplicated: [], outOfOrder: 0, foreign: 0 };

describe('A call in a worker', () => {
  it('plays a file to a member, byte for byte', async () => {
    await using party = await VoiceParty.open({ bots: ['alpha'], voice: IN_WORKER });
    const alpha = party.bot('alpha');
    const alice = await party.guest('alice');
    const voice = await party.join(alpha);
    await party.inOrder([alice]);
    const said = knownFrames(5, 75);
    const playback = voice.play(Source.buffer(oggOpus(said)));
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
    const { id } = alpha.account;
    await eventually('everything is heard', () => alice.heard(id).frames.length >= said.length);
    expect(compareHearing(said, alice.heard(id))).toMatchObject(CLEAN);
    expect(party.discord.log.voiceProblems()).toEqual([]);
  });
});
