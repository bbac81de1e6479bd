/**
 * Lists that come in pages, read as one: `for await (const member of client.members.iterate(guildId).take(500))`.
 * The next page is asked for while the current one is read; nothing is asked before the first item is wanted, and
 * nothing beyond what `take` allows.
 */
import { type Paged } from '../models';
import { RestError } from './errors/rest-error';

/** One page of a list. */
export interface Page<Item, Cursor> {
  readonly items: readonly Item[];
  /** Where the next page begins; `undefined` when this is the last. */
  readonly next: Cursor | undefined;
}

/** Where pages come from. */
export interface PageSource<Item, Cursor> {
  /** Items that a page holds at most. */
  readonly pageSize: number;
  /**
   * Asks for the page at a cursor; `undefined` for the first.
   * @param count how many items are wanted of it at most, 1 to `pageSize`.
   * @param signal ends when nobody reads any more.
   */
  readonly fetch: (cursor: Cursor | undefined, count: number, signal: AbortSignal) => Promise<Page<Item, Cursor>>;
}

type Reader<Item> = (atMost: number) => AsyncGenerator<Item, void, undefined>;
type Answer<T> = T | Promise<T>;

/** A list that is read page by page. Each loop over it begins anew. */
export class Pages<Item> implements Paged<Item> {
  private constructor(
    private readonly read: Reader<Item>,
    private readonly atMost = Infinity,
  ) {}

  static over<Item, Cursor>(source: PageSource<Item, Cursor>): Pages<Item> {
    return new Pages((atMost) => readPages(source, atMost));
  }

  [Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    return this.read(this.atMost);
  }

  /**
   * No more than so many items; pages that are not needed for them are not asked for.
   * @throws {RestError} REST_REQUEST_INVALID when the count is no whole number from 0.
   */
  take(count: number): Pages<Item> {
    return new Pages(this.read, Math.min(this.atMost, whole(count, 0, 'take')));
  }

  /** Ends before the first item that does not fit. */
  takeWhile(fits: (item: Item) => Answer<boolean>): Pages<Item> {
    return this.through(async function* (items) {
      for await (const item of items) {
        if (!(await fits(item))) return;
        yield item;
      }
    });
  }

  filter<Kept extends Item>(fits: (item: Item) => item is Kept): Pages<Kept>;
  filter(fits: (item: Item) => Answer<boolean>): Pages<Item>;
  filter(fits: (item: Item) => Answer<boolean>): Pages<Item> {
    return this.through(async function* (items) {
      for await (const item of items) if (await fits(item)) yield item;
    });
  }

  map<Other>(change: (item: Item) => Answer<Other>): Pages<Awaited<Other>> {
    const { read, atMost } = this;
    // One for one, so what is wanted of the result is what is wanted of the list.
    return new Pages(async function* (wanted) {
      for await (const item of read(Math.min(atMost, wanted))) yield await change(item);
    });
  }

  /**
   * Lists of so many items; the last may be shorter.
   * @throws {RestError} REST_REQUEST_INVALID when the size is no whole number from 1.
   */
  chunk(size: number): Pages<Item[]> {
    const { read, atMost } = this;
    const length = whole(size, 1, 'chunk');
    return new Pages(async function* (wanted) {
      let chunk: Item[] = [];
      for await (const item of read(Math.min(atMost, wanted * length))) {
        chunk.push(item);
        if (chunk.length < length) continue;
        yield chunk;
        chunk = [];
      }
      if (chunk.length > 0) yield chunk;
    });
  }

  /** Reads to the end. Put a {@link take} before it where the list may be long. */
  async toArray(): Promise<Item[]> {
    const items: Item[] = [];
    for await (const item of this) items.push(item);
    return items;
  }

  private through<Other>(change: (items: AsyncIterable<Item>) => AsyncGenerator<Other, void, undefined>): Pages<Other> {
    const { read, atMost } = this;
    return new Pages(async function* (wanted) {
      let left = wanted;
      if (left <= 0) return;
      for await (const item of change(read(atMost))) {
        yield item;
        if ((left -= 1) <= 0) return;
      }
    });
  }
}

async function* readPages<Item, Cursor>(
  source: PageSource<Item, Cursor>,
  atMost: number,
): AsyncGenerator<Item, void, undefined> {
  const left = new AbortController();
  let wanted = atMost;
  const ask = (cursor: Cursor | undefined): Promise<Page<Item, Cursor>> => {
    const asked = source.fetch(cursor, Math.min(source.pageSize, wanted), left.signal);
    // It may fail while the page before it is read, and is told when its turn comes, or never.
    asked.catch(() => undefined);
    return asked;
  };
  try {
    let cursor: Cursor | undefined;
    let coming = wanted > 0 ? ask(cursor) : undefined;
    while (coming) {
      const { items, next } = await coming;
      const used = Math.min(items.length, wanted);
      wanted -= used;
      // A page that ends where it began would come again for ever.
      coming = next !== undefined && next !== cursor && wanted > 0 ? ask(next) : undefined;
      cursor = next;
      for (let index = 0; index < used; index += 1) yield items[index] as Item;
    }
  } finally {
    left.abort();
  }
}

function whole(value: number, min: number, method: string): number {
  if (Number.isInteger(value) && value >= min) return value;
  throw new RestError({
    kind: 'invalid-request',
    message: `${method}() takes a whole number from ${min}, and got ${value}.`,
    advice: 'pass a whole number.',
  });
}
