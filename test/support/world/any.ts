/** Chances of one run: the same for the same seed. */
export class Any {
  private count = 0;

  constructor(private readonly random: () => number) {}

  of<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.random() * list.length)];
  }

  number(below: number): number {
    return Math.floor(this.random() * below);
  }

  /** A name that nothing else has. */
  name(what: string): string {
    this.count += 1;
    return `${what}-${this.count}`;
  }
}
