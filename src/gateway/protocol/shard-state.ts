/** The words of the shard's machine: its states, what happens to it, and what it asks its driver to do. */
import { type LogFields, type LogLevel } from '../../util';
import { type GatewayError } from '../gateway-error';
import { type ControlFrame } from './frames';
import { type Heart, STILL_HEART } from './heartbeat';

/**
 * Where a shard is: `connecting` (socket opens), `hello` (waits for HELLO), `permit` (waits for its turn to identify),
 * `identifying`, `resuming`, `ready`, `closing` (waits for the end of the connection), `waiting` (until the next try),
 * `stopped`.
 */
export type ShardPhase =
  'idle' | 'connecting' | 'hello' | 'permit' | 'identifying' | 'resuming' | 'ready' | 'closing' | 'waiting' | 'stopped';

/** What a RESUME needs besides the sequence number. */
export interface Session {
  readonly id: string;
  readonly resumeUrl: string;
}

/** Why a shard stopped for good although nobody closed it. */
export type ShardFailure =
  | { readonly kind: 'close'; readonly code: number; readonly reason: string }
  | { readonly kind: 'refused'; readonly error: GatewayError };

/** What follows when the connection that is being closed has ended. */
export type NextStep =
  { readonly kind: 'reconnect'; readonly delayMs: number } | { readonly kind: 'stop'; readonly resumable: boolean };

export interface ShardState {
  readonly phase: ShardPhase;
  readonly phaseSinceMs: number;
  /** Since when the shard is not ready; `undefined` while it is. */
  readonly awaySinceMs: number | undefined;
  /** The address that new sessions use. */
  readonly gatewayUrl: string;
  readonly session: Session | undefined;
  /** When the session was last known to be alive. */
  readonly aliveAtMs: number;
  readonly heart: Heart;
  /** Tries that failed since the shard was last ready. */
  readonly attempt: number;
  /** RESUMEs in a row that failed since the shard was last ready. */
  readonly resumeFailures: number;
  /** The sequence number with which the last RESUME was sent. */
  readonly resumedFrom: number | null;
  /** Connections in a row that did not get as far as HELLO. */
  readonly connectFailures: number;
  /** Times in a row that a ready connection was lost, or sent away, soon. */
  readonly flaps: number;
  readonly everReady: boolean;
  /** Connections after the first. */
  readonly reconnects: number;
  /** Only while closing. */
  readonly next: NextStep | undefined;
  /** Why the shard is not ready, for people. */
  readonly reason: string;
}

export const IDLE_STATE: ShardState = {
  phase: 'idle',
  phaseSinceMs: 0,
  awaySinceMs: undefined,
  gatewayUrl: '',
  session: undefined,
  aliveAtMs: 0,
  heart: STILL_HEART,
  attempt: 0,
  resumeFailures: 0,
  resumedFrom: null,
  connectFailures: 0,
  flaps: 0,
  everReady: false,
  reconnects: 0,
  next: undefined,
  reason: 'it has not been started',
};

/** Timers of a shard. Setting one that is set replaces it. */
export type TimerName = 'deadline' | 'heartbeat' | 'reconnect';

/** How a connection ended. */
export interface ConnectionEnd {
  /** The close code; `undefined` when the socket ended without one. */
  readonly code: number | undefined;
  readonly reason: string;
  /** Status of the answer, when the server refused to open a socket. */
  readonly httpStatus?: number | undefined;
  /** How long the refusal asks to wait. */
  readonly retryAfterMs?: number | undefined;
}

/** What happens to a shard. */
export type ShardInput =
  | {
      readonly type: 'start';
      readonly gatewayUrl: string;
      /** A session that an earlier run left, and how long ago it was alive. */
      readonly stored?: { readonly session: Session; readonly ageMs: number } | undefined;
    }
  | { readonly type: 'opened' }
  | { readonly type: 'frame'; readonly frame: ControlFrame }
  | { readonly type: 'closed'; readonly end: ConnectionEnd }
  | { readonly type: 'corrupt'; readonly problem: string }
  | { readonly type: 'timer'; readonly name: TimerName }
  | { readonly type: 'drained' }
  | { readonly type: 'permit-granted' }
  | {
      readonly type: 'permit-refused';
      readonly error: GatewayError;
      /** Whether another try without a change is pointless before `retryAfterMs`. */
      readonly retryAfterMs: number | undefined;
    }
  | { readonly type: 'close'; readonly resumable: boolean };

/** What the driver is asked to do, in order. */
export type ShardAction =
  | { readonly type: 'connect'; readonly url: string }
  | { readonly type: 'send-heartbeat'; readonly sequence: number | null; readonly requested: boolean }
  | { readonly type: 'send-identify' }
  | { readonly type: 'send-resume'; readonly sessionId: string; readonly sequence: number }
  | { readonly type: 'request-permit' }
  | { readonly type: 'cancel-permit' }
  | { readonly type: 'drain' }
  | { readonly type: 'close'; readonly code: number }
  /** Ends the connection without a handshake; nothing it tells afterwards counts. */
  | { readonly type: 'terminate' }
  | { readonly type: 'set-timer'; readonly name: TimerName; readonly delayMs: number }
  | { readonly type: 'clear-timer'; readonly name: TimerName }
  /** A new session begins to count at nothing. */
  | { readonly type: 'reset-sequence' }
  | { readonly type: 'save-session' }
  | { readonly type: 'clear-session' }
  | { readonly type: 'ready'; readonly resumed: boolean }
  | { readonly type: 'stopped'; readonly failure: ShardFailure | undefined }
  | { readonly type: 'log'; readonly level: LogLevel; readonly message: string; readonly fields?: LogFields };

/** What the machine may know of the world at the moment of an input. */
export interface Facts {
  readonly nowMs: number;
  /** A number in [0, 1). */
  readonly random: number;
  /** Number of the last event that was received in this session. */
  readonly sequence: number | null;
  /** Whether the rate limit lets nothing more through for now than scheduled beats. */
  readonly isLimited?: boolean | undefined;
}

export interface Step {
  readonly state: ShardState;
  readonly actions: readonly ShardAction[];
}
