/**
 * Recognises the end of a compressed message: Discord flushes its deflate stream after each, which leaves four bytes.
 * https://discord.com/developers/docs/events/gateway#zlibstream
 */

/** `00 00 ff ff` */
const MARKER = 0x0000ffff;
/** Anything that is not the beginning of the marker. */
const NOTHING = 0xffffffff;

export class FlushMarker {
  private lastFour = NOTHING;

  /** Whether a message ends with this piece. */
  ends(piece: Buffer): boolean {
    const { length } = piece;
    if (length >= 4) {
      this.lastFour = piece.readUInt32BE(length - 4);
    } else {
      for (let i = 0; i < length; i++) this.lastFour = ((this.lastFour << 8) | (piece[i] as number)) >>> 0;
    }
    if (this.lastFour !== MARKER) return false;
    this.lastFour = NOTHING;
    return true;
  }
}
