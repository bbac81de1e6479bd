/**
 * The room for all bodies that are being read at once.
 *
 * Until a body is whole nobody knows who sends it, so whoever likes can begin many of them and end none. When the room is full, the
 * body that has been coming for the longest gives way, and not what comes: Discord’s bodies are small and whole within moments, so
 * the oldest is hardly ever one of them, while refusing what comes would let a few slow senders silence the bot.
 */

/** Each takes 4 KiB at least. Discord’s are whole at once, so that few are ever under way. */
const MOST_BODIES = 1_024;
const MOST_BYTES = 16_777_216;

/** The place of one body. */
export interface BodyPlace {
  /** Bytes that are held for it. */
  bytes: number;
  /** Told when it is not to be read any more: its place is somebody else’s then. */
  readonly giveWay: () => void;
}

export class BodyRoom {
  /** From the oldest to the latest. */
  private readonly places = new Set<BodyPlace>();
  private readonly mostBytes: number;
  private bytes = 0;

  /** @param maxBodyBytes of one body: there is room for one in any case. */
  constructor(maxBodyBytes: number) {
    this.mostBytes = Math.max(MOST_BYTES, maxBodyBytes);
  }

  enter(giveWay: () => void): BodyPlace {
    const place: BodyPlace = { bytes: 0, giveWay };
    this.places.add(place);
    this.makeRoom();
    return place;
  }

  /** So many bytes are to be held for it. @returns `false` where it has to give way itself, or had to before. */
  hold(place: BodyPlace, bytes: number): boolean {
    if (!this.places.has(place)) return false;
    this.bytes += bytes - place.bytes;
    place.bytes = bytes;
    this.makeRoom();
    return this.places.has(place);
  }

  /** It is whole, or not read any more. */
  leave(place: BodyPlace): void {
    if (this.places.delete(place)) this.bytes -= place.bytes;
  }

  private makeRoom(): void {
    for (const place of this.places) {
      if (this.places.size <= MOST_BODIES && this.bytes <= this.mostBytes) return;
      this.leave(place);
      place.giveWay();
    }
  }
}
