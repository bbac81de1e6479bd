/**
 * A source that is read in the main thread, frame by frame. What may be on its way at a time is a credit that this side gives:
 * a frame uses one, and it is given back when the frame is taken, so neither side piles up what the other does not need yet.
 */
import { type AudioFrame } from '../../audio-frame';
import { type AudioReader, type AudioSource, type OpenOptions } from '../../sources/audio-source';
import { asBuffer } from '../../sources/rebuild-source';
import { deferred, type Deferred } from '../../../util';
import { type FromCall, type LentFrame, type PlaybackNumber, type ToCall } from '../messages';
import { decodeError } from '../plain-error';

/** Frames that may be on their way: a second. */
export const LENT_CREDIT = 50;
/** Taken frames that are told together. */
const CREDIT_STEP = 10;

type LentNews = Extract<ToCall, { type: 'lent-opened' | 'lent-frames' | 'lent-end' }>;

/** All sources that a call has lent. */
export class LentSources {
  private readonly openings = new Map<number, LentOpening>();
  private last = 0;

  constructor(private readonly say: (message: FromCall) => void) {}

  /** A source that is opened by asking for it. */
  source(playback: PlaybackNumber, about: { readonly label: string; readonly isRepeatable: boolean }): AudioSource {
    return { ...about, open: (options) => this.open(playback, options) };
  }

  hear(message: LentNews): void {
    this.openings.get(message.opening)?.hear(message);
  }

  private async open(playback: PlaybackNumber, { startMs = 0, signal }: OpenOptions = {}): Promise<AudioReader> {
    signal?.throwIfAborted();
    const number = (this.last += 1);
    const opening = new LentOpening((message) => {
      if (message.type === 'lent-close') this.openings.delete(number);
      this.say(message);
    }, number);
    this.openings.set(number, opening);
    const onAbort = (): void => {
      opening.close();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    this.say({ type: 'lent-open', playback, opening: number, startMs, credit: LENT_CREDIT });
    try {
      return await opening.opened.promise;
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }
}

class LentOpening {
  readonly opened: Deferred<AudioReader> = deferred();
  private readonly frames: LentFrame[] = [];
  private waiting: Deferred<LentFrame | null> | undefined;
  private hasEnded = false;
  private isClosed = false;
  private failure: Error | undefined;
  private taken = 0;

  constructor(
    private readonly say: (message: FromCall) => void,
    private readonly number: number,
  ) {
    // Whoever closes it before it is open does not wait for it any more.
    this.opened.promise.catch(() => undefined);
  }

  hear(message: LentNews): void {
    switch (message.type) {
      case 'lent-opened':
        this.opened.resolve(this.reader(message));
        return;
      case 'lent-frames':
        if (!this.isClosed) this.frames.push(...message.frames);
        break;
      case 'lent-end':
        this.hasEnded = true;
        this.failure = message.error && decodeError(message.error);
        if (this.failure) this.opened.reject(this.failure);
    }
    this.serve();
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.frames.length = 0;
    this.say({ type: 'lent-close', opening: this.number });
    this.opened.reject(new Error('the source is not needed any more'));
    this.serve();
  }

  private reader({ kind, durationMs }: Extract<LentNews, { type: 'lent-opened' }>): AudioReader {
    const close = (): Promise<void> => {
      this.close();
      return Promise.resolve();
    };
    if (kind === 'opus') return { kind, durationMs, close, read: async () => asFrame(await this.take()) };
    return {
      kind,
      durationMs,
      close,
      read: async () => {
        const frame = await this.take();
        return frame && asBuffer(frame.data);
      },
    };
  }

  private take(): Promise<LentFrame | null> {
    this.waiting ??= deferred();
    const { promise } = this.waiting;
    this.serve();
    return promise;
  }

  private serve(): void {
    const { waiting } = this;
    if (!waiting) return;
    const frame = this.isClosed ? undefined : this.frames.shift();
    if (!frame && !this.hasEnded && !this.isClosed) return;
    this.waiting = undefined;
    if (frame) {
      this.count();
      waiting.resolve(frame);
    } else if (this.failure && !this.isClosed) waiting.reject(this.failure);
    else waiting.resolve(null);
  }

  private count(): void {
    this.taken += 1;
    if (this.taken < CREDIT_STEP || this.hasEnded) return;
    this.say({ type: 'lent-credit', opening: this.number, credit: this.taken });
    this.taken = 0;
  }
}

function asFrame(frame: LentFrame | null): AudioFrame | null {
  return frame && { data: asBuffer(frame.data), samples: frame.samples ?? 0 };
}
