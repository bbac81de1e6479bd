/** Every store of caches keeps what the port promises; files keep a little more. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileCacheStore, type GuildSnapshot, MemoryCacheStore } from '../../src/cache';
import { cacheStoreContract } from '../../src/testing/contracts/cache-store';

const directories: string[] = [];

function directory(): string {
  const made = join(mkdtempSync(join(tmpdir(), 'corduroy-cache-')), 'inner', 'cache');
  directories.push(made);
  return made;
}

afterAll(() => {
  for (const made of directories) rmSync(join(made, '..', '..'), { recursive: true, force: true });
});

describe('MemoryCacheStore', () => {
  for (const one of cacheStoreContract(() => new MemoryCacheStore())) it(one.name, () => one.run());
});

describe('FileCacheStore', () => {
  const opened = new Map<object, string>();
  const open = (folder: string): FileCacheStore => {
    const store = new FileCacheStore(folder);
    opened.set(store, folder);
    return store;
  };
  const cases = cacheStoreContract(
    () => open(directory()),
    (store) => open(opened.get(store) ?? ''),
  );
  for (const one of cases) it(one.name, () => one.run());

  it('sweeps away what a process that was killed left half written, and nothing that another is writing', async () => {
    const folder = directory();
    mkdirSync(join(folder, 'key'), { recursive: true });
    const drafts = ['.guild-1.json.1.1', '.guild-2.json.1.2'].map((name) => join(folder, 'key', name));
    for (const draft of drafts) writeFileSync(draft, '{');
    utimesSync(drafts[0] as string, 0, 0);
    await new FileCacheStore(folder).saveCheckpoint('key', 0, { sessionId: 's', sequence: 1, shardCount: 1 });
    expect(readdirSync(join(folder, 'key')).sort()).toEqual(['.guild-2.json.1.2', 'shard-0.json']);
  });

  it('lets only the owner read, and leaves no drafts behind', async () => {
    const folder = directory();
    const store = new FileCacheStore(folder);
    await store.saveGuild('key', { guildId: '1', isUnavailable: false, savedAtMs: 0, payload: { id: '1' } });
    expect(readdirSync(join(folder, 'key'))).toEqual(['guild-1.json']);
    expect(statSync(join(folder, 'key')).mode & 0o077).toBe(0);
    expect(statSync(join(folder, 'key', 'guild-1.json')).mode & 0o077).toBe(0);
  });

  it('leaves files out that hold something else', async () => {
    const folder = directory();
    const store = new FileCacheStore(folder);
    mkdirSync(join(folder, 'key'), { recursive: true });
    for (const name of ['guild-1.json', 'shard-0.json']) writeFileSync(join(folder, 'key', name), '{"half": ');
    for (const name of ['guild-2.json', 'shard-1.json', 'notes.txt']) writeFileSync(join(folder, 'key', name), '{}');
    const found: GuildSnapshot[] = [];
    for await (const one of store.guilds('key')) found.push(one);
    expect(found).toEqual([]);
    expect((await store.checkpoints('key')).size).toBe(0);
  });

  it.each(['../out', 'a/b', '', 'a\0b'])('refuses the key %j, which could lead out of its directory', async (key) => {
    const store = new FileCacheStore(directory());
    await expect(store.checkpoints(key)).rejects.toMatchObject({ code: 'CACHE_STORE_PATH' });
    await expect(store.removeGuild('key', key)).rejects.toMatchObject({ code: 'CACHE_STORE_PATH' });
  });
});
