/** Keeps some frames of a reader ready, so that a slow read now and then is not heard. */
import { deferred, type Deferred } from '../../util';
import { type AudioFrame } from '../audio-frame';
import { type AudioReader, type OpusReader, type PcmReader } from './audio-source';

/** A reader that has been read ahead. */
export interface Prefetched<T> {
  readonly durationMs: number | undefined;
  /** Frames that are ready. */
  readonly buffered: number;
  /** A frame at once; `null` at the end, `undefined` when none is ready yet. Throws what the reader threw, after its frames. */
  take(): T | null | undefined;
  read(): Promise<T | null>;
  /** Resolves when as many frames are ready as may be, or no more will come. */
  filled(): Promise<void>;
  close(): Promise<void>;
}

export type PrefetchedOpus = Prefetched<AudioFrame> & OpusReader;
export type PrefetchedPcm = Prefetched<Buffer> & PcmReader;

/** Frames that are enough for a fifth of a second. */
const FRAMES = 10;

/** Begins to read at once. Closing it closes the reader. @param frames how many are kept ready, at least and at most. */
export function prefetched(reader: OpusReader, frames?: number): PrefetchedOpus;
export function prefetched(reader: PcmReader, frames?: number): PrefetchedPcm;
export function prefetched(reader: AudioReader, frames?: number): PrefetchedOpus | PrefetchedPcm;
export function prefetched(reader: AudioReader, frames = FRAMES): PrefetchedOpus | PrefetchedPcm {
  const limit = Math.max(1, Math.floor(frames));
  return reader.kind === 'opus' ? new Prefetching('opus', reader, limit) : new Prefetching('pcm', reader, limit);
}

class Prefetching<K extends 'opus' | 'pcm', T> implements Prefetched<T> {
  private readonly ready: T[] = [];
  private readonly waiting: Deferred<void>[] = [];
  private readonly filling: Deferred<void>[] = [];
  private isReading = false;
  private isEnded = false;
  private isClosed = false;
  private failure: { readonly error: unknown } | undefined;

  constructor(
    readonly kind: K,
    private readonly reader: {
      readonly durationMs: number | undefined;
      read(): Promise<T | null>;
      close(): Promise<void>;
    },
    private readonly limit: number,
  ) {
    this.readOn();
  }

  get durationMs(): number | undefined {
    return this.reader.durationMs;
  }

  get buffered(): number {
    return this.ready.length;
  }

  take(): T | null | undefined {
    if (this.isClosed) return null;
    const frame = this.ready.shift();
    if (frame !== undefined) {
      this.readOn();
      return frame;
    }
    if (this.failure) throw this.failure.error;
    return this.isEnded ? null : undefined;
  }

  async read(): Promise<T | null> {
    for (;;) {
      const frame = this.take();
      if (frame !== undefined) return frame;
      const waiting = deferred();
      this.waiting.push(waiting);
      await waiting.promise;
    }
  }

  filled(): Promise<void> {
    if (this.isDone || this.ready.length >= this.limit) return Promise.resolve();
    const filling = deferred();
    this.filling.push(filling);
    return filling.promise;
  }

  close(): Promise<void> {
    this.isClosed = true;
    this.ready.length = 0;
    this.tell();
    return this.reader.close();
  }

  private get isDone(): boolean {
    return this.isClosed || this.isEnded || this.failure !== undefined;
  }

  private readOn(): void {
    if (this.isReading || this.isDone || this.ready.length >= this.limit) return;
    this.isReading = true;
    this.reader.read().then(this.onFrame, this.onError);
  }

  private readonly onFrame = (frame: T | null): void => {
    this.isReading = false;
    if (this.isClosed) return;
    if (frame === null) this.isEnded = true;
    else this.ready.push(frame);
    this.tell();
    this.readOn();
  };

  private readonly onError = (error: unknown): void => {
    this.isReading = false;
    this.failure = { error };
    this.tell();
  };

  private tell(): void {
    for (const waiting of this.waiting.splice(0)) waiting.resolve();
    if (this.isDone || this.ready.length >= this.limit) for (const filling of this.filling.splice(0)) filling.resolve();
  }
}
