/** Knows the packets of the last seconds again, so that none is opened twice: the end-to-end encryption takes each only once. */

/** A power of two: a place is used again after so many packets. */
const PLACES = 512;

export class SeenPackets {
  private readonly sequences = new Int32Array(PLACES).fill(-1);
  private readonly timestamps = new Uint32Array(PLACES);
  private readonly ssrcs = new Uint32Array(PLACES);

  /** Whether it is new; then it is seen from now on. */
  add({ sequence, timestamp, ssrc }: { sequence: number; timestamp: number; ssrc: number }): boolean {
    const place = sequence % PLACES;
    const isKnown =
      this.sequences[place] === sequence && this.timestamps[place] === timestamp && this.ssrcs[place] === ssrc;
    if (isKnown) return false;
    this.sequences[place] = sequence;
    this.timestamps[place] = timestamp;
    this.ssrcs[place] = ssrc;
    return true;
  }
}
