/** Calls and hooks at bad moments, from the hub down to the wire. */
import { GroupReadyEvent, VoiceClientGhostEvent, VoiceClientLeaveEvent, type VoiceClient } from 'corduroy';
import { VoiceBench } from './support/voice-bench';
import { eventually } from './support/waiting';

let bench: VoiceBench;
beforeEach(async () => {
  bench = await VoiceBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

/** With calls of its own. */
const REAL = { voiceCalls: undefined, intents: { add: ['Guilds', 'GuildVoiceStates'] } } as const;

describe('a join', () => {
  it('from a handler of the leave that a kick made is not ended by the hook of that leave', async () => {
    const alpha = bench.bot('alpha', REAL);
    let again: Promise<VoiceClient> | undefined;
    alpha.group.dispatcher.addHandler(VoiceClientLeaveEvent, ({ guildId }) => {
      again = alpha.group.voice.join(guildId, bench.music.id);
      return again;
    });
    await bench.start(alpha);
    await alpha.group.voice.join(bench.loom.id, bench.talk.id);
    await alpha.member.leaveVoice();
    await eventually('the leave', () => again !== undefined);
    expect((await again)?.channelId).toBe(bench.music.id);
    expect(alpha.member.voiceChannelId).toBe(bench.music.id);
  });

  it('while the ghost of an earlier run is still leaving is not ended by the hook of that leave', async () => {
    const alpha = bench.bot('alpha', REAL);
    await alpha.member.joinVoice(bench.talk, { sessionId: 'of-yesterday' });
    let joining: Promise<VoiceClient> | undefined;
    let ghosts = 0;
    alpha.group.dispatcher.addHandler(VoiceClientGhostEvent, () => (ghosts += 1));
    alpha.group.dispatcher.addHandler(GroupReadyEvent, () => {
      joining = alpha.group.voice.join(bench.loom.id, bench.talk.id);
      return joining;
    });
    await bench.start(alpha);
    expect((await joining)?.channelId).toBe(bench.talk.id);
    expect(ghosts).toBe(1);
    expect(alpha.sent.map((d) => d.channel_id)).toEqual([null, bench.talk.id]);
  });
});

describe('a call', () => {
  it('is joined anew when the main session is lost', async () => {
    const alpha = bench.bot('alpha', REAL);
    await bench.start(alpha);
    const call = await alpha.group.voice.join(bench.loom.id, bench.talk.id);
    const readies: unknown[] = [];
    call.on('ready', (about) => readies.push(about));
    bench.discord.faults.gateway.close(4009);
    await eventually('the call', () => readies.length === 1);
    expect(call.state).toBe('ready');
    expect(alpha.member.voiceChannelId).toBe(bench.talk.id);
    expect([...alpha.group.voice]).toEqual([call]);
  });

  it('that is thrown out a moment after it was moved ends, and does not come back', async () => {
    const alpha = bench.bot('alpha', REAL);
    await bench.start(alpha);
    const call = await alpha.group.voice.join(bench.loom.id, bench.talk.id);
    void alpha.member.joinVoice(bench.music);
    await alpha.member.leaveVoice();
    await expect(call.ended).resolves.toMatchObject({ reason: 'kicked' });
    await call.gone;
    expect(alpha.sent).toHaveLength(1);
    expect(alpha.group.voice.size).toBe(0);
  });
});
