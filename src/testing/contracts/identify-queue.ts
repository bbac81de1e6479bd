/** What every {@link IdentifyQueue} must do. */
import assert from 'node:assert/strict';
import { type IdentifyQueue } from '../../gateway';
import { type ContractCase } from './contract-case';

/** A queue with `maxConcurrency` 2, and its time. */
export interface IdentifyQueueRig {
  readonly queue: IdentifyQueue;
  /** Lets time pass for the queue. */
  advance(ms: number): Promise<void>;
}

/** Discord's spacing, in milliseconds. */
const SPACING_MS = 5_000;
/** A queue may add this much, for the network. */
const SLACK_MS = 1_000;

/** Asks for turns and remembers who got them. */
function ask(rig: IdentifyQueueRig, granted: number[], shardId: number, signal?: AbortSignal): Promise<void> {
  return rig.queue.acquire(shardId, { signal }).then(() => {
    granted.push(shardId);
  });
}

export function identifyQueueContract(make: () => IdentifyQueueRig | Promise<IdentifyQueueRig>): ContractCase[] {
  return [
    {
      name: 'grants the first turn of each bucket at once',
      run: async () => {
        const rig = await make();
        await Promise.all([rig.queue.acquire(0), rig.queue.acquire(1)]);
      },
    },
    {
      name: 'lets five seconds pass between two turns of a bucket',
      run: async () => {
        const rig = await make();
        const granted: number[] = [];
        const all = [0, 2, 4].map((id) => ask(rig, granted, id));
        await rig.advance(SPACING_MS - 1);
        assert.deepEqual(granted, [0]);
        await rig.advance(SLACK_MS + 1);
        assert.deepEqual(granted, [0, 2]);
        await rig.advance(SPACING_MS + SLACK_MS);
        assert.deepEqual(granted, [0, 2, 4]);
        await Promise.all(all);
      },
    },
    {
      name: 'spaces turns that are asked for later as well',
      run: async () => {
        const rig = await make();
        const granted: number[] = [];
        await ask(rig, granted, 1);
        await rig.advance(2_000);
        const second = ask(rig, granted, 3);
        await rig.advance(2_000);
        assert.deepEqual(granted, [1]);
        await rig.advance(1_000 + SLACK_MS);
        await second;
        await rig.advance(60_000);
        await rig.queue.acquire(1);
      },
    },
    {
      name: 'gives an aborted wait’s turn to the next',
      run: async () => {
        const rig = await make();
        const granted: number[] = [];
        const abort = new AbortController();
        await ask(rig, granted, 0);
        const given = ask(rig, granted, 2, abort.signal);
        const next = ask(rig, granted, 4);
        abort.abort(new Error('not needed any more'));
        await assert.rejects(given, /not needed any more/);
        await rig.advance(SPACING_MS + SLACK_MS);
        await next;
        assert.deepEqual(granted, [0, 4]);
      },
    },
    {
      name: 'refuses a signal that is aborted already, and uses nothing up',
      run: async () => {
        const rig = await make();
        await assert.rejects(rig.queue.acquire(0, { signal: AbortSignal.abort(new Error('too late')) }), /too late/);
        await rig.queue.acquire(0);
      },
    },
  ];
}
