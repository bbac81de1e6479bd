/** What a connection is made of, and what it tells. */
import { type GuildId, type UserId } from '../../models';
import { type Clock, type Logger } from '../../util';
import { type DaveProvider } from '../dave/dave-provider';
import { type VoiceLink } from '../link';
import { type VoiceSocketFactory } from '../signalling/voice-socket';
import { type RtpPacket } from '../transport/rtp';
import { type UdpSocketFactory } from '../transport/udp-socket';
import { type VoiceError } from '../voice-error';
import { type NextTry, type ReconnectReason, type VoiceEndReason, type VoicePhase } from './connection-state';
import { type VoiceLimits } from './limits';
import { type SignalBudget } from './signal-budget';

/** How a call ended. */
export interface VoiceEnd {
  readonly reason: VoiceEndReason;
  /** `undefined` when the bot left by itself. */
  readonly error: VoiceError | undefined;
}

/** That the connection was interrupted, and what is done about it. Audio waits meanwhile. */
export interface Reconnecting {
  readonly reason: ReconnectReason;
  /** `wait`: Discord said, or will say, where to go; no failure led here. */
  readonly next: NextTry | 'wait';
  /** Which try in a row this is, from 1 on; 0 when no failure led here. */
  readonly attempt: number;
  readonly delayMs: number;
  readonly closeCode: number | undefined;
}

/** Audio that came, with the transport's encryption taken off. The end-to-end encryption is still on. */
export interface ReceivedPacket {
  readonly header: RtpPacket;
  /** With the content of a header extension before it and padding behind it, where `header` says so. */
  readonly payload: Buffer;
  /** Who speaks; `undefined` as long as the server has not said whose ssrc it is. */
  readonly userId: UserId | undefined;
}

/** What a connection tells, in the midst of its work: who listens must not throw. */
export interface ConnectionEvents {
  changed(phase: VoicePhase): void;
  ready(resumed: boolean): void;
  reconnecting(about: Reconnecting): void;
  stopped(end: VoiceEnd): void;
  /** A move could not be asked for; the connection stays as it is. */
  moveNotSent(error: Error): void;
  /** Another epoch, version or privacy code of the end-to-end encryption, or another phase of it. */
  encryptionChanged(): void;
  /** Audio is being held for longer than it should be, because the call does not agree on its encryption. */
  encryptionSlow(waitedMs: number): void;
  speaking(userId: UserId, flags: number): void;
  usersJoined(userIds: readonly UserId[]): void;
  userLeft(userId: UserId): void;
}

/** Who takes the audio that comes. Told in the midst of the connection's work as well, so it must not throw. */
export interface PacketReceiver {
  packet(packet: ReceivedPacket): void;
  /** The server told whose an ssrc is; what came of it before has its speaker now. */
  speakersChanged(): void;
  /** The connection has stopped. */
  close(): void;
}

export interface VoiceConnectionOptions {
  readonly guildId: GuildId;
  /** The bot's own id. */
  readonly userId: UserId;
  readonly link: VoiceLink;
  readonly sockets: VoiceSocketFactory;
  readonly udp: UdpSocketFactory;
  readonly dave: DaveProvider;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Numbers in [0, 1). */
  readonly random: () => number;
  readonly limits: VoiceLimits;
  /** `wss` rather than `ws`. */
  readonly secure: boolean;
  readonly budget: SignalBudget;
  readonly events: ConnectionEvents;
  readonly receiver?: PacketReceiver | undefined;
}

/** What a connection counted since it was made. */
export interface VoiceStats {
  /** Audio packets that were sent. */
  readonly sent: number;
  /** Frames that nobody would have heard, because the bot was alone in a call that is encrypted end to end. */
  readonly unheard: number;
  /** Times that a frame was refused, to be tried again, because the connection or its encryption was not ready. */
  readonly refused: number;
  readonly received: number;
  /** Datagrams that nobody with the session's key has sent. */
  readonly unauthenticated: number;
  /** Datagrams that are no audio. */
  readonly foreign: number;
  /** Frames of the voice gateway that could not be read. */
  readonly malformed: number;
  /** Sockets that were opened after the first. */
  readonly reconnects: number;
  /** Commands to the main gateway: joins, moves, leaves. */
  readonly signals: number;
}
