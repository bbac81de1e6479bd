/** Runs of handlers of events. */
import { type AnyEvent } from '../../models';
import { type Handler } from '../handlers/handler';
import { type Invocation } from '../invocation/invocation';
import { type InvocationOutcome } from '../invocation/invocation-outcome';
import { then } from '../thenable';
import { type FailingCall } from './failure-router';
import { type InvocationMaker } from './invocation-maker';
import { type PipedRun } from './pipeline';

/** Calls a handler. Only one that asks for what each call has of its own needs the invocation, and is never called without. */
export type EventCall = (event: AnyEvent, invocation?: Invocation) => unknown;

/** Of a handler that has something in use. */
export class EventRun implements PipedRun {
  readonly kind = 'event';

  constructor(
    private readonly handler: Handler,
    private readonly call: EventCall,
    readonly event: AnyEvent,
  ) {}

  get subject(): object {
    return this.event;
  }

  invoke(_payload: object | undefined, invocation: Invocation): unknown {
    return this.call(this.event, invocation);
  }

  /** One that was removed meanwhile is not called. One that runs once is taken out by what is let through to it, not by what is refused. */
  enter(): boolean {
    const { handler } = this;
    if (!handler.active) return false;
    if (handler.once) handler.remove();
    return true;
  }
}

/** Of a handler that has nothing in use, once it has failed. */
export class PlainEventFailure implements FailingCall {
  readonly context = undefined;

  constructor(
    readonly source: Handler,
    readonly event: AnyEvent,
    private readonly invocations: InvocationMaker,
  ) {}

  private made: Invocation | undefined;
  private isOver = false;

  invocation(): Invocation {
    const { source, event } = this;
    if (!this.made) {
      this.made = this.invocations.make(source, { kind: 'event', event, subject: event });
      // Who asks after the end is told so by it.
      if (this.isOver) this.invocations.close(this.made);
    }
    return this.made;
  }

  /** Once it is known how it ended. */
  finish(): void {
    this.isOver = true;
    if (this.made) this.invocations.close(this.made);
  }

  again(): InvocationOutcome | PromiseLike<InvocationOutcome> {
    return then(this.source.invoke(this.event), (value): InvocationOutcome => ({ kind: 'done', value }));
  }
}
