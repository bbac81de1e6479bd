/**
 * A connection that works in a worker, as its call sees it. How it stands is what the worker told last, with everything on top
 * that was asked for since: commands are numbered, the worker tells the number of the last that it has followed, and what the
 * rest will come to is reckoned here, by the same machine that reckons it there. So the state is right as soon as `join` or
 * `leave` returns, and what the worker said before it heard of them is never taken for their outcome.
 */
import { inspect } from 'node:util';
import { type ChannelId, type GuildId, type UserId } from '../../models';
import { type Clock, deferred, type Logger } from '../../util';
import { type CallConnection, type CallState } from '../call/call-connection';
import { endError, type ErrorPlace } from '../connection/connection-errors';
import { type ConnectionEvents, type VoiceStats } from '../connection/connection-options';
import {
  type ConnectionState,
  IDLE_CONNECTION,
  type VoiceAction,
  type VoiceFacts,
  type VoiceInput,
} from '../connection/connection-state';
import { holdsPlace, isOut } from '../connection/ending';
import { type VoiceLimits } from '../connection/limits';
import { step } from '../connection/machine';
import { interrupted } from '../connection/restoring';
import { type OwnVoiceFlags, type OwnVoiceState, type VoiceServer } from '../link';
import { type EncryptionNews } from '../voice-client-events';
import { type VoiceError } from '../voice-error';
import { type CallCommand, type CallNews, type ConnectionMirror, type Restored, type ToCall } from './messages';
import { decodeError } from './plain-error';
import { plainFlag } from './plain-flag';
import { UntoldFlags } from './untold-flags';

export interface RemoteConnectionOptions {
  readonly guildId: GuildId;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: VoiceLimits;
  readonly events: ConnectionEvents;
  /** The session of the shard that serves the guild. */
  mainSessionId(): string | undefined;
  /** How long the budget of the bot asks to wait before opcode 4 may be sent unasked. */
  signalWaitMs(): number;
  /** To the worker; does nothing while there is none. */
  post(message: ToCall): void;
}

/** What is asked of the worker and answered late, or never by one that is gone, is given up after this. */
const ANSWER_MS = 5_000;
/** Beyond the limits that the worker has for the end of a call. */
const GRACE_MS = 1_000;

const NO_STATS: VoiceStats = {
  ...{ sent: 0, unheard: 0, refused: 0, received: 0, unauthenticated: 0, foreign: 0, malformed: 0 },
  ...{ reconnects: 0, signals: 0 },
};

const NO_ENCRYPTION: EncryptionNews = { phase: 'idle', protocolVersion: 0, epoch: undefined, privacyCode: undefined };

const NOTHING: ConnectionMirror = {
  ...{ applied: 0, state: IDLE_CONNECTION, canSend: false, userIds: [], stats: NO_STATS },
  encryption: NO_ENCRYPTION,
  hearing: { unknownPackets: 0, malformedPackets: 0 },
};

export class RemoteConnection implements CallConnection {
  /** As the worker told it last. */
  private mirror = NOTHING;
  /** The same, as it was before its worker was lost. */
  private lastState: ConnectionState = IDLE_CONNECTION;
  /** Commands that the worker has not told of following yet. */
  private pending: { readonly number: number; readonly command: CallCommand }[] = [];
  private last = 0;
  /** Whether audio waits, as far as a worker has followed it. */
  private isSuppressed = false;
  /** Of joins that a worker has followed. */
  private readonly untold = new UntoldFlags();
  /** The mirror, and what the pending commands will make of it. */
  private expected: ConnectionState = IDLE_CONNECTION;
  /** What workers counted that are gone. */
  private counted = NO_STATS;
  private hasStopped = false;
  private channelAsked: ChannelId | undefined;
  private readonly finished = deferred();
  private readonly questions = new Map<number, (value: string | undefined) => void>();
  private lastQuestion = 0;

  constructor(private readonly options: RemoteConnectionOptions) {}

  get state(): CallState {
    return this.expected;
  }

  get isOut(): boolean {
    return isOut(this.expected);
  }

  get canSend(): boolean {
    return this.mirror.canSend && this.expected.phase === 'ready';
  }

  get userIds(): readonly UserId[] {
    return this.mirror.userIds;
  }

  get pingMs(): number | undefined {
    return this.expected.heart.latencyMs;
  }

  get stats(): VoiceStats {
    return { ...sum(this.counted, this.mirror.stats), reconnects: this.expected.reconnects };
  }

  get encryptionNews(): EncryptionNews {
    return this.mirror.encryption;
  }

  async verificationCode(userId: UserId): Promise<string | undefined> {
    const request = (this.lastQuestion += 1);
    const { options } = this;
    return new Promise((resolve) => {
      const timer = options.clock.setTimer(ANSWER_MS, () => {
        this.answered(request, undefined);
      });
      this.questions.set(request, (value) => {
        timer.cancel();
        resolve(value);
      });
      options.post({ type: 'verify', request, userId });
    });
  }

  join(channelId: ChannelId, flags?: OwnVoiceFlags): void {
    this.channelAsked = channelId;
    const [selfMute, selfDeaf] = [plainFlag(flags?.selfMute), plainFlag(flags?.selfDeaf)];
    this.command({ type: 'join', channelId, flags: flags && { selfMute, selfDeaf } });
  }

  stay(): void {
    this.command({ type: 'stay' });
  }

  // Of what is told, only what counts crosses: it may be an event, whose fields are getters.
  hearState({ guildId, channelId, sessionId, suppress }: OwnVoiceState): void {
    this.command({ type: 'state', state: { guildId, channelId, sessionId, suppress } });
  }

  hearServer({ guildId, endpoint, token }: VoiceServer): void {
    this.command({ type: 'server', server: { guildId, endpoint, token } });
  }

  mainSessionRenewed(): void {
    this.command({ type: 'main-session-renewed' });
  }

  regionChanged(): void {
    this.command({ type: 'region-changed' });
  }

  channelDeleted(channelId: ChannelId): void {
    this.command({ type: 'channel-deleted', channelId });
  }

  leave(reason: 'left' | 'join-given-up' = 'left'): void {
    this.command({ type: 'leave', reason });
  }

  settled(): Promise<void> {
    return this.finished.promise;
  }

  // --- what the worker tells

  hear(mirror: ConnectionMirror | undefined, news: CallNews | undefined): void {
    if (mirror) {
      this.mirror = mirror;
      this.lastState = mirror.state;
      this.followed(mirror.applied);
      this.reckon();
    }
    if (news) this.tell(news);
  }

  /** The main gateway was told these, for a worker. */
  told(flags: OwnVoiceFlags): void {
    this.untold.told(flags);
  }

  answered(request: number, value: string | undefined): void {
    this.questions.get(request)?.(value);
    this.questions.delete(request);
  }

  /** Nothing of it is left in the worker. */
  gone(): void {
    this.finished.resolve();
  }

  // --- when a worker is lost

  interrupted(): void {
    const { state, stats } = this.mirror;
    this.counted = sum(this.counted, stats);
    this.mirror = { ...NOTHING, applied: this.mirror.applied, state: interrupted(state) };
    for (const request of [...this.questions.keys()]) this.answered(request, undefined);
    // Its worker had taken the leave up: there is nobody left to say when it is done.
    if (this.mirror.state.phase === 'stopped') this.finished.resolve();
    this.reckon();
  }

  /** What the next worker has to know; `undefined` when there was none before. */
  get restored(): Restored | undefined {
    const { applied } = this.mirror;
    const { lastState: state, isSuppressed } = this;
    return applied === 0 ? undefined : { state, applied, isSuppressed, flags: this.untold.left };
  }

  /** Whether it was asked to leave a channel and no worker has taken that up. */
  get owesLeave(): boolean {
    return holdsPlace(this.mirror.state) && this.pending.some(({ command }) => command.type === 'leave');
  }

  /** There is a worker: it is asked for what no other has done. */
  begun(): void {
    for (const { number, command } of this.pending) this.post(number, command);
  }

  /** There will be no worker any more. Returns whether Discord may believe that the bot is in the channel. */
  fail(error: VoiceError): boolean {
    this.finished.resolve();
    const mayBeThere = this.owesLeave || holdsPlace(this.expected);
    this.pending = [];
    if (this.hasStopped) return mayBeThere;
    const state: ConnectionState = { ...this.expected, phase: 'stopped', wanted: undefined, end: 'worker-died' };
    this.mirror = { ...this.mirror, state, canSend: false };
    this.stop('worker-died', error);
    this.reckon();
    return mayBeThere;
  }

  [inspect.custom](): string {
    return `RemoteConnection(guild ${this.options.guildId}, ${this.expected.phase})`;
  }

  toJSON(): object {
    return { guildId: this.options.guildId, phase: this.expected.phase, stats: this.stats };
  }

  /** The worker has followed the commands up to this one. */
  private followed(applied: number): void {
    for (const { number, command } of this.pending) {
      if (number > applied) continue;
      if (command.type === 'state') this.isSuppressed = command.state.suppress === true;
      else if (command.type === 'join' && command.flags) this.untold.ask(command.flags);
    }
    this.pending = this.pending.filter(({ number }) => number > applied);
  }

  private command(command: CallCommand): void {
    this.last += 1;
    this.pending.push({ number: this.last, command });
    this.post(this.last, command);
    this.reckon();
  }

  private post(number: number, command: CallCommand): void {
    this.options.post({ type: 'command', number, command, mainSessionId: this.options.mainSessionId() });
  }

  private reckon(): void {
    const before = this.expected.phase;
    const facts = this.facts();
    let { state } = this.mirror;
    let stopped: Extract<VoiceAction, { type: 'stopped' }> | undefined;
    for (const { command } of this.pending) {
      const done = step(state, inputOf(command), facts, this.options.limits);
      state = done.state;
      // Whoever leaves has left when that returns. Every other end hangs on what the worker knows, so it is told by it.
      if (command.type === 'leave') stopped ??= done.actions.find((action) => action.type === 'stopped');
    }
    this.expected = state;
    if (stopped) this.stop(stopped.reason, endError(stopped.reason, stopped.failure, this.place));
    if (before !== state.phase) this.options.events.changed(state.phase);
  }

  private stop(
    reason: NonNullable<ConnectionState['end']>,
    error = endError(reason, this.expected.failure, this.place),
  ): void {
    if (this.hasStopped) return;
    this.hasStopped = true;
    const { clock, events, limits } = this.options;
    events.stopped({ reason, error });
    const timer = clock.setTimer(limits.leaveMs + limits.closeMs + GRACE_MS, this.finished.resolve, {
      keepAlive: false,
    });
    void this.finished.promise.then(() => {
      timer.cancel();
    });
  }

  private tell(news: CallNews): void {
    const { events } = this.options;
    // What its worker was about when it was told to end is over.
    if (this.hasStopped) return;
    switch (news.name) {
      case 'changed':
        return;
      case 'stopped':
        this.stop(news.reason, news.error && (decodeError(news.error) as ReturnType<typeof endError>));
        return;
      case 'moveNotSent':
        events.moveNotSent(decodeError(news.error));
        return;
      default:
        (events[news.name] as (...args: readonly unknown[]) => void)(...news.args);
    }
  }

  private facts(): VoiceFacts {
    const { options } = this;
    return {
      ...{ nowMs: options.clock.now(), random: 0, sequence: -1, lastSent: '' },
      ...{ mainSessionId: options.mainSessionId(), signalWaitMs: options.signalWaitMs() },
    };
  }

  private get place(): ErrorPlace {
    const { channelId, wanted } = this.expected;
    return { guildId: this.options.guildId, channelId: channelId ?? wanted ?? this.channelAsked };
  }
}

function inputOf(command: CallCommand): VoiceInput {
  switch (command.type) {
    case 'join': {
      const { flags = {}, channelId } = command;
      const hasFlags = flags.selfMute !== undefined || flags.selfDeaf !== undefined;
      return { type: 'join', channelId, hasFlags };
    }
    case 'state':
      return { type: 'state', channelId: command.state.channelId, sessionId: command.state.sessionId };
    case 'server':
      return { type: 'server', endpoint: command.server.endpoint, token: command.server.token };
    default:
      return command;
  }
}

function sum(a: VoiceStats, b: VoiceStats): VoiceStats {
  const names = Object.keys(a) as (keyof VoiceStats)[];
  return Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as unknown as VoiceStats;
}
