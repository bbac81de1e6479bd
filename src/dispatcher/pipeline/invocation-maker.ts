/** Makes invocations: knows the group, and who acted in what. */
import { type AnyEvent } from '../../models';
import { type Actor, type ActorSource } from '../invocation/actor';
import { actorOfEvent, type EventActorInit } from '../invocation/actor-of-event';
import { Invocation, type InvocationInit } from '../invocation/invocation';

/** Who is called. */
export type Called = Pick<InvocationInit, 'label'> & Partial<Pick<InvocationInit, 'owner' | 'method'>>;

/** With what. */
export type Calling = Pick<InvocationInit, 'kind' | 'event' | 'subject'>;

export class InvocationMaker {
  constructor(
    private readonly group: string,
    private readonly known: EventActorInit,
  ) {}

  make({ label, owner, method }: Called, { kind, event, subject }: Calling): Invocation {
    const actor = (): Actor => this.actorOf(subject, event);
    return new Invocation({ kind, label, owner, method, group: this.group, event, subject, actor });
  }

  /** Contexts say themselves who acted. */
  private actorOf(subject: object, event: AnyEvent): Actor {
    return (subject as Partial<ActorSource>).actor ?? actorOfEvent(event, this.known);
  }
}
