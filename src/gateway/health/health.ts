/** How the shards are, for people and for probes. Yellow means that something is unusual, red that somebody should look. */
import { type ShardPhase } from '../protocol/shard-state';
import { type FrameCounts } from './frame-tally';
import { type LatencySummary } from './latency-history';

export type HealthStatus = 'green' | 'yellow' | 'red';

export interface ShardHealth {
  readonly id: number;
  readonly state: ShardPhase;
  readonly status: HealthStatus;
  /** Why it is not green, in sentences; `undefined` while it is. */
  readonly reason: string | undefined;
  /** For how long it has been in this state, in milliseconds. */
  readonly sinceMs: number;
  /** Round trip of the last heartbeat, in milliseconds. */
  readonly latencyMs: number | undefined;
  /** Of the last round trips; `undefined` before the first. */
  readonly latency: LatencySummary | undefined;
  readonly lastSequence: number | null;
  /** Connections after the first. */
  readonly reconnects: number;
  /** Frames that could not be understood. */
  readonly malformedFrames: number;
  /** What became of every frame. */
  readonly frames: FrameCounts;
  /** Commands that wait to be sent. */
  readonly waitingCommands: number;
}

export interface GatewayHealth {
  /** The worst of its shards and of its budget. */
  readonly status: HealthStatus;
  /** Why it is not green, in sentences; `undefined` while it is. */
  readonly reason: string | undefined;
  /** Sessions that may still be started today; `undefined` before the start. */
  readonly sessionsLeft: number | undefined;
  readonly shards: readonly ShardHealth[];
}

/** Something that is not as it should be. */
export interface Finding {
  readonly status: 'yellow' | 'red';
  /** A sentence. */
  readonly reason: string;
}

/** The worst of what was found, and all of its reasons. */
export function verdictOf(findings: readonly Finding[]): {
  readonly status: HealthStatus;
  readonly reason: string | undefined;
} {
  if (findings.length === 0) return { status: 'green', reason: undefined };
  const status = findings.some((finding) => finding.status === 'red') ? 'red' : 'yellow';
  const reasons = findings.filter((finding) => finding.status === status).map((finding) => finding.reason);
  return { status, reason: reasons.join(' ') };
}
