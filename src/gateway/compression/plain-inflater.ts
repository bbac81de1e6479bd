/** No compression: every piece is a message. */
import { type Inflater } from './inflater';

export class PlainInflater implements Inflater {
  push(chunk: Buffer): Buffer {
    return chunk;
  }

  close(): void {
    return undefined;
  }
}
