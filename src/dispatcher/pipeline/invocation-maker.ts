/** Makes invocations: knows the group, and who acted in what. */
import { type InvocationInjector } from '../../di';
import { type AnyEvent } from '../../models';
import { type Actor, type ActorSource } from '../invocation/actor';
import { actorOfEvent, type EventActorInit } from '../invocation/actor-of-event';
import { Invocation, type InvocationInit } from '../invocation/invocation';
import { type InvocationScopes } from '../invocation/invocation-scopes';

/** Who is called. */
export type Called = Pick<InvocationInit, 'label'> & Partial<Pick<InvocationInit, 'owner' | 'method'>>;

/** With what. */
export type Calling = Pick<InvocationInit, 'kind' | 'event' | 'subject'>;

export class InvocationMaker {
  constructor(
    private readonly group: string,
    private readonly known: EventActorInit,
    private readonly scopes: InvocationScopes,
  ) {}

  make({ label, owner, method }: Called, { kind, event, subject }: Calling): Invocation {
    const actor = (): Actor => this.actorOf(subject, event);
    const { group, openScope } = this;
    return new Invocation({ kind, label, owner, method, group, event, subject, actor, openScope });
  }

  /** Everybody has heard how it ended: what it had of its own goes. */
  close(invocation: Invocation): void {
    this.scopes.close(invocation);
  }

  /** The stop of the group waits for it: something that still goes on although its call has ended. It must not reject. */
  watch(rest: Promise<void>): void {
    this.scopes.watch(rest);
  }

  private readonly openScope = (invocation: Invocation): InvocationInjector => this.scopes.open(invocation);

  /** Contexts say themselves who acted. */
  private actorOf(subject: object, event: AnyEvent): Actor {
    return (subject as Partial<ActorSource>).actor ?? actorOfEvent(event, this.known);
  }
}
