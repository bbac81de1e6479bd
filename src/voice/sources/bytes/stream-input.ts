/** Bytes of somebody’s stream: Node’s, the web’s, or anything that can be iterated. It is only read when bytes are wanted. */
import { type Readable } from 'node:stream';
import { type ReadableStream, type ReadableStreamDefaultReader } from 'node:stream/web';
import { sourceInvalid } from '../source-errors';
import { type ByteInput, MAX_PIECE } from './byte-input';
import { NodeBytes } from './node-bytes';

/** What can be read as bytes. */
export type ByteStream = Readable | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** The way one kind of stream is read. */
export interface Pieces {
  /** `undefined` at the end. */
  next(): Promise<unknown>;
  cancel(): void;
}

export class StreamInput implements ByteInput {
  readonly size = undefined;
  readonly seeking = 'none';
  private readonly pieces: Pieces;
  private rest: Buffer | undefined;
  private isClosed = false;
  private wake: (() => void) | undefined;

  constructor(
    stream: ByteStream,
    private readonly label: string,
  ) {
    this.pieces = piecesOf(stream, label);
  }

  async read(): Promise<Buffer | null> {
    while (!this.isClosed) {
      const piece = this.rest ?? (await this.nextPiece());
      if (!piece) return null;
      this.rest = piece.length > MAX_PIECE ? piece.subarray(MAX_PIECE) : undefined;
      if (piece.length > 0) return piece.subarray(0, MAX_PIECE);
    }
    return null;
  }

  seek(): Promise<void> {
    return Promise.reject(new Error('a stream cannot be read from another place'));
  }

  close(): Promise<void> {
    if (this.isClosed) return Promise.resolve();
    this.isClosed = true;
    this.rest = undefined;
    this.pieces.cancel();
    this.wake?.();
    return Promise.resolve();
  }

  /** `undefined` at the end and after `close`, also when the stream does not heed being cancelled. */
  private async nextPiece(): Promise<Buffer | undefined> {
    const next = this.pieces.next();
    const piece = await new Promise<unknown>((resolve, reject) => {
      this.wake = () => {
        resolve(undefined);
      };
      next.then(resolve, reject);
    });
    this.wake = undefined;
    if (this.isClosed || piece === undefined) return undefined;
    if (Buffer.isBuffer(piece)) return piece;
    if (ArrayBuffer.isView(piece)) return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    if (piece instanceof ArrayBuffer) return Buffer.from(piece);
    throw sourceInvalid(
      this.label,
      `the stream gives ${typeof piece === 'string' ? 'text' : typeof piece} instead of bytes`,
      'Do not set an encoding on the stream, and do not use object mode.',
    );
  }
}

/** @throws {VoiceError} VOICE_SOURCE_INVALID for what is no stream. */
export function piecesOf(stream: ByteStream, label: string): Pieces {
  if (isNodeStream(stream)) return new NodeBytes(stream);
  if (isWebStream(stream)) return new WebPieces(stream);
  const iterator = iteratorOf(stream);
  if (iterator) return new IteratedPieces(iterator);
  throw sourceInvalid(label, 'what was given is no stream', 'Give a Readable, a ReadableStream or an async iterable.');
}

function iteratorOf(stream: unknown): AnyIterator | undefined {
  if (typeof stream !== 'object' || stream === null) return undefined;
  const { [Symbol.asyncIterator]: later, [Symbol.iterator]: now } = stream as {
    [Symbol.asyncIterator]?: () => AnyIterator;
    [Symbol.iterator]?: () => AnyIterator;
  };
  return (later ?? now)?.call(stream);
}

export function isNodeStream(stream: unknown): stream is Readable {
  const { read, on, destroy } = (stream ?? {}) as Record<string, unknown>;
  return typeof read === 'function' && typeof on === 'function' && typeof destroy === 'function';
}

function isWebStream(stream: unknown): stream is ReadableStream<Uint8Array> {
  return typeof (stream as { getReader?: unknown } | null)?.getReader === 'function';
}

class WebPieces implements Pieces {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.reader = stream.getReader();
    this.reader.closed.catch(() => undefined);
  }

  async next(): Promise<unknown> {
    const { done, value } = await this.reader.read();
    return done ? undefined : value;
  }

  cancel(): void {
    this.reader.cancel().catch(() => undefined);
  }
}

type AnyIterator = Iterator<unknown, unknown> | AsyncIterator<unknown, unknown>;

class IteratedPieces implements Pieces {
  constructor(private readonly iterator: AnyIterator) {}

  async next(): Promise<unknown> {
    const { done, value } = await this.iterator.next();
    return done === true ? undefined : value;
  }

  cancel(): void {
    // A generator that waits only hears of it when its wait is over; nobody waits for that.
    Promise.resolve()
      .then(() => this.iterator.return?.())
      .catch(() => undefined);
  }
}
