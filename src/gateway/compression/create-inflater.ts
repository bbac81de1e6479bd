/** Chooses the inflater of a connection. */
import { type Compression } from '../protocol/connect-url';
import { HandleInflater } from './handle-inflater';
import { type Inflater } from './inflater';
import { PlainInflater } from './plain-inflater';
import { WindowInflater } from './window-inflater';

/** The best inflater that this Node has for a compression. */
export function createInflater(compression: Compression): Inflater {
  if (compression === 'none') return new PlainInflater();
  return HandleInflater.isSupported() ? new HandleInflater() : new WindowInflater();
}
