/** The first and the last of a session: what READY says, and which close codes leave nothing to resume. */
import { GatewayCloseCodes } from 'discord-api-types/v10';
import { applicationFlags } from '../world/applications';
import { type GuildRecord } from '../world/records';
import { renderOwnUser } from '../world/render';
import { type Session } from './session';

/** After these codes nothing is left to resume. */
export const SESSION_ENDING: ReadonlySet<number> = new Set([
  1000,
  1001,
  // Of a connection that has a session it says that the session was invalidated.
  GatewayCloseCodes.NotAuthenticated,
  GatewayCloseCodes.AuthenticationFailed,
  GatewayCloseCodes.InvalidSeq,
  GatewayCloseCodes.SessionTimedOut,
  GatewayCloseCodes.InvalidShard,
  GatewayCloseCodes.ShardingRequired,
  GatewayCloseCodes.InvalidAPIVersion,
  GatewayCloseCodes.InvalidIntents,
  GatewayCloseCodes.DisallowedIntents,
]);
/** Which servers a frame came through; clients log it. */
export const TRACE = ['["gateway-sim-1",{"micros":0.0}]'];

/** https://discord.com/developers/docs/events/gateway-events#ready */
export function renderReady(
  session: Session,
  guilds: readonly GuildRecord[],
  resumeUrl: string,
  hasShard: boolean,
): object {
  const { bot, shard, id } = session;
  const flags = applicationFlags(bot);
  return {
    v: 10,
    user_settings: {},
    user: renderOwnUser(bot.user),
    session_type: 'normal',
    session_id: id,
    resume_gateway_url: resumeUrl,
    relationships: [],
    private_channels: [],
    presences: [],
    guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
    guild_join_requests: [],
    geo_ordered_rtc_regions: ['rotterdam'],
    application: { id: bot.applicationId, flags, flags_new: String(flags) },
    ...(hasShard ? { shard } : {}),
    _trace: TRACE,
  };
}
