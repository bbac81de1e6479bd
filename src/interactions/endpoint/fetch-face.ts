/** The endpoint as a function of the Web’s own Request and Response, which every framework of today takes. */
import { asError, type Clock } from '../../util';
import { BodyGathering, isLengthOver } from './body-gathering';
import { type BodyLimits, type BodyRefusal, type EndpointReply, type EndpointRequest } from './exchange';

export function webRequest(request: Request, clock: Clock): EndpointRequest {
  return {
    method: request.method,
    path: new URL(request.url).pathname,
    header: (name) => request.headers.get(name) ?? undefined,
    body: (limits) => readBody(request, limits, clock),
    onGone: (hear) => {
      if (request.signal.aborted) hear();
      else request.signal.addEventListener('abort', hear, { once: true });
    },
  };
}

async function readBody(request: Request, limits: BodyLimits, clock: Clock): Promise<Buffer | BodyRefusal> {
  const { maxBytes, limitMs } = limits;
  if (isLengthOver(request.headers.get('content-length') ?? undefined, maxBytes)) return 'too-large';
  // Something else reads it, or has.
  if (request.bodyUsed || request.body?.locked === true) return 'cut-body';
  if (!request.body) return Buffer.alloc(0);
  const reader = (request.body as ReadableStream<Uint8Array>).getReader();
  const given: { up?: BodyRefusal } = {};
  const giveUpFor = (why: BodyRefusal) => (): void => {
    given.up = why;
    giveUp(reader);
  };
  const gathering = new BodyGathering(limits, giveUpFor('busy'));
  const timer = clock.setTimer(limitMs, giveUpFor('slow-body'), { keepAlive: false });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      // Who is given up has said nothing more.
      if (done) return given.up ?? gathering.whole();
      if (gathering.take(value)) continue;
      giveUp(reader);
      return 'too-large';
    }
  } catch {
    return 'cut-body';
  } finally {
    timer.cancel();
    gathering.end();
  }
}

/** Whoever sends the rest is told that nobody reads it; how that goes does not matter. */
function giveUp(reader: ReadableStreamDefaultReader<Uint8Array>): void {
  reader.cancel().catch(() => undefined);
}

/** The answer counts as out when its body was read, or, without files, when it is handed over. */
export function webResponse({ status, headers, content, sent }: EndpointReply): Response {
  if (content === undefined || typeof content === 'string') {
    const response = new Response(content ?? null, { status, headers });
    sent?.();
    return response;
  }
  const chunks = content[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await chunks.next();
        if (!next.done) {
          controller.enqueue(next.value);
          return;
        }
        controller.close();
        sent?.();
      } catch (error) {
        controller.error(error);
        sent?.(asError(error));
      }
    },
    async cancel() {
      await chunks.return(undefined);
      sent?.(new Error('the response was not read to its end'));
    },
  });
  return new Response(body, { status, headers });
}
