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

  it('that is under way when the hub stops is told so, and leaves nobody in the channel', async () => {
    const alpha = bench.bot('alpha', REAL);
    await bench.start(alpha);
    bench.discord.faults.voice.dropDiscovery(100);
    const joining = alpha.group.voice.join(bench.loom.id, bench.talk.id).catch((error: unknown) => error);
    await eventually('the place', () => alpha.member.voiceChannelId === bench.talk.id);
    await bench.hub.stop();
    expect(await joining).toMatchObject({ code: 'VOICE_CLOSED' });
    expect(alpha.sent.map((d) => d.channel_id)).toEqual([bench.talk.id, null]);
    await expect(alpha.group.voice.join(bench.loom.id, bench.talk.id)).rejects.toMatchObject({
      code: 'VOICE_CLOSED',
      message: expect.stringContaining('its group stops or has stopped') as string,
    });
  });

  it('goes over the shard of its guild, and only calls of a shard that lost its session are joined anew', async () => {
    const alpha = bench.bot('alpha', { ...REAL, shards: 2 });
    const shardOf = ({ id }: { readonly id: string }): number => Number((BigInt(id) >> 22n) % 2n);
    let other = bench.discord.createGuild({ name: 'Other' });
    while (shardOf(other) === shardOf(bench.loom)) other = bench.discord.createGuild({ name: 'Other' });
    const there = other.createChannel({ name: 'There', type: 'voice' });
    other.addBot(alpha.account, { permissions: ['ViewChannel', 'Connect', 'Speak'] });
    await bench.start(alpha);
    const calls = await Promise.all([
      alpha.group.voice.join(bench.loom.id, bench.talk.id),
      alpha.group.voice.join(other.id, there.id),
    ]);
    const renewed: string[] = [];
    for (const call of calls) call.on('reconnecting', ({ reason }) => renewed.push(`${call.guildId} ${reason}`));
    bench.discord.faults.gateway.close(4009, { bot: alpha.account, shard: shardOf(bench.loom) });
    await eventually('the call', () => renewed.length > 0 && calls.every((call) => call.isReady), 25_000);
    expect(renewed).toEqual([`${bench.loom.id} main-session-renewed`]);
  }, 30_000);
});

describe('a call', () => {
  it('is joined anew when the main session is lost', async () => {
    const alpha = bench.bot('alpha', REAL);
    await bench.start(alpha);
    const call = await alpha.group.voice.join(bench.loom.id, bench.talk.id);
    const readies: unknown[] = [];
    call.on('ready', (about) => readies.push(about));
    bench.discord.faults.gateway.close(4009);
    await eventually('the call', () => readies.length === 1, 25_000);
    expect(call.state).toBe('ready');
    expect(alpha.member.voiceChannelId).toBe(bench.talk.id);
    expect([...alpha.group.voice]).toEqual([call]);
  }, 30_000);

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
