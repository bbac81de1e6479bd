/** Voice as a bot’s author writes it: what must compile, and what the compiler must refuse. */
import { type DiscordGatewayAdapterCreator } from '@discordjs/voice';
import {
  type ChannelId,
  type ClientGroup,
  type EventClass,
  type GuildId,
  Handler,
  Injectable,
  type JoinedVoiceState,
  type OldVoiceAttributes,
  On,
  type Recording,
  toDiscordjsAdapter,
  UserVoiceJoinEvent,
  UserVoiceLeaveEvent,
  UserVoiceMoveEvent,
  UserVoiceUpdateEvent,
  useVoiceAdapter,
  type VoiceClient,
  VoiceClientGhostEvent,
  VoiceClientJoinEvent,
  VoiceClientLeaveEvent,
  VoiceClientMoveEvent,
  VoiceClientShutdownEvent,
  VoiceClientUpdateEvent,
  VoiceController,
  type VoiceHost,
  VoiceServerUpdateEvent,
  type VoiceState,
} from 'corduroy';

/** Type-checked, never run. */
function compiled(..._programs: unknown[]): void {
  expect(_programs.length).toBeGreaterThan(0);
}

describe('the eleven hooks', () => {
  it('have a class each, under the seed’s names, in four groups [seed 70]', () => {
    const internal: EventClass[] = [VoiceClientGhostEvent, VoiceClientShutdownEvent];
    const server: EventClass[] = [VoiceServerUpdateEvent];
    const client: EventClass[] = [
      VoiceClientJoinEvent,
      VoiceClientLeaveEvent,
      VoiceClientMoveEvent,
      VoiceClientUpdateEvent,
    ];
    const user: EventClass[] = [UserVoiceJoinEvent, UserVoiceLeaveEvent, UserVoiceMoveEvent, UserVoiceUpdateEvent];
    expect([...internal, ...server, ...client, ...user].map(({ eventName }) => eventName.toLowerCase())).toEqual([
      'voice_client_ghost',
      'voice_client_shutdown',
      'voice_server_update',
      'voice_client_join',
      'voice_client_leave',
      'voice_client_move',
      'voice_client_update',
      'user_voice_join',
      'user_voice_leave',
      'user_voice_move',
      'user_voice_update',
    ]);
  });

  it('take the group, or less of it, and what the seed gives them [seed 74] [seed 77]', () => {
    @Injectable()
    class Everything extends VoiceController {
      constructor(private readonly log: string[]) {
        super();
      }
      override async voiceClientGhost(group: ClientGroup, state: JoinedVoiceState): Promise<void> {
        const guildId: GuildId = state.guildId;
        const channelId: ChannelId = state.channelId;
        await group.gatewayFor(guildId).changeVoiceState(guildId, channelId, { selfMute: true });
        await super.voiceClientGhost(group, state);
      }
      override async voiceClientShutdown(group: ClientGroup): Promise<void> {
        await Promise.all([...group.voice].map((call) => call.disconnect()));
      }
      override voiceServerUpdate({ voice }: VoiceHost, event: VoiceServerUpdateEvent): void {
        if (event.endpoint !== null) voice.get(event.guildId)?.createSocket(event);
      }
      // Less than what is given will do.
      override voiceClientJoin(group: ClientGroup): void {
        this.log.push(group.name);
      }
      // An entity is enough where its guild is not needed.
      override voiceClientLeave(_group: ClientGroup, state: VoiceState, oldChannelId: ChannelId): void {
        this.log.push(oldChannelId, state.userId);
      }
      override voiceClientUpdate(_group: ClientGroup, _state: VoiceState, old: OldVoiceAttributes): void {
        const mute: boolean | undefined = old.selfMute;
        const asked: Date | null | undefined = old.requestToSpeakTimestamp;
        this.log.push(String([mute, asked]));
      }
    }
    compiled(Everything);
  });

  it('are refused with parameters in another order, of another kind, or under another name', () => {
    class Refused extends VoiceController {
      // @ts-expect-error the state before the group
      override voiceClientJoin(_state: VoiceState, _group: ClientGroup): void {}
      // @ts-expect-error the channel before the state
      override voiceClientMove(_group: ClientGroup, _old: ChannelId, _state: VoiceState): void {}
      // @ts-expect-error an id for the attributes
      override voiceClientUpdate(_group: ClientGroup, _state: VoiceState, _old: ChannelId): void {}
      // @ts-expect-error an event for the state
      override userVoiceJoin(_group: ClientGroup, _event: UserVoiceJoinEvent): void {}
      // @ts-expect-error there is no such hook
      override voiceClientJoined(_group: ClientGroup): void {}
    }
    compiled(Refused);
  });
});

describe('the events of voice', () => {
  it('say what is there: a channel after a join, none after a leave', () => {
    @Handler()
    class Voice {
      @On(VoiceClientJoinEvent, { overwrite: true }) join({
        channelId,
        voiceState,
      }: VoiceClientJoinEvent): ChannelId[] {
        return [channelId, voiceState.channelId];
      }
      @On(VoiceClientLeaveEvent) leave({ channelId, oldChannelId }: VoiceClientLeaveEvent): ChannelId {
        // @ts-expect-error there may be none
        const wrong: ChannelId = channelId;
        return channelId === null ? oldChannelId : wrong;
      }
      @On(UserVoiceUpdateEvent) update({ oldAttributes }: UserVoiceUpdateEvent): void {
        // @ts-expect-error the channel is none of the attributes
        compiled(oldAttributes.channelId);
      }
      // @ts-expect-error the bot's own join is no join of anybody
      @On(VoiceClientJoinEvent) other(_event: UserVoiceJoinEvent): void {}
    }
    compiled(Voice);
  });
});

describe('what is heard', () => {
  it('is typed by what was asked for, and a recording is nothing that could be awaited by mistake', () => {
    compiled(async (voice: VoiceClient) => {
      for await (const { opus } of voice.listenAll()) compiled(opus.length);
      for await (const { pcm, userId } of voice.listenAll({ as: 'pcm', users: (id) => id !== '1' }))
        compiled([pcm, userId]);
      // @ts-expect-error packets are not decoded unless that is asked for
      for await (const { pcm } of voice.listenAll()) compiled(pcm);
      const recording: Recording = voice.record({ to: 'folder', users: ['1'], maxMs: 1_000 });
      const { reason, error } = await recording.stop();
      compiled([reason === 'limit', error?.code === 'VOICE_RECORDING_FAILED']);
      // @ts-expect-error it is `stop` or `ended` that is awaited
      compiled(recording.then);
      // @ts-expect-error somewhere it must go
      voice.record({});
      // @ts-expect-error it is Ogg or WAV
      voice.record({ to: 'folder', format: 'mp3' });
    });
  });
});

describe('other libraries', () => {
  it('take a group over, in whole or in part', () => {
    compiled((group: ClientGroup) => [
      useVoiceAdapter(group, {}),
      useVoiceAdapter(group, {
        voiceClientMove: (own, { channelId }, oldChannelId) => [own.name, channelId, oldChannelId],
      }),
      // @ts-expect-error there is no such hook
      useVoiceAdapter(group, { voiceClientJoined: () => undefined }),
    ]);
  });

  it('of discord.js take what is made for them', () => {
    compiled((group: ClientGroup): DiscordGatewayAdapterCreator => toDiscordjsAdapter(group, '1'));
  });
});
