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
  const gathering = new BodyGathering(maxBytes);
  let timer: { cancel(): void } | undefined;
  const late = new Promise<'slow-body'>((resolve) => {
    timer = clock.setTimer(
      limitMs,
      () => {
        resolve('slow-body');
      },
      { keepAlive: false },
    );
  });
  try {
    for (;;) {
      const read = await Promise.race([reader.read(), late]);
      if (read === 'slow-body') return stop(reader, read);
      if (read.done) return gathering.whole();
      if (!gathering.take(read.value)) return stop(reader, 'too-large');
    }
  } catch {
    return 'cut-body';
  } finally {
    timer?.cancel();
  }
}

function stop(reader: ReadableStreamDefaultReader<Uint8Array>, refusal: BodyRefusal): BodyRefusal {
  // Whoever sends the rest is told that nobody reads it; how that goes does not matter.
  reader.cancel().catch(() => undefined);
  return refusal;
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
