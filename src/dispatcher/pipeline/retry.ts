/** Runs a failed call again, for the `@Catch` method that asks for it, as often as is allowed. */
import { type InvocationOutcome } from '../invocation/invocation-outcome';

/** How a further run went. */
export type Rerun =
  { readonly ok: true; readonly outcome: InvocationOutcome } | { readonly ok: false; readonly thrown: unknown };

export class Retry {
  /** The last further run; `undefined` while there was none. */
  last: Rerun | undefined;
  /** A run that is under way. It never rejects. */
  pending: Promise<void> | undefined;
  private isOver = false;
  private promise: Promise<unknown> | undefined;

  /**
   * @param again runs it
   * @param error what it is refused with
   * @param runs how many times the call ran so far
   */
  constructor(
    private readonly again: () => InvocationOutcome | PromiseLike<InvocationOutcome>,
    private readonly error: Error,
    private readonly limit: number,
    public runs: number,
  ) {}

  get mayRun(): boolean {
    return !this.isOver && this.runs < this.limit;
  }

  run(): Promise<unknown> {
    if (this.pending && this.promise) return this.promise;
    this.promise = this.mayRun ? this.start() : this.refuse();
    // Whoever asks and does not wait must not bring the process down.
    this.promise.catch(() => undefined);
    return this.promise;
  }

  /** The `@Catch` method has ended. */
  close(): void {
    this.isOver = true;
  }

  /** In a later turn of the event loop: a method that asks until it is granted must not keep everything else from running. */
  private refuse(): Promise<never> {
    return new Promise((_resolve, reject) => {
      setImmediate(() => {
        reject(this.error);
      });
    });
  }

  private start(): Promise<unknown> {
    this.runs += 1;
    const run = this.rerun();
    const pending = run.then((last) => {
      this.last = last;
      this.pending = undefined;
    });
    this.pending = pending;
    return pending.then(() => {
      const last = this.last as Rerun;
      if (!last.ok) throw last.thrown;
      return last.outcome.kind === 'done' ? last.outcome.value : undefined;
    });
  }

  private async rerun(): Promise<Rerun> {
    try {
      return { ok: true, outcome: await this.again() };
    } catch (thrown) {
      return { ok: false, thrown };
    }
  }
}
