/** Who handles which event. Lists are made when first asked for and shared until somebody comes or goes. */
import { GatewayEvent } from '../../models';
import { type Interest } from '../interest/interest';
import { type Handler } from './handler';
import { Slot } from './slot';

const NONE: readonly Handler[] = [];

export class HandlerRegistry {
  private readonly slots = new Map<string, Slot>();
  private readonly lists = new Map<string, readonly Handler[]>();
  private nextOrder = 0;

  constructor(private readonly interest: Interest) {}

  /** Everyone who is subscribed, in the order of registration. */
  all(): Handler[] {
    const handlers = new Set<Handler>();
    for (const slot of this.slots.values()) for (const handler of slot.all()) handlers.add(handler);
    return [...handlers].sort(byOrder);
  }

  /** The handlers of an event in the order of registration. The list is never changed, only replaced. */
  handlersOf(eventName: string): readonly Handler[] {
    return this.lists.get(eventName) ?? this.makeList(eventName);
  }

  /** The handler that overwrites the defaults of an event at present. */
  overwriteOf(eventName: string): Handler | undefined {
    return this.slots.get(eventName)?.overwrite;
  }

  /** A default of an event that the author wrote. */
  authoredDefaultOf(eventName: string): Handler | undefined {
    return this.slots.get(eventName)?.authoredDefault;
  }

  add(handler: Handler): void {
    handler.order = this.nextOrder++;
    handler.active = true;
    handler.remove = () => {
      this.delete(handler);
    };
    for (const { eventName } of handler.events) {
      let slot = this.slots.get(eventName);
      if (!slot) this.slots.set(eventName, (slot = new Slot()));
      slot.add(handler);
      this.interest.add(eventName);
      this.forget(eventName);
    }
  }

  clear(): void {
    for (const handler of this.all()) handler.remove();
  }

  private delete(handler: Handler): void {
    if (!handler.active) return;
    handler.active = false;
    for (const { eventName } of handler.events) {
      const slot = this.slots.get(eventName);
      slot?.delete(handler);
      if (slot?.isEmpty) this.slots.delete(eventName);
      this.interest.remove(eventName);
      this.forget(eventName);
    }
  }

  private forget(eventName: string): void {
    if (eventName === GatewayEvent.eventName) this.lists.clear();
    else this.lists.delete(eventName);
  }

  private makeList(eventName: string): readonly Handler[] {
    const own = this.slots.get(eventName)?.current() ?? [];
    const everything = this.slots.get(GatewayEvent.eventName)?.current() ?? [];
    // A set, because one handler may listen to this event and to all of them.
    const list = own.length + everything.length === 0 ? NONE : [...new Set([...own, ...everything])].sort(byOrder);
    this.lists.set(eventName, list);
    return list;
  }
}

function byOrder(a: Handler, b: Handler): number {
  return a.order - b.order;
}
