/**
 * The ears of a call in a worker, as the call sees them. What is heard comes in batches, opened and decoded over there; how much of
 * it may wait to be read is limited here. Streams outlive their worker: the next one listens on, and places in time go on by the clock.
 */
import { type UserId } from '../../models';
import { asError, type Logger } from '../../util';
import { type CallHearing, type CallHearingStats } from '../hearing/call-hearing';
import { FrameStream, type HeardCounts } from '../hearing/frame-stream';
import {
  type HeardFrame,
  type HeardOpus,
  type HeardPcm,
  type HeardStream,
  type ListenOptions,
} from '../hearing/heard-audio';
import { callIsOver, type ResolvedListenOptions, resolveListenOptions } from '../hearing/listen-options';
import { asBuffer } from '../sources/rebuild-source';
import { type FromCall, type HeardPiece, type ToCall } from './messages';
import { decodeError } from './plain-error';

export interface RemoteHearingOptions {
  /** Where the call is, for errors. */
  readonly place: string;
  readonly logger: Logger;
  /** To the worker; does nothing while there is none. */
  post(message: ToCall): void;
  /** What to add to the worker's times. */
  shiftMs(): number;
  /** Whether the call has ended; what was said before may still be on its way. */
  isOver(): boolean;
}

type News = Extract<FromCall, { type: 'heard' | 'heard-end' | 'talking' }>;

interface Listener {
  readonly stream: FrameStream<HeardFrame>;
  readonly listen: ResolvedListenOptions;
  counts: HeardCounts;
  /** Dropped before they could cross. */
  dropped: number;
  /** Pieces that were taken and not told yet. */
  taken: number;
  /** When the first piece was spoken, which places are counted from. */
  firstAtMs: number | undefined;
  /** What to add to places that the present worker counts from its own first piece. */
  baseMs: number | undefined;
}

/** Taken pieces that are told together. */
const CREDIT_STEP = 50;

const NO_STATS: CallHearingStats = { unknownPackets: 0, malformedPackets: 0 };

export class RemoteHearing implements CallHearing {
  /** As the worker told it last. */
  stats = NO_STATS;
  readonly talking = new Set<UserId>();
  private readonly listeners = new Map<number, Listener>();
  private readonly watchers = new Set<(userId: UserId, isTalking: boolean) => void>();
  private last = 0;
  private isClosed = false;

  constructor(private readonly options: RemoteHearingOptions) {}

  onTalking(listener: (userId: UserId, isTalking: boolean) => void): () => void {
    const watcher: typeof listener = (userId, isTalking) => {
      listener(userId, isTalking);
    };
    this.watchers.add(watcher);
    return () => {
      this.watchers.delete(watcher);
    };
  }

  listen(userId: UserId, options: ListenOptions & { readonly as: 'pcm' }): HeardStream<HeardPcm>;
  listen(userId: UserId, options?: ListenOptions & { readonly as?: 'opus' | undefined }): HeardStream<HeardOpus>;
  listen(userId: UserId, options: ListenOptions = {}): HeardStream {
    const listen = resolveListenOptions(userId, options);
    if (this.isClosed || this.options.isOver()) throw callIsOver(this.options.place);
    const number = (this.last += 1);
    const listener: Listener = {
      listen,
      counts: { lost: 0, late: 0, duplicates: 0, unopened: 0, jitterMs: listen.jitterMs },
      ...{ dropped: 0, taken: 0, firstAtMs: undefined, baseMs: undefined },
      stream: new FrameStream<HeardFrame>({
        userId,
        capacity: listen.capacity,
        counts: () => listener.counts,
        droppedBefore: () => listener.dropped,
        // It is decoded already, where that was asked for.
        read: (frame) => frame,
        ended: () => {
          if (this.listeners.delete(number)) this.options.post({ type: 'unlisten', listener: number });
        },
      }),
    };
    this.listeners.set(number, listener);
    this.ask(number, listener);
    listener.stream.endBy(listen.signal);
    return listener.stream;
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const { stream } of [...this.listeners.values()]) stream.close();
    this.hush();
  }

  // --- what the worker tells

  hear(news: News): void {
    if (news.type === 'talking') {
      this.tellTalking(news.userId, news.isTalking);
      return;
    }
    const listener = this.listeners.get(news.listener);
    if (!listener) return;
    if (news.type === 'heard-end') {
      // Without an error its call has ended over there, which ends everything here as well.
      if (news.error) listener.stream.close(decodeError(news.error));
      return;
    }
    listener.counts = news.counts;
    listener.dropped = news.dropped;
    for (const piece of news.pieces) listener.stream.push(this.placed(listener, piece));
    listener.taken += news.pieces.length;
    if (listener.taken < CREDIT_STEP) return;
    this.options.post({ type: 'heard-credit', listener: news.listener, credit: listener.taken });
    listener.taken = 0;
  }

  /** The worker is gone. */
  interrupted(): void {
    for (const listener of this.listeners.values()) {
      listener.baseMs = undefined;
      listener.taken = 0;
    }
    this.hush();
  }

  /** There is a worker, which does not listen to anybody. */
  begun(): void {
    for (const [number, listener] of this.listeners) this.ask(number, listener);
  }

  private ask(number: number, { stream: { userId }, listen: { as, jitterMs } }: Listener): void {
    this.options.post({ type: 'listen', request: { listener: number, userId, as, jitterMs } });
  }

  private placed(listener: Listener, { positionMs, atMs, durationMs, isLost, audio }: HeardPiece): HeardOpus {
    const { userId } = listener.stream;
    const hereMs = atMs + this.options.shiftMs();
    listener.firstAtMs ??= hereMs;
    listener.baseMs ??= Math.max(0, hereMs - positionMs - listener.firstAtMs);
    const shared = { userId, positionMs: positionMs + listener.baseMs, atMs: hereMs, durationMs, isLost };
    const bytes = asBuffer(audio);
    // A stream of PCM holds PCM in the place of packets, and is only read as such.
    return (listener.listen.as === 'pcm' ? { ...shared, pcm: bytes } : { ...shared, opus: bytes }) as HeardOpus;
  }

  private hush(): void {
    for (const userId of [...this.talking]) this.tellTalking(userId, false);
  }

  private tellTalking(userId: UserId, isTalking: boolean): void {
    if (isTalking) this.talking.add(userId);
    else this.talking.delete(userId);
    for (const watcher of [...this.watchers]) {
      try {
        watcher(userId, isTalking);
      } catch (error) {
        this.options.logger.error('a listener of who talks failed', { error: asError(error) });
      }
    }
  }
}
