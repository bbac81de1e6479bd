/**
 * A deflate context that answers at once. Node offers one only by callback, through its pool of threads, which costs
 * many times what the work itself does; under its streams lies a handle that also works in step. Nobody promises that
 * handle, so it is tried out once, and without it the streams do.
 */
import { constants, createDeflate, type Deflate, inflateSync } from 'node:zlib';

/** What lies under a stream of zlib. */
interface Handle {
  writeSync(
    flush: number,
    input: Buffer,
    inputOffset: number,
    inputLength: number,
    output: Buffer,
    outputOffset: number,
    outputLength: number,
  ): void;
}

const CHUNK_BYTES = 65_536;

export class SyncDeflate {
  private static works: boolean | undefined;
  private readonly output = Buffer.allocUnsafeSlow(CHUNK_BYTES);

  private constructor(
    private readonly stream: Deflate,
    private readonly handle: Handle,
    /** How much room was left in the output, and how much of the input, after the last step. */
    private readonly state: Uint32Array,
  ) {}

  /** A context of its own; `undefined` where this Node has no such handle. */
  static open(): SyncDeflate | undefined {
    SyncDeflate.works ??= SyncDeflate.tryOut();
    return SyncDeflate.works ? SyncDeflate.over(createDeflate()) : undefined;
  }

  private static over(stream: Deflate): SyncDeflate | undefined {
    const { _handle: handle, _writeState: state } = stream as Partial<{ _handle: Handle; _writeState: Uint32Array }>;
    if (typeof handle?.writeSync === 'function' && state instanceof Uint32Array) {
      return new SyncDeflate(stream, handle, state);
    }
    stream.destroy();
    return undefined;
  }

  private static tryOut(): boolean {
    const deflate = SyncDeflate.over(createDeflate());
    if (!deflate) return false;
    try {
      // More than one step puts out.
      const text = Array.from({ length: 40_000 }, (_none, index) => index * 7_919).join();
      const bytes = Buffer.concat([deflate.encode(text), deflate.encode('end')]);
      return inflateSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).toString() === `${text}end`;
    } catch {
      return false;
    } finally {
      deflate.close();
    }
  }

  /** The bytes of a text, up to a sync flush. */
  encode(text: string): Buffer {
    const input = Buffer.from(text);
    const parts: Buffer[] = [];
    let offset = 0;
    for (;;) {
      this.handle.writeSync(
        constants.Z_SYNC_FLUSH,
        input,
        offset,
        input.length - offset,
        this.output,
        0,
        this.output.length,
      );
      const [room = 0, left = 0] = this.state;
      offset = input.length - left;
      parts.push(Buffer.from(this.output.subarray(0, this.output.length - room)));
      // A full output may have more behind it.
      if (room > 0) return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    }
  }

  close(): void {
    this.stream.destroy();
  }
}
