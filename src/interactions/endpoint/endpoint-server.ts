/** A port of this machine on which an endpoint listens: for whoever has no web server, behind one that speaks TLS. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { describeGot } from '../../models';
import { InteractionError } from '../interaction-error';

export interface ListenOptions {
  /** 0: any that is free. */
  readonly port: number;
  /** Default `127.0.0.1`: reached from this machine only, by the proxy that has the certificate. */
  readonly host?: string | undefined;
}

/** Discord’s requests are small and come at once; who takes longer for the head of one is cut off. */
const HEAD_MS = 5_000;
/** Head and body; a body has a limit of its own before that. */
const REQUEST_MS = 10_000;
const CHECK_MS = 1_000;
const MOST_PORT = 65_535;

export class EndpointServer implements AsyncDisposable {
  private closing: Promise<void> | undefined;

  private constructor(
    private readonly server: Server,
    /** Where it is reached on this machine; Discord takes the public address of the proxy before it. */
    readonly url: string,
    readonly port: number,
  ) {}

  /** @param complain told of connections that cannot be taken. @throws {InteractionError} INTERACTION_ENDPOINT_LISTEN when the port cannot be had. @internal */
  static async open(
    listener: RequestListener,
    path: string,
    options: ListenOptions,
    complain: (error: Error) => void,
  ): Promise<EndpointServer> {
    const { port, host = '127.0.0.1' } = options;
    // A text would open a socket of that name in the file system.
    if (!Number.isInteger(port) || port < 0 || port > MOST_PORT) throw noPort(port);
    const server = createServer(
      { headersTimeout: HEAD_MS, requestTimeout: REQUEST_MS, connectionsCheckingInterval: CHECK_MS },
      listener,
    );
    await new Promise<void>((resolve, reject) => {
      const refuse = (cause: NodeJS.ErrnoException): void => {
        reject(cannotListen(port, host, cause));
      };
      server.once('error', refuse);
      server.listen(port, host, () => {
        // A connection that cannot be taken, as when a process has no file left to open, must not end it.
        server.off('error', refuse).on('error', complain);
        resolve();
      });
    });
    const { port: taken } = server.address() as AddressInfo;
    return new EndpointServer(server, `http://${urlHost(host)}:${taken}${path}`, taken);
  }

  /** Takes no more connections; those that carry an answer may finish. */
  retire(): void {
    this.closing ??= new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeIdleConnections();
    });
  }

  /** Closes the port and every connection. */
  async close(): Promise<void> {
    this.retire();
    this.server.closeAllConnections();
    await this.closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function noPort(port: unknown): InteractionError {
  return new InteractionError({
    code: 'INTERACTION_ENDPOINT_LISTEN',
    kind: 'endpoint',
    message: `The HTTP endpoint cannot listen on the port ${describeGot(port)}: ports are whole numbers from 0 to ${MOST_PORT}.`,
    advice: 'write a number, or see what the variable holds that it comes from; port 0 takes any that is free.',
  });
}

function cannotListen(port: number, host: string, cause: NodeJS.ErrnoException): InteractionError {
  return new InteractionError({
    code: 'INTERACTION_ENDPOINT_LISTEN',
    kind: 'endpoint',
    message: `The HTTP endpoint could not listen on ${host}, port ${port}: ${cause.code ?? cause.message}.`,
    advice: 'see whether another program has the port, and whether this one may use it; port 0 takes any that is free.',
    cause,
  });
}
