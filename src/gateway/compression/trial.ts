/** Tries an inflater out before it is trusted: on a small stream whose text is known, and on one that is broken. */
import { type Inflater } from './inflater';

const TEXT = '{"t":null,"s":null,"op":10}';

/** @param compress the first message of a stream, flushed. */
export function passesTrial(make: () => Inflater, compress: (text: string) => Buffer): boolean {
  try {
    const good = make();
    const bad = make();
    try {
      return good.push(compress(TEXT))?.toString() === TEXT && throws(() => bad.push(Buffer.from('no stream at all')));
    } finally {
      good.close();
      bad.close();
    }
  } catch {
    return false;
  }
}

function throws(call: () => unknown): boolean {
  try {
    call();
    return false;
  } catch {
    return true;
  }
}
