/** Where a request goes, told by its first line. */
import { type IncomingMessage } from 'node:http';

/** The URL of a request; `undefined` when the line holds none, as in `GET // HTTP/1.1`. */
export function urlOf(request: IncomingMessage): URL | undefined {
  const target = request.url ?? '/';
  return URL.canParse(target, 'http://127.0.0.1') ? new URL(target, 'http://127.0.0.1') : undefined;
}
