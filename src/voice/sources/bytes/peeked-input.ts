/** An input whose beginning was looked at, and which begins there all the same. */
import { type ByteInput } from './byte-input';

export class PeekedInput implements ByteInput {
  private readonly peeked: Buffer[] = [];

  constructor(private readonly inner: ByteInput) {}

  get size(): number | undefined {
    return this.inner.size;
  }

  get seeking(): ByteInput['seeking'] {
    return this.inner.seeking;
  }

  /**
   * Reads on until `judge` has an answer.
   * @param judge is shown everything so far, and whether there is no more.
   */
  async peek<T>(judge: (head: Buffer, isAll: boolean) => T | undefined): Promise<T | undefined> {
    let head = Buffer.alloc(0);
    for (;;) {
      const piece = await this.inner.read();
      if (piece) this.peeked.push(piece);
      head = piece ? Buffer.concat([head, piece]) : head;
      const answer = judge(head, !piece);
      if (answer !== undefined || !piece) return answer;
    }
  }

  read(): Promise<Buffer | null> {
    const piece = this.peeked.shift();
    return piece ? Promise.resolve(piece) : this.inner.read();
  }

  seek(position: number): Promise<void> {
    this.peeked.length = 0;
    return this.inner.seek(position);
  }

  close(): Promise<void> {
    this.peeked.length = 0;
    return this.inner.close();
  }
}
