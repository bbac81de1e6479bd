/** What every {@link CacheStore} must do. */
import assert from 'node:assert/strict';
import { type CacheCheckpoint, type CacheStore, type GuildSnapshot } from '../../cache';
import { type ContractCase } from './contract-case';

const POINT: CacheCheckpoint = { sessionId: 'session', sequence: 42, shardCount: 2 };

/** @param make a store that is empty. @param reopen the same store as another process opens it; left out where there is no such thing. */
export function cacheStoreContract(
  make: () => CacheStore | Promise<CacheStore>,
  reopen: (store: CacheStore) => CacheStore | Promise<CacheStore> = (store) => store,
): ContractCase[] {
  return [
    {
      name: 'knows nothing of a key under which nothing was saved',
      run: async () => {
        const store = await make();
        assert.deepEqual(await guildsOf(store, 'key'), []);
        assert.equal((await store.checkpoints('key')).size, 0);
      },
    },
    {
      name: 'returns every guild as it was saved last',
      run: async () => {
        const store = await make();
        await store.saveGuild('key', snapshot('1', 'first'));
        await store.saveGuild('key', snapshot('2', 'other'));
        await store.saveGuild('key', snapshot('1', 'second'));
        assert.deepEqual(await guildsOf(store, 'key'), [snapshot('1', 'second'), snapshot('2', 'other')]);
      },
    },
    {
      name: 'forgets a guild, and one that is not there without complaint',
      run: async () => {
        const store = await make();
        await store.saveGuild('key', snapshot('1', 'Loom'));
        await store.removeGuild('key', '1');
        await store.removeGuild('key', '1');
        await store.removeGuild('nobody', '1');
        assert.deepEqual(await guildsOf(store, 'key'), []);
      },
    },
    {
      name: 'returns the checkpoint of each shard as it was saved last, field by field',
      run: async () => {
        const store = await make();
        const user = { id: '9', username: 'bot', discriminator: '0', global_name: null, avatar: null };
        await store.saveCheckpoint('key', 0, POINT);
        await store.saveCheckpoint('key', 0, { ...POINT, sequence: 43, user });
        await store.saveCheckpoint('key', 11, { ...POINT, sessionId: 'other' });
        assert.deepEqual(
          await store.checkpoints('key'),
          new Map([
            [0, { ...POINT, sequence: 43, user }],
            [11, { ...POINT, sessionId: 'other' }],
          ]),
        );
      },
    },
    {
      name: 'keeps keys apart',
      run: async () => {
        const store = await make();
        await store.saveGuild('a', snapshot('1', 'of a'));
        await store.saveGuild('b', snapshot('1', 'of b'));
        await store.saveCheckpoint('a', 0, POINT);
        await store.removeGuild('a', '1');
        assert.deepEqual(await guildsOf(store, 'a'), []);
        assert.deepEqual(await guildsOf(store, 'b'), [snapshot('1', 'of b')]);
        assert.equal((await store.checkpoints('b')).size, 0);
      },
    },
    {
      name: 'keeps a copy: what is changed after saving, or after reading, is not changed in it',
      run: async () => {
        const store = await make();
        const mine = structuredClone(snapshot('1', 'Loom')) as { payload: { name?: string } } & GuildSnapshot;
        await store.saveGuild('key', mine);
        mine.payload.name = 'changed';
        const [read] = (await guildsOf(store, 'key')) as [typeof mine];
        assert.equal(read.payload.name, 'Loom');
        read.payload.name = 'changed';
        assert.deepEqual(await guildsOf(store, 'key'), [snapshot('1', 'Loom')]);
      },
    },
    {
      name: 'shows what was saved to whoever opens it as well, and takes many writes at once',
      run: async () => {
        const store = await make();
        const saved = Array.from({ length: 20 }, (_, index) => snapshot(String(100 + index), 'x'.repeat(10_000)));
        await Promise.all([
          ...saved.map((one) => store.saveGuild('key', one)),
          ...saved.map((_, shardId) => store.saveCheckpoint('key', shardId, POINT)),
        ]);
        const other = await reopen(store);
        assert.deepEqual(await guildsOf(other, 'key'), saved);
        assert.equal((await other.checkpoints('key')).size, 20);
      },
    },
  ];
}

function snapshot(guildId: string, name: string): GuildSnapshot {
  return { guildId, isUnavailable: false, savedAtMs: 1_767_225_600_000, payload: { id: guildId, name, channels: [] } };
}

async function guildsOf(store: CacheStore, key: string): Promise<GuildSnapshot[]> {
  const found: GuildSnapshot[] = [];
  for await (const one of store.guilds(key)) found.push(one);
  return found.sort((a, b) => (a.guildId < b.guildId ? -1 : 1));
}
