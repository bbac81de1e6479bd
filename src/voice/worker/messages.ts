/**
 * What the main thread and a voice worker say to each other. Everything is plain data; errors cross by `plain-error.ts`, times
 * are on the clock of whoever runs the worker (`shared-time.ts`), and no message carries the bot's token: the worker knows a
 * voice server's token, the ids of sessions, users, guilds and channels, and audio.
 */
import { type ChannelId, type GuildId, type UserId } from '../../models';
import { type LogLevel } from '../../util';
import { type ConnectionEvents, type VoiceStats } from '../connection/connection-options';
import { type ConnectionState } from '../connection/connection-state';
import { type VoiceLimits } from '../connection/limits';
import { type Effect } from '../effects/effect';
import { type CallHearingStats } from '../hearing/call-hearing';
import { type HeardCounts } from '../hearing/frame-stream';
import { type HeardAs } from '../hearing/heard-audio';
import { type OwnVoiceFlags, type OwnVoiceState, type VoiceServer } from '../link';
import { type PlayOptions } from '../player/play-options';
import { type PlaybackEnd, type PlaybackState } from '../player/playback';
import { type SourceDescription } from '../sources/source-description';
import { type EncryptionNews } from '../voice-client-events';
import { type PlainError } from './plain-error';

/** A call, by a number that no other call of the process has. */
export type CallNumber = number;
/** A playback of a call. */
export type PlaybackNumber = number;

/** What is asked of a connection. Its words are those of `CallConnection`. */
export type CallCommand =
  | { readonly type: 'join'; readonly channelId: ChannelId; readonly flags: OwnVoiceFlags | undefined }
  | { readonly type: 'stay' }
  | { readonly type: 'state'; readonly state: OwnVoiceState }
  | { readonly type: 'server'; readonly server: VoiceServer }
  | { readonly type: 'main-session-renewed' }
  | { readonly type: 'region-changed' }
  | { readonly type: 'channel-deleted'; readonly channelId: ChannelId }
  | { readonly type: 'leave'; readonly reason: 'left' | 'join-given-up' };

/** A connection as it is in the worker. */
export interface ConnectionMirror {
  /** The number of the last command that is in it. */
  readonly applied: number;
  readonly state: ConnectionState;
  readonly canSend: boolean;
  readonly userIds: readonly UserId[];
  readonly stats: VoiceStats;
  readonly encryption: EncryptionNews;
  readonly hearing: CallHearingStats;
}

/** What a connection tells, without what only this thread's connections do. */
export type ConnectionNews = {
  [K in Exclude<keyof ConnectionEvents, 'changed' | 'stopped' | 'moveNotSent'>]: {
    readonly name: K;
    readonly args: Parameters<ConnectionEvents[K]>;
  };
}[Exclude<keyof ConnectionEvents, 'changed' | 'stopped' | 'moveNotSent'>];

export type CallNews =
  | ConnectionNews
  | { readonly name: 'changed' }
  | { readonly name: 'stopped'; readonly reason: NonNullable<ConnectionState['end']>; readonly error?: PlainError }
  | { readonly name: 'moveNotSent'; readonly error: PlainError };

/** How a playback stands, at a moment. */
export interface PlaybackSnapshot {
  readonly playback: PlaybackNumber;
  /** The number of the last request that is in it. */
  readonly applied: number;
  readonly state: PlaybackState;
  readonly positionMs: number;
  readonly atMs: number;
  readonly durationMs: number | undefined;
  readonly volume: number;
  readonly effects: readonly Effect[];
  readonly wasHeard: boolean;
}

export interface PlainEnd {
  readonly reason: PlaybackEnd['reason'];
  readonly error?: PlainError | undefined;
}

/** What a player tells. Of `next`, whether and what it plays now by itself. */
export type PlayerNews =
  | { readonly name: 'started' | 'nearEnd' | 'turnedBack' | 'buffering'; readonly snapshot: PlaybackSnapshot }
  | { readonly name: 'failedEarly' | 'problem'; readonly playback: PlaybackNumber; readonly error: PlainError }
  | {
      readonly name: 'ended';
      readonly snapshot: PlaybackSnapshot;
      readonly end: PlainEnd;
      /** Whether nothing of it is heard any more; else it fades out behind what follows. */
      readonly isOver: boolean;
    }
  | { readonly name: 'next'; readonly began: PlaybackNumber | undefined };

/** Options of a playback that cross; its signal stays where it is. */
export type PlainPlayOptions = Omit<PlayOptions, 'signal'>;

/** A source as it crosses: what can be opened over there, or what is read here and lent frame by frame. */
export type CrossingSource =
  SourceDescription | { readonly kind: 'lent'; readonly label: string; readonly isRepeatable: boolean };

export type PlayerRequest =
  | {
      readonly type: 'prepare';
      readonly source: CrossingSource;
      readonly options: PlainPlayOptions;
      /** Whether it follows by itself on what plays. */
      readonly isNext: boolean;
      readonly isPaused: boolean;
    }
  | { readonly type: 'start'; readonly fadeMs?: number | undefined }
  | { readonly type: 'stop'; readonly fadeMs?: number | undefined }
  | { readonly type: 'effects'; readonly effects: readonly Effect[] }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'volume'; readonly volume: number }
  | { readonly type: 'seek'; readonly request: number; readonly positionMs: number };

/** How a call is taken up where another worker has left it. */
export interface Restored {
  readonly state: ConnectionState;
  readonly applied: number;
  /** Whether audio waits, because nobody would hear it. */
  readonly isSuppressed: boolean;
  /** Mute and deafness that the main gateway has not been told. */
  readonly flags: OwnVoiceFlags | undefined;
}

export interface MakeCall {
  /** The bot, by a number: what its calls share. */
  readonly bot: number;
  readonly guildId: GuildId;
  readonly userId: UserId;
  readonly secure: boolean;
  readonly limits: VoiceLimits;
  readonly mainSessionId: string | undefined;
  readonly hasPriority: boolean;
  readonly crossfadeMs: number;
  readonly restored: Restored | undefined;
}

/** A frame of a source that is read here: Opus with its length, or 20 ms of PCM, which have none. */
export interface LentFrame {
  readonly data: Uint8Array;
  readonly samples: number | undefined;
}

export interface ListenRequest {
  /** Whoever listens, by a number. */
  readonly listener: number;
  readonly userId: UserId;
  readonly as: HeardAs;
  readonly jitterMs: number;
}

/** A piece of what was heard: Opus or PCM, as it was asked for. */
export interface HeardPiece {
  readonly positionMs: number;
  readonly atMs: number;
  readonly durationMs: number;
  readonly isLost: boolean;
  readonly audio: Uint8Array;
}

/** To one call in the worker. */
export type ToCall =
  | { readonly type: 'make'; readonly about: MakeCall }
  | {
      readonly type: 'command';
      readonly number: number;
      readonly command: CallCommand;
      readonly mainSessionId: string | undefined;
    }
  | { readonly type: 'main-session'; readonly mainSessionId: string | undefined }
  | { readonly type: 'verify'; readonly request: number; readonly userId: UserId }
  | { readonly type: 'signalled'; readonly request: number; readonly error?: PlainError | undefined }
  | {
      readonly type: 'player';
      readonly playback: PlaybackNumber;
      readonly number: number;
      readonly request: PlayerRequest;
    }
  | { readonly type: 'priority'; readonly hasPriority: boolean }
  | { readonly type: 'crossfade'; readonly ms: number }
  | { readonly type: 'close-audio'; readonly request: number }
  | {
      readonly type: 'lent-opened';
      readonly opening: number;
      readonly kind: 'opus' | 'pcm';
      readonly durationMs: number | undefined;
    }
  | { readonly type: 'lent-frames'; readonly opening: number; readonly frames: readonly LentFrame[] }
  | { readonly type: 'lent-end'; readonly opening: number; readonly error?: PlainError | undefined }
  | { readonly type: 'listen'; readonly request: ListenRequest }
  | { readonly type: 'unlisten'; readonly listener: number }
  /** So many more pieces may be on their way. */
  | { readonly type: 'heard-credit'; readonly listener: number; readonly credit: number }
  /** Nobody wants to hear of it any more. */
  | { readonly type: 'drop' };

/** From the main thread to the worker. */
export type ToWorker =
  | { readonly to: 'call'; readonly call: CallNumber; readonly message: ToCall }
  | { readonly to: 'worker'; readonly type: 'load'; readonly request: number }
  | { readonly to: 'worker'; readonly type: 'ping'; readonly nonce: number }
  /** An opcode 4 of another worker's call, which counts against the budget of the bot. */
  | {
      readonly to: 'worker';
      readonly type: 'booked';
      readonly bot: number;
      readonly guildId: GuildId;
      readonly mainSessionId: string | undefined;
      readonly atMs: number;
    };

/** From one call in the worker. */
export type FromCall =
  | { readonly type: 'news'; readonly mirror: ConnectionMirror | undefined; readonly news: CallNews | undefined }
  | {
      readonly type: 'signal';
      readonly request: number;
      readonly channelId: ChannelId | null;
      readonly flags: OwnVoiceFlags;
    }
  | { readonly type: 'signal-abort'; readonly request: number }
  | { readonly type: 'player'; readonly news: PlayerNews }
  | {
      readonly type: 'sought';
      readonly request: number;
      readonly snapshot: PlaybackSnapshot | undefined;
      readonly error?: PlainError | undefined;
    }
  | { readonly type: 'answer'; readonly request: number; readonly value?: string | undefined }
  | {
      readonly type: 'lent-open';
      readonly playback: PlaybackNumber;
      readonly opening: number;
      readonly startMs: number;
      readonly credit: number;
    }
  | { readonly type: 'lent-credit'; readonly opening: number; readonly credit: number }
  | { readonly type: 'lent-close'; readonly opening: number }
  | {
      readonly type: 'heard';
      readonly listener: number;
      readonly pieces: readonly HeardPiece[];
      readonly counts: HeardCounts;
      /** Those that could not cross in time. */
      readonly dropped: number;
    }
  | { readonly type: 'heard-end'; readonly listener: number; readonly error?: PlainError | undefined }
  | { readonly type: 'talking'; readonly userId: UserId; readonly isTalking: boolean }
  /** Nothing of it is left over there. */
  | { readonly type: 'gone' };

export interface LogEntry {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** The fields that were errors. */
  readonly errors: Readonly<Record<string, PlainError>>;
  /** Names of children, from the outside in. */
  readonly names: readonly string[];
}

/** From the worker to the main thread. */
export type FromWorker =
  | { readonly from: 'call'; readonly call: CallNumber; readonly message: FromCall }
  | {
      readonly from: 'playbacks';
      readonly snapshots: readonly { readonly call: CallNumber; readonly snapshot: PlaybackSnapshot }[];
    }
  | { readonly from: 'log'; readonly call: CallNumber | undefined; readonly entry: LogEntry }
  | { readonly from: 'worker'; readonly type: 'hello'; readonly originMs: number }
  | {
      readonly from: 'worker';
      readonly type: 'loaded';
      readonly request: number;
      readonly error?: PlainError | undefined;
    }
  | { readonly from: 'worker'; readonly type: 'pong'; readonly nonce: number };
