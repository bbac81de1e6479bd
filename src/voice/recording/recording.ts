/** A recording as its author sees it. */
import { type UserId } from '../../models';
import { type VoiceError } from '../voice-error';

/** One file of a recording. */
export interface RecordingFile {
  /** Whose voice it is; `undefined`: everybody's. */
  readonly userId: UserId | undefined;
  /** `undefined` until it is open, and for streams. */
  readonly path: string | undefined;
  /** How much of it sounds, in milliseconds. */
  readonly durationMs: number;
  /** Written so far. */
  readonly bytes: number;
}

export type RecordingState = 'recording' | 'paused' | 'ending' | 'ended';

/** Why a recording ended. */
export type RecordingEndReason =
  | 'stopped'
  /** It is as long, or as large, as it may be. */
  | 'limit'
  | 'call-ended'
  /** By its signal. */
  | 'aborted'
  /** It could not be written, or nobody could be heard. */
  | 'error';

export interface RecordingEnd {
  readonly reason: RecordingEndReason;
  /** Why, for `error`. */
  readonly error?: VoiceError | undefined;
  readonly files: readonly RecordingFile[];
}

/**
 * Goes on until it is stopped, has reached a limit, or the call ends. It outlives moves and new servers of the call. Whatever
 * ends it, all files are closed, and play up to where they came.
 */
export interface Recording extends AsyncDisposable {
  /** A user has one from their first word on. */
  readonly files: readonly RecordingFile[];
  readonly state: RecordingState;
  /** How long it is, in milliseconds, pauses not counted. */
  readonly positionMs: number;
  /** When it is over and the files are closed; never rejects. */
  readonly ended: Promise<RecordingEnd>;
  /** What is said from now on is not recorded, and the time is cut out. */
  pause(): void;
  resume(): void;
  /** Ends it with what was said until now, and closes the files. Never rejects: see `reason`. */
  stop(): Promise<RecordingEnd>;
}
