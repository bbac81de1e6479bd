/**
 * Between a group's dispatcher and its cache: packets go in before any handler hears of them, derived events come out, and
 * what is remembered is written down behind them.
 */
import { GatewayIntentBits } from 'discord-api-types/v10';
import { CacheWriter, type SessionPoint } from '../cache';
import { sessionKey } from '../gateway';
import { GroupReadyEvent } from '../models';
import { asError, type Clock, type Logger, untilAborted, withLimit } from '../util';
import { type ClientGroup } from './client-group';
import { GroupReadiness, READINESS_DISPATCHES } from './group-readiness';
import { invitationOf } from './invitation';

/** How long guilds may take to come after READY before a group counts as ready all the same. */
const GROUP_READY_MS = 15_000;

/** The cache of a group that runs. */
export interface OpenCache {
  /** After the gateway's start: what other processes serve now is forgotten. */
  forgetForeign(): void;
  /** Before the gateway closes. */
  rememberSessions(): void;
  /** Writes down what is left, at most for so long, and forgets everything. Never rejects. */
  close(options: { readonly limitMs: number }): Promise<void>;
}

export interface OpenCacheOptions {
  /** The bits of the session's intents. */
  readonly intents: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Whether a simulator plays Discord: nobody can be sent to its pages. */
  readonly isSimulated: boolean;
  /** How long the store may take to tell what it kept. */
  readonly limitMs: number;
}

/** Opens the cache of a group that is about to connect, with what an earlier run left. */
export async function openCache(group: ClientGroup, options: OpenCacheOptions): Promise<OpenCache> {
  const { cache, dispatcher } = group;
  const names = cache.open((intent) => (GatewayIntentBits[intent] & options.intents) !== 0);
  const areGuildsRead = names.includes('GUILD_CREATE');
  let kept: Kept | undefined;
  try {
    kept = areGuildsRead ? await restored(group, options) : undefined;
  } catch (error) {
    // Nobody else could close what was opened here.
    cache.close();
    throw error;
  }
  const writer = kept?.writer;
  const wants = (eventName: string): boolean => dispatcher.wants(eventName);
  const observing = dispatcher.observe(names, (packet, shard) => {
    const changes = cache.apply(packet, shard);
    writer?.note(changes);
    for (const event of cache.derive(packet, changes, wants)) dispatcher.dispatch(event);
  });
  const readiness = watchReadiness(group, options, areGuildsRead);
  writer?.start();
  return {
    forgetForeign: () => {
      const isOurs = (guildId: string): boolean => isServed(group, guildId);
      cache.forgetForeign(isOurs);
      if (kept && !kept.isRead) void kept.writer.forgetUnread(isOurs);
    },
    rememberSessions: () => writer?.rememberSessions(),
    close: async (limit) => {
      observing[Symbol.dispose]();
      readiness?.[Symbol.dispose]();
      await writer?.close(limit);
      cache.close();
    },
  };
}

/** What is between a cache and its store. */
interface Kept {
  readonly writer: CacheWriter;
  /** Whether all that the store has was read back. */
  readonly isRead: boolean;
}

/** What an earlier run left is brought back; a store that cannot tell costs a fresh session. */
async function restored(group: ClientGroup, options: OpenCacheOptions): Promise<Kept | undefined> {
  const { cacheStore: store, token, cache } = group;
  if (!store || token === undefined) return undefined;
  const { clock, logger, signal, limitMs } = options;
  const key = sessionKey(token);
  const late = new AbortController();
  const either = AbortSignal.any([signal, late.signal]);
  let isRead = false;
  try {
    const reading = untilAborted(cache.restore({ store, key, signal: either }), signal);
    isRead = await withLimit(clock, reading, limitMs, () => new Error(`the store did not answer within ${limitMs} ms`));
  } catch (error) {
    late.abort();
    if (signal.aborted) throw error;
    logger.warn(`group "${group.name}" could not read what its cache kept; its sessions begin anew`, {
      error: asError(error).message,
    });
  }
  const sessions = (): SessionPoint[] => sessionsOf(group);
  return { writer: new CacheWriter({ store, key, state: cache.contents, isRead, sessions, clock, logger }), isRead };
}

function sessionsOf(group: ClientGroup): SessionPoint[] {
  return group.gateway.shards.flatMap((shard) => {
    const { sessionId } = shard;
    const { lastSequence: sequence } = shard.health();
    if (sessionId === undefined || sequence === null) return [];
    return [{ shardId: shard.id, shardCount: shard.count, sessionId, sequence }];
  });
}

function isServed(group: ClientGroup, guildId: string): boolean {
  try {
    group.gatewayFor(guildId);
    return true;
  } catch {
    return false;
  }
}

/** Costs nothing where guilds are read anyway; else only somebody who waits for it is worth reading them. */
function watchReadiness(
  group: ClientGroup,
  { clock, logger, isSimulated }: OpenCacheOptions,
  areGuildsRead: boolean,
): Disposable | undefined {
  const { dispatcher, cache } = group;
  let wasInvited = isSimulated;
  if (!areGuildsRead && !dispatcher.wants(GroupReadyEvent.eventName)) return undefined;
  const readiness = new GroupReadiness({
    shardIds: () => group.gateway.shards.map(({ id }) => id),
    knownGuildIds: () => cache.guilds.map(({ id }) => id),
    awaitedGuildIds: () => [...cache.contents.pending.keys()],
    clock,
    limitMs: group.options.groupReadyMs ?? GROUP_READY_MS,
    tell: (payload) => {
      dispatcher.dispatch(new GroupReadyEvent(payload, group.context));
      if (wasInvited) return;
      const { applicationId, gateway } = group;
      const isWhole = gateway.shards.length === gateway.shards[0]?.count;
      const invitation = invitationOf(payload, { isWhole, applicationId });
      if (invitation !== undefined) logger.child(group.name).info(invitation);
      wasInvited = true;
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
