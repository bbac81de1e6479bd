/** `GUILDS`, `CHANNELS` and `USERS`: what all running groups of this process remember, read only. */
import { inspect } from 'node:util';
import {
  Channel,
  type ChannelId,
  Guild,
  type GuildId,
  type PayloadView,
  unboundContext,
  User,
  type UserId,
  type ViewContext,
} from '../models';
import { processRelations } from './cache-relations';
import { type CacheState } from './cache-state';
import { firstOf, liveCaches } from './records/live-caches';

/** Views of it look into all caches, and act through none: `view.as(group)` does. */
const context: ViewContext = { ...unboundContext, actions: unboundContext.actions, relations: processRelations };

/** Entities by id, over all caches. Each is there once, however many bots know it. */
export class ProcessCache<Entity extends PayloadView, Id extends string = string> implements Iterable<Entity> {
  constructor(
    private readonly find: (state: CacheState, id: string) => Entity['raw'] | undefined,
    private readonly ids: (state: CacheState) => Iterable<string>,
    private readonly View: new (raw: Entity['raw'], context: ViewContext) => Entity,
  ) {}

  /** How many there are. It counts them: not for every message. */
  get size(): number {
    return this.allIds().size;
  }

  has(id: Id): boolean {
    return this.raw(id) !== undefined;
  }

  /** The entity, or the second argument when no group remembers it. */
  get(id: Id): Entity | undefined;
  get<Default>(id: Id, otherwise: Default): Entity | Default;
  get(id: Id, otherwise?: unknown): unknown {
    const raw = this.raw(id);
    return raw === undefined ? otherwise : new this.View(raw, context);
  }

  *[Symbol.iterator](): IterableIterator<Entity> {
    for (const id of this.allIds()) {
      const raw = this.raw(id);
      if (raw !== undefined) yield new this.View(raw, context);
    }
  }

  toJSON(): unknown[] {
    return Array.from(this, (entity) => entity.toJSON());
  }

  [inspect.custom](): string {
    return `ProcessCache(${this.size})`;
  }

  private raw(id: string): Entity['raw'] | undefined {
    return firstOf((state) => this.find(state, id));
  }

  private allIds(): Set<string> {
    const all = new Set<string>();
    for (const state of liveCaches()) for (const id of this.ids(state)) all.add(id);
    return all;
  }
}

/** Every guild that any group of this process remembers. */
export const GUILDS = new ProcessCache<Guild, GuildId>(
  (state, id) => state.guilds.get(id),
  (state) => state.guilds.keys(),
  Guild,
);

/** Every channel and active thread that any group of this process remembers. */
export const CHANNELS = new ProcessCache<Channel, ChannelId>(
  (state, id) => state.channel(id),
  (state) => state.channelIds(),
  Channel,
);

/** Every user that any group of this process remembers. */
export const USERS = new ProcessCache<User, UserId>(
  (state, id) => state.users.get(id),
  (state) => state.users.keys(),
  User,
);
