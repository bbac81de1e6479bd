/** How a group's views ask: through its gateway, which is made after the client that binds them. */
import { type GatewayClient } from '../gateway';
import { noRequests, type ViewRequests } from '../models';

/** @param gateway tells the group's; `undefined` while, or because, there is none. */
export function groupRequests(gateway: () => GatewayClient | undefined): ViewRequests {
  const requests = (): ViewRequests => gateway()?.requests ?? noRequests;
  return {
    guildMembers: (guildId, query, options) => requests().guildMembers(guildId, query, options),
    guildMemberChunks: (guildId, query, options) => requests().guildMemberChunks(guildId, query, options),
    soundboardSounds: (guildId, options) => requests().soundboardSounds(guildId, options),
    channelInfo: (guildId, options) => requests().channelInfo(guildId, options),
  };
}
