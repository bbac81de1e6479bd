/** Gathers the chunks of a body up to a limit. */

export class BodyGathering {
  private readonly chunks: Uint8Array[] = [];
  private size = 0;

  constructor(private readonly maxBytes: number) {}

  /** @returns `false` for the chunk that is too much; nothing is kept then. */
  take(chunk: Uint8Array): boolean {
    this.size += chunk.byteLength;
    if (this.size > this.maxBytes) {
      this.chunks.length = 0;
      return false;
    }
    this.chunks.push(chunk);
    return true;
  }

  whole(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

/** Whether the header tells of more than that. */
export function isLengthOver(header: string | undefined, maxBytes: number): boolean {
  return header !== undefined && Number(header) > maxBytes;
}
