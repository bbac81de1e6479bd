/** People within this process who take part in calls, on a clock that stands still. */
import { ManualClock } from 'corduroy/util';
import { DiscordSimulator, knownFrames, type SimGuild } from '../../../../src/testing/simulator';

let discord: DiscordSimulator;
let guild: SimGuild;
let clock: ManualClock;

beforeEach(async () => {
  clock = new ManualClock();
  discord = await DiscordSimulator.start({ clock });
  guild = discord.createGuild({ name: 'Loom', channels: ['general', { name: 'Talk', type: 'voice' }] });
});
afterEach(() => discord.close());

describe('who takes part in a call', () => {
  it('is not in it after leaving voice while still about to come in', async () => {
    const alice = guild.addMember('alice');
    await alice.joinVoice('Talk');
    const coming = alice.connectVoice('Talk');
    await alice.leaveVoice();
    await coming;
    expect(discord.voice.calls).toEqual([]);
  });

  it('hears no frame that is sealed end to end when it knows no such encryption', async () => {
    const [alice, bob, old] = ['alice', 'bob', 'old'].map((name) => guild.addMember(name));
    const speaker = await alice!.connectVoice('Talk');
    const friend = await bob!.connectVoice('Talk');
    // Nobody tells her that it is over with encryption.
    const tell = speaker.tell.bind(speaker);
    speaker.tell = (op, d) => {
      if (op !== 22) tell(op, d);
    };
    const listener = await old!.connectVoice('Talk', { maxDaveProtocolVersion: 0 });
    const speaking = speaker.speak(knownFrames(1, 5));
    await clock.advance(100);
    await speaking;
    expect(discord.voice.wire.of(alice!.id)).toMatchObject({ sealed: 5, plain: 0 });
    expect(friend.heard(alice!.id).frames).toHaveLength(5);
    expect(listener.heard(alice!.id)).toMatchObject({ frames: [], undecryptable: 0 });
  });
});
