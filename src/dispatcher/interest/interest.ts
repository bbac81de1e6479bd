/** Which dispatches anybody wants, so that the gateway need not parse the others. */
import { GatewayEvent, hasEventClass, UnknownDispatchEvent } from '../../models';

/** Discord has about 80 names. */
const MOST_ANSWERS = 512;

export class Interest {
  private readonly counts = new Map<string, number>();
  /** Answers that were given, by name, until somebody comes or goes: the question is asked for every frame. */
  private readonly answers = new Map<string, boolean>();

  /** Somebody more wants the dispatch of this name, or of all (`*`), or of those that have no class. */
  add(eventName: string): void {
    this.counts.set(eventName, (this.counts.get(eventName) ?? 0) + 1);
    this.answers.clear();
  }

  /** Somebody wants it no more. */
  remove(eventName: string): void {
    const left = (this.counts.get(eventName) ?? 0) - 1;
    if (left > 0) this.counts.set(eventName, left);
    else this.counts.delete(eventName);
    this.answers.clear();
  }

  wants(eventName: string): boolean {
    return this.answers.get(eventName) ?? this.answer(eventName);
  }

  private answer(eventName: string): boolean {
    const wanted = this.find(eventName);
    // Names come from outside: those that are never forgotten must not be without end.
    if (this.answers.size < MOST_ANSWERS) this.answers.set(eventName, wanted);
    return wanted;
  }

  private find(eventName: string): boolean {
    const { counts } = this;
    if (counts.has(eventName) || counts.has(GatewayEvent.eventName)) return true;
    return counts.has(UnknownDispatchEvent.eventName) && !hasEventClass(eventName);
  }
}
