/** One shard as its client and its author see it: started, spoken to, asked how it is, and closed. */
import { inspect } from 'node:util';
import { type ChannelId, type GuildId } from '../models';
import { type Deferred, deferred } from '../util';
import { encodeCommand, type GatewayCommand } from './commands/command';
import { type CommandWait } from './commands/command-queue';
import { type GatewayPresence, updatePresenceCommand } from './commands/update-presence';
import { VoiceFlagMemory, type VoiceFlags } from './commands/update-voice-state';
import { ShardDriver } from './driver/shard-driver';
import { type GatewayError } from './gateway-error';
import { type ShardHealth } from './health/health';
import { type LatencySample } from './health/latency-history';
import { identifyFrame } from './protocol/hello-frames';
import { type ShardPhase } from './protocol/shard-state';
import { alreadyStarted, startAborted, startTimeout } from './shard-errors';
import { type ShardOptions } from './shard-options';
import { type RunnableShard } from './shards/shard-orchestrator';

/** One shard of a bot: a session with Discord that survives its connections. */
export class Shard implements RunnableShard, AsyncDisposable {
  readonly id: number;
  /** Of how many. */
  readonly count: number;
  /** Settles when the shard has ended for good: with the error of a fatal close, or `undefined` after {@link close}. */
  readonly ended: Promise<GatewayError | undefined>;

  private readonly driver: ShardDriver;
  private readonly voiceFlags = new VoiceFlagMemory();
  private readonly end: Deferred<GatewayError | undefined> = deferred();
  private presence: GatewayPresence | undefined;
  private starting: Deferred<void> | undefined;

  constructor(private readonly options: ShardOptions) {
    this.id = options.id;
    this.count = options.count;
    this.ended = this.end.promise;
    this.presence = options.presence;
    const { sink, logger } = options;
    this.driver = new ShardDriver(
      options,
      {
        identify: () => this.identify(),
        deliver: (packet) => {
          sink.deliver(packet, this);
        },
        ready: () => this.starting?.resolve(),
        stopped: (error, refusal) => {
          this.starting?.reject(refusal);
          this.end.resolve(error);
        },
      },
      logger.child(`shard ${options.id}`),
    );
  }

  get state(): ShardPhase {
    return this.driver.state.phase;
  }

  /** Id of the session, as READY told it; kept over RESUME. Voice connections need it. */
  get sessionId(): string | undefined {
    return this.driver.state.session?.id;
  }

  /** Round trip of the last heartbeat, in milliseconds. */
  get latencyMs(): number | undefined {
    return this.driver.state.heart.latencyMs;
  }

  /** The last round trips, oldest first. */
  get latencies(): readonly LatencySample[] {
    return this.driver.watch.latencies.samples;
  }

  /** Whether it has been ready since it was made. */
  get wasReady(): boolean {
    return this.driver.state.everReady;
  }

  /**
   * Resolves when the shard is READY or RESUMED. Failed tries are repeated until the limit `startMs`.
   * @throws {GatewayError} `fatal-close`, `budget`, `deadline`, `aborted`, `closed`, `already-started`.
   */
  async start(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    const { signal } = options;
    if (this.starting || this.state !== 'idle') throw alreadyStarted(this);
    const starting = deferred();
    this.starting = starting;
    const { clock, limits } = this.options;
    const onAbort = (): void => {
      starting.reject(startAborted(this, signal as AbortSignal));
    };
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
    const timer = clock.setTimer(limits.startMs, () => {
      starting.reject(startTimeout(this, limits.startMs, this.driver.state));
    });
    try {
      if (!signal?.aborted) void this.driver.begin();
      await starting.promise;
    } catch (error) {
      // What can be resumed is left resumable: only this attempt is given up.
      await this.close({ resumable: true });
      throw error;
    } finally {
      timer.cancel();
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /**
   * Ends the shard. By default the session ends too and the bot goes offline at once; `resumable` keeps the session and
   * stores it, for the next start. Never rejects; a second call waits for the first.
   */
  async close(options: { readonly resumable?: boolean | undefined } = {}): Promise<void> {
    this.driver.close(options.resumable ?? false);
    await this.end.promise;
    await this.driver.settled();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /**
   * Sends a command. It waits for READY and for room under the rate limit, and resolves when it is written to the socket.
   * @throws {GatewayError} `payload-too-large`, `invalid-command`, `not-ready` at the limit, `aborted`, `closed`.
   * Source: https://discord.com/developers/docs/events/gateway-events#send-events
   */
  async send(command: GatewayCommand, options: CommandWait = {}): Promise<void> {
    await this.driver.commands.push(encodeCommand(command), options);
  }

  /** Shows another presence, now and in every later session. Throws like {@link send}. */
  async updatePresence(presence: GatewayPresence, options: CommandWait = {}): Promise<void> {
    const text = encodeCommand(updatePresenceCommand(presence));
    this.presence = presence;
    await this.driver.commands.push(text, options);
  }

  /**
   * Joins, moves or (channel 0 or `null`) leaves a voice channel. Flags that are left out stay as they were last sent for
   * the guild, or as an earlier session left them. It resolves when the command is sent; Discord answers with events, or, for a full channel, not at all.
   * @throws {GatewayError} `invalid-guild-id`, `invalid-channel-id`, and like {@link send}.
   */
  async changeVoiceState(
    guildId: GuildId,
    channelId: ChannelId | 0 | null | undefined,
    flags: VoiceFlags = {},
    options: CommandWait = {},
  ): Promise<void> {
    await this.send(this.voiceFlags.command(guildId, channelId, flags), options);
  }

  /** Tells what Discord says about the bot's own mute and deafness in a guild. What was sent goes before it. @internal */
  learnVoiceFlags(guildId: GuildId, flags: { readonly selfMute: boolean; readonly selfDeaf: boolean }): void {
    this.voiceFlags.learn(guildId, flags);
  }

  health(): ShardHealth {
    return this.driver.health();
  }

  /** What a printed shard shows: its inside is large, and none of a log's business. */
  [inspect.custom](): string {
    return `Shard(${this.id} of ${this.count}, ${this.state})`;
  }

  toJSON(): ShardHealth {
    return this.health();
  }

  private identify(): string {
    const { token, intents, largeThreshold } = this.options;
    return identifyFrame({
      token: token(),
      intents: intents(),
      shardId: this.id,
      shardCount: this.count,
      largeThreshold,
      presence: this.presence,
    });
  }
}
