/** Which dispatches anybody wants, so that the gateway need not parse the others. */
import { eventMap, GatewayEvent, UnknownDispatchEvent } from '../../models';

export class Interest {
  private readonly counts = new Map<string, number>();

  /** Somebody more wants the dispatch of this name, or of all (`*`), or of those that have no class. */
  add(eventName: string): void {
    this.counts.set(eventName, (this.counts.get(eventName) ?? 0) + 1);
  }

  /** Somebody wants it no more. */
  remove(eventName: string): void {
    const left = (this.counts.get(eventName) ?? 0) - 1;
    if (left > 0) this.counts.set(eventName, left);
    else this.counts.delete(eventName);
  }

  wants(eventName: string): boolean {
    const { counts } = this;
    if (counts.has(eventName) || counts.has(GatewayEvent.eventName)) return true;
    return counts.has(UnknownDispatchEvent.eventName) && !eventMap.has(eventName);
  }
}
