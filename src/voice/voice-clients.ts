/** The calls of one bot: joins, moves, and what the main gateway tells about them. */
import { inspect } from 'node:util';
import { type ChannelId, type GuildId } from '../models';
import { eitherSignal, untilAborted, withLimit } from '../util';
import { type CallEngines } from './call/call-engine';
import { LocalEngines } from './call/local-engines';
import { abortedError, type ErrorPlace, stoppingError } from './connection/connection-errors';
import { SignalBudget } from './connection/signal-budget';
import { type DrivenVoiceCalls } from './host';
import { type OwnVoiceState, type VoiceServer } from './link';
import { checkJoin, DEFAULT_JOIN_MS, type JoinOptions } from './join-options';
import { VoiceClient } from './voice-client';
import { type ResolvedVoiceOptions, resolveVoiceOptions, type VoiceClientsOptions } from './voice-clients-options';
import { VoiceError } from './voice-error';
import { WorkerEngines } from './worker/worker-engines';
import { workerPool } from './worker/worker-options';

/** For all calls to end, the silence at the end and the leave included. */
const CLOSE_MS = 5_000;

/**
 * One for a bot. Whoever owns the main gateway tells it what comes: own voice states by {@link hearState}, voice servers by
 * {@link hearServer}, in any order.
 */
export class VoiceClients implements DrivenVoiceCalls, Iterable<VoiceClient>, AsyncDisposable {
  private readonly options: ResolvedVoiceOptions;
  private readonly clients = new Map<GuildId, VoiceClient>();
  /** Guilds whose call leaves its channel only to join it again. Hooks of that leave are not to find it, and end it. */
  private readonly hidden = new Set<GuildId>();
  private readonly budget = new SignalBudget();
  private readonly engines: CallEngines;
  private closing: Promise<void> | undefined;
  /** Gives up what joins wait for before there is a call. */
  private readonly stopping = new AbortController();

  constructor(options: VoiceClientsOptions) {
    this.options = resolveVoiceOptions(options);
    const { worker, clock } = this.options;
    this.engines = worker
      ? new WorkerEngines({ ...this.options, pool: workerPool(worker, clock) })
      : new LocalEngines(this.options);
  }

  /** How many calls there are. */
  get size(): number {
    return this.clients.size;
  }

  /** The call of a guild. */
  get(guildId: GuildId): VoiceClient | undefined {
    const client = this.clients.get(guildId);
    return client?.isRejoining && this.hidden.has(guildId) ? undefined : client;
  }

  [Symbol.iterator](): Iterator<VoiceClient> {
    return this.clients.values();
  }

  /**
   * Joins a voice channel, and resolves when audio can be sent. There is one call for each guild: a second join moves it, and
   * joins at the same time share it; of those of two channels the later one wins, and the other rejects with VOICE_ABORTED. A
   * join that fails leaves nothing behind; a move that fails leaves the call where it is.
   *
   * @throws {VoiceError} VOICE_NO_PERMISSION, VOICE_CHANNEL_FULL, VOICE_INTENT_MISSING, VOICE_NO_VOICE_CHANNEL,
   * VOICE_JOIN_TIMEOUT, VOICE_SERVER_GONE, VOICE_UNREACHABLE, VOICE_UDP_BLOCKED, VOICE_NO_CIPHER, VOICE_PROTOCOL,
   * VOICE_DAVE_REQUIRED, VOICE_DAVE_UNAVAILABLE, VOICE_DAVE_FAILED, VOICE_KICKED, VOICE_RATE_LIMITED, VOICE_CALL_TERMINATED,
   * VOICE_CLOSED, VOICE_ABORTED, VOICE_INVALID_OPTIONS. The link may add its own, of a gateway that is not ready.
   */
  async join(guildId: GuildId, channelId: ChannelId, options: JoinOptions = {}): Promise<VoiceClient> {
    const { link, clock } = this.options;
    const { timeoutMs = DEFAULT_JOIN_MS, signal } = options;
    const place = { guildId, channelId };
    checkJoin(guildId, channelId, timeoutMs);
    if (this.closing) throw stoppingError(place);
    if (signal?.aborted) throw abortedError(signal.reason, place);
    const obstacle = link.obstacle?.(guildId, channelId);
    if (obstacle) throw obstacle;
    const { userId } = link;

    const sinceMs = clock.now();
    const left = (): number => Math.max(1, timeoutMs - (clock.now() - sinceMs));
    const preparing = this.options.worker
      ? 'the voice worker has not started'
      : 'the library for end-to-end encryption is not loaded';
    await this.limited(this.engines.load(), left(), place, signal, preparing);
    for (let old = this.clients.get(guildId); old?.isEnding; old = this.clients.get(guildId)) {
      await this.limited(old.gone, left(), place, signal, 'the call before it has not ended');
    }
    // `close` may have been called meanwhile.
    if (this.closing as Promise<void> | undefined) throw stoppingError(place);
    const client = this.clients.get(guildId) ?? this.add(guildId, userId);
    await client.enter(channelId, { ...options, timeoutMs: left() });
    return client;
  }

  /** Where the bot is now. To be told of every own voice state, before anybody else. */
  hearState(state: OwnVoiceState): void {
    const { guildId, channelId } = state;
    const client = this.clients.get(guildId);
    client?.hearState(state);
    if (channelId === null && client?.isRejoining) this.hidden.add(guildId);
    else this.hidden.delete(guildId);
  }

  /** Where a voice server is now. Does nothing where servers are handed over by a hook. */
  hearServer(server: VoiceServer): void {
    this.hidden.delete(server.guildId);
    if (this.options.servers === 'heard') this.clients.get(server.guildId)?.createSocket(server);
  }

  /** The main session that serves a guild was replaced: its call is joined anew. */
  sessionRenewed(guildId: GuildId): void {
    this.clients.get(guildId)?.sessionRenewed();
  }

  /** A hint: the region of a channel was changed. It tells a move of the voice server from other reasons. */
  regionChanged(guildId: GuildId, channelId: ChannelId): void {
    const client = this.clients.get(guildId);
    if (client?.channelId === channelId) client.regionChanged();
  }

  /** A hint: a channel was deleted. It tells the end of its call from a kick. */
  channelDeleted(guildId: GuildId, channelId: ChannelId): void {
    this.clients.get(guildId)?.channelDeleted(channelId);
  }

  /** Ends all calls, side by side, within five seconds. Joins that wait are given up, and none are taken any more. */
  close(): Promise<void> {
    this.closing ??= this.end();
    this.stopping.abort();
    return this.closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  toJSON(): object {
    return [...this.clients.values()].map((client) => client.toJSON());
  }

  [inspect.custom](): string {
    return `VoiceClients(${this.clients.size})`;
  }

  private add(guildId: GuildId, userId: string): VoiceClient {
    const client = new VoiceClient(guildId, this.options, userId, this.engines, this.budget);
    this.clients.set(guildId, client);
    void client.gone.then(() => {
      if (this.clients.get(guildId) === client) this.clients.delete(guildId);
    });
    return client;
  }

  private async end(): Promise<void> {
    const { clock, logger } = this.options;
    const all = Promise.all([...this.clients.values()].map((client) => client.disconnect()));
    try {
      await withLimit(clock, all, CLOSE_MS, () => new Error(`they did not end within ${CLOSE_MS} ms`));
    } catch (error) {
      logger.warn('not all calls ended as they should', { error });
    }
    await this.engines.close();
  }

  /** Waits for what has to be there before anything is asked of Discord. @param why it may not be there in time. */
  private async limited<T>(
    promise: Promise<T>,
    limitMs: number,
    place: ErrorPlace,
    signal: AbortSignal | undefined,
    why: string,
  ): Promise<T> {
    const inTime = withLimit(this.options.clock, promise, limitMs, () => notBegun(place, why));
    const both = eitherSignal(signal, this.stopping.signal);
    try {
      return await untilAborted(inTime, both.signal);
    } catch (error) {
      if (this.closing) throw stoppingError(place);
      throw signal?.aborted ? abortedError(signal.reason, place) : error;
    } finally {
      both.release();
    }
  }
}

function notBegun(place: ErrorPlace, why: string): VoiceError {
  return new VoiceError({
    code: 'VOICE_JOIN_TIMEOUT',
    kind: 'timeout',
    message: `Joining channel ${place.channelId} of guild ${place.guildId} did not begin in time: ${why} yet.`,
    advice: 'join again.',
    context: { ...place },
    mayRetry: true,
  });
}
