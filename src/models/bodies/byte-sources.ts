/** Where the bytes of a file come from: memory, the file system, a stream, a blob. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
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

  open(): AsyncIterable<Uint8Array> {
    return createReadStream(this.path, { highWaterMark: 256 * 1_024 });
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
  private reader: AsyncIterator<Uint8Array | string> | undefined = undefined;
  private pulling: Promise<void> | undefined = undefined;
  private ended = false;
  private closed = false;

  /** @param size in bytes, where it is known. */
  constructor(
    private readonly stream: ByteStream,
    private readonly size?: number,
  ) {}

  sizeBytes(): Promise<number | undefined> {
    return this.closed ? Promise.reject(new Error(SENT_ALREADY)) : Promise.resolve(this.size);
  }

  async *open(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let at = 0; ; at += 1) {
      if (this.closed) throw new Error(SENT_ALREADY);
      // A try that was given up may still be reading: both wait for the same chunk.
      while (at >= this.chunks.length && !this.ended) await (this.pulling ??= this.pull());
      const chunk = this.chunks[at];
      if (!chunk) return;
      yield chunk;
    }
  }

  close(): void {
    this.closed = true;
    this.chunks.length = 0;
    if (!this.ended) void this.reader?.return?.().catch(() => undefined);
  }

  private async pull(): Promise<void> {
    try {
      this.reader ??= this.stream[Symbol.asyncIterator]();
      const read = await this.reader.next();
      if (read.done) this.ended = true;
      else if (!this.closed) this.chunks.push(typeof read.value === 'string' ? Buffer.from(read.value) : read.value);
    } finally {
      this.pulling = undefined;
    }
  }
}
