/**
 * Writes a cache behind the dispatches that change it: guilds that changed, one at a time, then up to where they hold
 * everything. Dispatches never wait for it. What the store refuses holds up the checkpoints, and nothing else.
 */
import { type APIUser } from 'discord-api-types/v10';
import { type GuildId } from '../../models';
import { asError, type Clock, deferred, type Logger, type Timer, withLimit } from '../../util';
import { type CacheState } from '../cache-state';
import { type CacheChange } from '../changes';
import { type CacheStore } from './cache-store';
import { snapshotOf } from './snapshot';

/** A session of a shard, and the number of the last event that it was sent and that was applied. */
export interface SessionPoint {
  readonly shardId: number;
  readonly shardCount: number;
  readonly sessionId: string;
  readonly sequence: number;
}

export interface CacheWriterOptions {
  readonly store: CacheStore;
  readonly key: string;
  readonly state: CacheState;
  /** Sessions as they are at this moment. */
  readonly sessions: () => readonly SessionPoint[];
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * Whether all that the store has was read back. Otherwise no checkpoint is set before {@link CacheWriter.forgetUnread} has ended:
   * whoever resumed from there would never be told of guilds that are gone. Default `true`.
   */
  readonly isRead?: boolean | undefined;
  /** How often it looks for what changed, in milliseconds. Default 2,000. */
  readonly everyMs?: number | undefined;
  /** How long the store may take for one guild or checkpoint, in milliseconds. Default 30,000. */
  readonly callLimitMs?: number | undefined;
}

const EVERY_MS = 2_000;
const CALL_LIMIT_MS = 30_000;

export class CacheWriter {
  private readonly dirty = new Set<string>();
  private readonly gone = new Set<string>();
  /** Guilds that the store did not take, or not let go of, when it was asked last. */
  private readonly refused = new Set<string>();
  private readonly saved = new Map<number, string>();
  /**
   * Calls that the store has not ended in time, by what they are about. Until one ends nothing else is asked for the same: what it
   * writes at last would replace what is newer.
   */
  private readonly hanging = new Set<string>();
  private timer: Timer | undefined;
  private running: Promise<boolean> | undefined;
  private lastPoints: readonly SessionPoint[] = [];
  private hasFailed = false;
  private isClosed = false;
  /** Nothing of what it does now is waited for any more. */
  private isOver = false;
  /** Whether the store holds nothing that nobody knows of. */
  private isSorted: boolean;
  private sorting: Promise<void> | undefined;

  constructor(private readonly options: CacheWriterOptions) {
    this.isSorted = options.isRead ?? true;
  }

  /** What a dispatch changed is due. */
  note(changes: readonly CacheChange[]): void {
    for (const change of changes) {
      if (change.kind === 'users' || change.kind === 'messages') continue;
      const id = change.kind === 'guilds' ? change.id : change.guildId;
      if (id === undefined) continue;
      const isGone = change.kind === 'guildState' && change.state === 'left';
      (isGone ? this.gone : this.dirty).add(id);
      (isGone ? this.dirty : this.gone).delete(id);
    }
  }

  start(): void {
    this.arm();
  }

  /**
   * Removes guilds that an earlier run wrote, that were not read, and that no session has named: nobody would ever be told that
   * they are gone. Never rejects. @param isOurs whether this process serves a guild
   */
  forgetUnread(isOurs: (guildId: GuildId) => boolean): Promise<void> {
    this.sorting ??= this.sort(isOurs);
    return this.sorting;
  }

  private async sort(isOurs: (guildId: GuildId) => boolean): Promise<void> {
    const { store, key, state, logger } = this.options;
    try {
      const guilds = store.guilds(key)[Symbol.asyncIterator]();
      for (;;) {
        const next = await this.limited('reading of guilds', () => guilds.next());
        if (this.isOver) return;
        if (next.done === true) break;
        const { guildId } = next.value;
        if (isOurs(guildId) && !state.places.has(guildId) && !state.pending.has(guildId)) this.gone.add(guildId);
      }
      this.isSorted = true;
    } catch (error) {
      logger.warn('what an earlier run kept of the cache could not be looked through', {
        error: asError(error).message,
      });
    }
  }

  /** Before the sessions end: what they are now holds for those that do not go on. */
  rememberSessions(): void {
    this.lastPoints = this.options.sessions();
  }

  /** Writes what is due now. Never rejects; `false` when something could not be written, which is tried again later. */
  flush(): Promise<boolean> {
    this.running ??= this.write().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** Writes what is left, at most for so long, and ends. Never rejects. */
  async close(options: { readonly limitMs: number }): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    this.timer?.cancel();
    const { clock, logger } = this.options;
    const last = async (): Promise<void> => {
      await this.sorting;
      await this.running;
      await this.flush();
    };
    try {
      await withLimit(clock, last(), options.limitMs, () => new Error(`it took more than ${options.limitMs} ms`));
    } catch (error) {
      logger.warn('the cache could not be written to its end', { error: asError(error).message });
    }
    this.isOver = true;
  }

  private arm(): void {
    if (this.isClosed) return;
    const { clock, everyMs = EVERY_MS } = this.options;
    this.timer = clock.setTimer(
      everyMs,
      () => {
        void this.flush().then(() => {
          this.arm();
        });
      },
      { keepAlive: false },
    );
  }

  private async write(): Promise<boolean> {
    const { store, key, logger } = this.options;
    // Everything up to here is in memory now, and so in the snapshots that are taken from now on.
    const points = this.points();
    // What the last look found is due, and removed before a checkpoint is set.
    const { isSorted } = this;
    const due = this.inOrder(this.dirty);
    const removed = this.inOrder(this.gone);
    try {
      await this.allOf([
        () => this.eachOf(removed, this.gone, (id) => store.removeGuild(key, id)),
        () => this.eachOf(due, this.dirty, (id) => this.saveGuild(id)),
      ]);
      this.assertEnded('guild');
      if (isSorted) await this.allOf(points.map((point) => () => this.savePoint(point)));
      this.assertEnded('checkpoint');
      this.hasFailed = false;
      return true;
    } catch (error) {
      // Without a checkpoint the next start begins a session of its own: slower, and right.
      if (!this.hasFailed) logger.warn('the cache could not be written', { error: asError(error).message });
      this.hasFailed = true;
      return false;
    }
  }

  /** What failed the last time comes last, so that it holds up nothing else. */
  private inOrder(due: ReadonlySet<string>): string[] {
    return [...due].sort((a, b) => Number(this.refused.has(a)) - Number(this.refused.has(b)));
  }

  /** One after the other, until one fails: a store that takes nothing is not asked for every guild. */
  private async eachOf(ids: readonly string[], due: Set<string>, run: (id: string) => Promise<void>): Promise<void> {
    for (const id of ids) await this.attempt(due, id, () => run(id));
  }

  /** Each of them, whatever becomes of the others. @throws the first failure */
  private async allOf(parts: readonly (() => Promise<void>)[]): Promise<void> {
    const failures: unknown[] = [];
    for (const run of parts) {
      try {
        await run();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw asError(failures[0]);
  }

  private points(): SessionPoint[] {
    const now = this.options.sessions();
    const ended = this.lastPoints.filter(({ shardId }) => !now.some((point) => point.shardId === shardId));
    return [...now, ...ended];
  }

  /** What could not be written stays due, unless it became the other thing meanwhile. */
  private async attempt(due: Set<string>, id: string, run: () => Promise<void>): Promise<void> {
    const what = `guild ${id}`;
    if (this.hanging.has(what)) return;
    due.delete(id);
    try {
      await this.limited(what, run);
      this.refused.delete(id);
    } catch (error) {
      this.refused.add(id);
      if (!this.dirty.has(id) && !this.gone.has(id)) due.add(id);
      throw error;
    }
  }

  /** Calls the author's store, and waits no longer than it may take: what hangs holds up nothing else. */
  private async limited<T>(what: string, run: () => Promise<T>): Promise<T> {
    const { clock, callLimitMs = CALL_LIMIT_MS } = this.options;
    const late = deferred<never>();
    const timer = clock.setTimer(
      callLimitMs,
      () => {
        this.hanging.add(what);
        late.reject(new Error(`the store did not end within ${callLimitMs} ms: ${what}`));
      },
      { keepAlive: false },
    );
    const call = (async () => run())().finally(() => {
      timer.cancel();
      this.hanging.delete(what);
    });
    return Promise.race([call, late.promise]);
  }

  private assertEnded(kind: string): void {
    const late = [...this.hanging].filter((what) => what.startsWith(kind));
    if (late.length > 0) throw new Error(`the store has still not ended: ${late.join(', ')}`);
  }

  private async saveGuild(id: string): Promise<void> {
    const { store, key, state, clock } = this.options;
    const place = state.places.get(id);
    if (place) await store.saveGuild(key, snapshotOf(state, place, clock.wallMs()));
  }

  private async savePoint({ shardId, shardCount, sessionId, sequence }: SessionPoint): Promise<void> {
    const { store, key, state } = this.options;
    const user: APIUser | undefined = state.selfId === undefined ? undefined : state.users.get(state.selfId);
    const awaited = [...state.pending.keys()];
    const mark = `${sessionId} ${sequence} ${shardCount} ${awaited.length}`;
    const what = `checkpoint of shard ${shardId}`;
    if (this.saved.get(shardId) === mark || this.hanging.has(what)) return;
    const checkpoint = { sessionId, sequence, shardCount, user, awaited };
    await this.limited(what, () => store.saveCheckpoint(key, shardId, checkpoint));
    this.saved.set(shardId, mark);
  }
}
