/**
 * The transport over node's own http, which a gateway's socket needs anyway and which is there sooner than undici. It opens a
 * connection for each request, so it is not for many: see first-transport.ts.
 */
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline, Readable } from 'node:stream';
import { type Cancellation } from './cancellation';
import { describeFailure } from './describe-failure';
import { TransportFailure } from './transport-failure';
import { type ResponseHeaders, type Transport, type TransportRequest, type TransportResponse } from './transport';

export class NodeTransport implements Transport {
  private readonly underWay = new Set<ClientRequest>();
  private closed = false;

  send(request: TransportRequest, cancellation?: Cancellation): Promise<TransportResponse> {
    if (cancellation?.reason) return Promise.reject(cancellation.reason);
    if (this.closed) return Promise.reject(new TransportFailure('the transport was closed', false));
    return new Promise((resolve, reject) => {
      const { url, method, headers, body } = request;
      const isSecure = url.startsWith('https:');
      const sending = (isSecure ? requestHttps : requestHttp)(url, { method, headers, agent: false });
      this.underWay.add(sending);
      let mayHaveLeft = false;
      const fail = (error: Error): void => {
        reject(new TransportFailure(describeFailure(error), mayHaveLeft, error));
      };
      cancellation?.onCancel((reason) => {
        reject(reason);
        sending.destroy();
      });
      sending.on('socket', (socket) => {
        // What was written before waits for this.
        socket.once(isSecure ? 'secureConnect' : 'connect', () => (mayHaveLeft = true));
      });
      sending.on('response', (response) => {
        response.on('error', fail);
        read(response, resolve);
      });
      sending.on('error', fail);
      sending.on('close', () => {
        this.underWay.delete(sending);
      });
      if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) sending.end(body);
      else {
        pipeline(Readable.from(body), sending, (error) => {
          if (error) fail(error);
        });
      }
    });
  }

  close(): Promise<void> {
    this.closed = true;
    for (const sending of this.underWay) sending.destroy(new Error('the transport was closed'));
    return Promise.resolve();
  }
}

function read(response: IncomingMessage, resolve: (response: TransportResponse) => void): void {
  const pieces: Buffer[] = [];
  response.on('data', (piece: Buffer) => pieces.push(piece));
  response.on('end', () => {
    resolve({ status: response.statusCode ?? 0, headers: headersOf(response), body: Buffer.concat(pieces) });
  });
}

function headersOf({ headersDistinct }: IncomingMessage): ResponseHeaders {
  const headers: Record<string, string | readonly string[] | undefined> = {};
  for (const name in headersDistinct) {
    const values = headersDistinct[name];
    headers[name] = values?.length === 1 ? values[0] : values;
  }
  return headers;
}
