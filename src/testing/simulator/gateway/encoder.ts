/**
 * How frames become bytes: as text, through one deflate context that lives as long as the connection (`zlib-stream`),
 * or each deflated by itself (`compress: true` in IDENTIFY).
 * https://discord.com/developers/docs/events/gateway#encoding-and-compression
 */
import { constants, createDeflate, type Deflate, deflateSync } from 'node:zlib';

export interface FrameEncoder {
  encode(text: string): string | Buffer | Promise<Buffer>;
  close(): void;
}

export class PlainEncoder implements FrameEncoder {
  encode(text: string): string {
    return text;
  }

  close(): void {
    return undefined;
  }
}

export class PayloadEncoder implements FrameEncoder {
  encode(text: string): Buffer {
    return deflateSync(text);
  }

  close(): void {
    return undefined;
  }
}

const SYNC_FLUSH_TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff]);

export class ZlibStreamEncoder implements FrameEncoder {
  private readonly deflate: Deflate = createDeflate();
  private chunks: Buffer[] = [];
  private finish: (() => void) | undefined;

  constructor() {
    this.deflate.on('data', (chunk: Buffer) => {
      this.chunks.push(chunk);
      this.finish?.();
    });
    // Closing in the middle of a frame is no news to anybody.
    this.deflate.on('error', () => undefined);
  }

  /** The frames must be encoded one after the other. */
  encode(text: string): Promise<Buffer> {
    return new Promise((resolve) => {
      this.deflate.write(text);
      this.deflate.flush(constants.Z_SYNC_FLUSH, () => {
        // The last bytes may still be on their way to the 'data' listener.
        this.finish = () => {
          const bytes = Buffer.concat(this.chunks);
          if (!bytes.subarray(-SYNC_FLUSH_TAIL.length).equals(SYNC_FLUSH_TAIL)) return;
          this.finish = undefined;
          this.chunks = [];
          resolve(bytes);
        };
        this.finish();
      });
    });
  }

  close(): void {
    this.deflate.destroy();
  }
}
