/** Numbers of the events of one session: they only rise, and an event that was seen is not seen again. */
export class Sequence {
  /** Number of the last event that was received; `null` before the first. */
  last: number | null = null;

  /** Whether an event with this number is new. A replay after RESUME repeats some. */
  isNew(sequence: number): boolean {
    return this.last === null || sequence > this.last;
  }

  /** {@link isNew}; if so, it becomes the last. */
  advance(sequence: number): boolean {
    if (!this.isNew(sequence)) return false;
    this.last = sequence;
    return true;
  }
}
