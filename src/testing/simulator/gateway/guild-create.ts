/** A guild as one session may know it: what GUILD_CREATE brings. */
import { type GatewayGuildCreateDispatchData, GatewayIntentBits } from 'discord-api-types/v10';
import { type ChannelRecord, type GuildRecord } from '../world/records';
import { renderGuildCreate } from '../world/render';
import { stagesOf } from '../world/stages';
import { wire } from '../world/wire';
import { type World } from '../world/world';

/** Who looks, and with which rights. */
export interface Viewer {
  readonly botId: string;
  readonly intents: number;
  /** Of a guild with more members only those that are not offline are listed. */
  readonly largeThreshold: number;
}

export function renderGuildFor(world: World, guild: GuildRecord, viewer: Viewer): GatewayGuildCreateDispatchData {
  const { botId, intents, largeThreshold } = viewer;
  return wire(
    renderGuildCreate(guild, {
      userId: botId,
      presences: (intents & GatewayIntentBits.GuildPresences) !== 0,
      largeThreshold,
      maySee: (channel: ChannelRecord) => world.maySee(botId, channel),
      stages: stagesOf(world, guild),
    }),
  );
}
