/** One call of one handler: what guards, interceptors and `@Catch` methods are told of it. */
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { type Class, type InjectionToken, type InvocationInjector } from '../../di';
import { type AnyEvent } from '../../models';
import { DispatchError } from '../dispatch-error';
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
  /** Makes what the call has of its own; called once, when somebody asks for something. */
  readonly openScope?: ((invocation: Invocation) => InvocationInjector) | undefined;
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
  private readonly readActor: () => Actor;
  private readonly openScope: InvocationInit['openScope'];
  private openedScope: InvocationInjector | undefined;
  private isOver = false;
  private knownActor: Actor | undefined;
  private knownId: string | undefined;
  private knownPayload: object | undefined;
  private begun = false;
  private endings: ((outcome: InvocationOutcome) => void)[] | undefined;
  private ended: InvocationOutcome | undefined;
  /** Of what {@link part} made: what it is a part of. */
  private of: Invocation | undefined;
  private from: Invocation | undefined;
  private hasJoined = false;

  constructor(init: InvocationInit) {
    this.kind = init.kind;
    this.label = init.label;
    this.owner = init.owner;
    this.method = init.method;
    this.group = init.group;
    this.event = init.event;
    this.subject = init.subject;
    this.readActor = init.actor;
    this.openScope = init.openScope;
  }

  /** Tells this call from all others, in log lines and in replies. Made when it is first asked for. */
  get id(): string {
    return (this.whole.knownId ??= (this.subject as Partial<ActorSource>).invocationId ?? randomUUID());
  }

  /** Options, form or values of an id, once they were read. */
  get payload(): object | undefined {
    return this.whole.knownPayload;
  }
  set payload(payload: object | undefined) {
    this.whole.knownPayload = payload;
  }

  /** Whether all guards have let it through: its interceptors, or its method, have been called. */
  get hasBegun(): boolean {
    return this.whole.begun;
  }

  /** Who acted, and where. */
  get actor(): Actor {
    return (this.whole.knownActor ??= this.readActor());
  }

  /**
   * What stands for the token in this call. A provider with the scope `invocation` is made when it is first asked for, is the same for
   * everybody in the call, and is disposed of when the call has ended; everything else is what the group has.
   * @throws FrameworkError `DI_UNKNOWN_TOKEN`; `DI_MUST_WAIT` for what takes time to be made: {@link resolve} waits for that;
   * `DI_OTHER_CALL` when it needs a context or an event of another kind; `DI_CLOSED` after the end; and what its constructor throws.
   */
  get<T>(token: InjectionToken<T>): T {
    return this.scope.get(token);
  }

  /** The same, waiting for what takes time to be made. */
  async resolve<T>(token: InjectionToken<T>): Promise<T> {
    return this.scope.resolve(token);
  }

  /** What the call has of its own. @internal */
  get scope(): InvocationInjector {
    if (this.of) return this.of.scope;
    if (!this.openedScope) {
      if (!this.openScope) throw noGroup(this.label);
      this.openedScope = this.openScope(this);
      // Who asks too late is told so, and leaves nothing behind.
      if (this.isOver) void this.openedScope.close();
    }
    return this.openedScope;
  }

  /** @internal */
  closeScope(): Promise<void> | undefined {
    this.isOver = true;
    return this.openedScope?.close();
  }

  /**
   * Calls a function once when the call has ended, however it did: `refused` too, when another guard refused; at once when it has.
   * It must not throw.
   */
  onEnd(task: (outcome: InvocationOutcome) => void): void {
    if (this.hasJoined) this.from?.onEnd(task);
    else if (this.ended) task(this.ended);
    else (this.endings ??= []).push(task);
  }

  /** The call itself, of which a guard within `anyOf` or `not` may see a part. @internal */
  get whole(): Invocation {
    return this.of ?? this;
  }

  /** @internal */
  begin(): void {
    this.whole.begun = true;
  }

  /** The same call for guards that are asked on trial: it has an end of its own, unless it joins the call again. @internal */
  part(): Invocation {
    const part = Object.create(this) as Invocation;
    part.endings = undefined;
    part.hasJoined = false;
    part.of = this.whole;
    part.from = this;
    return part;
  }

  /** What waits for the end of this part waits for that of what it was made from. @internal */
  join(): void {
    const { endings, from } = this;
    this.endings = undefined;
    this.hasJoined = true;
    for (const task of endings ?? []) from?.onEnd(task);
  }

  /** @param complain told of a task that throws all the same: the others are told nevertheless. @internal */
  end(outcome: InvocationOutcome, complain: (thrown: unknown) => void = () => undefined): void {
    const { endings } = this;
    this.ended ??= outcome;
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

/** What an invocation says that no started group has made. */
export function noGroup(label: string): DispatchError {
  return new DispatchError({
    code: 'DISPATCH_NOT_STARTED',
    kind: 'lifecycle',
    message: `Something was asked for in the call of ${label}, which belongs to no group that has started.`,
    advice: 'start the group first; an invocation made by hand is given `openScope`.',
    context: { handler: label },
  });
}
