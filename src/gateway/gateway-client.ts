/** A bot's side of the gateway: reads the address and the limits, brings the shards up, and speaks through them. */
import { inspect } from 'node:util';
import { type ChannelId, type GuildId, type ViewRequests } from '../models';
import {
  abortReason,
  asError,
  type Clock,
  deferred,
  type Logger,
  nullLogger,
  systemClock,
  type Timer,
  untilAborted,
  withLimit,
} from '../util';
import { encodeCommand } from './commands/command';
import { type CommandWait } from './commands/command-queue';
import { type GatewayPresence, updatePresenceCommand } from './commands/update-presence';
import { type VoiceFlags } from './commands/update-voice-state';
import { checkOptions, intentsTeller } from './check-options';
import {
  clientAlreadyStarted,
  clientClosed,
  clientNotStarted,
  clientStartAborted,
  infoUnavailable,
  startFailed,
} from './client-errors';
import { chooseCompression } from './compression/choose-compression';
import { DEFAULT_DEADLINES, type ShardDeadlines } from './deadlines';
import { type GatewayClientOptions } from './gateway-client-options';
import { GatewayError } from './gateway-error';
import { type GatewayInfo, type GatewayInfoSource } from './gateway-info';
import { type GatewayHealth } from './health/health';
import { judgeClient } from './health/judge-client';
import { type BudgetStore } from './identify/budget-store';
import { type BudgetNeed, IdentifyBudget } from './identify/identify-budget';
import { type IdentifyQueue } from './identify/identify-queue';
import { MemoryBudgetStore } from './identify/memory-budget-store';
import { MemoryIdentifyQueue } from './identify/memory-identify-queue';
import { GatewayRequests } from './requests/gateway-requests';
import { RequestSink } from './requests/request-sink';
import { MemorySessionStore } from './session/memory-session-store';
import { sessionKey } from './session/session-key';
import { type SessionStore, type StoredSession } from './session/session-store';
import { Shard } from './shard';
import { LocalOrchestrator } from './shards/local-orchestrator';
import { shardIdOf } from './shards/plan';
import { firstCount, type ShardChoice } from './shards/shard-count';
import { ShardFleet } from './shards/shard-fleet';
import { type SocketFactory } from './socket/socket';
import { WsSocketFactory } from './socket/ws-socket';

/** How much longer an orchestrator may take to close its shards than the slowest of them. */
const ORCHESTRATOR_MS = 5_000;

/** The gateway of one bot: all its shards that run in this process. */
export class GatewayClient implements AsyncDisposable {
  /**
   * Settles when the client has stopped for good: `undefined` after {@link close}, the error after a fatal close or a
   * start that failed. Never rejects.
   */
  readonly closed: Promise<GatewayError | undefined>;

  private readonly tellIntents: () => number;
  /** As they were when the client started: what changes later holds for the next client. */
  private startedIntents: number | undefined;
  private readonly choice: ShardChoice;
  private readonly limits: ShardDeadlines;
  private readonly source: GatewayInfoSource;
  /** Made when somebody asks something, which most bots never do. */
  private asking: GatewayRequests | undefined;
  private readonly random: () => number;
  private readonly clock: Clock;
  private readonly logger: Logger;
  private readonly fleet: ShardFleet;
  private readonly sessionStore: SessionStore;
  private readonly budgetStore: BudgetStore;
  private readonly key: string;
  private readonly sockets: SocketFactory;
  private readonly end = deferred<GatewayError | undefined>();
  /** Aborts when the client ends. */
  private readonly life = new AbortController();
  private presence: GatewayPresence | undefined;
  private identifyQueue: IdentifyQueue | undefined;
  private budget: IdentifyBudget | undefined;
  private info: GatewayInfo | undefined;
  private isStarted = false;
  private closing: Promise<void> | undefined;

  /** @throws {GatewayError} `invalid-options`, `unavailable-compression`; for the presence `payload-too-large`, `invalid-command`. */
  constructor(options: GatewayClientOptions) {
    checkOptions(options);
    // The options are not kept: they hold the token, and a client may be printed.
    const { token } = options;
    this.tellIntents = intentsTeller(options.intents);
    this.choice = options.shards ?? 'auto';
    this.limits = { ...DEFAULT_DEADLINES, ...options.limits };
    this.source = options.info;
    this.clock = options.clock ?? systemClock;
    this.logger = options.logger ?? nullLogger;
    this.identifyQueue = options.identifyQueue;
    this.sessionStore = options.sessionStore ?? new MemorySessionStore();
    this.budgetStore = options.budgetStore ?? new MemoryBudgetStore();
    this.key = sessionKey(token);
    this.sockets = options.sockets ?? new WsSocketFactory();
    this.presence = options.presence;
    this.closed = this.end.promise;

    this.random = options.random ?? Math.random;
    const { random } = this;
    const common = {
      bot: options.name,
      token: () => token,
      intents: () => this.intents,
      sink: new RequestSink(options.sink, () => this.asking),
      gatewayUrl: () => this.info?.url ?? '',
      permit: (shardId: number, signal: AbortSignal) => this.permit(shardId, signal),
      compression: chooseCompression(options.compression ?? 'best'),
      largeThreshold: options.largeThreshold,
      sessionStore: this.sessionStore,
      sessionKey: this.key,
      sockets: this.sockets,
      clock: this.clock,
      random,
      logger: this.logger,
      limits: this.limits,
    } as const;
    this.fleet = new ShardFleet(
      {
        choice: this.choice,
        orchestrator: options.orchestrator ?? new LocalOrchestrator(),
        clock: this.clock,
        logger: this.logger,
        closeLimitMs: this.limits.closeMs + this.limits.storeMs + ORCHESTRATOR_MS,
        makeShard: (id, count) => new Shard({ ...common, id, count, presence: this.presence }),
        readInfo: (signal) => this.readInfo(signal),
        followed: () => this.asking?.shardsFollowed(),
        maxConcurrency: () => this.info?.sessionStartLimit.maxConcurrency ?? 1,
        lost: (error) => {
          const { onLost } = options;
          if (onLost) this.closing ??= this.lose(error, onLost);
          else void this.stop({ resumable: false, error });
        },
      },
      this.life.signal,
    );
  }

  /** The shards that run in this process; none before the start, and others when Discord asks for more of them. */
  get shards(): readonly Shard[] {
    return this.fleet.shards;
  }

  /** What can only be asked through the gateway: members, sounds, channel information. With Discord's own records. */
  get requests(): ViewRequests {
    this.asking ??= this.makeRequests();
    return this.asking;
  }

  /** Bits of the intents. */
  get intents(): number {
    return this.startedIntents ?? this.tellIntents();
  }

  /** Of shard 0, or of the first that runs here. */
  get sessionId(): string | undefined {
    return this.shards[0]?.sessionId;
  }

  /** Heartbeat round trip of shard 0, or of the first that runs here, in milliseconds. */
  get latencyMs(): number | undefined {
    return this.shards[0]?.latencyMs;
  }

  /**
   * Resolves when every shard is READY or RESUMED. A client starts once; when its start fails it has stopped for good.
   * @throws {GatewayError} `fatal-close`, `budget`, `gateway-info`, `deadline`, `aborted`, `closed`, `already-started`.
   */
  async start(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    if (this.isStarted) {
      throw clientAlreadyStarted();
    }
    this.isStarted = true;
    if (this.closing) throw clientClosed();
    const { signal } = options;
    const either = signal ? AbortSignal.any([signal, this.life.signal]) : this.life.signal;
    try {
      this.startedIntents = this.tellIntents();
      const info = await this.readInfo(either);
      const { maxConcurrency } = info.sessionStartLimit;
      this.identifyQueue ??= new MemoryIdentifyQueue({ maxConcurrency, clock: this.clock });
      const count = firstCount(this.choice, info, await this.resumableSession());
      if (info.shards > count) {
        this.logger.info('Discord recommends more shards', { recommended: info.shards, running: count });
      }
      await this.fleet.start(count, either);
    } catch (thrown) {
      const error = this.startError(thrown, signal);
      await this.stop({ resumable: true, error });
      throw error;
    }
  }

  /**
   * Ends all shards. By default the sessions end too and the bot goes offline at once; `resumable` keeps them and stores
   * them, for the next start. Never rejects.
   */
  async close(options: { readonly resumable?: boolean | undefined } = {}): Promise<void> {
    await this.stop({ resumable: options.resumable ?? false, error: undefined });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /**
   * The shard that serves a guild; guild 0 stands for direct messages. Do not keep it: Discord may ask for more shards.
   * Source: https://discord.com/developers/docs/events/gateway#sharding
   * @throws {GatewayError} `invalid-guild-id`; `not-started` before the start; `unknown-shard` when it does not run in this process.
   */
  gatewayFor(guildId: GuildId | 0): Shard {
    const { count = 1, shards } = this.fleet;
    const id = shardIdOf(guildId, count);
    if (this.fleet.count === undefined) throw clientNotStarted();
    const shard = shards[id];
    if (shard?.id === id) return shard;
    const elsewhere = shards.find((candidate) => candidate.id === id);
    if (elsewhere) return elsewhere;
    throw new GatewayError({
      code: 'GATEWAY_UNKNOWN_SHARD',
      kind: 'unknown-shard',
      message: `Guild ${String(guildId)} is served by shard ${id} of ${count}, which does not run in this process.`,
      context: { guildId, shardId: id },
    });
  }

  /** Shows another presence in every guild, now and in later sessions. Throws like {@link Shard.send}. */
  async updatePresence(presence: GatewayPresence, options: CommandWait = {}): Promise<void> {
    encodeCommand(updatePresenceCommand(presence));
    this.presence = presence;
    await Promise.all(this.shards.map((shard) => shard.updatePresence(presence, options)));
  }

  /** {@link Shard.changeVoiceState} of the guild's shard. */
  async changeVoiceState(
    guildId: GuildId,
    channelId: ChannelId | 0 | null | undefined,
    flags: VoiceFlags = {},
    options: CommandWait = {},
  ): Promise<void> {
    await this.gatewayFor(guildId).changeVoiceState(guildId, channelId, flags, options);
  }

  health(): GatewayHealth {
    return judgeClient(
      this.shards.map((shard) => shard.health()),
      { isStarted: this.isStarted, sessionsLeft: this.budget?.left },
    );
  }

  /** What a printed client shows: its inside is large, and none of a log's business. */
  [inspect.custom](): string {
    return `GatewayClient(${this.shards.map((shard) => inspect(shard)).join(', ')})`;
  }

  toJSON(): GatewayHealth {
    return this.health();
  }

  private makeRequests(): GatewayRequests {
    const { clock, random, life } = this;
    const requests = new GatewayRequests({
      clock,
      random,
      intents: () => this.intents,
      outletFor: (guildId) => this.gatewayFor(guildId),
      succession: (outlet, error) => this.fleet.successionOf(outlet, error),
    });
    if (life.signal.aborted) requests.close(life.signal.reason as GatewayError);
    return requests;
  }

  /** Asks Discord, and takes over what it says. */
  private async readInfo(signal: AbortSignal): Promise<GatewayInfo> {
    const { startMs, storeMs } = this.limits;
    let info: GatewayInfo;
    let preparing: Timer | undefined;
    try {
      const late = (): Error => new Error(`it did not come within ${startMs} ms`);
      const reading = untilAborted(this.source.gatewayInfo({ signal }), signal);
      // While the network answers there is time to load what a socket takes.
      preparing = this.sockets.prepare && this.clock.setTimer(0, () => this.sockets.prepare?.());
      info = await withLimit(this.clock, reading, startMs, late);
    } catch (cause) {
      if (signal.aborted) throw abortReason(signal);
      throw infoUnavailable(cause);
    } finally {
      preparing?.cancel();
    }
    this.info = info;
    const { source, budgetStore: store, key, clock, logger } = this;
    if (this.budget) this.budget.read(info);
    else this.budget = new IdentifyBudget({ source, store, key, clock, logger, storeMs }, info);
    return info;
  }

  /** What an earlier run left of the first shard, if it is worth a RESUME: its number of shards is then kept. */
  private async resumableSession(): Promise<StoredSession | undefined> {
    if (this.choice !== 'auto') return undefined;
    const { clock, limits } = this;
    try {
      const late = (): Error => new Error(`the session store did not answer within ${limits.storeMs} ms`);
      const stored = await withLimit(clock, this.sessionStore.load(this.key, 0), limits.storeMs, late);
      const isFresh = stored !== undefined && clock.wallMs() - stored.aliveAtMs <= limits.sessionMs;
      return isFresh && stored.intents === this.intents && stored.shardCount >= 1 ? stored : undefined;
    } catch (error) {
      this.logger.warn('the stored session could not be read', { error: asError(error).message });
      return undefined;
    }
  }

  private async permit(shardId: number, signal: AbortSignal): Promise<void> {
    await this.budget?.check(this.needOf(shardId), { signal });
    await this.budget?.untilSpaced(signal);
    await this.identifyQueue?.acquire(shardId, { signal });
    // Others may have used up the last one during the wait.
    await this.budget?.spend(this.needOf(shardId), { signal });
  }

  /** Shards that start leave a reserve to those that were ready and lost their session. */
  private needOf(shardId: number): BudgetNeed {
    const { shards, pending } = this.fleet;
    const isStarting = shards.find(({ id }) => id === shardId)?.wasReady === false;
    return isStarting
      ? { sessions: pending, reserve: this.budget?.reserveFor(shards.length) ?? 0 }
      : { sessions: 1, reserve: 0 };
  }

  private stop(how: { readonly resumable: boolean; readonly error: GatewayError | undefined }): Promise<void> {
    this.closing ??= this.endShards(how);
    return this.closing;
  }

  /** Whoever has something to say over the shards that are left says it first. */
  private async lose(error: GatewayError, farewell: NonNullable<GatewayClientOptions['onLost']>): Promise<void> {
    try {
      await farewell(error);
    } catch (thrown) {
      this.logger.error('what was to be done before the shards close failed', { error: asError(thrown) });
    }
    await this.endShards({ resumable: false, error });
  }

  private async endShards(how: {
    readonly resumable: boolean;
    readonly error: GatewayError | undefined;
  }): Promise<void> {
    this.life.abort(how.error ?? clientClosed());
    this.asking?.close(how.error ?? clientClosed());
    await this.fleet.close(how.resumable);
    this.end.resolve(how.error);
  }

  private startError(thrown: unknown, signal: AbortSignal | undefined): GatewayError {
    if (signal?.aborted) return clientStartAborted(signal);
    if (this.life.signal.aborted) return this.life.signal.reason as GatewayError;
    if (thrown instanceof GatewayError) return thrown;
    return startFailed(thrown);
  }
}
