/** Chooses the inflater of a connection. */
import { type Compression } from '../protocol/connect-url';
import { HandleInflater } from './handle-inflater';
import { type Inflater } from './inflater';
import { PlainInflater } from './plain-inflater';
import { WindowInflater } from './window-inflater';
import { ZstdInflater } from './zstd-inflater';

/** The best inflater that this Node has for a compression. @throws {GatewayError} for zstd where Node has none. */
export function createInflater(compression: Compression): Inflater {
  switch (compression) {
    case 'none':
      return new PlainInflater();
    case 'zstd-stream':
      return new ZstdInflater();
    case 'zlib-stream':
      return HandleInflater.isSupported() ? new HandleInflater() : new WindowInflater();
  }
}
