import { Pages } from 'corduroy/rest';
import { deferred } from 'corduroy/util';

/** A list of the numbers up to `length`, in pages; remembers what was asked. */
function numbers(length: number, pageSize: number) {
  const asked: { from: number; count: number }[] = [];
  const signals: AbortSignal[] = [];
  const pages = Pages.over<number, number>({
    pageSize,
    fetch: (cursor = 0, count, signal) => {
      asked.push({ from: cursor, count });
      signals.push(signal);
      const items = Array.from({ length: Math.min(count, length - cursor) }, (_, index) => cursor + index + 1);
      const next = cursor + items.length;
      return Promise.resolve({ items, next: next < length ? next : undefined });
    },
  });
  return { pages, asked, signals };
}

describe('a list that comes in pages', () => {
  it('is read to its end, page by page', async () => {
    const { pages, asked } = numbers(5, 2);
    await expect(pages.toArray()).resolves.toEqual([1, 2, 3, 4, 5]);
    expect(asked).toEqual([
      { from: 0, count: 2 },
      { from: 2, count: 2 },
      { from: 4, count: 2 },
    ]);
  });

  it('asks nothing before the first item is wanted', async () => {
    const { pages, asked } = numbers(5, 2);
    const taken = pages.filter(() => true).take(3);
    expect(asked).toEqual([]);
    await taken.toArray();
    expect(asked).not.toEqual([]);
  });

  it('asks for the next page while the current one is read', async () => {
    const { pages, asked } = numbers(6, 2);
    const reading = pages[Symbol.asyncIterator]();
    await reading.next();
    expect(asked.map(({ from }) => from)).toEqual([0, 2]);
    await reading.return();
  });

  it.each<[string, (pages: Pages<number>) => Pages<unknown>, unknown[], { from: number; count: number }[]]>([
    [
      'take',
      (pages) => pages.take(3),
      [1, 2, 3],
      [
        { from: 0, count: 2 },
        { from: 2, count: 1 },
      ],
    ],
    ['take of a whole page', (pages) => pages.take(2), [1, 2], [{ from: 0, count: 2 }]],
    ['take of nothing', (pages) => pages.take(0), [], []],
    ['take of what was changed', (pages) => pages.map((n) => n * 10).take(2), [10, 20], [{ from: 0, count: 2 }]],
    ['two takes', (pages) => pages.take(1).take(5), [1], [{ from: 0, count: 1 }]],
    ['chunks that are taken', (pages) => pages.chunk(1).take(2), [[1], [2]], [{ from: 0, count: 2 }]],
  ])('asks for no more than what is wanted: %s', async (_name, change, expected, pagesAsked) => {
    const { pages, asked } = numbers(100, 2);
    await expect(change(pages).toArray()).resolves.toEqual(expected);
    expect(asked).toEqual(pagesAsked);
  });

  it('can be filtered, changed, cut off and put together, with functions that wait too', async () => {
    const { pages } = numbers(9, 4);
    await expect(pages.filter((n) => n % 2 === 1).toArray()).resolves.toEqual([1, 3, 5, 7, 9]);
    await expect(pages.filter((n) => Promise.resolve(n > 7)).toArray()).resolves.toEqual([8, 9]);
    await expect(
      pages
        .filter((n) => n % 2 === 0)
        .take(2)
        .toArray(),
    ).resolves.toEqual([2, 4]);
    await expect(
      pages
        .map((n) => Promise.resolve(`${n}`))
        .take(2)
        .toArray(),
    ).resolves.toEqual(['1', '2']);
    await expect(pages.takeWhile((n) => n < 4).toArray()).resolves.toEqual([1, 2, 3]);
    await expect(pages.chunk(4).toArray()).resolves.toEqual([[1, 2, 3, 4], [5, 6, 7, 8], [9]]);
    await expect(pages.take(5).chunk(2).toArray()).resolves.toEqual([[1, 2], [3, 4], [5]]);
  });

  it('begins anew with each loop', async () => {
    const { pages } = numbers(3, 2);
    await expect(pages.toArray()).resolves.toEqual([1, 2, 3]);
    await expect(pages.toArray()).resolves.toEqual([1, 2, 3]);
  });

  it('gives up the page that is on its way when the loop is left', async () => {
    const { pages, signals } = numbers(6, 2);
    for await (const item of pages) if (item === 1) break;
    expect(signals).toHaveLength(2);
    expect(signals.every((signal) => signal.aborted)).toBe(true);
  });

  it('tells a page that failed when its turn comes, and not before', async () => {
    const failing = deferred<never>();
    const pages = Pages.over<number, number>({
      pageSize: 2,
      fetch: (cursor) => (cursor === undefined ? Promise.resolve({ items: [1, 2], next: 2 }) : failing.promise),
    });
    failing.reject(new Error('the second page is lost'));
    const read: number[] = [];
    await expect(
      (async () => {
        for await (const item of pages) read.push(item);
      })(),
    ).rejects.toThrow('the second page is lost');
    expect(read).toEqual([1, 2]);
  });

  it('ends when a page comes a second time', async () => {
    const pages = Pages.over<number, string>({
      pageSize: 2,
      fetch: () => Promise.resolve({ items: [1, 2], next: '2' }),
    });
    await expect(pages.take(100).toArray()).resolves.toEqual([1, 2, 1, 2]);
  });

  it.each([-1, 1.5, Number.NaN])('refuses to take %p items', (count) => {
    expect(() => numbers(1, 1).pages.take(count)).toThrow('take() takes a whole number from 0');
    expect(() => numbers(1, 1).pages.chunk(count)).toThrow('chunk() takes a whole number from 1');
  });
});
