/**
 * Takes one call through everything that is in use for it: guards step by step, interceptors, failures, outcomes. What can be done
 * at once is, without a promise. It is made for methods that have something in use only; all others are called directly.
 */
import { asError, type Clock, type Logger } from '../../util';
import { DispatchError } from '../dispatch-error';
import { type Refusals, askSteps } from '../guards/ask';
import { intercept } from '../guards/intercept';
import { UnderWay } from '../guards/under-way';
import { type UsePlan } from '../guards/use-plan';
import { type Correlation } from '../invocation/correlation';
import { type Invocation, type InvocationKind } from '../invocation/invocation';
import { type InvocationMaker } from './invocation-maker';
import { type InputFault, type InvocationOutcome } from '../invocation/invocation-outcome';
import { type OutcomeSink } from '../invocation/outcome-sink';
import { quietly } from '../quietly';
import { isThenable, then } from '../thenable';
import { type CallRun, type Payload } from './call-run';
import { type CallEnd, type FailureRouter, type FailureSource } from './failure-router';
import { type OutcomeTally } from './outcome';

export interface PipelineHost {
  readonly clock: Clock;
  /** After how long a run counts as hanging: what follows it does not wait for longer. */
  readonly stallAfterMs: number;
  readonly logger: Logger;
  readonly failures: FailureRouter;
  readonly tally: OutcomeTally;
  readonly sink: OutcomeSink;
  readonly correlation: Correlation | undefined;
  readonly invocations: InvocationMaker;
  /** Lets nothing begin once the group has stopped: what handlers work with is gone. @throws DispatchError DISPATCH_CLOSED */
  readonly assertOpen: AssertOpen;
}

/** @param label whose call is about to go on */
export type AssertOpen = (label: string) => void;

/** A run that is called in the end. */
export interface PipedRun extends CallRun {
  readonly kind: InvocationKind;
  /** Calls the method. */
  invoke(payload: object | undefined, invocation: Invocation): unknown;
  /** Asked before the first call: `false` when there is nothing to call any more. */
  enter?(): boolean;
}

/** How far a run has come: what is behind it is not done again. */
interface Passage {
  readonly run: PipedRun;
  readonly invocation: Invocation;
  passed: 'nothing' | 'early' | 'read' | 'late' | 'entered';
  /** What its interceptors have called, where there are any. */
  underWay: UnderWay | undefined;
}

type Outcome = InvocationOutcome | PromiseLike<InvocationOutcome>;

export class Pipeline {
  constructor(
    private readonly source: FailureSource,
    private readonly plan: UsePlan,
    private readonly host: PipelineHost,
  ) {}

  /** Never throws, and a promise of it never rejects. */
  run(run: PipedRun): CallEnd | PromiseLike<CallEnd> {
    const invocation = this.host.invocations.make(this.source, run);
    const { correlation } = this.host;
    if (correlation) return correlation.run(invocation, () => this.through(run, invocation));
    return this.through(run, invocation);
  }

  private through(run: PipedRun, invocation: Invocation): CallEnd | PromiseLike<CallEnd> {
    const passage: Passage = { run, invocation, passed: 'nothing', underWay: undefined };
    let ended: CallEnd | PromiseLike<CallEnd>;
    try {
      const outcome = this.go(passage);
      ended = isThenable(outcome)
        ? Promise.resolve(outcome).then(
            (reached): CallEnd => ({ outcome: reached }),
            (thrown: unknown) => this.failed(passage, thrown),
          )
        : { outcome };
    } catch (thrown) {
      ended = this.failed(passage, thrown);
    }
    return then(ended, (end) => this.finish(end, passage));
  }

  /** From where the passage stands to its end. */
  private go(passage: Passage): Outcome {
    this.host.assertOpen(this.source.label);
    switch (passage.passed) {
      case 'nothing':
        return then(askSteps(this.plan.early, passage.invocation), (refusals) =>
          this.asked(passage, refusals, 'early'),
        );
      case 'early':
        return then(passage.run.read?.(), (payload) => this.wasRead(passage, payload));
      case 'read':
        return then(askSteps(this.plan.late, passage.invocation), (refusals) => this.asked(passage, refusals, 'late'));
      case 'late':
        if (passage.run.enter?.() === false) return { kind: 'unhandled', what: this.source.label };
        passage.passed = 'entered';
        passage.invocation.begin();
        return this.call(passage);
      case 'entered':
        return this.call(passage);
    }
  }

  private asked(passage: Passage, refusals: Refusals, passed: Passage['passed']): Outcome {
    if (refusals.length > 0) return { kind: 'refused', refusals };
    passage.passed = passed;
    return this.go(passage);
  }

  private wasRead(passage: Passage, payload: Payload): Outcome {
    if (Array.isArray(payload)) return { kind: 'invalid', faults: payload as readonly InputFault[] };
    passage.invocation.payload = payload;
    passage.passed = 'read';
    return this.go(passage);
  }

  private call(passage: Passage): Outcome {
    const { run, invocation } = passage;
    const value: unknown =
      this.plan.interceptors.length === 0 ? run.invoke(invocation.payload, invocation) : this.intercepted(passage);
    return then(value, (returned) =>
      then(run.deliver?.(returned), (): InvocationOutcome => ({ kind: 'done', value: returned })),
    );
  }

  private intercepted(passage: Passage): Promise<unknown> {
    const { run, invocation } = passage;
    const underWay = (passage.underWay ??= new UnderWay());
    const call = (): unknown => {
      // They may have taken their time.
      this.host.assertOpen(this.source.label);
      return run.invoke(invocation.payload, invocation);
    };
    const { interceptors } = this.plan;
    return intercept({ interceptors, invocation, call, complain: this.lateFailure, underWay });
  }

  private failed(passage: Passage, thrown: unknown): CallEnd | Promise<CallEnd> {
    const { run, invocation } = passage;
    run.failing?.();
    return this.host.failures.route(
      {
        source: this.source,
        event: run.event,
        context: run.subject === run.event ? undefined : run.subject,
        invocation: () => invocation,
        again: () => this.again(passage, thrown),
      },
      thrown,
    );
  }

  /** An interceptor that did not wait for the method, as at a time limit, has left it running: a second run beside it would do all twice. */
  private again(passage: Passage, thrown: unknown): Outcome {
    const { underWay } = passage;
    if (!underWay?.rest) return this.go(passage);
    const { clock, stallAfterMs } = this.host;
    return underWay.endsWithin(clock, stallAfterMs).then((hasEnded) => {
      // The stop of the group comes first.
      this.host.assertOpen(this.source.label);
      if (!hasEnded) throw stillRunning(this.source.label, stallAfterMs, thrown);
      return this.go(passage);
    });
  }

  /** It is known how it ended. It is over, and what it holds is freed, when everything has ended that it called. */
  private finish(end: CallEnd, { invocation, underWay }: Passage): CallEnd {
    const { tally, sink, invocations } = this.host;
    const { outcome } = end;
    tally[outcome.kind] += 1;
    const rest = underWay?.rest;
    if (!rest) {
      invocation.end(outcome, this.endFailure);
      sink.tell(outcome, invocation);
      invocations.close(invocation);
      return end;
    }
    sink.tell(outcome, invocation);
    const over = rest.then(() => {
      invocation.end(outcome, this.endFailure);
      invocations.close(invocation);
    });
    invocations.watch(over);
    return { ...end, rest: over };
  }

  private readonly lateFailure = (error: Error): void => {
    quietly(() => {
      this.host.logger.warn(`${this.source.label} failed after an interceptor had ended without it`, { error });
    });
  };

  private readonly endFailure = (thrown: unknown): void => {
    quietly(() => {
      const error = asError(thrown);
      this.host.logger.error(`a guard of ${this.source.label} failed at its end: ${error.message}`, { error });
    });
  };
}

function stillRunning(label: string, waitedMs: number, cause: unknown): DispatchError {
  return new DispatchError({
    code: 'DISPATCH_RETRY_BESIDE',
    kind: 'lifecycle',
    message: `${label} was not run again: an interceptor gave its last run up, which still went on ${waitedMs} ms after the retry was asked for.`,
    advice:
      'let what is given up end, by an AbortSignal that the interceptor and the method share; or do not retry it.',
    cause,
    context: { handler: label },
  });
}
