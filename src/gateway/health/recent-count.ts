/** How often something has happened lately. */

/** What "lately" is: long enough to see a loop, short enough to forget an incident. */
export const LATELY_MS = 300_000;
const SLOTS = 10;
const SLOT_MS = LATELY_MS / SLOTS;

export class RecentCount {
  private readonly slots = new Array<number>(SLOTS).fill(0);
  private current = 0;

  add(nowMs: number): void {
    this.roll(nowMs);
    const at = this.current % SLOTS;
    this.slots[at] = (this.slots[at] as number) + 1;
  }

  count(nowMs: number): number {
    this.roll(nowMs);
    return this.slots.reduce((sum, one) => sum + one, 0);
  }

  private roll(nowMs: number): void {
    const slot = Math.floor(nowMs / SLOT_MS);
    if (slot - this.current >= SLOTS) this.slots.fill(0);
    else for (let next = this.current + 1; next <= slot; next++) this.slots[next % SLOTS] = 0;
    this.current = slot;
  }
}
