/**
 * Those who wait for events without handling them: `waitFor` and `stream`. They hear an event when it arrives, whatever
 * handlers have left to do; otherwise a thousand handlers that all wait for one event would wait for each other.
 */
import { type AnyEvent, type EventClass, GatewayEvent } from '../../models';
import { type Interest } from '../interest/interest';

export interface Listener {
  readonly event: EventClass;
  /** `waitFor(MessageCreateEvent)`. */
  readonly label: string;
  /** Must not throw. */
  hear(event: AnyEvent): void;
  /** The dispatcher closes. */
  close(): void;
}

export class Listeners {
  private readonly byName = new Map<string, Set<Listener>>();

  constructor(private readonly interest: Interest) {}

  all(): Listener[] {
    return [...this.byName.values()].flatMap((listeners) => [...listeners]);
  }

  add(listener: Listener): void {
    const { eventName } = listener.event;
    let listeners = this.byName.get(eventName);
    if (!listeners) this.byName.set(eventName, (listeners = new Set()));
    listeners.add(listener);
    this.interest.add(eventName);
  }

  remove(listener: Listener): void {
    const { eventName } = listener.event;
    const listeners = this.byName.get(eventName);
    if (!listeners?.delete(listener)) return;
    if (listeners.size === 0) this.byName.delete(eventName);
    this.interest.remove(eventName);
  }

  notify(eventName: string, event: AnyEvent): void {
    if (this.byName.size === 0) return;
    this.tell(eventName, event);
    this.tell(GatewayEvent.eventName, event);
  }

  close(): void {
    for (const listener of this.all()) listener.close();
  }

  private tell(eventName: string, event: AnyEvent): void {
    const listeners = this.byName.get(eventName);
    if (listeners) for (const listener of listeners) listener.hear(event);
  }
}
