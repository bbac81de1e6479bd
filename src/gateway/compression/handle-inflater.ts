/**
 * zlib-stream through the native handle of a node:zlib Inflate, written synchronously.
 *
 * One deflate stream runs through a whole connection, so its decompressor has to live as long. Node offers that only as
 * an asynchronous stream, which costs a trip through the thread pool for each message: about seven times what
 * inflating itself costs. The handle behind the stream can be written synchronously (node does so itself for
 * `inflateSync`), but it is no public API; so it is tried out once, on a known stream and on a broken one, and
 * {@link WindowInflater} takes over where the trial fails.
 */
import { constants, createInflate, deflateSync } from 'node:zlib';
import { type Inflater } from './inflater';
import { FlushMarker } from './flush-marker';
import { corruptStream, MOST_MESSAGE_BYTES } from './stream-error';

/** The part of node's native zlib stream that is used here. */
interface ZlibHandle {
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

interface ZlibInternals {
  readonly _handle?: Partial<ZlibHandle> | null;
  /** What the last write left: free bytes of the output, unread bytes of the input. */
  readonly _writeState?: unknown;
}

const FIRST_OUTPUT_BYTES = 128 * 1024;
/** An output that grew beyond this is given back after the message. */
const MOST_KEPT_BYTES = 1024 * 1024;

let supported: boolean | undefined;

export class HandleInflater implements Inflater {
  private readonly stream = createInflate();
  private readonly handle: ZlibHandle;
  private readonly writeState: ArrayLike<number>;
  private readonly marker = new FlushMarker();
  private output = Buffer.allocUnsafeSlow(FIRST_OUTPUT_BYTES);
  private filled = 0;
  private failure: string | undefined;

  constructor() {
    const { _handle: handle, _writeState: writeState } = this.stream as unknown as ZlibInternals;
    if (typeof handle?.writeSync !== 'function' || !isPairOfNumbers(writeState)) {
      throw corruptStream('this Node has no synchronous zlib handle');
    }
    this.handle = handle as ZlibHandle;
    this.writeState = writeState;
    this.handle.onerror = (message) => {
      this.failure = message;
    };
  }

  /** Whether this Node's handle does what is expected of it. Tried once a process. */
  static isSupported(): boolean {
    supported ??= tryOut();
    return supported;
  }

  push(chunk: Buffer): Buffer | undefined {
    if (this.failure !== undefined) throw corruptStream(this.failure);
    if (this.filled === 0 && this.output.length > MOST_KEPT_BYTES) {
      this.output = Buffer.allocUnsafeSlow(FIRST_OUTPUT_BYTES);
    }
    this.inflate(chunk);
    if (!this.marker.ends(chunk)) return undefined;
    const message = this.output.subarray(0, this.filled);
    this.filled = 0;
    return message;
  }

  close(): void {
    this.failure ??= 'the inflater is closed';
    this.stream.close();
  }

  private inflate(chunk: Buffer): void {
    let readTo = 0;
    for (;;) {
      const { output, filled } = this;
      const room = output.length - filled;
      this.handle.writeSync(constants.Z_SYNC_FLUSH, chunk, readTo, chunk.length - readTo, output, filled, room);
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

/** Inflates a small stream whose text is known, and one that is broken. */
function tryOut(): boolean {
  try {
    const good = new HandleInflater();
    const bad = new HandleInflater();
    try {
      const text = '{"t":null,"s":null,"op":10}';
      const flushed = deflateSync(text, { finishFlush: constants.Z_SYNC_FLUSH });
      if (good.push(flushed)?.toString() !== text) return false;
      try {
        bad.push(Buffer.from('this is no zlib stream at all'));
        return false;
      } catch {
        return true;
      }
    } finally {
      good.close();
      bad.close();
    }
  } catch {
    return false;
  }
}
