/** The last round trips of a shard's heartbeats. */

export interface LatencySample {
  /** When the answer came, in milliseconds since 1970. */
  readonly atMs: number;
  /** The round trip, in milliseconds. */
  readonly ms: number;
}

/** All in milliseconds. */
export interface LatencySummary {
  readonly lastMs: number;
  readonly minMs: number;
  readonly medianMs: number;
  readonly maxMs: number;
  /** Over how many round trips. */
  readonly samples: number;
}

/** About 40 minutes at Discord's interval. */
const KEPT = 60;

export class LatencyHistory {
  private readonly kept: LatencySample[] = [];

  /** Oldest first. */
  get samples(): readonly LatencySample[] {
    return [...this.kept];
  }

  add(atMs: number, ms: number): void {
    this.kept.push({ atMs, ms });
    if (this.kept.length > KEPT) this.kept.shift();
  }

  summary(): LatencySummary | undefined {
    const last = this.kept.at(-1);
    if (!last) return undefined;
    const sorted = this.kept.map(({ ms }) => ms).sort((a, b) => a - b);
    const middle = sorted.length / 2;
    const upper = sorted[Math.floor(middle)] as number;
    const lower = sorted[Math.ceil(middle) - 1] as number;
    return {
      lastMs: last.ms,
      minMs: sorted[0] as number,
      medianMs: (lower + upper) / 2,
      maxMs: sorted.at(-1) as number,
      samples: sorted.length,
    };
  }
}
