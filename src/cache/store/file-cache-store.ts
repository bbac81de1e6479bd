/** Snapshots in a directory: a file for each guild and each shard, replaced as a whole, so that none is ever half written. */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FrameworkError } from '../../errors';
import { systemClock } from '../../util';
import { type CacheCheckpoint, type CacheStore, type GuildSnapshot } from './cache-store';

/** What may stand in the name of a file. */
const SAFE_NAME = /^[\w-]{1,128}$/;

/** As {@link FileCacheStore} names what it has not written to the end. */
const DRAFT = /^\.(guild|shard)-[\w-]+\.json\.\d+\.\d+$/;
/** A draft that is older belongs to a process that is gone. */
const DRAFT_AGE_MS = 60_000;

/** Only the owner may read: snapshots tell who is in which guild. */
const DIRECTORY_MODE = 0o700;
const FILE_MODE = 0o600;

export class FileCacheStore implements CacheStore {
  private readonly made = new Set<string>();
  private written = 0;

  /** @param directory is made when it is missing; processes that share it see one another's guilds */
  constructor(private readonly directory: string) {}

  async saveGuild(key: string, snapshot: GuildSnapshot): Promise<void> {
    await this.write(key, guildFile(snapshot.guildId), snapshot);
  }

  async removeGuild(key: string, guildId: string): Promise<void> {
    await rm(join(this.folder(key), guildFile(guildId)), { force: true });
  }

  async *guilds(key: string): AsyncGenerator<GuildSnapshot> {
    for (const name of await this.names(key, /^guild-[\w-]+\.json$/)) {
      const snapshot = await this.read<GuildSnapshot>(key, name);
      if (isSnapshot(snapshot)) yield snapshot;
    }
  }

  async saveCheckpoint(key: string, shardId: number, checkpoint: CacheCheckpoint): Promise<void> {
    await this.write(key, shardFile(shardId), checkpoint);
  }

  async checkpoints(key: string): Promise<ReadonlyMap<number, CacheCheckpoint>> {
    const found = new Map<number, CacheCheckpoint>();
    for (const name of await this.names(key, /^shard-\d+\.json$/)) {
      const checkpoint = await this.read<CacheCheckpoint>(key, name);
      const isWhole = typeof checkpoint?.sessionId === 'string' && typeof checkpoint.sequence === 'number';
      if (isWhole) found.set(Number(name.slice('shard-'.length, -'.json'.length)), checkpoint);
    }
    return found;
  }

  private async names(key: string, wanted: RegExp): Promise<string[]> {
    try {
      return (await readdir(this.folder(key))).filter((name) => wanted.test(name));
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  private async read<T>(key: string, name: string): Promise<T | undefined> {
    const path = join(this.folder(key), name);
    try {
      return JSON.parse(await readFile(path, 'utf8')) as T;
    } catch (error) {
      // Another process may have removed it just now, and a file that somebody else wrote may hold anything.
      if (isMissing(error) || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  private async write(key: string, name: string, value: object): Promise<void> {
    const folder = this.folder(key);
    const text = JSON.stringify(value);
    if (!this.made.has(folder)) await this.prepare(folder);
    // Under a name of its own first: whoever reads meanwhile sees the old file or the new one.
    const draft = join(folder, `.${name}.${process.pid}.${(this.written += 1)}`);
    try {
      await writeFile(draft, text, { mode: FILE_MODE });
      await rename(draft, join(folder, name));
    } catch (error) {
      this.made.delete(folder);
      await rm(draft, { force: true });
      throw error;
    }
  }

  private async prepare(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: DIRECTORY_MODE });
    this.made.add(folder);
    for (const name of await readdir(folder)) if (DRAFT.test(name)) await sweep(join(folder, name));
  }

  private folder(key: string): string {
    return join(this.directory, safe(key, 'key'));
  }
}

async function sweep(draft: string): Promise<void> {
  try {
    const { mtimeMs } = await stat(draft);
    if (systemClock.wallMs() - mtimeMs > DRAFT_AGE_MS) await rm(draft, { force: true });
  } catch {
    // Somebody else has removed it, or finished it.
  }
}

function guildFile(guildId: string): string {
  return `guild-${safe(guildId, 'guild id')}.json`;
}

function shardFile(shardId: number): string {
  return `shard-${safe(String(shardId), 'shard id')}.json`;
}

/** @throws {FrameworkError} CACHE_STORE_PATH for what could lead out of the directory */
function safe(name: string, what: string): string {
  if (SAFE_NAME.test(name)) return name;
  throw new FrameworkError({
    code: 'CACHE_STORE_PATH',
    kind: 'cache',
    message: `A ${what} of letters, digits, - and _ is needed for the name of a file; this one has something else in it.`,
    advice: 'pass the key and the ids as they come from the cache.',
  });
}

function isSnapshot(value: GuildSnapshot | undefined): value is GuildSnapshot {
  return typeof value?.guildId === 'string' && typeof value.payload === 'object';
}

function isMissing(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'ENOENT';
}
