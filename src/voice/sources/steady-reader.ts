/**
 * The outside of every reader: one read at a time, `null` after the end and after `close`, a wait that `close` ends, errors of
 * one kind. Beneath it a {@link Pull} only has to know its format. What a reader holds is freed at its end, by `close`, by the
 * signal it was opened with, and when it is dropped without any of them.
 */
import { type AudioFrame } from '../audio-frame';
import { type OpusReader, type PcmReader } from './audio-source';
import { asSourceError } from './source-errors';

/** Frames of one format. Never called again after `null`, an error or `close`, and never twice at a time. */
export interface Pull<T> {
  readonly durationMs: number | undefined;
  /** The next frame, at once where one is there. */
  next(): T | null | Promise<T | null>;
  /** May come while `next` waits, which should then end soon with anything. Throws nothing. */
  close(): Promise<void>;
}

export interface ReaderInit {
  readonly label: string;
  readonly signal?: AbortSignal | undefined;
}

export function opusReader(pull: Pull<AudioFrame>, init: ReaderInit): OpusReader {
  return new SteadyReader('opus', pull, init);
}

export function pcmReader(pull: Pull<Buffer>, init: ReaderInit): PcmReader {
  return new SteadyReader('pcm', pull, init);
}

/** Readers that nobody holds any more: what they had open is freed. */
const dropped = new FinalizationRegistry<Core<unknown>>((core) => void core.close());

/** Holds nothing but its core, and nothing holds it, so that it can be told when it was dropped. */
class SteadyReader<K extends 'opus' | 'pcm', T> {
  readonly durationMs: number | undefined;
  readonly #core: Core<T>;

  constructor(
    readonly kind: K,
    pull: Pull<T>,
    init: ReaderInit,
  ) {
    this.durationMs = pull.durationMs;
    this.#core = new Core(pull, init);
    dropped.register(this, this.#core, this.#core);
  }

  read(): Promise<T | null> {
    return this.#core.read();
  }

  close(): Promise<void> {
    return this.#core.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#core.close();
  }
}

const NOTHING = Promise.resolve(null);

class Core<T> {
  private readonly label: string;
  private signal: AbortSignal | undefined;
  private readonly onAbort = (): void => void this.close();
  private isClosed = false;
  private failure: Error | undefined;
  private closing: Promise<void> | undefined;
  private busy: Promise<unknown> | undefined;
  private wake: (() => void) | undefined;

  constructor(
    private readonly pull: Pull<T>,
    init: ReaderInit,
  ) {
    this.label = init.label;
    this.signal = init.signal;
    this.signal?.addEventListener('abort', this.onAbort, { once: true });
    if (this.signal?.aborted) this.onAbort();
  }

  read(): Promise<T | null> {
    if (this.isClosed) return NOTHING;
    if (this.failure) return Promise.reject(this.failure);
    if (!this.busy) return this.step();
    const step = (): Promise<T | null> => this.read();
    return this.busy.then(step, step);
  }

  close(): Promise<void> {
    this.isClosed = true;
    this.wake?.();
    return this.free();
  }

  private step(): Promise<T | null> {
    let next: T | null | Promise<T | null>;
    try {
      next = this.pull.next();
    } catch (error) {
      return Promise.reject(this.fail(error));
    }
    if (!(next instanceof Promise)) return Promise.resolve(this.took(next));
    const waiting = new Promise<T | null>((resolve, reject) => {
      this.wake = () => {
        resolve(null);
      };
      next.then(
        (value) => {
          this.settled();
          resolve(this.isClosed ? null : this.took(value));
        },
        (error: unknown) => {
          this.settled();
          if (this.isClosed) resolve(null);
          else reject(this.fail(error));
        },
      );
    });
    this.busy = waiting;
    return waiting;
  }

  private settled(): void {
    this.busy = undefined;
    this.wake = undefined;
  }

  private took(value: T | null): T | null {
    if (value === null) void this.close();
    return value;
  }

  private fail(thrown: unknown): Error {
    this.failure = asSourceError(this.label, thrown);
    void this.free();
    return this.failure;
  }

  private free(): Promise<void> {
    this.signal?.removeEventListener('abort', this.onAbort);
    // The reason of an abort holds, by its stack, whoever aborted, and that may be who holds the reader: both would stay for ever.
    this.signal = undefined;
    dropped.unregister(this);
    return (this.closing ??= this.pull.close().catch(() => undefined));
  }
}
