/** Everybody at once: the streams of all users who are meant, as one. */
import { inspect } from 'node:util';
import { type UserId } from '../../models';
import { asError, AsyncQueue, type Clock, deferred } from '../../util';
import { type CallHearing } from '../hearing/call-hearing';
import { type HeardFrame, type HeardOpus, type HeardPcm, type HeardStream } from '../hearing/heard-audio';
import { Departures } from './departures';
import { type CallCompany, Newcomers } from './newcomers';
import { type ResolvedListenAll } from './record-options';

/**
 * What all users say who are meant, as it comes; each frame names its user. Frames of one user are in order; those of several
 * are told apart and put in step by `atMs`. Ends when it is closed, its signal aborts, or the call ends. To be read by one loop.
 */
export interface HeardStreams<Frame extends HeardFrame = HeardFrame> extends AsyncIterable<Frame>, AsyncDisposable {
  /** Who is listened to; who never spoke is among them, and who left more than a minute ago is not. */
  readonly userIds: readonly UserId[];
  /** Frames that were not read in time. */
  readonly dropped: number;
  /** Ends it; what came until now can still be read. */
  close(): void;
}

export class HeardCrowd implements HeardStreams<HeardOpus | HeardPcm> {
  private readonly queue: AsyncQueue<HeardOpus | HeardPcm>;
  private readonly newcomers: Newcomers;
  private readonly departures: Departures;
  private readonly streams = new Map<UserId, HeardStream>();
  private readonly reads = new Set<Promise<void>>();
  private readonly ending = deferred();
  private isClosed = false;
  private readonly onAbort = (): void => {
    this.close();
  };

  constructor(
    private readonly options: ResolvedListenAll,
    private readonly hearing: CallHearing,
    company: CallCompany,
    clock: Clock,
  ) {
    const { signal, capacity, users } = options;
    this.queue = new AsyncQueue(capacity, () => {
      this.isClosed = true;
      signal?.removeEventListener('abort', this.onAbort);
      this.newcomers.stop();
      this.departures.stop();
      for (const stream of this.streams.values()) stream.close();
      this.ending.resolve();
    });
    this.newcomers = new Newcomers({
      ...{ hearing, company, users },
      found: (userId) => {
        this.listen(userId);
      },
      failed: (error) => {
        this.queue.close(asError(error));
      },
    });
    this.departures = new Departures({
      ...{ clock, company },
      gone: (userId) => {
        this.streams.get(userId)?.close();
        this.streams.delete(userId);
        this.newcomers.forget(userId);
      },
    });
    if (signal?.aborted) {
      this.close();
      return;
    }
    signal?.addEventListener('abort', this.onAbort);
    this.newcomers.start();
  }

  /** Resolves when nobody is listened to any more. */
  get closed(): Promise<void> {
    return this.ending.promise;
  }

  get userIds(): readonly UserId[] {
    return [...this.streams.keys()];
  }

  get dropped(): number {
    return this.queue.dropped;
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.newcomers.stop();
    this.departures.stop();
    // What they still hold came before the end.
    for (const stream of this.streams.values()) stream.close();
    if (this.reads.size === 0) this.queue.close();
    else
      void Promise.all([...this.reads]).then(() => {
        this.queue.close();
      });
  }

  [Symbol.asyncIterator](): AsyncIterator<HeardOpus | HeardPcm> {
    return this.queue;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.queue.return();
  }

  [inspect.custom](): string {
    return `HeardStreams(${this.streams.size} users${this.isClosed ? ', closed' : ''})`;
  }

  private listen(userId: UserId): void {
    if (this.isClosed) return;
    const { as, jitterMs, users } = this.options;
    try {
      const stream =
        as === 'pcm' ? this.hearing.listen(userId, { jitterMs, as }) : this.hearing.listen(userId, { jitterMs, as });
      this.streams.set(userId, stream);
      if (typeof users === 'function') this.departures.add(userId);
      const read = this.read(stream).finally(() => this.reads.delete(read));
      this.reads.add(read);
    } catch (error) {
      this.queue.close(asError(error));
    }
  }

  private async read(stream: HeardStream<HeardOpus> | HeardStream<HeardPcm>): Promise<void> {
    try {
      for await (const frame of stream) {
        this.departures.heard(frame.userId);
        this.queue.push(frame);
      }
    } catch (error) {
      this.queue.close(asError(error));
    }
  }
}
