/**
 * zlib-stream by node's public API alone, and still synchronous.
 *
 * Deflate refers back to at most the last 32 KiB of what it wrote, and Discord flushes after each message, so a message
 * is a run of whole blocks that begins on a byte. It can therefore be inflated on its own, by a decompressor that is
 * handed those 32 KiB as its dictionary. That makes a decompressor for each message, so it is slower than
 * {@link HandleInflater}, but frames keep their order without any waiting.
 */
import { constants, inflateRawSync } from 'node:zlib';
import { type Inflater } from './inflater';
import { FlushMarker } from './flush-marker';
import { corruptStream, MOST_MESSAGE_BYTES } from './stream-error';

const WINDOW_BYTES = 32 * 1024;
const ZLIB_HEADER_BYTES = 2;

export class WindowInflater implements Inflater {
  private readonly marker = new FlushMarker();
  private pieces: Buffer[] = [];
  private piecesBytes = 0;
  private window: Buffer = Buffer.alloc(0);
  private sawHeader = false;
  private failed = false;

  push(chunk: Buffer): Buffer | undefined {
    if (this.failed) throw corruptStream('the inflater has failed or is closed');
    this.pieces.push(chunk);
    this.piecesBytes += chunk.length;
    if (this.piecesBytes > MOST_MESSAGE_BYTES) throw this.fail(`a message is larger than ${MOST_MESSAGE_BYTES} bytes`);
    if (!this.sawHeader && this.piecesBytes >= ZLIB_HEADER_BYTES) this.takeHeader();
    if (!this.marker.ends(chunk)) return undefined;
    const input = this.pieces.length === 1 ? (this.pieces[0] as Buffer) : Buffer.concat(this.pieces);
    this.pieces = [];
    this.piecesBytes = 0;
    return this.inflate(input);
  }

  close(): void {
    this.failed = true;
    this.pieces = [];
    this.window = Buffer.alloc(0);
  }

  private inflate(input: Buffer): Buffer {
    let message: Buffer;
    try {
      message = inflateRawSync(input, {
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: MOST_MESSAGE_BYTES,
        ...(this.window.length > 0 ? { dictionary: this.window } : {}),
      });
    } catch (error) {
      throw this.fail(error instanceof Error ? error.message : 'inflating failed', error);
    }
    this.remember(message);
    return message;
  }

  /** https://www.rfc-editor.org/rfc/rfc1950#page-4 */
  private takeHeader(): void {
    const begun = Buffer.concat(this.pieces);
    const method = begun.readUInt8(0);
    const flags = begun.readUInt8(1);
    const isZlib = (method & 0x0f) === 8 && (method * 256 + flags) % 31 === 0 && (flags & 0x20) === 0;
    if (!isZlib) throw this.fail('it does not begin like a zlib stream');
    this.sawHeader = true;
    this.pieces = [begun.subarray(ZLIB_HEADER_BYTES)];
  }

  private remember(message: Buffer): void {
    if (message.length >= WINDOW_BYTES) {
      this.window = Buffer.from(message.subarray(message.length - WINDOW_BYTES));
      return;
    }
    const kept = this.window.subarray(Math.max(0, this.window.length + message.length - WINDOW_BYTES));
    this.window = Buffer.concat([kept, message]);
  }

  private fail(problem: string, cause?: unknown): Error {
    this.close();
    return corruptStream(problem, cause);
  }
}
