/** What a shard is made of, all of it handed in. */
import { type Clock, type Logger } from '../util';
import { type GatewayPresence } from './commands/update-presence';
import { type ShardDeadlines } from './deadlines';
import { type DispatchSink } from './dispatch-sink';
import { type Compression } from './protocol/connect-url';
import { type SessionStore } from './session/session-store';
import { type SocketFactory } from './socket/socket';

/** What a shard is made of. A {@link GatewayClient} makes them. */
export interface ShardOptions {
  readonly id: number;
  readonly count: number;
  /** Named in diagnostics. */
  readonly bot?: string | undefined;
  /** Tells the token; a function, so that printing a shard does not print it. */
  readonly token: () => string;
  /** Tells the bits of the intents; they are known when the shard starts. */
  readonly intents: () => number;
  readonly sink: DispatchSink;
  /** The address for new sessions; known when the shard starts. */
  readonly gatewayUrl: () => string;
  /** Resolves when the shard may send IDENTIFY, which is counted then. */
  readonly permit: (shardId: number, signal: AbortSignal) => Promise<void>;
  readonly compression: Compression;
  readonly largeThreshold?: number | undefined;
  readonly presence?: GatewayPresence | undefined;
  readonly sessionStore: SessionStore;
  readonly sessionKey: string;
  readonly sockets: SocketFactory;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly limits: ShardDeadlines;
}
