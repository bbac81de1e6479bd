/** Runs methods that something else than an event calls: through their pipeline, or, where nothing is in use, straight. */
import { type AnyEvent } from '../../models';
import { type InjectedCall } from '../handlers/injected-call';
import { type Invocation, type InvocationKind } from '../invocation/invocation';
import { type InputFault, type InvocationOutcome } from '../invocation/invocation-outcome';
import { then } from '../thenable';
import { type CallRun, type Payload } from './call-run';
import { type CallEnd, type FailingCall, type FailureRouter } from './failure-router';
import { type OutcomeTally } from './outcome';
import { type InvocationMaker } from './invocation-maker';
import { type PipedRun } from './pipeline';

export interface RunCallHost {
  readonly failures: FailureRouter;
  readonly tally: OutcomeTally;
  readonly invocations: InvocationMaker;
}

/** Never rejects. */
export async function runCall(call: InjectedCall, run: CallRun, host: RunCallHost): Promise<CallEnd> {
  if (call.pipeline) return call.pipeline.run(new InjectedRun(call, run));
  const plain = new PlainCall(call, run, host.invocations);
  let end: CallEnd;
  try {
    end = { outcome: await plain.attempt() };
  } catch (thrown) {
    end = await host.failures.route(plain, thrown);
  }
  host.tally[end.outcome.kind] += 1;
  plain.finish();
  return end;
}

class PlainCall implements FailingCall {
  private made: Invocation | undefined;

  constructor(
    readonly source: InjectedCall,
    private readonly run: CallRun,
    private readonly invocations: InvocationMaker,
  ) {}

  get event(): AnyEvent {
    return this.run.event;
  }

  get context(): object | undefined {
    return contextOf(this.run);
  }

  invocation(): Invocation {
    const { event, subject } = this.run;
    return (this.made ??= this.invocations.make(this.source, { kind: this.source.kind, event, subject }));
  }

  /** Once it is known how it ended. */
  finish(): void {
    if (this.made) this.invocations.close(this.made);
  }

  async again(): Promise<InvocationOutcome> {
    return this.attempt();
  }

  /** A promise only from where something is late: most methods are done at once. */
  attempt(): InvocationOutcome | PromiseLike<InvocationOutcome> {
    const { run, source } = this;
    return then<Payload, InvocationOutcome>(run.read?.(), (payload) => {
      if (Array.isArray(payload)) return { kind: 'invalid', faults: payload as readonly InputFault[] };
      return then<unknown, InvocationOutcome>(source.call(run.subject, payload), (value) =>
        then<unknown, InvocationOutcome>(run.deliver?.(value), () => ({ kind: 'done', value })),
      );
    });
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
}

function contextOf({ subject, event }: CallRun): object | undefined {
  return subject === event ? undefined : subject;
}
