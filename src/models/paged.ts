/** Long lists, read page by page: what an action answers with that gives them. The REST client's `Pages` fit. */

type Answer<T> = T | Promise<T>;

/** A list that is asked for page by page, while it is read. Each loop over it begins anew. */
export interface Paged<Item> extends AsyncIterable<Item> {
  /** No more than so many items; pages that are not needed for them are not asked for. */
  take(count: number): Paged<Item>;
  /** Ends before the first item that does not fit. */
  takeWhile(fits: (item: Item) => Answer<boolean>): Paged<Item>;
  filter(fits: (item: Item) => Answer<boolean>): Paged<Item>;
  map<Other>(change: (item: Item) => Answer<Other>): Paged<Awaited<Other>>;
  /** Lists of so many items; the last may be shorter. */
  chunk(size: number): Paged<Item[]>;
  /** Reads to the end. Put a {@link take} before it where the list may be long. */
  toArray(): Promise<Item[]>;
}
