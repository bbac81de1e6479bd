/** The REST side's door: takes requests in, with sockets and without, lets faults have their say, and sends what the desk answers. */
import { setMaxListeners } from 'node:events';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Logger, sleep } from '../../../util';
import { type RestFault, type RestFaults } from '../faults/rest-faults';
import { type SimulatorLog } from '../log';
import { urlOf } from '../request-url';
import { type World } from '../world/world';
import { readBytes } from './body';
import { Call, flatHeaders, type ServedRequest } from './call';
import { type GatewayFacts } from './context';
import { type DeskOptions, RestDesk } from './desk';
import { type RestExchange, tellExchange } from './exchanges';
import { faultReply, type Reply } from './reply';

export interface RestOptions extends DeskOptions {
  /** How long every request is on its way, in milliseconds. Default 0. */
  readonly latencyMs?: number;
  /** Up to how much longer, each request by chance, in milliseconds. Default 0. */
  readonly jitterMs?: number;
}

interface ServerInit extends RestOptions {
  readonly world: World;
  readonly log: SimulatorLog;
  readonly logger: Logger;
  readonly faults: RestFaults;
  readonly gateway: GatewayFacts;
}

export interface ServedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export class RestServer {
  private readonly desk: RestDesk;
  private readonly stopped = new AbortController();
  private readonly world: World;

  constructor(private readonly init: ServerInit) {
    this.world = init.world;
    // Each request on its way listens.
    setMaxListeners(0, this.stopped.signal);
    this.desk = new RestDesk(init);
  }

  /** How many 401, 403 and 429 were answered in the running ten minutes. */
  get invalidRequests(): number {
    return this.desk.invalidRequests.inWindow;
  }

  /** Nothing that is on its way is processed any more. */
  close(): void {
    this.stopped.abort(new Error('the simulator was closed'));
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = urlOf(request);
    if (!url) {
      response.writeHead(404).end();
      return;
    }
    const upload = /^\/(?:ephemeral-)?attachments\/(\d+)\/(\d+)\/[^/]+$/.exec(url.pathname);
    if (upload) {
      this.serveFile(response, upload[1] ?? '', upload[2] ?? '');
      return;
    }
    const receivedAtMs = this.world.clock.wallMs();
    const bytes = await readBytes(request);
    if (bytes === undefined) return;
    const { method = 'GET' } = request;
    const call = new Call(this.world, { method, url, headers: flatHeaders(request), bytes }, receivedAtMs);
    try {
      await this.travel(call);
      await this.answer(call, request, response);
    } catch (error) {
      // Only closing interrupts a request on its way; anything else is a fault of the simulator and must be seen.
      if (!this.stopped.signal.aborted) {
        this.init.logger.error('the simulator failed to answer', { method, path: call.shownPath, error });
      }
      request.socket.destroy();
    }
  }

  /** The same without a socket. Rejects where a connection would break. */
  async serve({ method, path, headers, body }: ServedRequest): Promise<ServedReply> {
    const url = new URL(path, 'http://in.process');
    const call = new Call(this.world, { method, url, headers, bytes: body }, this.world.clock.wallMs());
    await this.travel(call);
    const { reply, fault } = await this.outcome(call);
    if (fault?.kind === 'hang') await this.untilClosed();
    if (!reply || fault?.kind === 'cut-body') throw new Error('the connection broke');
    if (fault?.kind === 'slow-body') await this.pause(fault.delayMs);
    return { status: reply.status, headers: reply.headers, body: Buffer.from(reply.text, reply.encoding ?? 'utf8') };
  }

  private untilClosed(): Promise<never> {
    const { signal } = this.stopped;
    return new Promise((_, reject) => {
      const end = (): void => {
        reject(signal.reason as Error);
      };
      if (signal.aborted) end();
      else signal.addEventListener('abort', end, { once: true });
    });
  }

  private async travel(call: Call): Promise<void> {
    const { latencyMs = 0, jitterMs = 0, faults } = this.init;
    const link = faults.linkDelayMs(call.who);
    const delayMs = latencyMs + this.world.random() * jitterMs + link;
    if (delayMs > 0) await sleep(this.world.clock, delayMs, { signal: this.stopped.signal, keepAlive: false });
  }

  /** What is answered, and what goes wrong with it. Without a reply the connection hangs or breaks. */
  private async outcome(call: Call): Promise<{ readonly reply?: Reply; readonly fault?: RestFault | undefined }> {
    const fault = this.init.faults.take(call.who);
    if (fault?.kind === 'hang') {
      this.note(call, undefined, 'hung');
      return { fault };
    }
    if (fault?.kind === 'disconnect' && fault.when === 'before') {
      this.note(call, undefined, 'disconnected');
      return { fault };
    }
    const made = fault?.kind === 'respond' ? faultReply(fault) : this.desk.process(call);
    // What takes effect at once is noted at once, so that the log keeps the order of effects.
    const reply = made instanceof Promise ? await made : made;
    this.desk.invalidRequests.note(reply.status, reply.headers);
    if (fault?.kind === 'disconnect') {
      this.note(call, { ...reply, status: 0 }, 'disconnected');
      return { fault };
    }
    this.note(call, reply, 'answered');
    tellExchange(() => exchangeOf(call, reply, fault?.kind === 'respond'));
    if (fault?.kind === 'respond' && fault.delayMs > 0) await this.pause(fault.delayMs);
    return { reply, fault };
  }

  private async answer(call: Call, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { reply, fault } = await this.outcome(call);
    if (!reply) {
      if (fault?.kind !== 'hang') request.socket.destroy();
      return;
    }
    const date = new Date(this.world.clock.wallMs()).toUTCString();
    response.writeHead(reply.status, { date, ...reply.headers });
    if (fault?.kind === 'slow-body') {
      response.write(reply.text.slice(0, Math.ceil(reply.text.length / 2)));
      await this.pause(fault.delayMs);
      response.end(reply.text.slice(Math.ceil(reply.text.length / 2)));
    } else if (fault?.kind === 'cut-body') {
      // Half of the body has to be out before the connection breaks.
      const half = reply.text.slice(0, Math.ceil(reply.text.length / 2));
      await new Promise((resolve) => response.write(half, resolve));
      request.socket.resetAndDestroy();
    } else {
      response.end(reply.text, reply.encoding ?? 'utf8');
    }
  }

  private async pause(delayMs: number): Promise<void> {
    await sleep(this.world.clock, delayMs, { signal: this.stopped.signal, keepAlive: false });
  }

  private note(call: Call, reply: Reply | undefined, outcome: 'answered' | 'hung' | 'disconnected'): void {
    this.init.log.push({
      kind: 'request',
      ...call.who,
      path: call.shownPath,
      query: call.shownQuery,
      headers: call.shownHeaders,
      ...call.shown,
      status: reply?.status ?? 0,
      errorCode: reply?.errorCode,
      outcome,
      receivedAtMs: call.receivedAtMs,
    });
  }

  /** @param placeId the channel that a file was sent to, or the application that it was uploaded for. */
  private serveFile(response: ServerResponse, placeId: string, attachmentId: string): void {
    const uploaded = this.world.applications.get(placeId)?.uploads.get(attachmentId);
    if (uploaded) {
      response.writeHead(200, { 'content-type': uploaded.contentType }).end(uploaded.bytes);
      return;
    }
    const seenByOne = [...this.world.ephemerals.values()].filter((message) => message.channel.id === placeId);
    for (const message of [...(this.world.channels.get(placeId)?.messages.values() ?? []), ...seenByOne]) {
      const file = message.files.find(({ attachment }) => attachment.id === attachmentId);
      if (!file) continue;
      response.writeHead(200, { 'content-type': file.attachment.content_type ?? 'application/octet-stream' });
      response.end(file.bytes);
      return;
    }
    response.writeHead(404).end();
  }
}

function exchangeOf(call: Call, reply: Reply, isFault: boolean): RestExchange {
  const { body, files } = call.shown;
  return {
    method: call.method,
    template: reply.template,
    path: call.path,
    userAgent: call.headers['user-agent'] ?? '',
    query: call.shownQuery,
    body,
    fileFields: files.map((file) => file.field),
    status: reply.status,
    reply: reply.text,
    isJson: reply.headers['content-type'] === 'application/json',
    isFault,
  };
}
