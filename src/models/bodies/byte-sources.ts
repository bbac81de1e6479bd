/** Where the bytes of a file come from: memory, the file system, a stream, a blob. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { type ByteSource } from './attachment-file';

/** Bytes in pieces, as streams of Node and of the web give them. */
export type ByteStream = AsyncIterable<Uint8Array | string>;

/** Bytes in memory. They are not copied. */
export class MemorySource implements ByteSource {
  constructor(private readonly bytes: Uint8Array) {}

  sizeBytes(): Promise<number> {
    return Promise.resolve(this.bytes.byteLength);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- sources are read asynchronously, whatever they are.
  async *open(): AsyncGenerator<Uint8Array, void, undefined> {
    yield this.bytes;
  }

  close(): void {
    // Nothing was opened.
  }
}

/** A file of the file system, read anew for each try. */
export class PathSource implements ByteSource {
  constructor(private readonly path: string) {}

  async sizeBytes(): Promise<number> {
    const found = await stat(this.path);
    if (!found.isFile()) throw new Error(`${this.path} is not a file`);
    return found.size;
  }

  open(sizeBytes?: number): AsyncIterable<Uint8Array> {
    if (sizeBytes === 0) return Readable.from([]);
    return createReadStream(this.path, {
      highWaterMark: 256 * 1_024,
      end: sizeBytes === undefined ? Infinity : sizeBytes - 1,
    });
  }

  close(): void {
    // Node closes what it read to the end, or gave up.
  }
}

/** A blob, as `fetch` gives them. */
export class BlobSource implements ByteSource {
  constructor(private readonly blob: Blob) {}

  sizeBytes(): Promise<number> {
    return Promise.resolve(this.blob.size);
  }

  open(): AsyncIterable<Uint8Array> {
    return this.blob.stream();
  }

  close(): void {
    // A blob needs no closing.
  }
}

const SENT_ALREADY = 'a stream that was sent already and cannot be read again';

/**
 * A stream, which can be read once. What was read is kept until the request has its outcome, so that the request can be
 * repeated: it is in memory once, never twice.
 */
export class StreamSource implements ByteSource {
  private readonly chunks: Uint8Array[] = [];
  private opened: ByteStream | undefined = undefined;
  private reader: AsyncIterator<Uint8Array | string> | undefined = undefined;
  private failure: { readonly cause: unknown } | undefined = undefined;
  private pulling: Promise<void> | undefined = undefined;
  private ended = false;
  private closed = false;

  /** @param size in bytes, where it is known. */
  constructor(
    private readonly stream: ByteStream,
    private readonly size?: number,
  ) {
    // A stream of Node that breaks while nobody listens ends the process; this one is read later.
    if (isNodeStream(stream)) {
      stream.on('error', (cause: unknown) => {
        this.failure ??= { cause };
      });
    }
  }

  sizeBytes(): Promise<number | undefined> {
    return this.closed ? Promise.reject(new Error(SENT_ALREADY)) : Promise.resolve(this.size);
  }

  async *open(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let at = 0; ; at += 1) {
      while (at >= this.chunks.length && !this.ended && !this.closed) {
        // Once broken, a stream gives itself out as ended.
        if (this.failure) throw this.failure.cause;
        // A try that was given up may still be reading: both wait for the same chunk.
        await (this.pulling ??= this.pull());
      }
      // Its pieces are gone, so this is not the end of the file.
      if (this.closed) throw new Error(SENT_ALREADY);
      const chunk = this.chunks[at];
      if (!chunk) return;
      yield chunk;
    }
  }

  close(): void {
    this.closed = true;
    this.chunks.length = 0;
    if (!this.ended) void this.letGo();
  }

  /** How it ends changes nothing any more. */
  private async letGo(): Promise<void> {
    try {
      const stream = (this.opened ??= readable(this.stream));
      // Its reader would first wait for a piece that may never come.
      if (isNodeStream(stream)) stream.destroy();
      else await (this.reader ?? stream[Symbol.asyncIterator]()).return?.();
    } catch {
      // It may be in somebody else's hands.
    }
  }

  private async pull(): Promise<void> {
    try {
      this.opened ??= readable(this.stream);
      this.reader ??= this.opened[Symbol.asyncIterator]();
      const read = await this.reader.next();
      if (read.done) this.ended = true;
      else if (!this.closed) this.chunks.push(bytesOf(read.value));
    } catch (cause) {
      this.failure ??= { cause };
      throw cause;
    } finally {
      this.pulling = undefined;
    }
  }
}

/** A stream of the web as one of Node, which can be ended while a piece of it is waited for. */
function readable(stream: ByteStream): ByteStream {
  return stream instanceof ReadableStream ? Readable.fromWeb(stream) : stream;
}

function isNodeStream(stream: ByteStream): stream is Readable {
  const { on, destroy } = stream as Partial<Readable>;
  return typeof on === 'function' && typeof destroy === 'function';
}

function bytesOf(piece: unknown): Uint8Array {
  if (typeof piece === 'string') return Buffer.from(piece);
  if (ArrayBuffer.isView(piece)) return new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength);
  throw new TypeError(`a stream of bytes was expected, and it gives a value of type ${typeof piece}`);
}
