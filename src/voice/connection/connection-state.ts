/** The words of the voice connection's machine: its states, what happens to it, and what it asks its driver to do. */
import { type ChannelId } from '../../models';
import { type LogFields, type LogLevel } from '../../util';
import { STILL_VOICE_HEART, type VoiceHeart } from './heartbeat';

/**
 * Where a connection is: `signalling` (opcode 4 is sent; own state and server are waited for), `waiting-server` (Discord
 * looks for one), `waiting-session` (the main session is lost, a new one is waited for), `opening` (socket and HELLO),
 * `identifying`, `discovering` (own address over UDP), `selecting` (waits for the session description), `resuming`, `ready`,
 * `backoff` (until the next try), `lingering` (the server sent the bot away; perhaps it was a move), `stopped`.
 */
export type VoicePhase =
  | 'idle'
  | 'signalling'
  | 'waiting-server'
  | 'waiting-session'
  | 'opening'
  | 'identifying'
  | 'discovering'
  | 'selecting'
  | 'resuming'
  | 'ready'
  | 'backoff'
  | 'lingering'
  | 'stopped';

/** Why a connection is replaced by another one, or by another session of it. */
export type ReconnectReason =
  /** The socket ended, or was silent. */
  | 'connection-lost'
  | 'server-crashed'
  /** The voice server does not know the session any more. */
  | 'session-invalid'
  /** The bot is in another channel now. */
  | 'channel-moved'
  /** Discord named another voice server. */
  | 'server-moved'
  /** The same, after the region of the channel was changed. */
  | 'region-changed'
  /** Discord handed out a new token for the same server. */
  | 'token-renewed'
  /** The main gateway has a new session. */
  | 'main-session-renewed'
  /** The voice server refused something; one more try. */
  | 'protocol'
  /** The UDP socket is of no use any more. */
  | 'udp-failed'
  /** The call did not agree on its encryption. */
  | 'encryption'
  /** The main gateway did not answer, or not in time. */
  | 'no-answer'
  /** The worker that the call worked in is gone; another one takes it up. */
  | 'worker-died';

/** Why a connection ended for good. */
export type VoiceEndReason =
  /** The bot left by itself. */
  | 'left'
  | 'kicked'
  | 'channel-deleted'
  /** The main session was lost and no new one came. */
  | 'session-lost'
  | 'rate-limited'
  | 'dave-required'
  | 'dave-failed'
  | 'call-terminated'
  | 'server-gone'
  | 'protocol'
  | 'udp-blocked'
  | 'no-cipher'
  | 'unreachable'
  /** The main gateway never answered a join. */
  | 'no-answer'
  /** The join was given up by its caller, or at its limit. */
  | 'join-given-up'
  /** The worker that the call worked in died, again and again. */
  | 'worker-died';

/** What went wrong last, for errors. */
export type VoiceFailure =
  | { readonly kind: 'close'; readonly code: number | undefined; readonly reason: string; readonly lastSent: string }
  | { readonly kind: 'silence'; readonly phase: VoicePhase; readonly waitedMs: number; readonly lastSent: string }
  /** Opcode 4 had no answer, or half of one. */
  | { readonly kind: 'unanswered'; readonly heardState: boolean; readonly heardServer: boolean }
  | { readonly kind: 'not-sent'; readonly error: Error }
  | { readonly kind: 'udp'; readonly problem: string }
  | { readonly kind: 'no-cipher'; readonly offered: readonly string[] }
  | { readonly kind: 'dave'; readonly waitedMs: number };

/** A voice server and the secret that opens it. */
export interface ServerAddress {
  readonly endpoint: string;
  readonly token: string;
}

/** What follows a backoff. */
export type NextTry = 'resume' | 'identify' | 'signal';

export interface ConnectionState {
  readonly phase: VoicePhase;
  readonly phaseSinceMs: number;
  /** Where the bot was asked to be. */
  readonly wanted: ChannelId | undefined;
  /** Where Discord says that it is; `null` when in no channel, `undefined` while nothing was said. */
  readonly channelId: ChannelId | null | undefined;
  /** The same, when opcode 4 was last sent. */
  readonly channelBefore: ChannelId | null | undefined;
  /** When a move was asked for; `undefined` when that could not be sent. */
  readonly movingSinceMs: number | undefined;
  /** The channel that the present session was begun for. */
  readonly sessionChannelId: ChannelId | undefined;
  /** What the voice server knows the bot by. */
  readonly sessionId: string | undefined;
  /** Session of the main gateway when opcode 4 was last sent. */
  readonly mainSessionId: string | undefined;
  readonly server: ServerAddress | undefined;
  readonly serverSinceMs: number;
  /** Whether the last opcode 4 is on its way, and does not wait for its turn any more. */
  readonly isSent: boolean;
  /** Whether each answer came since opcode 4 was last sent. */
  readonly heardState: boolean;
  readonly heardServer: boolean;
  /** Leaving and joining again, where a server that was asked for is not named. */
  readonly rejoin: 'none' | 'leaving' | 'done';
  readonly heart: VoiceHeart;
  /** Whether there is a session that a RESUME can go on with. */
  readonly canResume: boolean;
  readonly mode: string | undefined;
  readonly discoveries: number;
  /** RESUMEs in a row that did not last. */
  readonly resumes: number;
  /** New sessions in a row that failed. */
  readonly attempt: number;
  /** Times in a row that the server refused what was sent. */
  readonly faults: number;
  /** Sessions in a row whose server did not answer over UDP. */
  readonly udpFailures: number;
  /** Sessions in a row in which the encryption was not agreed on. */
  readonly daveFailures: number;
  readonly next: NextTry;
  /** The code that a lingering connection was closed with. */
  readonly closeCode: number | undefined;
  readonly failure: VoiceFailure | undefined;
  /** When the channel's region was last seen to change. */
  readonly regionChangedAtMs: number | undefined;
  readonly channelDeleted: boolean;
  readonly everReady: boolean;
  /** Sessions and sockets after the first. */
  readonly reconnects: number;
  readonly end: VoiceEndReason | undefined;
}

export const IDLE_CONNECTION: ConnectionState = {
  phase: 'idle',
  phaseSinceMs: 0,
  wanted: undefined,
  channelId: undefined,
  channelBefore: undefined,
  movingSinceMs: undefined,
  sessionChannelId: undefined,
  sessionId: undefined,
  mainSessionId: undefined,
  server: undefined,
  serverSinceMs: 0,
  isSent: false,
  heardState: false,
  heardServer: false,
  rejoin: 'none',
  heart: STILL_VOICE_HEART,
  canResume: false,
  mode: undefined,
  discoveries: 0,
  resumes: 0,
  attempt: 0,
  faults: 0,
  udpFailures: 0,
  daveFailures: 0,
  next: 'signal',
  closeCode: undefined,
  failure: undefined,
  regionChangedAtMs: undefined,
  channelDeleted: false,
  everReady: false,
  reconnects: 0,
  end: undefined,
};

/**
 * Timers of a connection; setting one that is set replaces it. `deadline` ends a state that lasts too long, `rejoin` leaves
 * and joins, `discovery` asks again over UDP, `retry` ends a backoff, `stable` forgets what went wrong.
 */
export type VoiceTimerName = 'deadline' | 'rejoin' | 'discovery' | 'heartbeat' | 'retry' | 'stable';

/** Frames that steer the connection. The secret of a session description never comes in here. */
export type VoiceControlFrame =
  | { readonly kind: 'hello'; readonly intervalMs: number }
  | {
      readonly kind: 'ready';
      readonly ssrc: number;
      readonly address: string;
      readonly port: number;
      /** The best of those that were offered and are spoken here. */
      readonly mode: string | undefined;
      readonly offered: readonly string[];
    }
  | { readonly kind: 'session-description' }
  | { readonly kind: 'heartbeat-ack'; readonly nonce: number | undefined }
  | { readonly kind: 'resumed' };

/** What happens to a connection. */
export type VoiceInput =
  /** Somebody wants to be in a channel, with other mute or deafness than was told. */
  | { readonly type: 'join'; readonly channelId: ChannelId; readonly hasFlags?: boolean }
  /** A move was not answered: the bot is where it was. */
  | { readonly type: 'stay' }
  | { readonly type: 'state'; readonly channelId: ChannelId | null; readonly sessionId: string }
  | { readonly type: 'server'; readonly endpoint: string | null; readonly token: string }
  | { readonly type: 'signal-sent' }
  | { readonly type: 'signal-failed'; readonly error: Error }
  | { readonly type: 'frame'; readonly frame: VoiceControlFrame }
  | { readonly type: 'closed'; readonly code: number | undefined; readonly reason: string }
  | { readonly type: 'discovered'; readonly address: string; readonly port: number }
  | { readonly type: 'udp-failed'; readonly error: Error }
  | { readonly type: 'timer'; readonly name: VoiceTimerName }
  | { readonly type: 'drained' }
  | { readonly type: 'dave-stuck'; readonly waitedMs: number }
  | { readonly type: 'main-session-renewed' }
  | { readonly type: 'region-changed' }
  | { readonly type: 'channel-deleted'; readonly channelId: ChannelId }
  /** It was this, in a thread that is gone. */
  | { readonly type: 'restore'; readonly from: ConnectionState }
  | { readonly type: 'leave'; readonly reason: 'left' | 'join-given-up' };

/** What the driver is asked to do, in order. */
export type VoiceAction =
  /** Sends opcode 4 over the main gateway. */
  | { readonly type: 'signal'; readonly channelId: ChannelId | null }
  | { readonly type: 'open'; readonly endpoint: string }
  | {
      readonly type: 'send-identify';
      readonly channelId: ChannelId;
      readonly sessionId: string;
      readonly token: string;
    }
  | {
      readonly type: 'send-resume';
      readonly channelId: ChannelId;
      readonly sessionId: string;
      readonly token: string;
      readonly sequence: number;
    }
  | { readonly type: 'send-heartbeat'; readonly nonce: number; readonly sequence: number }
  | { readonly type: 'open-udp'; readonly address: string; readonly port: number; readonly ssrc: number }
  | { readonly type: 'discover' }
  | { readonly type: 'select'; readonly address: string; readonly port: number; readonly mode: string }
  /** Takes the keys and the encryption of the session description that has just come into use. */
  | { readonly type: 'begin'; readonly channelId: ChannelId }
  /** Reads what the socket holds, then says `drained`. */
  | { readonly type: 'drain' }
  /** Ends the socket; nothing it tells afterwards counts. */
  | { readonly type: 'drop-socket'; readonly code: number }
  /** Ends the session's UDP socket, keys and encryption. */
  | { readonly type: 'drop-session' }
  | { readonly type: 'set-timer'; readonly name: VoiceTimerName; readonly delayMs: number }
  | { readonly type: 'clear-timer'; readonly name: VoiceTimerName }
  | { readonly type: 'ready'; readonly resumed: boolean }
  | {
      readonly type: 'reconnecting';
      readonly reason: ReconnectReason;
      readonly next: NextTry | 'wait';
      readonly attempt: number;
      readonly delayMs: number;
      readonly closeCode: number | undefined;
    }
  | { readonly type: 'stopped'; readonly reason: VoiceEndReason; readonly failure: VoiceFailure | undefined }
  | { readonly type: 'log'; readonly level: LogLevel; readonly message: string; readonly fields?: LogFields };

/** What the machine may know of the world at the moment of an input. */
export interface VoiceFacts {
  readonly nowMs: number;
  /** A number in [0, 1). */
  readonly random: number;
  /** Number of the last numbered message; -1 when there was none. */
  readonly sequence: number;
  /** What was sent last, in words. */
  readonly lastSent: string;
  /** The present session of the main gateway. */
  readonly mainSessionId: string | undefined;
  /** How long the budget asks to wait before opcode 4 may be sent unasked; 0 for not at all. */
  readonly signalWaitMs: number;
}

export interface VoiceStep {
  readonly state: ConnectionState;
  readonly actions: readonly VoiceAction[];
}
