/**
 * Counters that were used, out of 2^32. A client spends fifty in each second of a call, nearly all of them in a row: a bit for each, in
 * pages that are made when they are needed, takes a few kilobytes for an hour, where a set of numbers would take as many megabytes.
 */

/** Counters of one page. */
const PAGE_BITS = 15;
const PAGE_BYTES = 2 ** PAGE_BITS / 8;

export class CounterSet {
  private readonly pages = new Map<number, Uint8Array>();

  /** Whether it is new. */
  add(counter: number): boolean {
    const page = this.pageOf(counter);
    const at = (counter >>> 3) & (PAGE_BYTES - 1);
    const bit = 1 << (counter & 7);
    const byte = page[at] ?? 0;
    page[at] = byte | bit;
    return (byte & bit) === 0;
  }

  clear(): void {
    this.pages.clear();
  }

  private pageOf(counter: number): Uint8Array {
    const number = counter >>> PAGE_BITS;
    let page = this.pages.get(number);
    if (!page) {
      page = new Uint8Array(PAGE_BYTES);
      this.pages.set(number, page);
    }
    return page;
  }
}
