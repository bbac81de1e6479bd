/** Other libraries at the place of ours: one that is written here with what is public alone, and @discordjs/voice. */
import { joinVoiceChannel } from '@discordjs/voice';
import {
  type ChannelId,
  type ClientGroup,
  GroupReadyEvent,
  type GuildId,
  type JoinedVoiceState,
  toDiscordjsAdapter,
  useVoiceAdapter,
  type VoiceAdapter,
  VoiceClientLeaveEvent,
  VoiceController,
  type VoiceServerUpdateEvent,
} from 'corduroy';
import { VoiceBench } from './support/voice-bench';
import { eventually } from './support/waiting';

/** What a client of a node that plays music elsewhere does with a bot's voice. */
class FarPlayers implements VoiceAdapter {
  readonly players = new Map<GuildId, { channelId: ChannelId | 0; sessionId: string; server?: string | null }>();
  readonly log: string[] = [];

  async join(group: ClientGroup, guildId: GuildId, channelId: ChannelId): Promise<void> {
    this.players.set(guildId, { channelId: 0, sessionId: '' });
    await group.gatewayFor(guildId).changeVoiceState(guildId, channelId);
  }

  voiceClientJoin(_group: ClientGroup, { guildId, channelId, sessionId }: JoinedVoiceState): void {
    const player = this.players.get(guildId);
    if (player) Object.assign(player, { channelId, sessionId });
  }

  voiceClientMove(_group: ClientGroup, { guildId, channelId }: JoinedVoiceState, oldChannelId: ChannelId): void {
    const player = this.players.get(guildId);
    if (!player) return;
    this.log.push(`from ${oldChannelId} to ${channelId}`);
    player.channelId = channelId;
  }

  voiceClientLeave(_group: ClientGroup, { guildId }: { readonly guildId: GuildId }): void {
    if (this.players.delete(guildId)) this.log.push('left');
  }

  voiceServerUpdate(_group: ClientGroup, { guildId, endpoint }: VoiceServerUpdateEvent): void {
    const player = this.players.get(guildId);
    if (player) player.server = endpoint;
  }

  async voiceClientGhost(group: ClientGroup, { guildId }: JoinedVoiceState): Promise<void> {
    this.log.push('ghost');
    await group.gatewayFor(guildId).changeVoiceState(guildId, 0);
  }

  async voiceClientShutdown(group: ClientGroup): Promise<void> {
    await Promise.all([...this.players.keys()].map((id) => group.gatewayFor(id).changeVoiceState(id, 0)));
    this.log.push(`${this.players.size} ended`);
  }
}

let bench: VoiceBench;
beforeEach(async () => {
  bench = await VoiceBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('a library that takes over', () => {
  it('joins, follows, leaves, clears ghosts and says goodbye, and no default runs [seed 67] [seed 93] [seed 96] [seed 103]', async () => {
    const far = new FarPlayers();
    const alpha = bench.bot('alpha');
    const { id: guildId } = bench.loom;
    useVoiceAdapter(alpha.group, far);
    await alpha.member.joinVoice(bench.talk, { sessionId: 'of-yesterday' });
    const gone = alpha.group.dispatcher.waitFor(VoiceClientLeaveEvent);
    await bench.start(alpha);
    await gone;
    expect(alpha.member.voiceChannelId).toBeNull();
    // A call of ours, were there one, would be told by every default.
    alpha.calls.begin(guildId, bench.talk.id);

    await far.join(alpha.group, guildId, bench.talk.id);
    await eventually('the server', () => typeof far.players.get(guildId)?.server === 'string');
    expect(far.players.get(guildId)).toEqual({
      channelId: bench.talk.id,
      sessionId: alpha.group.gatewayFor(guildId).sessionId,
      server: expect.stringContaining('127.0.0.1:') as unknown,
    });
    await alpha.member.joinVoice(bench.music);
    await eventually('the move', () => far.players.get(guildId)?.channelId === bench.music.id);
    await alpha.member.moveVoiceServer(null);
    await eventually('no server', () => far.players.get(guildId)?.server === null);
    await alpha.member.leaveVoice();
    await eventually('the leave', () => far.players.size === 0);

    await far.join(alpha.group, guildId, bench.talk.id);
    await alpha.group.stop();
    expect(far.log).toEqual(['ghost', `from ${bench.talk.id} to ${bench.music.id}`, 'left', '1 ended']);
    expect(alpha.calls.of('follow', 'createSocket', 'disconnect')).toEqual([]);
    expect([bench.logger.of('warn'), bench.logger.of('error')]).toEqual([[], []]);
  });

  it('leaves out what it does not care for: then nothing is done at all', async () => {
    const alpha = bench.bot('alpha');
    useVoiceAdapter(alpha.group, {});
    await alpha.member.joinVoice(bench.talk, { sessionId: 'of-yesterday' });
    await bench.start(alpha);
    alpha.calls.begin(bench.loom.id, bench.talk.id);
    await alpha.member.joinVoice(bench.music);
    await eventually('the state', () => alpha.calls.of('hearState').length === 1);
    await alpha.group.stop();
    expect([alpha.sent, alpha.calls.of('follow', 'createSocket', 'disconnect')]).toEqual([[], []]);
  });

  it('gives the hooks back, those of the author’s own as well, which it is warned of', async () => {
    const joined: string[] = [];
    class Mine extends VoiceController {
      override voiceClientJoin(): void {
        joined.push('mine');
      }
    }
    const alpha = bench.bot('alpha', { providers: [{ provide: VoiceController, useValue: new Mine() }] });
    const taken = useVoiceAdapter(alpha.group, { name: 'Far', voiceClientJoin: () => joined.push('far') });
    await bench.start(alpha);
    expect(bench.logger.of('warn')).toEqual([
      'Far.voiceClientJoin overwrites the default handler of VoiceClientJoinEvent, which is Mine.voiceClientJoin; Far.voiceClientJoin runs.',
    ]);
    await alpha.change(bench.talk);
    await alpha.change(0);
    await eventually('the leave', () => alpha.calls.of('hearState').length === 2);
    taken[Symbol.dispose]();
    await alpha.change(bench.talk);
    await eventually('both', () => joined.length === 2);
    expect(joined).toEqual(['far', 'mine']);
  });

  it('is refused as a whole where the running session is told of no states', async () => {
    const alpha = bench.bot('alpha');
    await bench.start(alpha);
    expect(() => useVoiceAdapter(alpha.group, {})).toThrow(/GuildVoiceStates/);
    alpha.calls.begin(bench.loom.id, bench.talk.id);
    await alpha.member.joinVoice(bench.talk);
    // The default of the server's hook is still in its place.
    await eventually('the server', () => alpha.calls.of('createSocket').length === 1);
  });
});

describe('@discordjs/voice', () => {
  const intents = { intents: { add: ['GuildVoiceStates'] } } as const;

  it('joins and leaves through a group, and hears states and servers of its guild [seed 67]', async () => {
    const alpha = bench.bot('alpha', intents);
    await bench.start(alpha);
    const { id: guildId } = bench.loom;
    const told: string[] = [];
    const creator = toDiscordjsAdapter(alpha.group, guildId);
    const connection = joinVoiceChannel({
      guildId,
      channelId: bench.talk.id,
      selfDeaf: true,
      group: 'alpha',
      adapterCreator: (methods) => {
        return creator({
          ...methods,
          // Nobody listens at the address that this simulator names, so the library is not sent there.
          onVoiceServerUpdate: (data) => {
            told.push(`server ${String(data.endpoint)}`);
          },
          onVoiceStateUpdate: (data) => {
            told.push(`state ${String(data.channel_id)} ${data.session_id}`);
            methods.onVoiceStateUpdate(data);
          },
        });
      },
    });
    await eventually('both', () => told.length === 2);
    expect(told[0]).toBe(`state ${bench.talk.id} ${alpha.group.gateway.sessionId}`);
    expect(told[1]).toContain('127.0.0.1:');
    expect(alpha.sent).toMatchObject([{ channel_id: bench.talk.id, self_mute: false, self_deaf: true }]);
    // Our own side knows the flags that the library sent.
    await alpha.change(bench.music);
    await eventually('the move', () => told.length === 4);
    expect(alpha.sent[1]).toMatchObject({ self_deaf: true });
    await bench.alice.joinVoice(bench.talk);
    connection.destroy();
    await eventually('the leave', () => alpha.member.voiceChannelId === null);
    expect(alpha.sent.at(-1)).toMatchObject({ channel_id: null });
    expect(told).toHaveLength(4);
  });

  it('keeps its call over the loss of a session: no ghost is made of it', async () => {
    const alpha = bench.bot('alpha', intents);
    await bench.start(alpha);
    const { id: guildId } = bench.loom;
    const adapter = toDiscordjsAdapter(
      alpha.group,
      guildId,
    )({
      onVoiceServerUpdate: () => undefined,
      onVoiceStateUpdate: () => undefined,
      destroy: () => undefined,
    });
    const op4 = (channelId: string | null): object => ({
      op: 4,
      d: { guild_id: guildId, channel_id: channelId, self_mute: false, self_deaf: false },
    });
    expect(adapter.sendPayload(op4(bench.talk.id))).toBe(true);
    await eventually('the join', () => alpha.member.voiceChannelId === bench.talk.id);
    const old = alpha.group.gateway.sessionId ?? '';
    const again = alpha.group.dispatcher.waitFor(GroupReadyEvent);
    bench.discord.faults.gateway.close(4009);
    await alpha.member.joinVoice(bench.talk, { sessionId: old });
    await again;
    expect(alpha.sent).toHaveLength(1);
    adapter.destroy();
    expect(adapter.sendPayload({ op: 3 })).toBe(false);
  });

  it('is told when the group stops, and sends nothing after that', async () => {
    const alpha = bench.bot('alpha', intents);
    await bench.start(alpha);
    let destroyed = 0;
    const adapter = toDiscordjsAdapter(
      alpha.group,
      bench.loom.id,
    )({
      onVoiceServerUpdate: () => undefined,
      onVoiceStateUpdate: () => undefined,
      destroy: () => (destroyed += 1),
    });
    await bench.hub.stop();
    expect(destroyed).toBe(1);
    expect(adapter.sendPayload({ op: 4, d: { guild_id: bench.loom.id, channel_id: null } })).toBe(false);
  });

  it('is refused where it would wait for ever, because the session is told of no states', async () => {
    const alpha = bench.bot('alpha');
    await bench.start(alpha);
    expect(() => toDiscordjsAdapter(alpha.group, bench.loom.id)).toThrow(
      expect.objectContaining({ code: 'VOICE_INTENT_MISSING' }) as Error,
    );
  });
});
