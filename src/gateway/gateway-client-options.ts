/** What a gateway client is told when it is made. */
import { type Clock, type Logger } from '../util';
import { type GatewayPresence } from './commands/update-presence';
import { type CompressionChoice } from './compression/choose-compression';
import { type ShardDeadlines } from './deadlines';
import { type DispatchSink } from './dispatch-sink';
import { type GatewayError } from './gateway-error';
import { type GatewayInfoSource } from './gateway-info';
import { type BudgetStore } from './identify/budget-store';
import { type IdentifyQueue } from './identify/identify-queue';
import { type SessionStore } from './session/session-store';
import { type ShardChoice } from './shards/shard-count';
import { type ShardOrchestrator } from './shards/shard-orchestrator';
import { type SocketFactory } from './socket/socket';

export interface GatewayClientOptions {
  readonly token: string;
  /** Bits of the intents, or a function that tells them when the client starts. */
  readonly intents: number | (() => number);
  readonly info: GatewayInfoSource;
  readonly sink: DispatchSink;
  /** Names the client in diagnostics. */
  readonly name?: string | undefined;
  /**
   * Of the whole bot. Default `auto`: as many as Discord recommends at the start, and more when it refuses that many.
   * An orchestrator that runs only some of them here needs a number.
   */
  readonly shards?: ShardChoice | undefined;
  /** Shown from the first moment. */
  readonly presence?: GatewayPresence | undefined;
  /** Default `best`. */
  readonly compression?: CompressionChoice | undefined;
  /** From how many members on a guild's offline members are left out, 50 to 250. */
  readonly largeThreshold?: number | undefined;
  readonly orchestrator?: ShardOrchestrator | undefined;
  readonly identifyQueue?: IdentifyQueue | undefined;
  /** Default: in memory, for this client alone. */
  readonly sessionStore?: SessionStore | undefined;
  /** Default: in memory, for this client alone. */
  readonly budgetStore?: BudgetStore | undefined;
  readonly sockets?: SocketFactory | undefined;
  readonly clock?: Clock | undefined;
  /** Numbers in [0, 1). */
  readonly random?: (() => number) | undefined;
  readonly logger?: Logger | undefined;
  readonly limits?: Partial<ShardDeadlines> | undefined;
  /**
   * Called when the client is lost because a shard ended for good, before the other shards are closed; they are closed when
   * what it returns has settled. It has to have a limit of its own.
   */
  readonly onLost?: ((error: GatewayError) => Promise<void>) | undefined;
}
