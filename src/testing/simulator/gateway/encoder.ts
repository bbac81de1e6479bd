/**
 * How frames become bytes: as text, through one context that lives as long as the connection (`zlib-stream`,
 * `zstd-stream`), or each deflated by itself (`compress: true` in IDENTIFY).
 * https://discord.com/developers/docs/events/gateway#encoding-and-compression
 */
import { type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { SyncDeflate } from './sync-deflate';

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
    return zlib.deflateSync(text);
  }

  close(): void {
    return undefined;
  }
}

/** A stream of zlib: all of them can be asked to put out what they have. */
type FlushingStream = Transform & { flush(kind: number, callback: () => void): void };

/** One context for all frames; each ends where it can be decoded without what follows. */
export class StreamEncoder implements FrameEncoder {
  private chunks: Buffer[] = [];

  constructor(
    private readonly stream: FlushingStream,
    private readonly flushKind: number,
  ) {
    stream.on('readable', () => {
      this.take();
    });
    // Closing in the middle of a frame is no news to anybody.
    stream.on('error', () => undefined);
  }

  /** The frames must be encoded one after the other. */
  encode(text: string): Promise<Buffer> {
    return new Promise((resolve) => {
      this.stream.write(text);
      this.stream.flush(this.flushKind, () => {
        this.take();
        const bytes = Buffer.concat(this.chunks);
        this.chunks = [];
        resolve(bytes);
      });
    });
  }

  close(): void {
    this.stream.destroy();
  }

  private take(): void {
    for (;;) {
      const chunk = this.stream.read() as Buffer | null;
      if (chunk === null) return;
      this.chunks.push(chunk);
    }
  }
}

/** One deflate context, in step where this Node allows it. */
export function zlibStream(): SyncDeflate | StreamEncoder {
  return SyncDeflate.open() ?? new StreamEncoder(zlib.createDeflate(), zlib.constants.Z_SYNC_FLUSH);
}

/** What Node 22.15 and later have of zstd. */
interface ZstdParts {
  readonly createZstdCompress?: () => FlushingStream;
  readonly constants: { readonly ZSTD_e_flush?: number };
}

const { createZstdCompress, constants } = zlib as unknown as ZstdParts;

/** Encoders by what `compress` in the address asks for. `zstd-stream` is among them where Node has it. */
export const STREAM_ENCODERS: ReadonlyMap<unknown, () => FrameEncoder> = new Map<unknown, () => FrameEncoder>([
  ['zlib-stream', zlibStream],
  ...(createZstdCompress && constants.ZSTD_e_flush !== undefined
    ? ([['zstd-stream', () => new StreamEncoder(createZstdCompress(), constants.ZSTD_e_flush ?? 1)]] as const)
    : []),
]);
