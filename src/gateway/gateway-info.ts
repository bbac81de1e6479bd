/**
 * Where the gateway is and how many sessions may be started: the port that a REST client satisfies.
 * https://discord.com/developers/docs/events/gateway#get-gateway-bot
 */
import { abortReason } from '../util';

/** How many sessions a token may still start. */
export interface SessionStartLimit {
  /** Sessions a day. */
  readonly total: number;
  /** Sessions left until the reset. */
  readonly remaining: number;
  /** Milliseconds until `remaining` is `total` again. */
  readonly resetAfterMs: number;
  /** How many shards may identify in the same five seconds. */
  readonly maxConcurrency: number;
}

export interface GatewayInfo {
  /** Address of the gateway, without query: `wss://gateway.discord.gg`. */
  readonly url: string;
  /** How many shards Discord recommends. */
  readonly shards: number;
  readonly sessionStartLimit: SessionStartLimit;
}

/** Port: reads the gateway's address and limits. Not to be cached for long. */
export interface GatewayInfoSource {
  gatewayInfo(options?: { readonly signal?: AbortSignal | undefined }): Promise<GatewayInfo>;
}

/** Tells always the same. For tests, and for programs that learn the address by other means. */
export class StaticGatewayInfoSource implements GatewayInfoSource {
  constructor(private readonly info: GatewayInfo) {}

  gatewayInfo(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<GatewayInfo> {
    if (options.signal?.aborted) return Promise.reject(abortReason(options.signal));
    return Promise.resolve(this.info);
  }
}
