/** What goes wrong in a soak: every kind of trouble that a gateway can make, aimed at a bot and a shard by chance. */
import { type DiscordSimulator, type EventOnItsWay } from '../../../src/testing/simulator';
import { type Any } from '../world/any';

export interface SoakPlace {
  readonly bots: readonly string[];
  readonly shards: number;
  /** What HELLO told the clients, in milliseconds. */
  readonly heartbeatMs: number;
}

interface Fault {
  readonly name: string;
  readonly strike: (
    discord: DiscordSimulator,
    any: Any,
    target: { bot: string; shard: number },
    place: SoakPlace,
  ) => void;
}

const CODES = [4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009, 1000, 1001, 1011] as const;

const FAULTS: readonly Fault[] = [
  {
    name: 'close code',
    strike: ({ faults }, any, target) => faults.gateway.close(any.of(CODES) ?? 4000, target),
  },
  { name: 'op 7', strike: ({ faults }, _any, target) => faults.gateway.reconnect(target) },
  { name: 'op 9, resumable', strike: ({ faults }, _any, target) => faults.gateway.invalidSession(true, target) },
  { name: 'op 9, not resumable', strike: ({ faults }, _any, target) => faults.gateway.invalidSession(false, target) },
  {
    name: 'lost acks',
    strike: ({ faults }, _any, target, { heartbeatMs }) => {
      faults.gateway.loseAcks(heartbeatMs * 2.5, target);
    },
  },
  {
    name: 'reset in the middle of a frame',
    strike: ({ faults }, any, target) =>
      faults.gateway.drop({ ...target, midFrame: true, reset: true, afterEvents: 1 + any.number(20) }),
  },
  { name: 'lost socket', strike: ({ faults }, _any, target) => faults.gateway.drop(target) },
  {
    name: 'slow link',
    strike: ({ faults }, any, target) =>
      faults.gateway.trickle({ ...target, bytes: 200, forMs: 200 + any.number(400) }),
  },
  { name: 'stalled link', strike: ({ faults }, any, target) => faults.gateway.stall(100 + any.number(900), target) },
  {
    name: 'repeated events',
    strike: ({ faults }, any, target) => faults.gateway.events.repeat({ ...target, times: 1 + any.number(20) }),
  },
  {
    name: 'repeated frames',
    strike: ({ faults }, any, target) =>
      faults.gateway.events.repeat({ ...target, times: 1 + any.number(20), sameSequence: true }),
  },
  {
    name: 'reordered events',
    strike: ({ faults }, any, target) =>
      faults.gateway.events.swap({ ...target, times: 1 + any.number(20), when: areOfDifferentGuilds }),
  },
  {
    name: 'broken frame',
    strike: ({ faults }, _any, target) => faults.gateway.send('{"t":"MESSAGE_CREATE","s":1,"op":0,"d":{', target),
  },
  {
    name: 'unknown opcode',
    strike: ({ faults }, any, target) => faults.gateway.sendOp(50 + any.number(50), {}, target),
  },
  {
    name: 'unknown event',
    strike: ({ faults }, any, target) => faults.gateway.dispatch(any.name('NOBODY_KNOWS'), { id: null }, target),
  },
  { name: 'heartbeat request', strike: ({ faults }, _any, target) => faults.gateway.requestHeartbeat(target) },
];

/** Rare, because every session of every bot is cut at once. */
const RESTARTS: readonly Fault[] = [
  {
    name: 'server restart',
    strike: ({ faults }, any) => {
      faults.gateway.restart({ keepSessions: true, downMs: any.number(1_500) });
    },
  },
  {
    name: 'server restart that forgets sessions',
    strike: ({ faults }, any) => {
      faults.gateway.restart({ keepSessions: false, downMs: any.number(1_500) });
    },
  },
];
const RESTART_CHANCE = 0.03;

/** Strikes once. Returns what it was. */
export function strikeAtRandom(discord: DiscordSimulator, any: Any, place: SoakPlace): string {
  const fault = any.of(any.number(1_000) < RESTART_CHANCE * 1_000 ? RESTARTS : FAULTS);
  const target = { bot: any.of(place.bots) ?? '', shard: any.number(place.shards) };
  fault?.strike(discord, any, target, place);
  return fault?.name ?? '';
}

/** Two changes of the same thing in the wrong order would end in the older: nobody could tell. */
function areOfDifferentGuilds(event: EventOnItsWay, later?: EventOnItsWay): boolean {
  if (!later) return true;
  const [one, other] = [guildOf(event.data), guildOf(later.data)];
  return one !== undefined && other !== undefined && one !== other;
}

function guildOf(data: unknown): unknown {
  return (data as { guild_id?: string } | null)?.guild_id;
}
