/** Between a group's dispatcher and its cache: packets go in before any handler hears of them, derived events come out. */
import { GatewayIntentBits } from 'discord-api-types/v10';
import { GroupReadyEvent } from '../models';
import { type Clock } from '../util';
import { type ClientGroup } from './client-group';
import { GroupReadiness, READINESS_DISPATCHES } from './group-readiness';

/** How long guilds may take to come after READY before a group counts as ready all the same. */
const GROUP_READY_MS = 15_000;

/**
 * Opens the cache of a group that is about to connect.
 * @param intents the bits of its session
 * @returns what ends it
 */
export function openCache(group: ClientGroup, intents: number, clock: Clock): Disposable {
  const { cache, dispatcher } = group;
  const names = cache.open((intent) => (GatewayIntentBits[intent] & intents) !== 0);
  const wants = (eventName: string): boolean => dispatcher.wants(eventName);
  const observing = dispatcher.observe(names, (packet, shard) => {
    const changes = cache.apply(packet, shard);
    for (const event of cache.derive(packet, changes, wants)) dispatcher.dispatch(event);
  });
  const readiness = watchReadiness(group, clock, names.includes('GUILD_CREATE'));
  return {
    [Symbol.dispose]: () => {
      observing[Symbol.dispose]();
      readiness?.[Symbol.dispose]();
      cache.close();
    },
  };
}

/** Costs nothing where guilds are read anyway; else only somebody who waits for it is worth reading them. */
function watchReadiness(group: ClientGroup, clock: Clock, areGuildsRead: boolean): Disposable | undefined {
  const { dispatcher, cache } = group;
  if (!areGuildsRead && !dispatcher.wants(GroupReadyEvent.eventName)) return undefined;
  const readiness = new GroupReadiness({
    shardIds: () => group.gateway.shards.map(({ id }) => id),
    knownGuildIds: () => cache.guilds.map(({ id }) => id),
    clock,
    limitMs: group.options.groupReadyMs ?? GROUP_READY_MS,
    tell: (payload) => {
      dispatcher.dispatch(new GroupReadyEvent(payload, group.context));
    },
  });
  const observing = dispatcher.observe(READINESS_DISPATCHES, (packet, shard) => {
    readiness.hear(packet, shard);
  });
  return {
    [Symbol.dispose]: () => {
      observing[Symbol.dispose]();
      readiness.close();
    },
  };
}
