/** Lists whose answers say themselves whether there is more. */
import { type ActionOptions } from '../../models';
import { eitherSignal } from '../../util';
import { type Page, Pages } from '../paging';

/** @param fetch asks for the page at a cursor; its `options` carry the signal. */
export function cursorPages<Item, Cursor>(
  pageSize: number,
  fetch: (cursor: Cursor | undefined, count: number, options: ActionOptions) => Promise<Page<Item, Cursor>>,
  options: ActionOptions = {},
): Pages<Item> {
  return Pages.over<Item, Cursor>({
    pageSize,
    fetch: async (cursor, count, left) => {
      const { signal, release } = eitherSignal(options.signal, left);
      try {
        return await fetch(cursor, count, { ...options, signal });
      } finally {
        release();
      }
    },
  });
}
