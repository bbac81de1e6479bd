/** How often something may be tried in a time: a window that slides. */

export class RecoveryBudget {
  private times: number[] = [];

  constructor(
    private readonly most: number,
    private readonly withinMs: number,
  ) {}

  /** Whether one more is allowed at `nowMs`; if so, it counts. */
  take(nowMs: number): boolean {
    this.times = this.times.filter((time) => nowMs - time < this.withinMs);
    if (this.times.length >= this.most) return false;
    this.times.push(nowMs);
    return true;
  }
}
