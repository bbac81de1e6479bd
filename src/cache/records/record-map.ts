/** Records by id, within the limits of their policy: how many there may be, and for how long. */
import { type RecordSource } from '../../models';
import { type Clock } from '../../util';

/** What a map is held to. */
export interface RecordLimits<Raw> {
  readonly max?: number | undefined;
  readonly ttlMs?: number | undefined;
  readonly clock: Clock;
  /** Told of each record that the limits took. */
  readonly onEvicted: (id: string, raw: Raw) => void;
}

/**
 * In the order of their storing: a record that is stored again goes to the end. Records that are too old are taken when
 * somebody looks or stores; nothing wakes up for them.
 */
export class RecordMap<Raw> implements RecordSource<Raw> {
  private readonly records = new Map<string, Raw>();
  private readonly storedAt: Map<string, number> | undefined;
  private readonly isOrdered: boolean;

  /** @param limits left out of maps that keep everything, which most are */
  constructor(private readonly limits?: RecordLimits<Raw>) {
    this.storedAt = limits?.ttlMs === undefined ? undefined : new Map();
    this.isOrdered = limits !== undefined;
  }

  get size(): number {
    this.forgetOld();
    return this.records.size;
  }

  get(id: string): Raw | undefined {
    this.forgetOld();
    return this.records.get(id);
  }

  values(): Iterable<Raw> {
    this.forgetOld();
    return this.records.values();
  }

  keys(): Iterable<string> {
    this.forgetOld();
    return this.records.keys();
  }

  entries(): Iterable<[string, Raw]> {
    this.forgetOld();
    return this.records.entries();
  }

  set(id: string, raw: Raw): void {
    // Only where it counts: moving a record to the end leaves a hole in the map.
    if (this.isOrdered) this.records.delete(id);
    this.records.set(id, raw);
    if (!this.limits) return;
    const { clock, max } = this.limits;
    if (this.storedAt) {
      this.storedAt.delete(id);
      this.storedAt.set(id, clock.now());
      this.forgetOld();
    }
    if (max === undefined) return;
    for (const oldest of this.records.keys()) {
      if (this.records.size <= max) break;
      this.evict(oldest);
    }
  }

  /** @returns what was removed. */
  delete(id: string): Raw | undefined {
    this.forgetOld();
    const raw = this.records.get(id);
    if (raw === undefined) return undefined;
    this.records.delete(id);
    this.storedAt?.delete(id);
    return raw;
  }

  /** Takes what is too old. Everything else does so first. */
  forgetOld(): void {
    if (!this.storedAt || !this.limits) return;
    const { clock, ttlMs = 0 } = this.limits;
    const deadline = clock.now() - ttlMs;
    for (const [id, at] of this.storedAt) {
      if (at > deadline) break;
      this.evict(id);
    }
  }

  private evict(id: string): void {
    const raw = this.records.get(id) as Raw;
    this.records.delete(id);
    this.storedAt?.delete(id);
    this.limits?.onEvicted(id, raw);
  }
}
