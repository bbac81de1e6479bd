/** Tells a gateway where to connect and how often it may begin a session, asked over REST. */
import { type GatewayInfo, type GatewayInfoSource } from '../gateway';
import { type RestClient } from '../rest';

export class RestGatewayInfo implements GatewayInfoSource {
  constructor(private readonly client: RestClient) {}

  /** https://discord.com/developers/docs/events/gateway#get-gateway-bot */
  async gatewayInfo(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<GatewayInfo> {
    const { url, shards, sessionStartLimit } = await this.client.gateway.getBot(options);
    const { total, remaining, resetAfter, maxConcurrency } = sessionStartLimit;
    return { url, shards, sessionStartLimit: { total, remaining, resetAfterMs: resetAfter, maxConcurrency } };
  }
}
