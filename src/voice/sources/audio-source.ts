/** Where audio comes from. A source is a description; nothing is opened before it is played. */
import { type AudioFrame } from '../audio-frame';

/** How a source is opened. */
export interface OpenOptions {
  readonly signal?: AbortSignal | undefined;
  /** Where to begin, in milliseconds. A source that cannot rejects with VOICE_NOT_SEEKABLE, except for 0. */
  readonly startMs?: number | undefined;
}

/** Opus packets that are sent as they are. */
export interface OpusReader {
  readonly kind: 'opus';
  /** The next packet; `null` at the end. @throws {VoiceError} when it cannot be read. */
  read(): Promise<AudioFrame | null>;
  /** Milliseconds in all, where that is known. */
  readonly durationMs: number | undefined;
  /** Frees everything; a `read` that waits ends with `null`. */
  close(): Promise<void>;
}

/** Raw audio that has to be encoded. */
export interface PcmReader {
  readonly kind: 'pcm';
  /** Exactly one frame of 20 ms (3840 bytes; the last one filled up with silence); `null` at the end. */
  read(): Promise<Buffer | null>;
  readonly durationMs: number | undefined;
  close(): Promise<void>;
}

export type AudioReader = OpusReader | PcmReader;

/** Port: something that can be played. `Source.file(…)` and its kin make them; anybody may write one. */
export interface AudioSource {
  /** For logs and lists: the name of a file, an address without its query. */
  readonly label: string;
  /** Whether `open` may be called more than once: for loops and for seeking. */
  readonly isRepeatable: boolean;
  open(options?: OpenOptions): Promise<AudioReader>;
}
