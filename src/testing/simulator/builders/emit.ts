/** Sends any dispatch on request, without anything having happened. */
import { type GatewayHub } from '../gateway/hub';
import { mayHear } from '../gateway/intents';
import { type Whom } from '../gateway/whom';
import { SimulatorMisuse } from '../misuse';
import { type GuildRecord } from '../world/records';
import { BUILDERS } from './all';
import { Scene } from './builder';
import { type DispatchData, type DispatchName } from './dispatch-types';

/** What concerns a session, whichever guilds are on its shard. */
const OF_SESSION: ReadonlySet<string> = new Set(['READY', 'RESUMED', 'RATE_LIMITED']);
/** What concerns an application or an account and goes to shard 0. */
const OF_ACCOUNT = /^(?:USER_UPDATE|ENTITLEMENT_\w+|SUBSCRIPTION_\w+)$/;

/** Returns to how many sessions it was sent: those of the shard that may hear it. */
export function emitDispatch<N extends DispatchName>(
  hub: GatewayHub,
  name: N,
  payload: DispatchData<N> | undefined,
  to: { readonly whom: Whom; readonly guild: GuildRecord | undefined },
): number {
  let count = 0;
  for (const session of hub.sessionsOf(to.whom)) {
    const isOfGuild = !OF_SESSION.has(name) && !OF_ACCOUNT.test(name);
    const guild = to.guild ?? guildNamedBy(hub, payload) ?? guildOf(hub, session.botId);
    const direct = payload !== undefined && !to.guild && !guildNamedBy(hub, payload);
    if (!mayHear(session.intents, name, direct ? 'direct' : 'guild')) continue;
    const toFirst = OF_ACCOUNT.test(name) || (isOfGuild && direct);
    if (toFirst ? session.shardId !== 0 : isOfGuild && guild && !session.covers(guild)) continue;
    const data = payload ?? build(hub, name, session, guild);
    session.dispatch(name, JSON.stringify(data));
    count += 1;
  }
  return count;
}

function build<N extends DispatchName>(
  hub: GatewayHub,
  name: N,
  session: Parameters<GatewayHub['resumeUrlOf']>[0],
  guild: GuildRecord | undefined,
): DispatchData<N> {
  if (!guild) {
    throw new SimulatorMisuse(`${session.bot.name} is in no guild that ${name} could be about`, 'a payload.');
  }
  return BUILDERS[name](new Scene(hub.world, session, hub.resumeUrlOf(session), guild));
}

/** The guild that a payload is about. */
function guildNamedBy(hub: GatewayHub, payload: unknown): GuildRecord | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const { guild_id: guildId, id } = payload as { readonly guild_id?: unknown; readonly id?: unknown };
  return hub.world.guilds.get(String(guildId ?? id));
}

/** Any guild that a bot is in. */
function guildOf(hub: GatewayHub, botId: string): GuildRecord | undefined {
  return [...hub.world.guilds.values()].find((guild) => guild.members.has(botId));
}
