/**
 * The numbers of one session's messages, which a heartbeat acknowledges and a RESUME goes on from. They have 16 bits in binary
 * messages, so they wrap; 0 is a number like any other.
 */

const MODULUS = 0x1_0000;
/** A number that is behind by less than this was seen before; one that is further away is believed. */
const REPEATED_WITHIN = 1_024;

export class MessageNumbers {
  /** Of the last message; -1 before the first. */
  last = -1;

  /** A new session begins to count anew. */
  reset(): void {
    this.last = -1;
  }

  /** Takes in a number. `false`: the message was seen before, and is not to be worked on twice. */
  advance(number: number | undefined): boolean {
    if (number === undefined) return true;
    const behind = (this.last - number + MODULUS) % MODULUS;
    if (this.last >= 0 && behind < REPEATED_WITHIN) return false;
    this.last = number % MODULUS;
    return true;
  }
}
