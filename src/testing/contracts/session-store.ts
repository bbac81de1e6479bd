/** What every {@link SessionStore} must do. */
import assert from 'node:assert/strict';
import { type SessionStore, type StoredSession } from '../../gateway';
import { type ContractCase } from './contract-case';

const SESSION: StoredSession = {
  sessionId: 'session',
  resumeUrl: 'wss://resume.test',
  sequence: 42,
  aliveAtMs: 1_767_225_600_000,
  shardCount: 2,
  intents: 513,
};

export function sessionStoreContract(make: () => SessionStore | Promise<SessionStore>): ContractCase[] {
  return [
    {
      name: 'knows nothing of a shard that was never saved',
      run: async () => {
        assert.equal(await (await make()).load('key', 0), undefined);
      },
    },
    {
      name: 'returns what was saved last, field by field',
      run: async () => {
        const store = await make();
        await store.save('key', 0, SESSION);
        await store.save('key', 0, { ...SESSION, sequence: 43 });
        assert.deepEqual(await store.load('key', 0), { ...SESSION, sequence: 43 });
      },
    },
    {
      name: 'keeps shards and keys apart',
      run: async () => {
        const store = await make();
        await store.save('a', 0, SESSION);
        await store.save('a', 1, { ...SESSION, sessionId: 'other shard' });
        await store.save('b', 0, { ...SESSION, sessionId: 'other key' });
        await store.clear('a', 0);
        assert.equal(await store.load('a', 0), undefined);
        assert.equal((await store.load('a', 1))?.sessionId, 'other shard');
        assert.equal((await store.load('b', 0))?.sessionId, 'other key');
        assert.equal(await store.load('b', 1), undefined);
      },
    },
    {
      name: 'clears what is not there without complaint',
      run: async () => {
        await (await make()).clear('nobody', 7);
      },
    },
  ];
}
