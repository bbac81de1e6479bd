/** Between the bot and the other library: joins for it, and tells it what Discord says. */
import {
  type ChannelId,
  type ClientGroup,
  type GuildId,
  type GuildVoiceState,
  type JoinedVoiceState,
  type OldVoiceAttributes,
  type VoiceAdapter,
  type VoiceServerUpdateEvent,
} from 'corduroy';
import { type FarNode } from './far-node';

export class FarVoice implements VoiceAdapter {
  constructor(private readonly node: FarNode) {}

  async join(group: ClientGroup, guildId: GuildId, channelId: ChannelId): Promise<void> {
    this.node.calls.set(guildId, {});
    await group.gatewayFor(guildId).changeVoiceState(guildId, channelId);
  }

  voiceClientJoin(_group: ClientGroup, { guildId, channelId, sessionId }: JoinedVoiceState) {
    this.node.update(guildId, { channelId, sessionId });
  }

  voiceClientMove(_group: ClientGroup, { guildId, channelId }: JoinedVoiceState) {
    this.node.update(guildId, { channelId });
  }

  voiceClientUpdate(_group: ClientGroup, { guildId, sessionId }: GuildVoiceState, old: OldVoiceAttributes) {
    if (old.sessionId !== undefined) this.node.update(guildId, { sessionId });
  }

  voiceServerUpdate(_group: ClientGroup, { guildId, endpoint, token }: VoiceServerUpdateEvent) {
    this.node.update(guildId, { endpoint, token });
  }

  voiceClientLeave(_group: ClientGroup, { guildId }: GuildVoiceState) {
    this.node.end(guildId);
  }

  async voiceClientGhost(group: ClientGroup, { guildId }: JoinedVoiceState) {
    await group.gatewayFor(guildId).changeVoiceState(guildId, 0);
  }

  async voiceClientShutdown(group: ClientGroup) {
    const guildIds = [...this.node.calls.keys()];
    await Promise.all(guildIds.map((guildId) => group.gatewayFor(guildId).changeVoiceState(guildId, 0)));
    for (const guildId of guildIds) this.node.end(guildId);
  }
}
