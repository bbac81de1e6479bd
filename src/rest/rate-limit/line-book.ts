/** Which line a request stands in: finds it by route and major resource, and moves it as buckets are learnt. */
import { compareWaiters, Line, RouteMemory } from './line';
import { type LimitKey } from './rate-limiter';

/** So many lines are opened before idle ones are looked for. */
const FIRST_SWEEP = 256;
/** No longer than this, and until the next request, do more lines than that stay after a burst. */
const LONGEST_STAY_MS = 60_000;
/** More routes than Discord has: a program that writes ids into templates must not fill the memory. */
const MOST_ROUTES = 1_000;

const NOBODY: readonly Line[] = [];

export class LineBook {
  private readonly routes = new Map<string, RouteMemory>();
  private readonly byId = new Map<string, Line>();
  private opened = 0;
  private sweepAt = FIRST_SWEEP;
  private sweepBy = Infinity;

  get size(): number {
    return this.lines().size;
  }

  lines(): Set<Line> {
    const lines = new Set<Line>();
    for (const memory of this.routes.values()) for (const line of memory.lines.values()) lines.add(line);
    return lines;
  }

  memoryOf(key: LimitKey, now: number): RouteMemory {
    if (now >= this.sweepBy) this.sweep(now);
    const name = key.part ? `${key.route} ${key.part}` : key.route;
    let memory = this.routes.get(name);
    if (!memory) {
      memory = new RouteMemory(key.part);
      this.routes.set(name, memory);
    }
    return memory;
  }

  /** The line of a major resource that the route has not been used with. */
  openLine(memory: RouteMemory, major: string, now: number): Line {
    this.opened += 1;
    if (this.opened >= this.sweepAt) this.sweep(now, memory);
    if (this.opened === FIRST_SWEEP) this.sweepBy = now + LONGEST_STAY_MS;
    const id = memory.hash === undefined ? undefined : memory.idOf(memory.hash, major);
    const known = id === undefined ? undefined : this.byId.get(id);
    const line = known ?? new Line(major, memory.hash, memory);
    if (id !== undefined) this.byId.set(id, line);
    attach(memory, line);
    return line;
  }

  /** An answer told the bucket’s hash. Returns the line that stands for that bucket from now on. */
  place(startedIn: Line, memory: RouteMemory, hash: string): Line {
    memory.hash = hash;
    // An earlier answer may have moved the route since: then its waiters are there, and the old line is that of others.
    const line = memory.lines.get(startedIn.major) ?? startedIn;
    if (line.hash === hash) return line;
    const id = memory.idOf(hash, line.major);
    const target = this.byId.get(id);
    const isAlone = line.memories.size === 1 && line.memories.has(memory);
    if (!target && isAlone) {
      // The same bucket under its new name.
      if (line.hash !== undefined) this.byId.delete(memory.idOf(line.hash, line.major));
      line.hash = hash;
      this.byId.set(id, line);
      return line;
    }
    if (target && isAlone) {
      if (line.hash !== undefined) this.byId.delete(memory.idOf(line.hash, line.major));
      return this.join(line, target);
    }
    return this.moveRoute(line, memory, target ?? new Line(line.major, hash, memory), id);
  }

  /** What the first answer taught holds for the route’s other resources too, of which nothing was known. Returns those. */
  remember(memory: RouteMemory, from: Line): readonly Line[] {
    const { limit, windowMs } = from.bucket;
    // Lines that were opened later were told then.
    const isFirst = memory.limit === undefined;
    memory.limit = limit;
    memory.windowMs = windowMs ?? memory.windowMs;
    if (!isFirst) return NOBODY;
    const told: Line[] = [];
    for (const line of [...memory.lines.values()]) {
      if (line.bucket.limit !== undefined) continue;
      line.bucket.limit = limit;
      line.bucket.windowMs ??= memory.windowMs;
      told.push(memory.hash === undefined ? line : this.place(line, memory, memory.hash));
    }
    return told;
  }

  private join(line: Line, target: Line): Line {
    target.bucket.adopt(line.bucket);
    target.takeHolds(line);
    target.waiters.merge(line.waiters, compareWaiters);
    line.disarm();
    target.disarm();
    line.mergedInto = target;
    for (const memory of line.memories) attach(memory, target);
    return target;
  }

  private moveRoute(line: Line, memory: RouteMemory, target: Line, id: string): Line {
    const staying = [...line.waiters].filter((waiter) => waiter.memory !== memory);
    target.waiters.merge(line.waiters, compareWaiters);
    // Merging brought them along; they belong to the routes that stay.
    for (const waiter of staying) {
      target.waiters.remove(waiter);
      line.waiters.push(waiter);
    }
    target.takeHolds(line, memory);
    line.memories.delete(memory);
    // Those who stay need its timer.
    if (line.waiters.size === 0) line.disarm();
    target.disarm();
    this.byId.set(id, target);
    attach(memory, target);
    return target;
  }

  private sweep(now: number, keep?: RouteMemory): void {
    let left = 0;
    for (const [name, memory] of this.routes) {
      for (const [major, line] of memory.lines) {
        if (!line.isIdle(now)) continue;
        memory.lines.delete(major);
        if (line.hash !== undefined) this.byId.delete(memory.idOf(line.hash, major));
      }
      left += memory.lines.size;
      if (memory.lines.size === 0 && memory !== keep && this.routes.size > MOST_ROUTES) this.routes.delete(name);
    }
    this.opened = left;
    this.sweepAt = Math.max(FIRST_SWEEP, left * 2);
    this.sweepBy = left < FIRST_SWEEP ? Infinity : now + LONGEST_STAY_MS;
  }
}

function attach(memory: RouteMemory, line: Line): void {
  memory.lines.set(line.major, line);
  line.memories.add(memory);
}
