/** How the shards are, for people and for probes. Red means that somebody should look. */
import { type ShardPhase } from './protocol/shard-state';

export interface ShardHealth {
  readonly id: number;
  readonly state: ShardPhase;
  readonly status: 'green' | 'red';
  /** Why the shard is not ready; `undefined` while it is. */
  readonly reason: string | undefined;
  /** For how long it has been in this state, in milliseconds. */
  readonly sinceMs: number;
  /** Round trip of the last heartbeat, in milliseconds. */
  readonly latencyMs: number | undefined;
  readonly lastSequence: number | null;
  /** Connections after the first. */
  readonly reconnects: number;
  /** Frames that could not be understood. */
  readonly malformedFrames: number;
  /** Commands that wait to be sent. */
  readonly waitingCommands: number;
}

export interface GatewayHealth {
  /** Red when any shard is. */
  readonly status: 'green' | 'red';
  readonly shards: readonly ShardHealth[];
}
