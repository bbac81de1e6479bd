/** The endpoint as a listener of node:http, and of whatever calls one: Express, Connect, Fastify’s raw requests. */
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { asError, type Clock } from '../../util';
import { BodyGathering, isLengthOver } from './body-gathering';
import { type BodyLimits, type BodyRefusal, type EndpointReply, type EndpointRequest } from './exchange';

/** How long the rest of a refused body is read and thrown away, so that whoever sends it gets to read the answer. */
const LINGER_MS = 1_000;

export function nodeRequest(request: IncomingMessage, response: ServerResponse, clock: Clock): EndpointRequest {
  const [path = '/'] = (request.url ?? '/').split('?', 1);
  return {
    method: request.method ?? 'GET',
    path,
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
    body: (limits) => readBody(request, limits, clock),
    onGone: (hear) => {
      response.once('close', () => {
        if (!response.writableFinished) hear();
      });
    },
  };
}

function readBody(request: IncomingMessage, limits: BodyLimits, clock: Clock): Promise<Buffer | BodyRefusal> {
  const { maxBytes, limitMs } = limits;
  if (isLengthOver(request.headers['content-length'], maxBytes)) return Promise.resolve('too-large');
  if (request.destroyed || request.readableEnded) return Promise.resolve('cut-body');
  return new Promise((resolve) => {
    const end = (outcome: Buffer | BodyRefusal): void => {
      timer.cancel();
      gathering.end();
      request.off('data', onData).off('end', onEnd).off('close', onCut).off('error', onCut);
      // Without listeners what is left would be held until somebody asks for it.
      request.resume();
      request.on('error', ignore);
      resolve(outcome);
    };
    const onData = (chunk: Buffer): void => {
      if (!gathering.take(chunk)) end('too-large');
    };
    const onEnd = (): void => {
      end(gathering.whole());
    };
    const onCut = (): void => {
      end('cut-body');
    };
    const late = (): void => {
      end('slow-body');
    };
    const timer = clock.setTimer(limitMs, late, { keepAlive: false });
    const gathering = new BodyGathering(limits, () => {
      end('busy');
    });
    request.on('data', onData).on('end', onEnd).on('close', onCut).on('error', onCut);
  });
}

function ignore(): void {
  // A connection that breaks after its answer is none of anybody's business.
}

export async function writeNodeReply(
  reply: EndpointReply,
  request: IncomingMessage,
  response: ServerResponse,
  clock: Clock,
): Promise<void> {
  const { status, headers, content, sent } = reply;
  if (!request.complete) giveUpLater(request, response, clock);
  const out = whenOut(response);
  try {
    response.writeHead(status, headers);
    if (content !== undefined && typeof content !== 'string') await writeChunks(response, content);
    else response.end(content);
    await out;
    sent?.();
  } catch (error) {
    // Half an answer must not be taken for a whole one.
    response.destroy();
    sent?.(asError(error));
  }
}

async function writeChunks(response: ServerResponse, content: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of content) {
    if (response.destroyed) throw new Error('the connection was closed');
    if (!response.write(chunk)) await drained(response);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}

/** Resolves when everything was handed to the system; rejects when the connection ended before. */
function whenOut(response: ServerResponse): Promise<void> {
  const out = new Promise<void>((resolve, reject) => {
    response.once('finish', resolve);
    const cut = (): void => {
      if (!response.writableFinished) reject(new Error('the connection was closed'));
    };
    response.once('close', cut);
    response.once('error', reject);
    if (response.destroyed) cut();
  });
  // Who writes may fail before it asks.
  out.catch(ignore);
  return out;
}

/** Whoever goes on sending a body that is refused is cut off after a moment. */
function giveUpLater(request: IncomingMessage, response: ServerResponse, clock: Clock): void {
  request.resume();
  response.once('finish', () => {
    const cut = (): void => {
      if (!request.complete) request.destroy();
    };
    const timer = clock.setTimer(LINGER_MS, cut, { keepAlive: false });
    request.once('close', () => {
      timer.cancel();
    });
  });
}
