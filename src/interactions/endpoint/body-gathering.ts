/** Gathers the chunks of a body up to a limit, as one piece: many small ones, each held by itself, would take a hundred times as much. */
import { type BodyPlace } from './body-room';
import { type BodyLimits } from './exchange';

/** Most interactions have less. */
const FIRST_BYTES = 4_096;

export class BodyGathering {
  private bytes = Buffer.allocUnsafe(0);
  private size = 0;
  private readonly place: BodyPlace;

  /** @param giveWay told when others need its room: what came is let go, and what still comes is not kept. */
  constructor(
    private readonly limits: BodyLimits,
    giveWay: () => void,
  ) {
    this.place = limits.room.enter(() => {
      this.drop();
      giveWay();
    });
  }

  /** @returns `false` for the chunk that is too much; nothing is kept then. */
  take(chunk: Uint8Array): boolean {
    const size = this.size + chunk.byteLength;
    if (size > this.limits.maxBytes) {
      this.drop();
      return false;
    }
    if (size > this.bytes.byteLength && !this.grow(size)) return true;
    this.bytes.set(chunk, this.size);
    this.size = size;
    return true;
  }

  whole(): Buffer {
    return this.bytes.subarray(0, this.size);
  }

  /** Nothing more is read of it: others may have its room. What came is still there. */
  end(): void {
    this.limits.room.leave(this.place);
  }

  private drop(): void {
    this.bytes = Buffer.allocUnsafe(0);
    this.size = 0;
  }

  /** `false` when it had to give way. */
  private grow(needed: number): boolean {
    const { maxBytes, room } = this.limits;
    const bytes = Math.min(maxBytes, Math.max(FIRST_BYTES, needed, 2 * this.bytes.byteLength));
    if (!room.hold(this.place, bytes)) return false;
    const larger = Buffer.allocUnsafe(bytes);
    this.bytes.copy(larger, 0, 0, this.size);
    this.bytes = larger;
    return true;
  }
}

/** Whether the header tells of more than that. */
export function isLengthOver(header: string | undefined, maxBytes: number): boolean {
  return header !== undefined && Number(header) > maxBytes;
}
