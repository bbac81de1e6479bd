/**
 * Numbers of the events of one session: they only rise, and an event that was seen is not seen again.
 *
 * A single frame with an absurd number must not make every event after it look seen. So a number that is implausibly
 * far ahead is not believed at once: its event counts as new, but the next number has to confirm it. Numbers begin at 1; an
 * event with number 0 stands outside of the row, is new, and moves nothing.
 */

/** Numbers rise by one; a gap this large does not come from events that were missed. */
const LARGEST_GAP = 100_000;

export class Sequence {
  /** Number of the last event that was received; `null` before the first. */
  last: number | null = null;
  /** A number too far ahead that was seen once. */
  private suspect: number | undefined;

  /** Whether an event with this number is new. A replay after RESUME repeats some. */
  isNew(sequence: number): boolean {
    return this.last === null || sequence > this.last || sequence === 0;
  }

  /** {@link isNew}; if so, it becomes the last, unless it is too far ahead to be believed. */
  advance(sequence: number): boolean {
    if (!this.isNew(sequence)) return false;
    if (sequence === 0) return true;
    if (sequence - (this.last ?? 0) > LARGEST_GAP && !this.confirms(sequence)) {
      this.suspect = sequence;
      return true;
    }
    this.suspect = undefined;
    this.last = sequence;
    return true;
  }

  private confirms(sequence: number): boolean {
    return this.suspect !== undefined && sequence > this.suspect && sequence - this.suspect <= LARGEST_GAP;
  }
}
