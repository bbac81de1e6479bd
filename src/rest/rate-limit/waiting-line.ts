/** A line of those who wait: first come, first served, and anyone may leave from the middle at no cost. */

/** One place in a {@link WaitingLine}; what waits extends it. */
export class Place {
  previous: this | undefined = undefined;
  next: this | undefined = undefined;
  waiting = false;
}

export class WaitingLine<P extends Place> {
  private head: P | undefined = undefined;
  private tail: P | undefined = undefined;
  private count = 0;

  get size(): number {
    return this.count;
  }

  get first(): P | undefined {
    return this.head;
  }

  push(place: P): void {
    this.insertAfter(this.tail, place);
  }

  /** Puts a place before all for which `yields` is true; those come last in the line. */
  insertBefore(place: P, yields: (other: P) => boolean): void {
    let before = this.head;
    while (before && !yields(before)) before = before.next;
    this.insertAfter(before ? before.previous : this.tail, place);
  }

  /** Puts a place behind all for which `stays` is true; those come first in the line. Looks from the back. */
  insertBehind(place: P, stays: (other: P) => boolean): void {
    let after = this.tail;
    while (after && !stays(after)) after = after.previous;
    this.insertAfter(after, place);
  }

  /** Takes in all of another line, keeping to `compare`. */
  merge(other: WaitingLine<P>, compare: (a: P, b: P) => number): void {
    const places = [...this.clear(), ...other.clear()];
    for (const place of places.sort(compare)) this.push(place);
  }

  /** Takes a place of this line out; `false` when it is not waiting any more. */
  remove(place: P): boolean {
    if (!place.waiting) return false;
    if (place.previous) place.previous.next = place.next;
    else this.head = place.next;
    if (place.next) place.next.previous = place.previous;
    else this.tail = place.previous;
    place.previous = undefined;
    place.next = undefined;
    place.waiting = false;
    this.count -= 1;
    return true;
  }

  /** From the first on; the place at hand may be removed on the way. */
  *[Symbol.iterator](): IterableIterator<P> {
    let next: P | undefined;
    for (let place = this.head; place; place = next) {
      next = place.next;
      yield place;
    }
  }

  private clear(): P[] {
    const places = [...this];
    for (const place of places) this.remove(place);
    return places;
  }

  private insertAfter(after: P | undefined, place: P): void {
    const before = after ? after.next : this.head;
    place.previous = after;
    place.next = before;
    place.waiting = true;
    if (after) after.next = place;
    else this.head = place;
    if (before) before.previous = place;
    else this.tail = place;
    this.count += 1;
  }
}
