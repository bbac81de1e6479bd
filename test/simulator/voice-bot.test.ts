/** A bot of ours in a call, from the hub down to the wire. */
import { ClientHub, Source } from 'corduroy';
import { DiscordSimulator } from 'corduroy/testing';
import { oggOpus } from '../support/audio';
import { compareHearing } from '../../src/testing/simulator/voice/dave/hearing';
import { knownFrames } from '../../src/testing/simulator/voice/dave/known-frames';

describe('group.voice', () => {
  it('joins a call, plays a file to a member, byte for byte, and leaves with the hub', async () => {
    await using discord = await DiscordSimulator.start();
    const loom = discord.createGuild({ name: 'Loom' });
    const talk = loom.createChannel({ name: 'Talk', type: 'voice' });
    const account = discord.createBot({ name: 'Alpha' });
    const hub = new ClientHub({ api: discord.apiUrl });
    const group = hub.createClientGroup('alpha', account.token, { intents: { add: ['GuildVoiceStates', 'Guilds'] } });
    await hub.start();
    const alice = await loom.addMember('alice').connectVoice(talk);
    const voice = await group.voice.join(loom.id, talk.id);
    const frames = knownFrames(1, 100);
    const playback = voice.play(Source.buffer(oggOpus(frames)));
    await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
    expect(compareHearing(frames, alice.heard(account.id))).toMatchObject({ missing: [], outOfOrder: 0 });
    await hub.stop();
    expect(discord.isOnline('Alpha')).toBe(false);
  });
});
