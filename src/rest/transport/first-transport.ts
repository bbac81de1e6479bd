/**
 * What a process begins with: its first request, which for a bot asks where the gateway is, does not wait until undici is
 * loaded and has opened a connection. Everything after goes through undici. A bot is ready a tenth sooner.
 */
import { type Cancellation } from './cancellation';
import { NodeTransport } from './node-transport';
import { type Transport, type TransportRequest, type TransportResponse } from './transport';

export class FirstTransport implements Transport {
  private isFirst = true;

  /**
   * @param usual takes every request but the first, and the first where it has a body.
   * @param first takes the first.
   */
  constructor(
    private readonly usual: Transport,
    private readonly first: Transport = new NodeTransport(),
  ) {}

  send(request: TransportRequest, cancellation?: Cancellation): Promise<TransportResponse> {
    const { isFirst } = this;
    this.isFirst = false;
    return (isFirst && request.body === undefined ? this.first : this.usual).send(request, cancellation);
  }

  async close(): Promise<void> {
    this.isFirst = false;
    await Promise.all([this.usual.close(), this.first.close()]);
  }
}
