/** Runs methods that something else than an event calls: through their pipeline, or, where nothing is in use, straight. */
import { type AnyEvent } from '../../models';
import { type InjectedCall } from '../handlers/injected-call';
import { type Invocation, type InvocationKind } from '../invocation/invocation';
import { type InputFault, type InvocationOutcome } from '../invocation/invocation-outcome';
import { type OutcomeSink } from '../invocation/outcome-sink';
import { isThenable, then } from '../thenable';
import { type CallRun, type Payload } from './call-run';
import { type CallEnd, type FailingCall, type FailureRouter } from './failure-router';
import { type OutcomeTally } from './outcome';
import { type InvocationMaker } from './invocation-maker';
import { type AssertOpen, type PipedRun } from './pipeline';

export interface RunCallHost {
  readonly failures: FailureRouter;
  readonly tally: OutcomeTally;
  readonly invocations: InvocationMaker;
  readonly assertOpen: AssertOpen;
}

/** At once where everything is done at once. Never throws, and a promise of it never rejects. */
export function runCall(call: InjectedCall, run: CallRun, host: RunCallHost): CallEnd | PromiseLike<CallEnd> {
  if (call.pipeline) return call.pipeline.run(new InjectedRun(call, run));
  return new PlainCall(call, run, host).start();
}

/** Something that came to a group and that nobody in it answers. */
export interface Unanswered {
  readonly kind: InvocationKind;
  readonly event: AnyEvent;
  readonly subject: object;
  /** `/ban`. */
  readonly what: string;
}

/** Counts it, and tells of it. */
export function endUnanswered(
  { kind, event, subject, what }: Unanswered,
  { tally, sink, invocations }: Pick<RunCallHost, 'tally' | 'invocations'> & { readonly sink: OutcomeSink },
): void {
  tally.unhandled += 1;
  if (!sink.isUsed) return;
  const invocation = invocations.make({ label: what }, { kind, event, subject });
  sink.tell({ kind: 'unhandled', what }, invocation);
  invocations.close(invocation);
}

/** What becomes of how an attempt ended. */
interface Ending<T> {
  reached(outcome: InvocationOutcome): T | PromiseLike<T>;
  failed(thrown: unknown): T | PromiseLike<T>;
}

/** Of an attempt that a failure asked for: the failure hears how it went. */
const AGAIN: Ending<InvocationOutcome> = {
  reached: (outcome) => outcome,
  failed: (thrown) => {
    throw thrown;
  },
};

/** Without closures and without a promise of its own until something is late: most calls are like this. */
class PlainCall implements FailingCall, Ending<CallEnd> {
  private made: Invocation | undefined;
  private isOver = false;

  constructor(
    readonly source: InjectedCall,
    private readonly run: CallRun,
    private readonly host: RunCallHost,
  ) {}

  get event(): AnyEvent {
    return this.run.event;
  }

  get context(): object | undefined {
    return contextOf(this.run);
  }

  invocation(): Invocation {
    const { event, subject } = this.run;
    if (!this.made) {
      this.made = this.host.invocations.make(this.source, { kind: this.source.kind, event, subject });
      // Who asks after the end is told so by it.
      if (this.isOver) this.host.invocations.close(this.made);
    }
    return this.made;
  }

  start(): CallEnd | PromiseLike<CallEnd> {
    return this.attempt(this);
  }

  async again(): Promise<InvocationOutcome> {
    return this.attempt(AGAIN);
  }

  /** @param ending what becomes of how it ended; handed down, so that the last promise is the only one. */
  private attempt<T>(ending: Ending<T>): T | PromiseLike<T> {
    try {
      const payload = this.run.read?.();
      if (!isThenable(payload)) return this.call(payload, ending);
      return Promise.resolve(payload as PromiseLike<Payload>).then(
        (read) => this.call(read, ending),
        (thrown: unknown) => ending.failed(thrown),
      );
    } catch (thrown) {
      return ending.failed(thrown);
    }
  }

  private call<T>(payload: Payload, ending: Ending<T>): T | PromiseLike<T> {
    try {
      if (Array.isArray(payload)) return ending.reached({ kind: 'invalid', faults: payload as readonly InputFault[] });
      // Reading may have taken its time, and what is called late finds its group stopped.
      this.host.assertOpen(this.source.label);
      const value = this.source.call(this.run.subject, payload);
      if (!isThenable(value)) return this.deliver(value, ending);
      return Promise.resolve(value).then(
        (returned) => this.deliver(returned, ending),
        (thrown: unknown) => ending.failed(thrown),
      );
    } catch (thrown) {
      return ending.failed(thrown);
    }
  }

  private deliver<T>(value: unknown, ending: Ending<T>): T | PromiseLike<T> {
    let delivering: unknown;
    try {
      delivering = this.run.deliver?.(value);
    } catch (thrown) {
      return ending.failed(thrown);
    }
    if (!isThenable(delivering)) return ending.reached({ kind: 'done', value });
    return Promise.resolve(delivering).then(
      () => ending.reached({ kind: 'done', value }),
      (thrown: unknown) => ending.failed(thrown),
    );
  }

  reached(outcome: InvocationOutcome): CallEnd {
    return this.ended({ outcome });
  }

  failed(thrown: unknown): CallEnd | PromiseLike<CallEnd> {
    this.run.failing?.();
    return then(this.host.failures.route(this, thrown), (end) => this.ended(end));
  }

  private ended(end: CallEnd): CallEnd {
    this.host.tally[end.outcome.kind] += 1;
    this.isOver = true;
    if (this.made) this.host.invocations.close(this.made);
    return end;
  }
}

class InjectedRun implements PipedRun {
  constructor(
    private readonly call: InjectedCall,
    private readonly run: CallRun,
  ) {}

  get kind(): InvocationKind {
    return this.call.kind;
  }

  get event(): AnyEvent {
    return this.run.event;
  }

  get subject(): object {
    return this.run.subject;
  }

  read(): Payload | PromiseLike<Payload> {
    return this.run.read?.();
  }

  invoke(payload: object | undefined, invocation: Invocation): unknown {
    return this.call.call(this.subject, payload, invocation);
  }

  deliver(value: unknown): unknown {
    return this.run.deliver?.(value);
  }

  failing(): void {
    this.run.failing?.();
  }
}

function contextOf({ subject, event }: CallRun): object | undefined {
  return subject === event ? undefined : subject;
}
