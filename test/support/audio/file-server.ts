/** A web server on this machine that serves one file, well or badly. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface FileServerOptions {
  /** Default true. */
  readonly ranges?: boolean;
  /** Breaks each of the first answers after so many bytes. */
  readonly cutAfter?: readonly number[];
  /** Answers instead of serving the file. */
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Changes with each request when it is a function. */
  readonly etag?: string | (() => string);
}

export interface FileServer {
  readonly url: string;
  /** Ranges that were asked for, `undefined` for the whole. */
  readonly requests: {
    readonly path: string;
    readonly range: string | undefined;
    readonly headers: IncomingMessage['headers'];
  }[];
  /** Connections that are open. */
  readonly connections: () => Promise<number>;
  readonly close: () => Promise<void>;
}

export async function serveFile(file: Buffer, options: FileServerOptions = {}): Promise<FileServer> {
  const { cutAfter = [], etag = '"one"', ranges = true } = options;
  const cuts = [...cutAfter];
  const requests: FileServer['requests'] = [];
  const server: Server = createServer((request, response) => {
    const { range } = request.headers;
    requests.push({ path: request.url ?? '', range, headers: request.headers });
    if (options.answer?.(request, response)) return;
    const tag = typeof etag === 'function' ? etag() : etag;
    const ifRange = request.headers['if-range'];
    const from = ranges && range && (ifRange === undefined || ifRange === tag) ? Number(/\d+/.exec(range)?.[0]) : 0;
    const body = file.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': body.length,
      etag: tag,
      ...(ranges ? { 'accept-ranges': 'bytes' } : {}),
      ...(from > 0 ? { 'content-range': `bytes ${from}-${file.length - 1}/${file.length}` } : {}),
    });
    const cut = cuts.shift();
    if (cut === undefined) response.end(body);
    else response.write(body.subarray(0, cut), () => setTimeout(() => response.destroy(), 20));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    connections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => {
          if (error) reject(error);
          else resolve(count);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
