/** What the bot does about voice: beside the defaults, it says in #general what became of it. */
import {
  type ChannelId,
  type ClientGroup,
  type GuildVoiceState,
  Injectable,
  type JoinedVoiceState,
  type OldVoiceAttributes,
  VoiceController,
  type VoiceServerUpdateEvent,
} from 'corduroy';
import { Whereabouts } from './whereabouts';

@Injectable()
export class TalkativeVoice extends VoiceController {
  constructor(private readonly whereabouts: Whereabouts) {
    super();
  }

  /** The bot was in voice when it last ended, and nobody told Discord. */
  override async voiceClientGhost(group: ClientGroup, state: JoinedVoiceState) {
    await say(state, `I am still in ${state.channel?.name}`);
    await group.gatewayFor(state.guildId).changeVoiceState(state.guildId, 0);
  }

  /** The gateway stays open until this has ended, so leave everywhere at once. */
  override async voiceClientShutdown(group: ClientGroup) {
    const leave = (guildId: string) => group.gatewayFor(guildId).changeVoiceState(guildId, 0);
    await Promise.all([...this.whereabouts.keys()].map(leave));
  }

  override async voiceClientJoin(group: ClientGroup, state: JoinedVoiceState) {
    super.voiceClientJoin(group, state);
    this.whereabouts.set(state.guildId, state.channelId);
    await say(state, `I am in ${state.channel?.name}`);
  }

  /** Whoever moved it, the bot itself or a moderator. */
  override async voiceClientMove(group: ClientGroup, state: JoinedVoiceState, oldChannelId: ChannelId) {
    super.voiceClientMove(group, state, oldChannelId);
    this.whereabouts.set(state.guildId, state.channelId);
    await say(state, `I went from ${nameOf(group, oldChannelId)} to ${state.channel?.name}`);
  }

  override async voiceClientLeave(group: ClientGroup, state: GuildVoiceState, oldChannelId: ChannelId) {
    await super.voiceClientLeave(group, state, oldChannelId);
    this.whereabouts.delete(state.guildId);
    await say(state, `I left ${nameOf(group, oldChannelId)}`);
  }

  override async voiceClientUpdate(_group: ClientGroup, state: GuildVoiceState, old: OldVoiceAttributes) {
    if (old.selfMute !== undefined) await say(state, state.selfMute ? 'I am silent now' : 'I may be heard again');
  }

  /** A call connects to the server; the endpoint `null` tells it to wait for another one. */
  override voiceServerUpdate(group: ClientGroup, event: VoiceServerUpdateEvent) {
    return group.voice.get(event.guildId)?.createSocket(event);
  }
}

function nameOf(group: ClientGroup, channelId: ChannelId): string {
  return group.cache.channels.get(channelId)?.name ?? channelId;
}

async function say(state: GuildVoiceState, text: string): Promise<void> {
  await state.guild?.channels.find(({ name }) => name === 'general')?.send(text);
}
