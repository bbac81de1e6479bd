/**
 * Finds a place in an Ogg file by its granule positions, reading little of it: a guess by proportion, then by halves, until the
 * place is within a stretch that may as well be read through.
 */
import { type ByteInput } from '../bytes/byte-input';
import { ByteQueue } from '../bytes/byte-queue';
import { findCapture, MAX_PAGE, readPage } from './ogg-page';

interface Place {
  /** Of the first byte of a page. */
  readonly at: number;
  readonly granule: number;
  readonly serial: number;
}

/** A stretch that is read through instead of being divided further. */
const NEAR = 131_072;
/** Pages without a granule position are passed over for so long, and bytes that are no pages. */
const LOOK = 4 * MAX_PAGE;

/** The last page that has a granule position; `undefined` when there is none among the last bytes. */
export async function lastPlace(input: ByteInput, size: number): Promise<Place | undefined> {
  let from = Math.max(0, size - MAX_PAGE - 1);
  for (;;) {
    let found: Place | undefined;
    for await (const place of places(input, from, size)) found = place;
    if (found || from === 0 || size - from > LOOK) return found;
    from = Math.max(0, from - 2 * MAX_PAGE);
  }
}

/**
 * Where to begin to read for what sounds at `target`: the first byte of a page of the stream that ends before it.
 * `undefined` when the stream is not the only one, so that its granules say nothing of places.
 */
export async function findPlace(
  input: ByteInput,
  size: number,
  serial: number,
  target: number,
  range: { readonly first: number; readonly last: number },
): Promise<number | undefined> {
  let low = { at: 0, granule: range.first };
  let high = { at: size, granule: range.last };
  for (let step = 0; high.at - low.at > NEAR; step += 1) {
    const part = step % 2 === 0 ? (target - low.granule) / Math.max(1, high.granule - low.granule) : 0.5;
    const width = high.at - low.at;
    const guess = low.at + Math.floor(width * Math.min(0.95, Math.max(0.02, part))) - (step % 2 === 0 ? NEAR / 4 : 0);
    const middle = Math.max(low.at + 1, Math.min(high.at - 1, guess));
    const found = await firstPlace(input, middle, high.at, serial);
    if (found && found.granule < target && found.at > low.at) low = found;
    else
      high = {
        at: middle,
        granule: found ? Math.max(low.granule, Math.min(found.granule, high.granule)) : high.granule,
      };
    if (step > 64) return undefined;
  }
  return low.at;
}

async function firstPlace(input: ByteInput, from: number, to: number, serial: number): Promise<Place | undefined> {
  for await (const place of places(input, from, Math.min(to, from + LOOK))) if (place.serial === serial) return place;
  return undefined;
}

/** Pages with a granule position that begin within a stretch. */
async function* places(input: ByteInput, from: number, to: number): AsyncGenerator<Place> {
  const queue = new ByteQueue();
  queue.position = from;
  await input.seek(from);
  while (queue.position < to) {
    const { bytes, position } = queue;
    const page = readPage(bytes, 0);
    if (page === 'more') {
      const piece = await input.read();
      if (piece) queue.push(piece);
      else if (bytes.length < 5) return;
      else queue.drop(Math.max(1, findCapture(bytes, 1)));
    } else if (page === 'none') {
      queue.drop(findCapture(bytes, 1));
    } else {
      queue.drop(page.length);
      if (page.granule >= 0) yield { at: position, granule: page.granule, serial: page.serial };
    }
  }
}
