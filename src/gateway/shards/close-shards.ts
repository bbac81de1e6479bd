/** Closes shards by way of the orchestrator that runs them, and without it where it does not. */
import { asError, type Clock, type Logger, withLimit } from '../../util';
import { type Shard } from '../shard';
import { type ShardOrchestrator } from './shard-orchestrator';

export interface ClosingOptions {
  readonly orchestrator: ShardOrchestrator;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long the orchestrator may take. */
  readonly closeLimitMs: number;
}

/** Resolves when all have ended. Never rejects: what the orchestrator leaves, or does not do in time, is told and done here. */
export async function closeShards(
  { orchestrator, clock, logger, closeLimitMs }: ClosingOptions,
  shards: readonly Shard[],
  resumable: boolean,
): Promise<void> {
  let problem: string | undefined;
  try {
    const late = (): Error => new Error(`it did not end within ${closeLimitMs} ms`);
    // Async, so that what is thrown at once is no different.
    const closing = (async () => orchestrator.close(shards, { resumable }))();
    await withLimit(clock, closing, closeLimitMs, late);
  } catch (error) {
    problem = asError(error).message;
  }
  const left = shards.filter(({ state }) => state !== 'stopped');
  // Those that it never started are none of its own.
  const forgotten = left.filter(({ state }) => state !== 'idle').map(({ id }) => id);
  if (problem !== undefined || forgotten.length > 0) {
    logger.error('the orchestrator did not close its shards; those that are left are closed without it', {
      problem: problem ?? 'it left them running',
      shards: forgotten,
    });
  }
  await Promise.all(left.map((shard) => shard.close({ resumable })));
}
