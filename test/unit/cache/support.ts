/** Caches without sockets: opened with every intent, fed by hand, and shown as plain values. */
import { CACHE_KINDS, type GuildRecords, INTENT_NAMES, type IntentName, unboundContext } from 'corduroy';
import { type CacheChange, type CacheChoice, GroupCache } from 'corduroy/cache';
import { ManualClock, nullLogger } from 'corduroy/util';

export const SHARD = { id: 0, count: 1 };
export const SELF = { id: '900000000000000001', username: 'bot', discriminator: '0000', avatar: null, bot: true };
export const GUILD = '200000000000000001';

/** Everything that can be kept. */
export const EVERYTHING: CacheChoice = Object.fromEntries(CACHE_KINDS.map((kind) => [kind, 'all']));

const open = new Set<GroupCache>();

export class Fed {
  readonly clock = new ManualClock();
  readonly cache: GroupCache;
  /** The dispatches that it wants. */
  readonly dispatches: readonly string[];

  constructor(choice: CacheChoice = EVERYTHING, intents: readonly IntentName[] = INTENT_NAMES, name = 'fed') {
    this.cache = new GroupCache({ name, choice, clock: this.clock, logger: nullLogger });
    this.cache.attach({ ...unboundContext, relations: this.cache.relations });
    this.dispatches = this.cache.open((intent) => intents.includes(intent));
    open.add(this.cache);
  }

  /** Applies a dispatch, if it is one that the cache wants, as the hub does. */
  hear(t: string, d: unknown, shard = SHARD, s?: number): readonly CacheChange[] {
    return this.dispatches.includes(t) ? this.cache.apply({ t, d, s }, shard) : [];
  }

  /** The same, and gives the names of the classes of all events that are derived. */
  derived(t: string, d: unknown): string[] {
    return this.derive(t, d).map((event) => event.constructor.name);
  }

  derive(t: string, d: unknown): ReturnType<GroupCache['derive']> {
    const packet = { t, d };
    return this.cache.derive(packet, this.cache.apply(packet, SHARD), () => true);
  }

  begin(...guilds: readonly object[]): this {
    this.hear('READY', {
      user: SELF,
      guilds: guilds.map((guild) => ({ id: (guild as { id: string }).id, unavailable: true })),
    });
    for (const guild of guilds) this.hear('GUILD_CREATE', guild);
    return this;
  }

  /** Everything that is remembered, in an order of its own. */
  dump(): unknown {
    const state = this.cache.contents;
    const sorted = (source: { entries(): Iterable<[string, unknown]> } | undefined): unknown =>
      Object.fromEntries([...(source?.entries() ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)));
    const kinds = [
      'channels',
      'threads',
      'members',
      'voiceStates',
      'presences',
      'scheduledEvents',
      'stageInstances',
      'soundboardSounds',
    ] as const satisfies readonly (keyof GuildRecords)[];
    return JSON.parse(
      JSON.stringify({
        guilds: sorted(state.guilds),
        users: sorted(state.users),
        places: [...state.places.values()]
          .sort((a, b) => (a.id < b.id ? -1 : 1))
          .map((place) => [
            place.id,
            place.isUnavailable,
            place.memberCount,
            ...kinds.map((kind) => sorted(place.map(kind))),
          ]),
        messages: [...state.messages]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([id, { records }]) => [id, sorted(records)]),
        channels: [...state.channelIds()].sort(),
      }),
    );
  }
}

/** Caches of a test are left when it ends: the process holds them all. */
export function closeAll(): void {
  for (const cache of open) cache.close();
  open.clear();
}

export function user(id: string, more: object = {}): Record<string, unknown> {
  return { id, username: `user ${id}`, discriminator: '0', global_name: null, avatar: null, ...more };
}

export function member(id: string, more: object = {}): Record<string, unknown> {
  return {
    user: user(id),
    nick: null,
    roles: [],
    joined_at: '2026-01-01T00:00:00+00:00',
    deaf: false,
    mute: false,
    flags: 0,
    ...more,
  };
}

export function role(id: string, more: object = {}): Record<string, unknown> {
  return {
    id,
    name: `role ${id}`,
    permissions: '0',
    position: 1,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    ...more,
  };
}

export function channel(id: string, more: object = {}): Record<string, unknown> {
  return { id, type: 0, name: `channel ${id}`, position: 0, parent_id: null, permission_overwrites: [], ...more };
}

export function thread(id: string, parent: string, more: object = {}): Record<string, unknown> {
  return {
    id,
    guild_id: GUILD,
    type: 11,
    name: `thread ${id}`,
    parent_id: parent,
    thread_metadata: { archived: false, locked: false, auto_archive_duration: 60 },
    ...more,
  };
}

export function voice(userId: string, channelId: string | null, more: object = {}): Record<string, unknown> {
  return { user_id: userId, channel_id: channelId, session_id: `session ${userId}`, deaf: false, mute: false, ...more };
}

export function message(id: string, channelId: string, more: object = {}): Record<string, unknown> {
  return {
    id,
    channel_id: channelId,
    guild_id: GUILD,
    author: user('5'),
    content: 'hello',
    timestamp: '2026-01-01T00:00:00+00:00',
    ...more,
  };
}

export function guild(more: object = {}, id = GUILD): Record<string, unknown> {
  return {
    id,
    name: 'Loom',
    owner_id: '1',
    roles: [role(id), role('30')],
    emojis: [{ id: '40', name: 'wave' }],
    stickers: [],
    features: [],
    joined_at: '2026-01-01T00:00:00+00:00',
    large: false,
    member_count: 2,
    channels: [channel('10'), channel('11', { type: 2 })],
    threads: [],
    members: [member(SELF.id, { user: SELF }), member('1')],
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    ...more,
  };
}
