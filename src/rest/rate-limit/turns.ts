/** Lines whose bucket is free and who wait for the global limit: whose turn is it? */
import { type Line, type Waiter } from './line';
import { PRIORITIES, type Priority } from './priority';

export class Turns {
  private readonly queues: Readonly<Record<Priority, Set<Line>>> = {
    high: new Set(),
    normal: new Set(),
    low: new Set(),
  };
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** Puts a line at the end of its priority’s queue; a line that stands there already keeps its place. */
  add(line: Line, head: Waiter): void {
    const standsIn = line.claim?.priority;
    if (standsIn !== head.priority) {
      this.delete(line);
      this.queues[head.priority].add(line);
      this.count += 1;
    }
    line.claim = head;
  }

  /** `false` when it had no place. */
  delete(line: Line): boolean {
    if (!line.claim) return false;
    this.queues[line.claim.priority].delete(line);
    this.count -= 1;
    line.claim = undefined;
    return true;
  }

  /** Lines of one priority take turns; of the three whose turn it is, the one whose request is due first goes. */
  next(): Line | undefined {
    let best: Line | undefined;
    for (const priority of PRIORITIES) {
      const [line] = this.queues[priority];
      if (line?.claim && (!best?.claim || line.claim.due < best.claim.due)) best = line;
    }
    return best;
  }
}
