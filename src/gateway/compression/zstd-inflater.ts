/**
 * zstd-stream through the native handle of a node:zlib ZstdDecompress, which Node has from 22.15 on.
 *
 * One zstd stream runs through a connection and is flushed after each message. Nothing in the stream marks the end of a
 * message, so each WebSocket message is a whole one.
 * https://discord.com/developers/docs/events/gateway#zstdstream
 */
import * as zlib from 'node:zlib';
import { type Inflater } from './inflater';
import { corruptStream } from './stream-error';
import { StreamHandle } from './stream-handle';
import { passesTrial } from './trial';

/** What node:zlib has besides what older versions have. */
interface WithZstd {
  readonly createZstdDecompress?: () => { close(): void };
  readonly zstdCompressSync?: (text: string) => Buffer;
}

const { createZstdDecompress, zstdCompressSync } = zlib as WithZstd;

/** `ZSTD_e_continue`; decompressing, it has no other meaning than to go on. */
const CONTINUE = 0;

let supported: boolean | undefined;

export class ZstdInflater implements Inflater {
  private readonly handle: StreamHandle;

  /** @throws {GatewayError} GATEWAY_CORRUPT_STREAM where Node has no zstd. */
  constructor() {
    if (!createZstdDecompress) throw corruptStream('this Node has no zstd');
    this.handle = new StreamHandle(createZstdDecompress(), CONTINUE);
  }

  /** Whether this Node has zstd, with a handle that does what is expected of it. Tried once a process. */
  static isSupported(): boolean {
    supported ??= zstdCompressSync !== undefined && passesTrial(() => new ZstdInflater(), zstdCompressSync);
    return supported;
  }

  push(chunk: Buffer): Buffer {
    this.handle.inflate(chunk);
    return this.handle.take();
  }

  close(): void {
    this.handle.close();
  }
}
