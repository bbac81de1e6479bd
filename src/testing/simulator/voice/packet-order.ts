/**
 * Whether a client numbers its packets as it should: each by one more than the one before, with the time of an Opus frame in
 * between. What befell a packet on its way is not the client's doing, so its number counts as given whether it comes or not,
 * and when it comes says nothing.
 */

/** The shortest Opus frame, in samples. */
const SHORTEST_FRAME = 120;
/** Numbers of packets on whose way something happened: minutes of them, and less than half the circle. */
const MOST_STRUCK = 20_000;

/** What is wrong with a packet's place. */
export interface OrderProblem {
  readonly problem: 'sequence' | 'timestamp';
  readonly detail: string;
}

export class PacketOrder {
  private last: { readonly sequence: number; readonly timestamp: number } | undefined;
  private readonly struck = new Set<number>();

  /** The packet of this number is lost, late, cut, or comes twice. */
  strike(sequence: number): void {
    this.struck.add(sequence);
    if (this.struck.size <= MOST_STRUCK) return;
    const [oldest] = this.struck;
    this.struck.delete(oldest as number);
  }

  isStruck(sequence: number): boolean {
    return this.struck.has(sequence);
  }

  /** A packet came. */
  judge(sequence: number, timestamp: number): readonly OrderProblem[] {
    if (this.struck.has(sequence)) return [];
    const { last } = this;
    this.last = { sequence, timestamp };
    if (!last) return [];
    const problems: OrderProblem[] = [];
    let expected = next(last.sequence);
    while (expected !== sequence && this.struck.has(expected)) expected = next(expected);
    if (sequence !== expected) {
      problems.push({ problem: 'sequence', detail: `packet ${sequence} came after ${last.sequence}` });
    }
    const step = (timestamp - last.timestamp) | 0;
    if (step <= 0 || step % SHORTEST_FRAME !== 0) {
      problems.push({ problem: 'timestamp', detail: `packet ${sequence} is ${step} samples after the one before` });
    }
    return problems;
  }
}

function next(sequence: number): number {
  return (sequence + 1) & 0xffff;
}
