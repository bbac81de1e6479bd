/** A request under way, and who waits for its answer. */
import { type Ask, isFull, keyOf } from './ask';
import { type Attempt } from './attempt';

/**
 * `held`: waits until it may be sent; `sending`: on its way to the socket; `sent`: the answer is awaited; `stranded`: its shard has
 * ended, and the one that follows is not there yet.
 */
export type FlightPhase = 'held' | 'sending' | 'sent' | 'stranded';

/** The newest sending, and the one before it, whose answer may only be late. */
const MOST_ATTEMPTS = 2;

export class Flight {
  readonly key: string;
  readonly isFull: boolean;
  phase: FlightPhase = 'held';
  /** Discord's word about this very request. */
  notBeforeMs = 0;
  /** While `held`: until when. */
  heldUntilMs = 0;
  /** How often it went out. */
  sends = 0;
  /** How many sendings in a row nothing came for. */
  silences = 0;
  /** The oldest first. */
  attempts: readonly Attempt[] = [];
  /** By their numbers: whether they want the answer in one piece. */
  private readonly waiting = new Map<number, boolean>();
  private keepers = 0;

  constructor(
    readonly id: number,
    readonly ask: Ask,
    readonly bornMs: number,
  ) {
    this.key = keyOf(ask);
    this.isFull = isFull(ask);
  }

  get waiters(): readonly number[] {
    return [...this.waiting.keys()];
  }

  /** Those that take the answer part by part. */
  get readers(): readonly number[] {
    const readers: number[] = [];
    for (const [waiter, keeps] of this.waiting) if (!keeps) readers.push(waiter);
    return readers;
  }

  get isAbandoned(): boolean {
    return this.waiting.size === 0;
  }

  /** Whether parts are kept: only while somebody wants the answer in one piece. */
  get keeps(): boolean {
    return this.keepers > 0;
  }

  get parts(): number {
    return this.attempts.reduce((most, attempt) => Math.max(most, attempt.parts), 0);
  }

  get current(): Attempt | undefined {
    return this.attempts.at(-1);
  }

  /** Whether one more can still be given everything: nothing came yet, or all of it is kept. */
  get canBeJoined(): boolean {
    return this.keeps || this.parts === 0;
  }

  join(waiter: number, keeps: boolean): void {
    this.waiting.set(waiter, keeps);
    if (keeps) this.keepers += 1;
  }

  leave(waiter: number): void {
    if (this.waiting.get(waiter) === true) this.keepers -= 1;
    this.waiting.delete(waiter);
    if (!this.keeps) for (const attempt of this.attempts) attempt.forget();
  }

  /** @returns those that are too old to be answered. */
  begin(attempt: Attempt): readonly Attempt[] {
    const all = [...this.attempts, attempt];
    this.attempts = all.slice(-MOST_ATTEMPTS);
    return all.slice(0, -MOST_ATTEMPTS);
  }

  drop(attempt: Attempt): void {
    this.attempts = this.attempts.filter((other) => other !== attempt);
  }
}
