/** Drives one shard: the machine decides, this owns the socket, the timers and the queue of commands. */
import { inspect } from 'node:util';
import { type ChannelId, type GuildId } from '../models';
import { asError, type Deferred, deferred, type Logger, withLimit } from '../util';
import { encodeCommand, type GatewayCommand } from './commands/command';
import { CommandQueue, type CommandWait } from './commands/command-queue';
import { type GatewayPresence, updatePresenceCommand } from './commands/update-presence';
import { VoiceFlagMemory, type VoiceFlags } from './commands/update-voice-state';
import { Connection, type ConnectionOwner } from './connection';
import { ShardDiagnostics } from './diagnostics';
import { type DispatchPacket } from './dispatch-sink';
import { GatewayError } from './gateway-error';
import { type ShardHealth } from './health/health';
import { type LatencySample } from './health/latency-history';
import { ShardWatch } from './health/shard-watch';
import { fatalCloseError } from './protocol/close-codes';
import { type ControlFrame } from './protocol/frames';
import { identifyFrame, resumeFrame } from './protocol/hello-frames';
import { step } from './protocol/machine';
import { Sequence } from './protocol/sequence';
import {
  IDLE_STATE,
  type ShardAction,
  type ShardFailure,
  type ShardInput,
  type ShardPhase,
  type ShardState,
} from './protocol/shard-state';
import { Pulse } from './pulse';
import { SessionKeeper } from './session/session-keeper';
import { SessionSaver } from './session/session-saver';
import { alreadyStarted, noPermit, shardClosed, startAborted, startTimeout } from './shard-errors';
import { type ShardOptions } from './shard-options';
import { ShardTimers } from './shard-timers';
import { type RunnableShard } from './shards/shard-orchestrator';
import { type SocketEnd } from './socket/socket';

/** One shard of a bot: a session with Discord that survives its connections. */
export class Shard implements RunnableShard, AsyncDisposable {
  readonly id: number;
  /** Of how many. */
  readonly count: number;
  /** Settles when the shard has ended for good: with the error of a fatal close, or `undefined` after {@link close}. */
  readonly ended: Promise<GatewayError | undefined>;

  private machine: ShardState = IDLE_STATE;
  private readonly inputs: ShardInput[] = [];
  private isStepping = false;
  private connection: Connection | undefined;
  private readonly timers: ShardTimers;
  private readonly sequence = new Sequence();
  private readonly commands: CommandQueue;
  private readonly voiceFlags = new VoiceFlagMemory();
  private readonly keeper: SessionKeeper;
  private readonly saver: SessionSaver;
  private readonly pulse: Pulse;
  private readonly logger: Logger;
  private readonly end: Deferred<GatewayError | undefined> = deferred();
  private readonly owner: ConnectionOwner;
  private presence: GatewayPresence | undefined;
  private permitAbort: AbortController | undefined;
  private starting: Deferred<void> | undefined;
  private readonly watch: ShardWatch;
  private readonly diagnostics: ShardDiagnostics;

  constructor(private readonly options: ShardOptions) {
    this.id = options.id;
    this.count = options.count;
    this.ended = this.end.promise;
    this.presence = options.presence;
    this.logger = options.logger.child(`shard ${options.id}`);
    const { id, clock, limits } = options;
    this.commands = new CommandQueue(clock, limits.commandMs, id);
    this.watch = new ShardWatch({ id, clock, commands: this.commands, redAfterMs: limits.redAfterMs });
    this.diagnostics = new ShardDiagnostics({ bot: options.bot, shardId: id, shardCount: options.count });
    this.keeper = new SessionKeeper(options.sessionStore, options.sessionKey, options.id, this.logger);
    this.saver = new SessionSaver({
      keeper: this.keeper,
      sequence: this.sequence,
      waiting: () => options.sink.waiting?.() ?? 0,
      clock,
      shardCount: options.count,
      intents: options.intents,
    });
    // What a crash would cost stays small, and a silence is noticed.
    this.pulse = new Pulse(clock, limits.pulseMs, () => {
      this.watch.look(this.sequence.last);
      this.saver.saveIfNew(this.machine);
    });
    this.timers = new ShardTimers(options.clock, options.limits.drainMs, () => this.connection);
    this.owner = this.listenToConnections();
  }

  get state(): ShardPhase {
    return this.machine.phase;
  }

  /** Id of the session, as READY told it; kept over RESUME. Voice connections need it. */
  get sessionId(): string | undefined {
    return this.machine.session?.id;
  }

  /** Round trip of the last heartbeat, in milliseconds. */
  get latencyMs(): number | undefined {
    return this.machine.heart.latencyMs;
  }

  /** The last round trips, oldest first. */
  get latencies(): readonly LatencySample[] {
    return this.watch.latencies.samples;
  }

  /** Whether it has been ready since it was made. */
  get wasReady(): boolean {
    return this.machine.everReady;
  }

  /**
   * Resolves when the shard is READY or RESUMED. Failed tries are repeated until the limit `startMs`.
   * @throws {GatewayError} `fatal-close`, `budget`, `deadline`, `aborted`, `closed`, `already-started`.
   */
  async start(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    const { signal } = options;
    if (this.starting || this.machine.phase !== 'idle') throw alreadyStarted(this);
    const starting = deferred();
    this.starting = starting;
    const { clock, limits } = this.options;
    const onAbort = (): void => {
      starting.reject(startAborted(this, signal as AbortSignal));
    };
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
    const timer = clock.setTimer(limits.startMs, () => {
      starting.reject(startTimeout(this, limits.startMs, this.machine));
    });
    try {
      if (!signal?.aborted) void this.begin();
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
    this.input({ type: 'close', resumable: options.resumable ?? false });
    await this.end.promise;
    await this.storeAnswer(this.keeper.settled(), 'the session may not be stored');
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
    await this.commands.push(encodeCommand(command), options);
  }

  /** Shows another presence, now and in every later session. Throws like {@link send}. */
  async updatePresence(presence: GatewayPresence, options: CommandWait = {}): Promise<void> {
    const text = encodeCommand(updatePresenceCommand(presence));
    this.presence = presence;
    await this.commands.push(text, options);
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
    return this.watch.health(this.machine, this.sequence.last);
  }

  /** A store that hangs must keep a shard neither from connecting nor from ending. */
  private async storeAnswer<T>(answer: Promise<T>, otherwise: string): Promise<T | undefined> {
    const { clock, limits } = this.options;
    const late = (): Error => new Error(`the session store did not answer within ${limits.storeMs} ms`);
    try {
      return await withLimit(clock, answer, limits.storeMs, late);
    } catch (error) {
      this.logger.warn(otherwise, { error: asError(error).message });
      return undefined;
    }
  }

  /** What a printed shard shows: its inside is large, and none of a log's business. */
  [inspect.custom](): string {
    return `Shard(${this.id} of ${this.count}, ${this.state})`;
  }

  toJSON(): ShardHealth {
    return this.health();
  }

  private async begin(): Promise<void> {
    const { clock, count, intents, gatewayUrl } = this.options;
    const found = await this.storeAnswer(this.keeper.load(), 'the stored session could not be read');
    // RESUME can change neither the plan nor the intents of a session.
    const usable = found?.shardCount === count && found.intents === intents() ? found : undefined;
    if (usable) {
      this.sequence.last = usable.sequence;
      this.saver.begin(usable.sequence);
    }
    this.input({
      type: 'start',
      gatewayUrl: gatewayUrl(),
      stored: usable && {
        session: { id: usable.sessionId, resumeUrl: usable.resumeUrl },
        ageMs: Math.max(0, clock.wallMs() - usable.aliveAtMs),
      },
    });
  }

  /** Feeds the machine. What an action causes at once waits until the actions before it are done. */
  private input(input: ShardInput): void {
    this.inputs.push(input);
    if (this.isStepping) return;
    this.isStepping = true;
    try {
      for (let next = this.inputs.shift(); next; next = this.inputs.shift()) {
        const facts = { nowMs: this.options.clock.now(), random: this.options.random(), sequence: this.sequence.last };
        const { state, actions } = step(this.machine, next, facts, this.options.limits);
        const before = this.machine;
        this.machine = state;
        this.watch.moved(before, state);
        if (before.phase === 'ready' && state.phase !== 'ready') {
          this.commands.pause();
          this.pulse.stop();
        }
        for (const action of actions) this.perform(action);
      }
    } finally {
      this.isStepping = false;
    }
  }

  private perform(action: ShardAction): void {
    switch (action.type) {
      case 'connect':
        this.connect(action.url);
        return;
      case 'send-heartbeat':
        this.connection?.heartbeat(action.sequence, action.requested);
        return;
      case 'send-identify':
        this.diagnostics.publish('identify', { intents: this.options.intents() });
        this.connection?.introduce(this.identify());
        return;
      case 'send-resume':
        this.diagnostics.publish('resume', { sequence: action.sequence });
        this.connection?.introduce(resumeFrame(this.options.token(), action.sessionId, action.sequence));
        return;
      case 'request-permit':
        this.requestPermit();
        return;
      case 'cancel-permit':
        this.permitAbort?.abort();
        this.permitAbort = undefined;
        return;
      case 'drain':
        this.timers.afterReading(() => {
          this.input({ type: 'drained' });
        });
        return;
      case 'close':
        this.connection?.close(action.code);
        return;
      case 'terminate':
        this.connection?.terminate();
        this.connection = undefined;
        return;
      case 'set-timer':
        this.timers.set(action.name, action.delayMs, () => {
          this.input({ type: 'timer', name: action.name });
        });
        return;
      case 'clear-timer':
        this.timers.clear(action.name);
        return;
      case 'reset-sequence':
        this.sequence.last = null;
        this.saver.begin(null);
        return;
      case 'save-session':
        this.saver.save(this.machine);
        return;
      case 'clear-session':
        this.keeper.keep(undefined);
        return;
      case 'ready':
        this.becomeReady(action.resumed);
        return;
      case 'stopped':
        this.stopped(action.failure);
        return;
      case 'log':
        this.logger[action.level](action.message, action.fields);
    }
  }

  private connect(url: string): void {
    const { compression, sockets, clock } = this.options;
    const { sequence } = this;
    const { tally } = this.watch;
    this.logger.debug('connecting', { url });
    this.diagnostics.publish('connect', { url });
    try {
      this.connection = new Connection({ url, compression, sockets, clock, sequence, tally }, this.owner);
    } catch (error) {
      this.connection = undefined;
      this.input({ type: 'closed', end: { code: undefined, reason: asError(error).message } });
    }
  }

  /** What connections tell. An old one may still speak when a new one exists; only the current one counts. */
  private listenToConnections(): ConnectionOwner {
    const { sink } = this.options;
    const isCurrent = (connection: Connection): boolean => connection === this.connection;
    return {
      opened: (connection) => {
        if (isCurrent(connection)) this.input({ type: 'opened' });
      },
      control: (connection, frame) => {
        if (isCurrent(connection)) this.onControl(connection, frame);
      },
      wants: (eventName) => {
        try {
          return sink.wants(eventName);
        } catch (error) {
          this.logger.error('the receiver of events failed', { event: eventName, error: asError(error) });
          return false;
        }
      },
      dispatch: (packet) => {
        this.deliver(packet);
      },
      malformed: (problem) => {
        this.watch.misunderstood();
        this.diagnostics.publish('malformed', { problem });
        this.logger.warn('a frame was not understood and is left out', { problem });
      },
      unknownOpcode: (opcode) => {
        this.logger.debug('a frame with an unknown opcode is left out', { opcode });
      },
      corrupt: (connection, problem) => {
        if (isCurrent(connection)) this.input({ type: 'corrupt', problem });
      },
      ended: (connection, end) => {
        if (isCurrent(connection)) this.onEnded(end);
      },
    };
  }

  private onControl(connection: Connection, frame: ControlFrame): void {
    if (frame.kind === 'hello') connection.limiter.reserveBeats(frame.intervalMs);
    const isAnswer = frame.kind === 'heartbeat-ack' && this.machine.heart.sentAtMs !== undefined;
    this.input({ type: 'frame', frame });
    const { latencyMs } = this.machine.heart;
    if (!isAnswer || latencyMs === undefined) return;
    this.watch.answered(latencyMs);
    this.diagnostics.publish('latency', { latencyMs });
  }

  private onEnded(end: SocketEnd): void {
    this.connection = undefined;
    this.diagnostics.publish('close', { code: end.code, reason: end.reason });
    this.input({ type: 'closed', end });
  }

  private deliver(packet: DispatchPacket): void {
    this.watch.tally.delivered += 1;
    try {
      this.options.sink.deliver(packet, this);
    } catch (error) {
      this.logger.error('the receiver of events failed', { event: packet.t, error: asError(error) });
    }
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

  private requestPermit(): void {
    const abort = new AbortController();
    this.permitAbort = abort;
    this.options.permit(this.id, abort.signal).then(
      () => {
        if (!abort.signal.aborted) this.input({ type: 'permit-granted' });
      },
      (cause: unknown) => {
        if (abort.signal.aborted) return;
        const error = cause instanceof GatewayError ? cause : noPermit(this, cause);
        this.watch.refused(error);
        this.input({ type: 'permit-refused', error, retryAfterMs: error.retryAfterMs });
      },
    );
  }

  private becomeReady(resumed: boolean): void {
    this.diagnostics.publish('ready', { resumed });
    if (this.connection) this.commands.open(this.connection);
    this.pulse.start();
    this.starting?.resolve();
  }

  private stopped(failure: ShardFailure | undefined): void {
    this.pulse.stop();
    this.permitAbort?.abort();
    this.connection?.terminate();
    this.connection = undefined;
    const error = failure && this.failureOf(failure);
    if (error) this.logger.error('the shard has stopped for good', { error: error.message });
    const refusal = error ?? shardClosed(this, this.machine);
    this.commands.close(refusal);
    this.starting?.reject(refusal);
    this.end.resolve(error);
  }

  private failureOf(failure: ShardFailure): GatewayError {
    if (failure.kind === 'refused') return failure.error;
    const { intents, count } = this.options;
    return fatalCloseError(failure.code, {
      intents: intents(),
      shardId: this.id,
      shardCount: count,
      reason: failure.reason,
    });
  }
}
