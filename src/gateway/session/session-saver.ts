/**
 * Saves a shard's session while it runs, so that a process that is killed costs nothing but a RESUME.
 *
 * What is saved is the number of the last event that was handed on, and a RESUME begins after it. An event that still
 * waits for its turn when the process dies would be lost if its number were saved; so while events wait, the number from
 * before is saved again, for a while.
 */
import { type Clock } from '../../util';
import { type Sequence } from '../protocol/sequence';
import { type ShardState } from '../protocol/shard-state';
import { type SessionKeeper } from './session-keeper';

/** Longer than this no number is held back: a RESUME from too far back would be refused. */
const LONGEST_HOLD_MS = 30_000;

export interface SessionSaverOptions {
  readonly keeper: SessionKeeper;
  readonly sequence: Sequence;
  /** How many events have been handed on and wait for their turn. */
  readonly waiting: () => number;
  readonly clock: Clock;
  readonly shardCount: number;
  readonly intents: () => number;
}

export class SessionSaver {
  /** Number of the last event that nothing waited behind, and when that was. */
  private handled: number | null = null;
  private handledAtMs = 0;
  private saved: number | null = null;

  constructor(private readonly options: SessionSaverOptions) {}

  /** Numbers begin anew, or where a stored session ended. */
  begin(sequence: number | null): void {
    this.handled = sequence;
    this.handledAtMs = this.options.clock.now();
    this.saved = sequence;
  }

  /** Saves the session of a shard in this state. */
  save(machine: ShardState): void {
    const { session, phase, aliveAtMs } = machine;
    if (!session) return;
    const { keeper, clock, shardCount, intents } = this.options;
    const ageMs = phase === 'ready' ? 0 : clock.now() - aliveAtMs;
    // Whoever closes a shard lets the handlers end.
    const sequence = phase === 'stopped' ? this.options.sequence.last : this.safeSequence();
    this.saved = sequence;
    keeper.keep({
      sessionId: session.id,
      resumeUrl: session.resumeUrl,
      sequence: sequence ?? 0,
      aliveAtMs: clock.wallMs() - ageMs,
      shardCount,
      intents: intents(),
    });
  }

  /** {@link save}, if there is something new. */
  saveIfNew(machine: ShardState): void {
    if (this.safeSequence() !== this.saved) this.save(machine);
  }

  private safeSequence(): number | null {
    const { sequence, waiting, clock } = this.options;
    const nowMs = clock.now();
    if (waiting() === 0 || nowMs - this.handledAtMs > LONGEST_HOLD_MS) {
      this.handled = sequence.last;
      this.handledAtMs = nowMs;
    }
    return this.handled;
  }
}
