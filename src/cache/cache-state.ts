/**
 * Everything that one group remembers. Records are payloads as Discord sent them; they are replaced, never patched, because
 * handlers hold them. It knows nothing of sockets: dispatches go in, changes come out.
 */
import {
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIMessage,
  type APIUser,
} from 'discord-api-types/v10';
import {
  CACHE_KINDS,
  type CacheKind,
  type CacheRecords,
  type GuildId,
  type GuildRecords,
  type RecordSource,
} from '../models';
import { type Clock, type Logger } from '../util';
import { type CacheChange, type RecordChange } from './changes';
import { type KindPolicy, type Policies } from './policy/policies';
import { deepEqual } from './records/deep-equal';
import { GuildPlace } from './records/guild-place';
import { Keeper } from './records/keeper';
import { liveCaches, liveCount } from './records/live-caches';
import { MessageBucket } from './records/message-bucket';
import { RecentMoves } from './records/recent-moves';
import { RecordMap } from './records/record-map';
import { SameLists } from './records/same-lists';
import { Sweep } from './records/sweep';
import { UserRefs } from './records/user-refs';

export interface CacheStateOptions {
  readonly policies: Policies;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Keepers = { readonly [Kind in CacheKind]?: Keeper<Kind> };

export class CacheState {
  readonly policies: Policies;
  readonly places = new Map<string, GuildPlace>();
  readonly guilds: RecordMap<APIGuild>;
  readonly users: RecordMap<APIUser>;
  readonly messages = new Map<string, MessageBucket>();
  /** Guilds that READY named and that have not come: loaded, or joined while nobody listened. */
  readonly pending = new Map<string, 'load' | 'join'>();
  /** Shards whose guilds have been known once. */
  readonly knownShards = new Set<number>();
  /** What members wear. */
  readonly sameRoles = new SameLists();
  readonly recentMoves = new RecentMoves();
  /** The bot's own user. */
  selfId: string | undefined;
  /** Payloads, and parts of payloads, that could not be read. */
  malformed = 0;

  private readonly keepers: Keepers;
  private readonly channelPlaces = new Map<string, GuildPlace>();
  private readonly userRefs: UserRefs;
  private readonly sweep: Sweep;

  constructor(private readonly options: CacheStateOptions) {
    const { policies, logger } = options;
    this.policies = policies;
    const keepers: Partial<Record<CacheKind, unknown>> = {};
    for (const kind of CACHE_KINDS) {
      const policy = policies[kind] as KindPolicy | undefined;
      if (policy) keepers[kind] = new Keeper(kind, policy, policies, logger);
    }
    this.keepers = keepers as Keepers;
    this.guilds = this.newMap('guilds', () => undefined);
    this.users = this.newMap('users', () => undefined);
    this.userRefs = new UserRefs(policies.users?.isWhole === true);
    this.sweep = new Sweep(policies, this.places, this.messages);
  }

  /** Frees a little of what is too old. To be called now and then: for each dispatch. */
  forgetSome(): void {
    this.sweep.step();
  }

  keeps(kind: CacheKind): boolean {
    return this.policies[kind] !== undefined;
  }

  /** What is kept of a record of the payload of its guild, or of a message. */
  kept<Kind extends CacheKind>(kind: Kind, raw: CacheRecords[Kind], guildId?: GuildId): CacheRecords[Kind] | undefined {
    return this.keepers[kind]?.kept(raw, guildId);
  }

  channel(id: string): APIChannel | undefined {
    const place = this.channelPlaces.get(id);
    return place && (place.get('channels', id) ?? place.get('threads', id));
  }

  channelIds(): Iterable<string> {
    return this.channelPlaces.keys();
  }

  /** Channels and threads of all guilds, as one source. */
  allChannels(): RecordSource<APIChannel> {
    const { channelPlaces } = this;
    return {
      get size() {
        return channelPlaces.size;
      },
      get: (id) => this.channel(id),
      values: () => this.everyChannel(),
    };
  }

  private *everyChannel(): Generator<APIChannel> {
    for (const id of this.channelPlaces.keys()) {
      const channel = this.channel(id);
      if (channel) yield channel;
    }
  }

  member(guildId: string, userId: string): APIGuildMember | undefined {
    return this.places.get(guildId)?.get('members', userId) as APIGuildMember | undefined;
  }

  message(channelId: string, messageId: string): APIMessage | undefined {
    return this.messages.get(channelId)?.records.get(messageId);
  }

  /** Any record, for sharing it. */
  peek<Kind extends CacheKind>(kind: Kind, guildId: string | undefined, id: string): CacheRecords[Kind] | undefined {
    switch (kind) {
      case 'guilds':
        return this.guilds.get(id) as CacheRecords[Kind] | undefined;
      case 'users':
        return this.users.get(id) as CacheRecords[Kind] | undefined;
      case 'roles':
      case 'emojis':
      case 'stickers':
      case 'messages':
        return undefined;
      default: {
        const place = guildId === undefined ? undefined : this.places.get(guildId);
        return place?.get(kind, id) as CacheRecords[Kind] | undefined;
      }
    }
  }

  /**
   * Stores a record of a guild, when the policy keeps it.
   * @param changes where what that changed is noted; left out where nobody wants to hear of it
   * @returns what is remembered now
   */
  put<Kind extends keyof GuildRecords>(
    place: GuildPlace,
    kind: Kind,
    id: string,
    raw: GuildRecords[Kind],
    changes: CacheChange[] | undefined,
  ): GuildRecords[Kind] | undefined {
    const kept = this.kept(kind, raw as CacheRecords[Kind], place.id);
    if (kept === undefined) {
      const gone = this.remove(place, kind, id);
      if (gone) changes?.push(gone as CacheChange);
      return undefined;
    }
    const map = place.map(kind) ?? this.addMap(place, kind);
    const before = map.get(id);
    if (before !== undefined && deepEqual(before, kept)) {
      map.set(id, before);
      return before;
    }
    const after = this.shared(kind, place.id, id, kept) as GuildRecords[Kind];
    // First: limits may take it at once, and forget it again.
    if (before === undefined) this.remembered(place, kind, id);
    map.set(id, after);
    changes?.push({ kind, guildId: place.id, id, before, after } as RecordChange<Kind> as CacheChange);
    return after;
  }

  /** Forgets a record of a guild, and says what that changed. */
  remove<Kind extends keyof GuildRecords>(place: GuildPlace, kind: Kind, id: string): RecordChange<Kind> | undefined {
    const before = place.map(kind)?.delete(id);
    if (before === undefined) return undefined;
    this.forgotten(place, kind, id);
    return { kind, guildId: place.id, id, before, after: undefined } as RecordChange<Kind>;
  }

  /** Stores a guild's own record. */
  putGuild(raw: APIGuild): RecordChange<'guilds'> | undefined {
    const { id } = raw;
    const before = this.guilds.get(id);
    const kept = this.kept('guilds', raw);
    if (kept === undefined) {
      return before && { kind: 'guilds', guildId: undefined, id, before: this.guilds.delete(id), after: undefined };
    }
    if (before !== undefined && deepEqual(before, kept)) {
      this.guilds.set(id, before);
      return undefined;
    }
    const after = this.shared('guilds', undefined, id, kept);
    this.guilds.set(id, after);
    return { kind: 'guilds', guildId: undefined, id, before, after };
  }

  /** Stores a user. @returns the record that is kept, or the one that was given when none is. */
  putUser(raw: APIUser, changes: CacheChange[] | undefined): APIUser {
    const kept = this.kept('users', raw);
    if (kept === undefined) return raw;
    const before = this.users.get(raw.id);
    if (before !== undefined && deepEqual(before, kept)) {
      this.users.set(raw.id, before);
      return before;
    }
    const after = this.shared('users', undefined, raw.id, kept);
    this.users.set(raw.id, after);
    if (before === undefined) this.userRefs.remembered(raw.id);
    changes?.push({ kind: 'users', guildId: undefined, id: raw.id, before, after });
    return after;
  }

  placeFor(guildId: GuildId): GuildPlace {
    let place = this.places.get(guildId);
    if (!place) this.places.set(guildId, (place = new GuildPlace(guildId)));
    return place;
  }

  /** Forgets a guild and everything in it. @returns its record. */
  removeGuild(guildId: GuildId): APIGuild | undefined {
    const place = this.places.get(guildId);
    this.places.delete(guildId);
    if (place) {
      for (const kind of ['channels', 'threads', 'members'] as const) {
        for (const id of place.map(kind)?.keys() ?? []) this.forgotten(place, kind, id);
      }
    }
    for (const [channelId, bucket] of this.messages) if (bucket.guildId === guildId) this.messages.delete(channelId);
    return this.guilds.delete(guildId);
  }

  /** Messages of a channel, to store one. */
  bucketOf(channelId: string, guildId: GuildId | undefined): MessageBucket {
    let bucket = this.messages.get(channelId);
    if (!bucket) {
      const made: MessageBucket = new MessageBucket(
        guildId,
        this.newMap('messages', (id) => {
          made.forget(id);
        }),
      );
      this.messages.set(channelId, (bucket = made));
    }
    return bucket;
  }

  /** The record of another cache of the process when it says the same, so that it is held once. */
  private shared<Kind extends CacheKind>(
    kind: Kind,
    guildId: string | undefined,
    id: string,
    kept: CacheRecords[Kind],
  ): CacheRecords[Kind] {
    if (liveCount() < 2) return kept;
    for (const other of liveCaches()) {
      if (other === this) continue;
      const theirs = other.peek(kind, guildId, id);
      if (theirs !== undefined && deepEqual(theirs, kept)) return theirs;
    }
    return kept;
  }

  private addMap<Kind extends keyof GuildRecords>(place: GuildPlace, kind: Kind): RecordMap<GuildRecords[Kind]> {
    const map = this.newMap(kind, (id) => {
      this.forgotten(place, kind, id);
    }) as unknown as RecordMap<GuildRecords[Kind]>;
    place.put(kind, map);
    return map;
  }

  private newMap<Kind extends CacheKind>(
    kind: Kind,
    onEvicted: (id: string, record: CacheRecords[Kind]) => void,
  ): RecordMap<CacheRecords[Kind]> {
    const { max, ttlMs } = (this.policies[kind] as KindPolicy | undefined) ?? {};
    if (max === undefined && ttlMs === undefined) return new RecordMap();
    return new RecordMap({ max, ttlMs, clock: this.options.clock, onEvicted });
  }

  /** Forgets a user whom no guild has as a member, unless it is the bot itself. */
  forgetUnreferred(userId: string): void {
    if (userId === this.selfId || this.userRefs.has(userId)) return;
    this.users.delete(userId);
    this.userRefs.forgotten(userId);
  }

  private remembered(place: GuildPlace, kind: keyof GuildRecords, id: string): void {
    if (kind === 'channels' || kind === 'threads') this.channelPlaces.set(id, place);
    else if (kind === 'members') this.userRefs.add(id);
  }

  private forgotten(place: GuildPlace, kind: keyof GuildRecords, id: string): void {
    if (kind === 'channels' || kind === 'threads') {
      if (this.channelPlaces.get(id) === place) this.channelPlaces.delete(id);
      return;
    }
    if (kind !== 'members') return;
    this.userRefs.drop(id);
    this.forgetUnreferred(id);
  }
}
