/**
 * The native handle of one of node:zlib's decompressing streams, written synchronously.
 *
 * One stream runs through a whole connection, so its decompressor has to live as long. Node offers that only as an
 * asynchronous stream, which costs a trip through the thread pool for each message: about seven times what inflating
 * itself costs. The handle behind the stream can be written synchronously (node does so itself for `inflateSync`), but
 * it is no public API, so whoever uses this tries it out first.
 */
import { corruptStream, MOST_MESSAGE_BYTES } from './stream-error';

/** The part of node's native zlib stream that is used here. */
interface NativeHandle {
  writeSync(
    flush: number,
    input: Buffer,
    inAt: number,
    inSize: number,
    output: Buffer,
    outAt: number,
    outSize: number,
  ): void;
  onerror: (message: string, errno: number, code: string) => void;
}

interface Internals {
  readonly _handle?: Partial<NativeHandle> | null;
  /** What the last write left: free bytes of the output, unread bytes of the input. */
  readonly _writeState?: unknown;
}

const FIRST_OUTPUT_BYTES = 128 * 1024;
/** An output that grew beyond this is given back after the message. */
const MOST_KEPT_BYTES = 1024 * 1024;

export class StreamHandle {
  private readonly handle: NativeHandle;
  private readonly writeState: ArrayLike<number>;
  private output = Buffer.allocUnsafeSlow(FIRST_OUTPUT_BYTES);
  private filled = 0;
  private failure: string | undefined;

  /**
   * @param flush the flush mode that makes the stream give all it has.
   * @throws {GatewayError} GATEWAY_CORRUPT_STREAM when this Node has no such handle.
   */
  constructor(
    private readonly stream: { close(): void },
    private readonly flush: number,
  ) {
    const { _handle: handle, _writeState: writeState } = stream as Internals;
    if (typeof handle?.writeSync !== 'function' || !isPairOfNumbers(writeState)) {
      throw corruptStream('this Node has no synchronous handle');
    }
    this.handle = handle as NativeHandle;
    this.writeState = writeState;
    this.handle.onerror = (message) => {
      this.failure = message;
    };
  }

  /** Inflates a piece behind what {@link take} has not taken yet. @throws {GatewayError} GATEWAY_CORRUPT_STREAM. */
  inflate(chunk: Buffer): void {
    if (this.failure !== undefined) throw corruptStream(this.failure);
    if (this.filled === 0 && this.output.length > MOST_KEPT_BYTES) {
      this.output = Buffer.allocUnsafeSlow(FIRST_OUTPUT_BYTES);
    }
    this.writeAll(chunk);
  }

  /** Everything since the last call. It stays as it is until the next piece is inflated. */
  take(): Buffer {
    const taken = this.output.subarray(0, this.filled);
    this.filled = 0;
    return taken;
  }

  close(): void {
    this.failure ??= 'the inflater is closed';
    this.stream.close();
  }

  private writeAll(chunk: Buffer): void {
    let readTo = 0;
    for (;;) {
      const { output, filled } = this;
      const room = output.length - filled;
      this.handle.writeSync(this.flush, chunk, readTo, chunk.length - readTo, output, filled, room);
      if (this.failure !== undefined) throw corruptStream(this.failure);
      const free = this.writeState[0] as number;
      const unread = this.writeState[1] as number;
      this.filled = output.length - free;
      const stuck = unread === chunk.length - readTo && free === room;
      readTo = chunk.length - unread;
      // Output that is exactly full may have more behind it, although all input is read.
      if (unread === 0 && free > 0) return;
      if (stuck) throw this.fail('bytes follow the end of the stream');
      if (free === 0) this.grow();
    }
  }

  private grow(): void {
    if (this.output.length >= MOST_MESSAGE_BYTES) {
      throw this.fail(`a message is larger than ${MOST_MESSAGE_BYTES} bytes`);
    }
    const larger = Buffer.allocUnsafeSlow(this.output.length * 2);
    this.output.copy(larger, 0, 0, this.filled);
    this.output = larger;
  }

  private fail(problem: string): Error {
    this.failure = problem;
    return corruptStream(problem);
  }
}

function isPairOfNumbers(value: unknown): value is ArrayLike<number> {
  return ArrayBuffer.isView(value) && (value as Partial<Uint32Array>).length === 2;
}
