/** Gathers the chunks of a body up to a limit, as one piece: many small ones, each held by itself, would take a hundred times as much. */

/** Most interactions have less. */
const FIRST_BYTES = 4_096;

export class BodyGathering {
  private bytes = Buffer.allocUnsafe(0);
  private size = 0;

  constructor(private readonly maxBytes: number) {}

  /** @returns `false` for the chunk that is too much; nothing is kept then. */
  take(chunk: Uint8Array): boolean {
    const size = this.size + chunk.byteLength;
    if (size > this.maxBytes) {
      this.bytes = Buffer.allocUnsafe(0);
      this.size = 0;
      return false;
    }
    if (size > this.bytes.byteLength) this.grow(size);
    this.bytes.set(chunk, this.size);
    this.size = size;
    return true;
  }

  whole(): Buffer {
    return this.bytes.subarray(0, this.size);
  }

  private grow(needed: number): void {
    const room = Math.min(this.maxBytes, Math.max(FIRST_BYTES, needed, 2 * this.bytes.byteLength));
    const larger = Buffer.allocUnsafe(room);
    this.bytes.copy(larger, 0, 0, this.size);
    this.bytes = larger;
  }
}

/** Whether the header tells of more than that. */
export function isLengthOver(header: string | undefined, maxBytes: number): boolean {
  return header !== undefined && Number(header) > maxBytes;
}
