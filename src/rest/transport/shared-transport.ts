/** The transport of clients that bring none. */
import { FirstTransport } from './first-transport';
import { chooseProxy } from './proxy';
import { type Transport } from './transport';
import { UndiciTransport } from './undici-transport';

const shared = new Map<string, Transport>();

/**
 * The transport of every client that is given none: one pool of connections for the process, and one for each proxy that
 * clients go through. Nobody closes them.
 * @throws {RestError} REST_PROXY_INVALID
 */
export function sharedTransport(proxy?: string | false): Transport {
  const choice = chooseProxy(proxy, process.env);
  const key = choice ? `${choice.http} ${choice.https} ${choice.direct}` : '';
  let transport = shared.get(key);
  if (!transport) {
    const undici = new UndiciTransport({ proxy: choice ? proxy : false });
    transport = choice ? undici : new FirstTransport(undici);
    shared.set(key, transport);
  }
  return transport;
}
