/** Reads a source ahead of time: a buffer between a source that hesitates and a line that does not wait. */
import { asError, type Logger } from '../../util';
import { type AudioFrame, FRAME_SAMPLES, PCM_FRAME_BYTES, SAMPLE_RATE } from '../audio-frame';
import { type AudioReader, type AudioSource } from '../sources/audio-source';
import { VoiceError } from '../voice-error';

/** What is there before the first frame is sent: ten frames of 20 ms, whatever the length of the source's own. */
const PREFETCH_SAMPLES = 10 * FRAME_SAMPLES;
/**
 * Packets are small, so five seconds of them are kept: of a source whose length nobody knows it shows that long before that it
 * is at its end, which is time enough to open the next one, also on the web. PCM is large, and often made on demand.
 */
const CAPACITY_SAMPLES = { opus: 250 * FRAME_SAMPLES, pcm: 25 * FRAME_SAMPLES } as const;

/** What a source gave: a packet of Opus, or 20 ms of PCM. */
export type RawFrame = AudioFrame | Buffer;

export interface FrameFeedOptions {
  readonly source: AudioSource;
  readonly startMs: number;
  readonly logger: Logger;
  /** Told when the source is open, when it is ready to be heard, and when it ended. */
  readonly changed: (feed: FrameFeed) => void;
}

/** One opening of one source. */
export class FrameFeed {
  private readonly frames: RawFrame[] = [];
  private bufferedSamples = 0;
  private readonly opening = new AbortController();
  private reader: AudioReader | undefined;
  private isReading = false;
  private isClosed = false;
  private hasEnded = false;
  private failure: Error | undefined;

  constructor(private readonly options: FrameFeedOptions) {
    // Later, so that nobody is told before the constructors are done.
    queueMicrotask(() => {
      if (!this.isClosed) void this.open();
    });
  }

  get startMs(): number {
    return this.options.startMs;
  }

  /** `undefined` until the source is open. */
  get kind(): 'opus' | 'pcm' | undefined {
    return this.reader?.kind;
  }

  get durationMs(): number | undefined {
    return this.reader?.durationMs;
  }

  /** Whether enough is there to begin, or nothing more will come. */
  get isReady(): boolean {
    return this.hasEnded || this.bufferedSamples >= PREFETCH_SAMPLES;
  }

  /** Whether the source has nothing more; what was read of it may still be taken. */
  get isReadOut(): boolean {
    return this.hasEnded;
  }

  get isEmpty(): boolean {
    return this.frames.length === 0;
  }

  /** How much was read and not taken. */
  get bufferedMs(): number {
    return (this.bufferedSamples * 1_000) / SAMPLE_RATE;
  }

  /** Why the source ended before its end. */
  get error(): Error | undefined {
    return this.failure;
  }

  take(): RawFrame | undefined {
    const frame = this.frames.shift();
    if (frame) this.bufferedSamples -= samplesOf(frame);
    this.read();
    return frame;
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.frames.length = 0;
    this.bufferedSamples = 0;
    this.opening.abort(
      new VoiceError({ code: 'VOICE_ABORTED', kind: 'aborted', message: 'The source is not needed any more.' }),
    );
    if (this.reader) this.closeReader(this.reader);
  }

  private async open(): Promise<void> {
    const { source, startMs } = this.options;
    try {
      const reader = await source.open({ startMs, signal: this.opening.signal });
      if (this.isClosed) {
        this.closeReader(reader);
        return;
      }
      this.reader = checkedReader(reader, source.label);
      this.read();
      this.options.changed(this);
    } catch (error) {
      this.end(asError(error));
    }
  }

  private read(): void {
    if (this.isReading || this.hasEnded || this.isClosed || !this.reader) return;
    if (this.bufferedSamples >= CAPACITY_SAMPLES[this.reader.kind]) return;
    this.isReading = true;
    try {
      this.reader.read().then(this.onFrame, this.onError);
    } catch (error) {
      this.onError(error);
    }
  }

  private readonly onFrame = (frame: RawFrame | null): void => {
    this.isReading = false;
    if (this.isClosed) return;
    if (frame === null) {
      this.end();
      return;
    }
    const complaint = this.complaint(frame);
    if (complaint) {
      this.end(complaint);
      return;
    }
    const before = this.bufferedSamples;
    this.frames.push(frame);
    this.bufferedSamples += samplesOf(frame);
    this.read();
    if (before < PREFETCH_SAMPLES && this.isReady) this.options.changed(this);
  };

  private readonly onError = (error: unknown): void => {
    this.isReading = false;
    this.end(asError(error));
  };

  /** The length of an Opus packet is 2.5 to 120 ms; the line is paced by it, so a wrong one may not pass. */
  private complaint(frame: unknown): VoiceError | undefined {
    const { label } = this.options.source;
    if (this.kind === 'pcm') {
      if (!Buffer.isBuffer(frame)) return badSource(label, 'gave something else than a Buffer of PCM');
      if (frame.length === PCM_FRAME_BYTES) return undefined;
      return badSource(label, `gave ${frame.length} bytes of PCM, not the ${PCM_FRAME_BYTES} of a frame`);
    }
    const { data, samples } = (frame ?? {}) as Partial<AudioFrame>;
    if (!Buffer.isBuffer(data) || data.length === 0)
      return badSource(label, 'gave something else than a packet of Opus');
    if (typeof samples === 'number' && samples >= 120 && samples <= 5_760) return undefined;
    return badSource(label, `gave a packet of ${String(samples)} samples; Opus allows 120 to 5760`);
  }

  private end(error?: Error): void {
    if (this.isClosed || this.hasEnded) return;
    this.hasEnded = true;
    this.failure = error;
    this.options.changed(this);
  }

  private closeReader(reader: AudioReader): void {
    const complain = (error: unknown): void => {
      this.options.logger.warn('a source of audio could not be closed', { label: this.options.source.label, error });
    };
    try {
      reader.close().catch(complain);
    } catch (error) {
      complain(error);
    }
  }
}

/** Anybody may write a source, and not everybody has a compiler that looks at it. @throws {VoiceError} VOICE_SOURCE_INVALID. */
export function checkedReader(reader: AudioReader, label: string): AudioReader {
  const { kind, read, close } = ((reader as unknown) ?? {}) as Partial<Record<string, unknown>>;
  const isReader = typeof read === 'function' && typeof close === 'function';
  if (isReader && (kind === 'opus' || kind === 'pcm')) return reader;
  throw badSource(label, 'was opened and gave no reader');
}

/** The error of a source that keeps another form than it must. */
export function badSource(label: string, what: string): VoiceError {
  return new VoiceError({
    code: 'VOICE_SOURCE_INVALID',
    kind: 'source',
    message: `The source ${label} ${what}.`,
    advice: 'A source of your own must cut its audio into frames as the port AudioSource says.',
  });
}

function samplesOf(frame: RawFrame): number {
  return Buffer.isBuffer(frame) ? FRAME_SAMPLES : frame.samples;
}
