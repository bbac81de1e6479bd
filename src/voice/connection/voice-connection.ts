/** Drives the voice connection of one guild: the machine decides, this owns sockets, timers, keys and counters. */
import { inspect } from 'node:util';
import { type ChannelId, type UserId } from '../../models';
import { type Logger } from '../../util';
import { type AudioFrame } from '../audio-frame';
import { type CallConnection } from '../call/call-connection';
import { type DaveSession } from '../dave/dave-session';
import { type OwnVoiceFlags, type OwnVoiceState, type VoiceServer } from '../link';
import { type AudioOutput } from '../player/audio-output';
import { type ClientFrame } from '../signalling/frames';
import { type RtpPacket } from '../transport/rtp';
import { type EncryptionNews } from '../voice-client-events';
import { endError, type ErrorPlace } from './connection-errors';
import { type VoiceConnectionOptions, type VoiceStats } from './connection-options';
import {
  type ConnectionState,
  IDLE_CONNECTION,
  type VoiceAction,
  type VoiceFacts,
  type VoiceInput,
} from './connection-state';
import { isOut } from './ending';
import { FrameHandler } from './frame-handler';
import { step } from './machine';
import { MediaPath } from './media-path';
import { Participants } from './participants';
import { ServerLine } from './server-line';
import { SessionEncryption } from './session-encryption';
import { Signaller } from './signaller';
import { Speaking } from './speaking';
import { VoiceTimers } from './voice-timers';

export class VoiceConnection implements AudioOutput, CallConnection {
  readonly participants: Participants;
  private machine: ConnectionState = IDLE_CONNECTION;
  private readonly inputs: VoiceInput[] = [];
  private isStepping = false;
  private readonly line: ServerLine;
  private readonly timers: VoiceTimers;
  private readonly media: MediaPath;
  private readonly dave: SessionEncryption;
  private readonly frames: FrameHandler;
  private readonly signals: Signaller;
  private readonly logger: Logger;
  private readonly speaking: Speaking;
  /** Whether mute or deafness are to be told as soon as the bot is there. */
  private owesFlags = false;

  constructor(private readonly options: VoiceConnectionOptions) {
    const { clock, limits, events } = options;
    this.logger = options.logger;
    this.participants = new Participants(options.userId);
    this.timers = new VoiceTimers(clock);
    const { guildId, link, budget, logger } = options;
    this.signals = new Signaller({
      ...{ guildId, link, budget, clock, logger },
      leaveMs: limits.leaveMs,
      sent: () => {
        this.input({ type: 'signal-sent' });
      },
      failed: (error) => {
        const isMove = this.machine.phase === 'ready';
        this.input({ type: 'signal-failed', error });
        if (isMove) events.moveNotSent(error);
      },
    });
    this.media = new MediaPath({
      udp: options.udp,
      clock,
      keepaliveMs: limits.keepaliveMs,
      random: options.random,
      discovered: ({ address, port }) => {
        this.input({ type: 'discovered', address, port });
      },
      packet: (packet, opened) => {
        this.onPacket(packet, opened);
      },
      failed: (error) => {
        this.input({ type: 'udp-failed', error });
      },
    });
    const isReady = (): boolean => this.machine.phase === 'ready';
    const say = (frame: ClientFrame): void => {
      this.line.send(frame);
    };
    this.dave = new SessionEncryption({
      ...{ provider: options.dave, userId: options.userId, clock, limits, events },
      logger: this.logger,
      ...{ isReady, say },
      isBusy: () => this.isStepping,
      stuck: (waitedMs) => {
        this.input({ type: 'dave-stuck', waitedMs });
      },
    });
    this.frames = new FrameHandler({
      ...{ participants: this.participants, encryption: this.dave, events, logger: this.logger },
      receiver: options.receiver,
      control: (frame) => {
        this.input({ type: 'frame', frame });
      },
    });
    this.line = new ServerLine({
      ...{ sockets: options.sockets, clock, secure: options.secure, closeMs: limits.closeMs },
      frame: (frame) => {
        this.frames.handle(frame);
      },
      ended: ({ code, reason }) => {
        this.input({ type: 'closed', code, reason });
      },
    });
    this.speaking = new Speaking({ media: this.media, encryption: () => this.encryption, isReady, say });
  }

  /** What the machine knows. It holds the token of the voice server, so it is not for printing. */
  get state(): ConnectionState {
    return this.machine;
  }

  /** Whether Discord took the bot out of its channel. */
  get isOut(): boolean {
    return isOut(this.machine);
  }

  /** The end-to-end encryption of the present session. */
  get encryption(): DaveSession | undefined {
    return this.dave.session;
  }

  get encryptionNews(): EncryptionNews {
    const { encryption } = this;
    return {
      phase: encryption?.phase ?? 'idle',
      protocolVersion: encryption?.protocolVersion ?? 0,
      epoch: encryption?.epoch,
      privacyCode: encryption?.privacyCode,
    };
  }

  async verificationCode(userId: UserId): Promise<string | undefined> {
    return this.encryption?.verificationCode(userId);
  }

  get userIds(): readonly UserId[] {
    return this.participants.userIds;
  }

  /** Round trip of the last answered heartbeat. */
  get pingMs(): number | undefined {
    return this.machine.heart.latencyMs;
  }

  get stats(): VoiceStats {
    const { sent, received, unauthenticated, foreign } = this.media;
    const { unheard, refused } = this.speaking;
    const { malformed } = this.frames;
    const signals = this.signals.count;
    const { reconnects } = this.machine;
    return { sent, unheard, refused, received, unauthenticated, foreign, malformed, reconnects, signals };
  }

  /** Asks for a place in a channel, or for another one. Flags that are left out stay as they were. */
  join(channelId: ChannelId, flags?: OwnVoiceFlags): void {
    if (flags) this.signals.tellWithNext(flags);
    this.input({ type: 'join', channelId, hasFlags: this.signals.hasFlags });
    // The command before it is on its way, and has not told them.
    this.owesFlags = this.signals.hasFlags;
  }

  /** A move had no answer: the bot stays where it is. */
  stay(): void {
    this.input({ type: 'stay' });
  }

  hearState({ channelId, sessionId, suppress }: OwnVoiceState): void {
    this.speaking.isSuppressed = suppress === true;
    this.input({ type: 'state', channelId, sessionId });
    if (channelId === null) this.signals.confirmLeave();
    else if (this.owesFlags && channelId === this.machine.wanted) this.join(channelId);
  }

  hearServer({ endpoint, token }: VoiceServer): void {
    this.input({ type: 'server', endpoint, token });
  }

  mainSessionRenewed(): void {
    this.input({ type: 'main-session-renewed' });
  }

  regionChanged(): void {
    this.input({ type: 'region-changed' });
  }

  channelDeleted(channelId: ChannelId): void {
    this.input({ type: 'channel-deleted', channelId });
  }

  /** Takes up what another connection was, which is gone, with what it was to tell. To be asked of one that has done nothing. */
  restore(from: ConnectionState, isSuppressed: boolean, flags: OwnVoiceFlags = {}): void {
    this.speaking.isSuppressed = isSuppressed;
    if (from.wanted !== undefined) this.signals.channelId = from.wanted;
    this.signals.tellWithNext(flags);
    this.input({ type: 'restore', from });
    // No command went out that told them.
    if (this.signals.hasFlags && from.wanted !== undefined) this.join(from.wanted);
  }

  /** Ends the connection. A place in a channel is given up, unless Discord has taken it. */
  leave(reason: 'left' | 'join-given-up' = 'left'): void {
    this.input({ type: 'leave', reason });
  }

  /** Resolves when the sockets of a stopped connection are closed and the leave is confirmed, or their limits are over. */
  async settled(): Promise<void> {
    await Promise.all([this.signals.settled(), this.line.closed()]);
  }

  // --- audio

  get canSend(): boolean {
    return this.speaking.canSend;
  }

  send(frame: AudioFrame): boolean {
    return this.speaking.send(frame);
  }

  skip(samples: number): void {
    this.media.skip(samples);
  }

  setSpeaking(flags: number): void {
    this.speaking.setSpeaking(flags);
  }

  /** What is printed has no token and no key. */
  [inspect.custom](): string {
    return `VoiceConnection(guild ${this.options.guildId}, ${this.machine.phase})`;
  }

  toJSON(): object {
    return { guildId: this.options.guildId, phase: this.machine.phase, stats: this.stats };
  }

  // --- machine

  /** Feeds the machine. What an action causes at once waits until the actions before it are done. */
  private input(input: VoiceInput): void {
    this.inputs.push(input);
    if (this.isStepping) return;
    this.isStepping = true;
    try {
      for (let next = this.inputs.shift(); next; next = this.inputs.shift()) {
        const before = this.machine;
        const { state, actions } = step(before, next, this.facts(), this.options.limits);
        this.machine = state;
        for (const action of actions) this.perform(action);
        if (before.phase !== state.phase) this.options.events.changed(state.phase);
      }
    } finally {
      this.isStepping = false;
    }
    this.dave.look();
  }

  private facts(): VoiceFacts {
    const { clock, random } = this.options;
    return {
      nowMs: clock.now(),
      random: random(),
      sequence: this.line.numbers.last,
      lastSent: this.line.lastSent,
      mainSessionId: this.signals.mainSessionId,
      signalWaitMs: this.signals.waitMs,
    };
  }

  private perform(action: VoiceAction): void {
    const { options } = this;
    const { events, guildId } = options;
    switch (action.type) {
      case 'signal':
        this.signals.send(action.channelId, this.machine.phase === 'stopped');
        return;
      case 'open':
        this.logger.debug('connecting to a voice server', { endpoint: action.endpoint });
        this.line.open(action.endpoint);
        return;
      case 'send-identify': {
        const { channelId, sessionId, token } = action;
        this.beginSession();
        const maxDaveProtocolVersion = options.dave.maxProtocolVersion;
        const { userId } = options;
        this.line.send({ kind: 'identify', guildId, channelId, userId, sessionId, token, maxDaveProtocolVersion });
        return;
      }
      case 'send-resume': {
        const { channelId, sessionId, token, sequence } = action;
        this.line.send({ kind: 'resume', guildId, channelId, sessionId, token, sequence });
        return;
      }
      case 'send-heartbeat':
        this.line.send({ kind: 'heartbeat', nonce: action.nonce, sequence: action.sequence });
        return;
      case 'open-udp':
        this.media.open({ address: action.address, port: action.port }, action.ssrc);
        return;
      case 'discover':
        this.media.discover();
        return;
      case 'select':
        this.line.send({ kind: 'select-protocol', address: action.address, port: action.port, mode: action.mode });
        return;
      case 'begin':
        this.useDescription(action.channelId);
        return;
      case 'drain':
        this.line.drain(() => {
          this.input({ type: 'drained' });
        });
        return;
      case 'drop-socket':
        this.line.drop(action.code);
        return;
      case 'drop-session':
        this.dropSession();
        return;
      case 'set-timer':
        this.timers.set(action.name, action.delayMs, () => {
          this.input({ type: 'timer', name: action.name });
        });
        return;
      case 'clear-timer':
        this.timers.clear(action.name);
        return;
      case 'ready':
        this.speaking.repeat();
        events.ready(action.resumed);
        return;
      case 'reconnecting': {
        const { reason, next, attempt, delayMs, closeCode } = action;
        events.reconnecting({ reason, next, attempt, delayMs, closeCode });
        return;
      }
      case 'stopped':
        options.receiver?.close();
        events.stopped({ reason: action.reason, error: endError(action.reason, action.failure, this.place()) });
        return;
      case 'log':
        this.logger[action.level](action.message, action.fields);
    }
  }

  private place(): ErrorPlace {
    return { guildId: this.options.guildId, channelId: this.signals.channelId };
  }

  private beginSession(): void {
    this.dropSession();
    this.line.numbers.reset();
    this.dave.begin();
  }

  private dropSession(): void {
    this.media.close();
    this.frames.forget();
    this.speaking.forget();
    this.participants.clear();
    this.dave.end();
  }

  private useDescription(channelId: ChannelId): void {
    const description = this.frames.useDescription();
    if (!description) return;
    this.media.useCipher(description.cipher);
    this.encryption?.begin(description.daveProtocolVersion, channelId);
  }

  private onPacket(header: RtpPacket, payload: Buffer): void {
    this.options.receiver?.packet({ header, payload, userId: this.participants.userOf(header.ssrc) });
  }
}
