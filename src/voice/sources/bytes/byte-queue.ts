/** Bytes that came in pieces as one stretch of memory, of which the front is taken away. What leaves it is copied. */
export class ByteQueue {
  private memory: Buffer;
  private start = 0;
  private end = 0;
  /** Where in the whole input the front is. */
  position = 0;

  constructor(capacity = 16_384) {
    this.memory = Buffer.allocUnsafe(capacity);
  }

  get length(): number {
    return this.end - this.start;
  }

  /** What is there. Valid until the next call that changes something. */
  get bytes(): Buffer {
    return this.memory.subarray(this.start, this.end);
  }

  push(piece: Uint8Array): void {
    if (this.end + piece.length > this.memory.length) this.makeRoom(piece.length);
    this.memory.set(piece, this.end);
    this.end += piece.length;
  }

  drop(count: number): void {
    const taken = Math.min(count, this.length);
    this.start += taken;
    this.position += taken;
    if (this.start === this.end) this.start = this.end = 0;
  }

  /** Empties it; what comes next is at `position`. */
  restart(position: number): void {
    this.start = this.end = 0;
    this.position = position;
  }

  private makeRoom(more: number): void {
    const { length } = this;
    let capacity = this.memory.length;
    // Half of it at least must be free behind, or small pieces would move everything again and again.
    while (capacity < (length + more) * 2) capacity *= 2;
    const target = capacity === this.memory.length ? this.memory : Buffer.allocUnsafe(capacity);
    this.memory.copy(target, 0, this.start, this.end);
    this.memory = target;
    this.start = 0;
    this.end = length;
  }
}
