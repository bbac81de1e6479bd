/** A stream of what is heard, as whoever listens has it: pieces wait in it, bounded, until they are read. */
import { type UserId } from '../../models';
import { AsyncQueue } from '../../util';
import { VoiceError } from '../voice-error';
import { type HeardFrame, type HeardOpus, type HeardStats, type HeardStream } from './heard-audio';

/** What is counted before pieces get here. */
export type HeardCounts = Omit<HeardStats, 'frames' | 'dropped'>;

export interface FrameStreamOptions<Frame extends HeardFrame> {
  readonly userId: UserId;
  readonly capacity: number;
  readonly counts: () => HeardCounts;
  /** How many were dropped before they got here. Default: none. */
  readonly droppedBefore?: (() => number) | undefined;
  /** Makes of a packet what is read, when it is read: nothing is decoded for whoever does not come for it. */
  readonly read: (packet: HeardOpus) => Frame | Promise<Frame>;
  /** Told once, when it is about to end: what is held back can still be handed over. */
  readonly closing?: (() => void) | undefined;
  /** Told once, when it has ended, for whatever reason. */
  readonly ended: () => void;
  /** Told when it has been read to its end, or its reader has gone. */
  readonly finished?: (() => void) | undefined;
}

export class FrameStream<Frame extends HeardFrame> implements HeardStream<Frame> {
  readonly userId: UserId;
  private readonly queue: AsyncQueue<HeardOpus>;
  private frames = 0;
  private isTaken = false;
  private isEnded = false;
  private signal: AbortSignal | undefined;
  private readonly onAbort = (): void => {
    this.close();
  };

  constructor(private readonly options: FrameStreamOptions<Frame>) {
    this.userId = options.userId;
    this.queue = new AsyncQueue(options.capacity, () => {
      this.isEnded = true;
      this.signal?.removeEventListener('abort', this.onAbort);
      options.ended();
    });
  }

  /** Lets a signal end it, which it may have done already. */
  endBy(signal: AbortSignal | undefined): void {
    this.signal = signal;
    if (signal?.aborted) this.close();
    else signal?.addEventListener('abort', this.onAbort);
  }

  get stats(): HeardStats {
    const { counts, droppedBefore } = this.options;
    return { ...counts(), frames: this.frames, dropped: this.queue.dropped + (droppedBefore?.() ?? 0) };
  }

  get isClosed(): boolean {
    return this.isEnded;
  }

  /** Beyond the capacity the oldest piece is dropped. */
  push(packet: HeardOpus): void {
    if (this.isEnded) return;
    this.frames += 1;
    this.queue.push(packet);
  }

  /** Ends the stream, of which the rest can still be read; with an error, whoever reads it is told. */
  close(error?: Error): void {
    if (this.isEnded) return;
    this.options.closing?.();
    this.queue.close(error);
  }

  /** @throws {VoiceError} VOICE_INVALID_OPTIONS for a second iteration. */
  [Symbol.asyncIterator](): AsyncIterator<Frame> {
    // Two loops would each have half of what was said, which nobody means.
    if (this.isTaken && !this.isEnded) throw takenError(this.userId);
    this.isTaken = true;
    return {
      next: async () => {
        const next = await this.queue.next();
        if (next.done !== true) return { done: false, value: await this.options.read(next.value) };
        this.options.finished?.();
        return next;
      },
      return: async () => {
        await this[Symbol.asyncDispose]();
        return { done: true, value: undefined };
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.queue.return();
    this.options.finished?.();
  }
}

function takenError(userId: UserId): VoiceError {
  return new VoiceError({
    code: 'VOICE_INVALID_OPTIONS',
    kind: 'options',
    message: `What user ${userId} says is being read already; a stream has one reader.`,
    advice: 'listen once for each reader: what they share is not decrypted twice.',
  });
}
