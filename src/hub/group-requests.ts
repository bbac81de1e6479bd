/** How a group's views ask: through its gateway, which is made after the client that binds them. */
import { type GatewayClient } from '../gateway';
import { noRequests, type ViewRequests } from '../models';

/** @param gateway tells the group's; `undefined` while, or because, there is none. */
export function groupRequests(gateway: () => GatewayClient | undefined): ViewRequests {
  return {
    guildMembers: (guildId, query, options) =>
      gateway()?.requestMembers(guildId, query, options) ?? noRequests.guildMembers(guildId, query, options),
    guildMemberChunks: (guildId, query, options) =>
      gateway()?.streamMembers(guildId, query, options) ?? noRequests.guildMemberChunks(guildId, query, options),
    soundboardSounds: (guildId, options) =>
      gateway()?.requestSoundboardSounds(guildId, options) ?? noRequests.soundboardSounds(guildId, options),
    channelInfo: (guildId, options) =>
      gateway()?.requestChannelInfo(guildId, options) ?? noRequests.channelInfo(guildId, options),
  };
}
