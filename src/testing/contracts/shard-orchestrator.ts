/** What every {@link ShardOrchestrator} must do. */
import assert from 'node:assert/strict';
import { type RunnableShard, type ShardOrchestrator } from '../../gateway';
import { deferred, type Deferred } from '../../util';
import { type ContractCase } from './contract-case';

/** A shard that becomes ready, or fails, when the suite says so. */
class StandInShard implements RunnableShard {
  readonly ready: Deferred<void> = deferred();
  isStarted = false;
  isClosed = false;
  closedResumable: boolean | undefined;

  constructor(readonly id: number) {}

  start(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    this.isStarted = true;
    options.signal?.addEventListener('abort', () => {
      this.ready.reject(options.signal?.reason);
    });
    return this.ready.promise;
  }

  close(options: { readonly resumable?: boolean | undefined } = {}): Promise<void> {
    this.isClosed = true;
    this.closedResumable = options.resumable;
    return Promise.resolve();
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function startedOf(shards: readonly StandInShard[]): number[] {
  return shards.filter((shard) => shard.isStarted).map((shard) => shard.id);
}

/** @param make an orchestrator that runs all shards of a plan in this process. */
export function shardOrchestratorContract(make: () => ShardOrchestrator | Promise<ShardOrchestrator>): ContractCase[] {
  const prepare = async (count: number): Promise<{ orchestrator: ShardOrchestrator; shards: StandInShard[] }> => {
    const orchestrator = await make();
    return { orchestrator, shards: orchestrator.shardIds(count).map((id) => new StandInShard(id)) };
  };
  return [
    {
      name: 'names each shard once, in ascending order',
      run: async () => {
        assert.deepEqual((await make()).shardIds(3), [0, 1, 2]);
        assert.deepEqual((await make()).shardIds(1), [0]);
      },
    },
    {
      name: 'starts no more shards at the same time than may identify together, lowest first',
      run: async () => {
        const { orchestrator, shards } = await prepare(5);
        const started = orchestrator.start(shards, { maxConcurrency: 2 });
        await turn();
        assert.deepEqual(startedOf(shards), [0, 1]);
        shards[0]?.ready.resolve();
        shards[1]?.ready.resolve();
        await turn();
        assert.deepEqual(startedOf(shards), [0, 1, 2, 3]);
        for (const shard of shards) shard.ready.resolve();
        await started;
        assert.deepEqual(startedOf(shards), [0, 1, 2, 3, 4]);
      },
    },
    {
      name: 'resolves only when every shard is ready',
      run: async () => {
        const { orchestrator, shards } = await prepare(2);
        let done = false;
        const started = orchestrator.start(shards, { maxConcurrency: 16 }).then(() => {
          done = true;
        });
        shards[1]?.ready.resolve();
        await turn();
        assert.equal(done, false);
        shards[0]?.ready.resolve();
        await started;
      },
    },
    {
      name: 'rejects with the first failure, and starts nothing after it',
      run: async () => {
        const { orchestrator, shards } = await prepare(3);
        const started = orchestrator.start(shards, { maxConcurrency: 1 });
        shards[0]?.ready.reject(new Error('refused'));
        await assert.rejects(started, /refused/);
        await turn();
        assert.deepEqual(startedOf(shards), [0]);
      },
    },
    {
      name: 'hands the signal on',
      run: async () => {
        const { orchestrator, shards } = await prepare(2);
        const abort = new AbortController();
        const started = orchestrator.start(shards, { maxConcurrency: 1, signal: abort.signal });
        await turn();
        abort.abort(new Error('enough'));
        await assert.rejects(started, /enough/);
      },
    },
    {
      name: 'closes every shard the way it was asked to',
      run: async () => {
        for (const resumable of [true, false]) {
          const { orchestrator, shards } = await prepare(3);
          await orchestrator.close(shards, { resumable });
          assert.deepEqual(
            shards.map((shard) => [shard.isClosed, shard.closedResumable]),
            [
              [true, resumable],
              [true, resumable],
              [true, resumable],
            ],
          );
        }
      },
    },
  ];
}
