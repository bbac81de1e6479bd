/** What a shard notices of itself while it runs, and the verdict over it. */
import { type Clock } from '../../util';
import { type CommandQueue } from '../commands/command-queue';
import { type GatewayError } from '../gateway-error';
import { type ShardState } from '../protocol/shard-state';
import { FrameTally } from './frame-tally';
import { type ShardHealth, verdictOf } from './health';
import { judgeShard } from './judge-shard';
import { LatencyHistory } from './latency-history';
import { RecentCount } from './recent-count';
import { TrafficWatch } from './traffic-watch';

export interface ShardWatchOptions {
  readonly id: number;
  readonly clock: Clock;
  readonly commands: CommandQueue;
  readonly redAfterMs: number;
}

export class ShardWatch {
  readonly tally = new FrameTally();
  readonly latencies = new LatencyHistory();
  private readonly traffic = new TrafficWatch();
  private readonly reconnects = new RecentCount();
  private readonly malformed = new RecentCount();
  private budgetRefusal: string | undefined;

  constructor(private readonly options: ShardWatchOptions) {}

  /** The machine went from one state to another. */
  moved(before: ShardState, after: ShardState): void {
    if (before === after) return;
    if (after.reconnects > before.reconnects && after.reconnects > 0) this.reconnects.add(this.options.clock.now());
    if (after.phase === 'ready' && before.phase !== 'ready') {
      this.budgetRefusal = undefined;
      this.traffic.resume(this.options.clock.now());
    }
    if (before.phase === 'ready' && after.phase !== 'ready') this.traffic.interrupt();
  }

  /** A heartbeat was answered. */
  answered(latencyMs: number): void {
    this.latencies.add(this.options.clock.wallMs(), latencyMs);
  }

  misunderstood(): void {
    this.tally.malformed += 1;
    this.malformed.add(this.options.clock.now());
  }

  refused(error: GatewayError): void {
    if (error.kind !== 'budget') return;
    const [what = error.message] = error.message.split('\n');
    this.budgetRefusal = what;
  }

  /** Looks whether something has arrived since the last look. */
  look(sequence: number | null): void {
    this.traffic.look(this.options.clock.now(), sequence);
  }

  health(machine: ShardState, sequence: number | null): ShardHealth {
    const { id, clock, commands, redAfterMs } = this.options;
    const nowMs = clock.now();
    const since = (atMs: number | undefined): number | undefined => (atMs === undefined ? undefined : nowMs - atMs);
    const latency = this.latencies.summary();
    const findings = judgeShard({
      id,
      phase: machine.phase,
      why: machine.reason,
      awayMs: since(machine.awaySinceMs),
      redAfterMs,
      budgetRefusal: this.budgetRefusal,
      reconnectsLately: this.reconnects.count(nowMs),
      malformedLately: this.malformed.count(nowMs),
      unansweredMs: since(machine.heart.sentAtMs),
      latency,
      samples: this.latencies.samples,
      waitingMs: since(commands.waitingSinceMs),
      writingMs: since(commands.writingSinceMs),
      silentMs: this.traffic.unusualSilenceMs(nowMs),
    });
    return {
      id,
      state: machine.phase,
      ...verdictOf(findings),
      sinceMs: machine.phase === 'idle' ? 0 : nowMs - machine.phaseSinceMs,
      latencyMs: machine.heart.latencyMs,
      latency,
      lastSequence: sequence,
      reconnects: Math.max(0, machine.reconnects),
      malformedFrames: this.tally.malformed,
      frames: this.tally.counts(),
      waitingCommands: commands.size,
    };
  }
}
