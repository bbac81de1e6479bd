/** Tells the group's `@OnOutcome` method how calls ended. */
import { asError, type Logger } from '../../util';
import { quietly } from '../quietly';
import { isThenable } from '../thenable';
import { type Invocation } from './invocation';
import { type InvocationOutcome } from './invocation-outcome';

/** An `@OnOutcome` method. */
export interface OutcomeListener {
  /** `Records.ended`. */
  readonly label: string;
  readonly hear: (outcome: InvocationOutcome, invocation: Invocation) => unknown;
}

export class OutcomeSink {
  /** A class that is added twice has two, of which the last hears. */
  private readonly listeners: OutcomeListener[] = [];
  private readonly running = new Set<Promise<unknown>>();

  constructor(private readonly logger: Logger) {}

  /** Whether somebody hears of outcomes. */
  get isUsed(): boolean {
    return this.listener !== undefined;
  }

  /** What the listener is called. */
  get label(): string | undefined {
    return this.listener?.label;
  }

  add(listener: OutcomeListener): void {
    this.listeners.push(listener);
  }

  remove(listener: OutcomeListener): void {
    const index = this.listeners.indexOf(listener);
    if (index >= 0) this.listeners.splice(index, 1);
  }

  private get listener(): OutcomeListener | undefined {
    return this.listeners[this.listeners.length - 1];
  }

  /** Never throws. */
  tell(outcome: InvocationOutcome, invocation: Invocation): void {
    const { listener } = this;
    if (!listener) return;
    try {
      const result = listener.hear(outcome, invocation);
      if (isThenable(result)) this.watch(listener, invocation, Promise.resolve(result));
    } catch (thrown) {
      this.failed(listener, invocation, thrown);
    }
  }

  /** Resolves when what was told so far has been dealt with. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private watch(listener: OutcomeListener, invocation: Invocation, result: Promise<unknown>): void {
    const watched: Promise<unknown> = result
      .catch((thrown: unknown) => {
        this.failed(listener, invocation, thrown);
      })
      .finally(() => this.running.delete(watched));
    this.running.add(watched);
  }

  private failed({ label }: OutcomeListener, invocation: Invocation, thrown: unknown): void {
    quietly(() => {
      this.logger.error(`${label} failed on the outcome of ${invocation.label}: ${asError(thrown).message}`, {
        error: thrown,
      });
    });
  }
}
