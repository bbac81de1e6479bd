/** One call of one handler: what guards, interceptors and `@Catch` methods are told of it. */
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { type Class } from '../../di';
import { type AnyEvent } from '../../models';
import { type Actor, type ActorSource } from './actor';
import { type InvocationOutcome } from './invocation-outcome';

/** What brought the call. */
export type InvocationKind = 'event' | 'command' | 'component' | 'form' | 'autocomplete' | 'text-command';

export interface InvocationInit {
  readonly kind: InvocationKind;
  /** `Moderation.ban`. */
  readonly label: string;
  readonly owner: Class | undefined;
  readonly method: string | undefined;
  readonly group: string;
  readonly event: AnyEvent;
  /** What the handler is called with: the event, or a context. */
  readonly subject: object;
  readonly actor: () => Actor;
}

export class Invocation {
  /** `@Catch` and `@OnOutcome` methods may ask for it by this class. */
  static readonly isHandlerContext = true;

  readonly kind: InvocationKind;
  readonly label: string;
  readonly owner: Class | undefined;
  readonly method: string | undefined;
  readonly group: string;
  readonly event: AnyEvent;
  readonly subject: object;
  /** Options, form or values of an id, once they were read. */
  payload: object | undefined = undefined;
  private readonly readActor: () => Actor;
  private knownActor: Actor | undefined;
  private knownId: string | undefined;
  private endings: ((outcome: InvocationOutcome) => void)[] | undefined;

  constructor(init: InvocationInit) {
    this.kind = init.kind;
    this.label = init.label;
    this.owner = init.owner;
    this.method = init.method;
    this.group = init.group;
    this.event = init.event;
    this.subject = init.subject;
    this.readActor = init.actor;
  }

  /** Tells this call from all others, in log lines and in replies. Made when it is first asked for. */
  get id(): string {
    return (this.knownId ??= (this.subject as Partial<ActorSource>).invocationId ?? randomUUID());
  }

  /** Who acted, and where. */
  get actor(): Actor {
    return (this.knownActor ??= this.readActor());
  }

  /** Calls a function once when the call has ended, however it did: `refused` too, when another guard refused. It must not throw. */
  onEnd(task: (outcome: InvocationOutcome) => void): void {
    (this.endings ??= []).push(task);
  }

  /** @param complain told of a task that throws all the same: the others are told nevertheless. @internal */
  end(outcome: InvocationOutcome, complain: (thrown: unknown) => void = () => undefined): void {
    const { endings } = this;
    if (!endings) return;
    this.endings = undefined;
    for (const task of endings) {
      try {
        task(outcome);
      } catch (thrown) {
        complain(thrown);
      }
    }
  }

  [inspect.custom](): string {
    return `Invocation(${this.label}, ${this.kind})`;
  }
}
