/** What is heard of a user, and how one listens. */
import { type UserId } from '../../models';

/**
 * A piece of what a user said, in its place in time. Pieces of one stream follow each other without a gap as long as the user
 * speaks; between two spells `positionMs` jumps by the silence, so that whoever keeps to it keeps speakers in step.
 */
export interface HeardFrame {
  readonly userId: UserId;
  /** Milliseconds since the first piece of this stream, by the speaker's own clock (RTP timestamps): the silence is counted. */
  readonly positionMs: number;
  /** When it was spoken, by the clock of this process (`Clock.now()`), in milliseconds: the arrival of the first piece, plus `positionMs`. */
  readonly atMs: number;
  /** How long it is, in milliseconds; 20 as a rule. */
  readonly durationMs: number;
  /** Whether it never came: then the Opus is missing (an empty buffer), and the PCM is concealed. */
  readonly isLost: boolean;
}

/** A packet of Opus as it was sent; empty where it is lost. */
export interface HeardOpus extends HeardFrame {
  readonly opus: Buffer;
}

/** Decoded: signed 16 bit little endian, 48 kHz, two channels. */
export interface HeardPcm extends HeardFrame {
  readonly pcm: Buffer;
}

export type HeardAs = 'opus' | 'pcm';

export interface ListenOptions {
  /** Packets as they were sent, or decoded. Default `opus`. */
  readonly as?: HeardAs | undefined;
  /** How long packets are held so that late ones find their place, in milliseconds, 0 to 1 000; grows up to 200 ms by itself where the network is worse. Default 60. */
  readonly jitterMs?: number | undefined;
  /** Frames that may wait to be read; beyond that the oldest are dropped and counted. Default 500 (10 s). */
  readonly capacity?: number | undefined;
  /** Ends the stream. */
  readonly signal?: AbortSignal | undefined;
}

/** What a stream counted. */
export interface HeardStats {
  readonly frames: number;
  readonly lost: number;
  /** Came after their place was given up. */
  readonly late: number;
  readonly duplicates: number;
  /** Could not be opened end to end. */
  readonly unopened: number;
  /** Not read in time by whoever listens. */
  readonly dropped: number;
  /** How long packets are held at present, in milliseconds. */
  readonly jitterMs: number;
}

/**
 * What one user says, until it is closed, its signal aborts, or the call ends: then the iteration ends. It outlives new servers,
 * resumes and the user's leaving: who comes back is heard again. Only one iteration at a time.
 */
export interface HeardStream<Frame extends HeardFrame = HeardFrame> extends AsyncIterable<Frame>, AsyncDisposable {
  readonly userId: UserId;
  readonly stats: HeardStats;
  /** Ends it; what came until now can still be read. */
  close(): void;
}
