/** Turns what an author asks for into a compression that this Node can read. */
import { GatewayError } from '../gateway-error';
import { type Compression } from '../protocol/connect-url';
import { ZstdInflater } from './zstd-inflater';

/** A compression, or `best`: the fastest that has been proven. That is zlib-stream for now. */
export type CompressionChoice = Compression | 'best';

const KNOWN: ReadonlySet<string> = new Set<Compression>(['zlib-stream', 'zstd-stream', 'none']);

/** @throws {GatewayError} GATEWAY_INVALID_OPTIONS, GATEWAY_COMPRESSION_UNAVAILABLE. */
export function chooseCompression(choice: CompressionChoice): Compression {
  // zstd is faster where Node has it, but what is the default must have been seen to work at Discord.
  if (choice === 'best') return 'zlib-stream';
  if (!KNOWN.has(choice)) {
    throw new GatewayError({
      code: 'GATEWAY_INVALID_OPTIONS',
      kind: 'invalid-options',
      message: `The compression "${choice}" is not known.`,
      advice: 'use "best", "zlib-stream", "zstd-stream" or "none".',
    });
  }
  if (choice === 'zstd-stream' && !ZstdInflater.isSupported()) {
    throw new GatewayError({
      code: 'GATEWAY_COMPRESSION_UNAVAILABLE',
      kind: 'unavailable-compression',
      message: `Node ${process.versions.node} cannot read zstd-stream.`,
      advice: 'use "best" or "zlib-stream", or Node 22.15 or later, which has zstd.',
      context: { node: process.versions.node },
    });
  }
  return choice;
}
