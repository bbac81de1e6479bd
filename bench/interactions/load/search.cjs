/** The highest rate that holds: doubled until it does not, then narrowed down between the highest that did and the lowest that did not. */
'use strict';

/** How near to each other these two have to be. */
const NEAR = 1.05;
const FIRST = 500;
const TRIES = 3;

class Search {
  constructor(first = FIRST) {
    this.rate = first;
    this.highest = 0;
    this.lowest = Infinity;
    this.failures = 0;
  }

  get isOver() {
    return this.highest > 0 && this.lowest / this.highest <= NEAR;
  }

  /** What came of `rate`. One that does not hold is tried again: it may have been the machine. */
  record(held) {
    if (!held) {
      this.failures += 1;
      if (this.failures < TRIES) return;
    }
    this.failures = 0;
    if (held) this.highest = Math.max(this.highest, this.rate);
    else this.lowest = Math.min(this.lowest, this.rate);
    if (this.lowest === Infinity) this.rate *= 2;
    else if (this.highest === 0) this.rate /= 2;
    else this.rate = Math.round(Math.sqrt(this.lowest * this.highest));
    if (this.rate < 10) throw new Error('it does not keep up with ten interactions a second');
  }
}

module.exports = { Search };
