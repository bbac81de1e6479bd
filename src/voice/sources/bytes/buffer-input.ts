/** Bytes that are in memory already. */
import { type ByteInput, MAX_PIECE } from './byte-input';

export class BufferInput implements ByteInput {
  readonly seeking = 'cheap';
  private position = 0;
  private isClosed = false;

  constructor(private readonly buffer: Buffer) {}

  get size(): number {
    return this.buffer.length;
  }

  read(): Promise<Buffer | null> {
    if (this.isClosed || this.position >= this.buffer.length) return Promise.resolve(null);
    const piece = this.buffer.subarray(this.position, this.position + MAX_PIECE);
    this.position += piece.length;
    return Promise.resolve(piece);
  }

  seek(position: number): Promise<void> {
    this.position = position;
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}
