/** Takes interactions and webhook events over HTTP, by any of three faces: a Web function, a listener of node:http, a port. */
import { type KeyObject } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { type InteractionCreateEvent } from '../../models';
import { asError } from '../../util';
import { type Answers } from '../answers/answers';
import { EndpointDesk, type EndpointGroup } from './endpoint-desk';
import { type EndpointHealth } from './endpoint-health';
import { type EndpointOptions } from './endpoint-options';
import { EndpointServer, type ListenOptions } from './endpoint-server';
import { webRequest, webResponse } from './fetch-face';
import { nodeRequest, writeNodeReply } from './node-face';

export class HttpEndpoint implements AsyncDisposable {
  private readonly desk: EndpointDesk;
  private readonly servers = new Set<EndpointServer>();
  /** How often it was closed. */
  private closings = 0;

  /** Groups make theirs; it is `group.endpoint`. @param key as `importPublicKey` makes it. */
  constructor(
    key: KeyObject,
    private readonly options: EndpointOptions,
    private readonly group: EndpointGroup,
  ) {
    this.desk = new EndpointDesk(key, options, group);
  }

  /**
   * Answers one request, for frameworks that know the Web’s Request and Response. The request must be whole: a body that
   * something has parsed before can no longer be verified. Never rejects.
   */
  readonly fetch = async (request: Request): Promise<Response> => {
    return webResponse(await this.desk.answer(webRequest(request, this.group.clock)));
  };

  /** Answers one request of node:http: `createServer(group.endpoint.listener)`, `app.post('/interactions', group.endpoint.listener)`. */
  readonly listener = (request: IncomingMessage, response: ServerResponse): void => {
    void this.serve(request, response);
  };

  /**
   * Opens a port for it. Discord takes `https:` addresses only, so something that has a certificate stands before it.
   * @throws {InteractionError} INTERACTION_ENDPOINT_LISTEN when the port cannot be had.
   */
  async listen(options: ListenOptions): Promise<EndpointServer> {
    const { closings } = this;
    const server = await EndpointServer.open(this.listener, this.options.path ?? '/', options, (error) => {
      this.group.logger.warn('the HTTP endpoint could not take a connection', { error: error.message });
    });
    this.servers.add(server);
    // Closed meanwhile: nobody would close this one.
    if (closings !== this.closings) await server.close();
    return server;
  }

  /** Where its ports are reached on this machine. */
  get urls(): readonly string[] {
    return [...this.servers].map(({ url }) => url);
  }

  /** What came, what was answered, and what was refused and why. */
  health(): EndpointHealth {
    return this.desk.counts.read();
  }

  /** The way back of an interaction that came here. @internal */
  answersOf(event: InteractionCreateEvent): Answers | undefined {
    return this.desk.answersOf(event);
  }

  /** Ports take no more connections; what is under way goes on. @internal */
  retire(): void {
    for (const server of this.servers) server.retire();
  }

  /** Closes the ports that it opened; the group’s stop does so too. */
  async close(): Promise<void> {
    this.closings += 1;
    await Promise.all([...this.servers].map((server) => server.close()));
    this.servers.clear();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  [inspect.custom](): string {
    const { received, open } = this.health();
    return `HttpEndpoint(${received} received, ${open} open)`;
  }

  toJSON(): EndpointHealth {
    return this.health();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { clock, logger } = this.group;
    try {
      const reply = await this.desk.answer(nodeRequest(request, response, clock));
      await writeNodeReply(reply, request, response, clock);
    } catch (error) {
      logger.warn('the HTTP endpoint could not answer', { error: asError(error).message });
      response.destroy();
    }
  }
}
