/** Who runs and who waits, for one key. Pure: it says whose turn it is, and nothing happens by itself. */

export class Turns<T> {
  private running = 0;
  /** First come, first served. */
  private readonly line: T[] = [];

  /** @param atOnce how many may run. @param queue how many may wait. */
  constructor(
    private readonly atOnce: number,
    private readonly queue: number,
  ) {}

  get isIdle(): boolean {
    return this.running === 0 && this.line.length === 0;
  }

  /** `run`: it runs now. `wait`: it stands in line. `full`: neither. */
  ask(who: T): 'run' | 'wait' | 'full' {
    // Nobody stands in line while there is room: whoever makes room takes the first one in.
    if (this.running < this.atOnce) {
      this.running += 1;
      return 'run';
    }
    if (this.line.length >= this.queue) return 'full';
    this.line.push(who);
    return 'wait';
  }

  /** One that ran is over. @returns who runs in its place. */
  end(): T | undefined {
    const next = this.line.shift();
    if (next === undefined) this.running -= 1;
    return next;
  }

  /** One does not want to wait any more. @returns whether it stood in line. */
  leave(who: T): boolean {
    const index = this.line.indexOf(who);
    if (index < 0) return false;
    this.line.splice(index, 1);
    return true;
  }

  /** Everybody who waits leaves. */
  clear(): readonly T[] {
    return this.line.splice(0);
  }
}
