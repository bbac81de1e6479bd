/** One listener of one user: order, time and holes, and the stream that is read. */
import { type UserId } from '../../models';
import { type Clock } from '../../util';
import { FrameStream } from './frame-stream';
import { type HeardFrame, type HeardOpus } from './heard-audio';
import { type ArrivedPacket, JitterBuffer, type OrderedPacket } from './jitter-buffer';
import { MOST_GROWN_JITTER_MS, type ResolvedListenOptions } from './listen-options';
import { PatientTimer } from './patient-timer';
import { TimeLine } from './time-line';

const NOTHING = Buffer.alloc(0);

export interface EarOptions<Frame extends HeardFrame> {
  readonly userId: UserId;
  readonly clock: Clock;
  readonly listen: ResolvedListenOptions;
  readonly read: (packet: HeardOpus) => Frame | Promise<Frame>;
  /** Nothing is taken any more. */
  readonly ended: (ear: Ear<Frame>) => void;
  /** Nothing is read any more. */
  readonly finished: () => void;
}

export class Ear<Frame extends HeardFrame = HeardFrame> {
  readonly stream: FrameStream<Frame>;
  private readonly buffer: JitterBuffer;
  private readonly timeLine = new TimeLine();
  private readonly counts = { lost: 0, late: 0, duplicates: 0, unopened: 0 };
  private readonly timer: PatientTimer;

  constructor(private readonly options: EarOptions<Frame>) {
    const { userId, clock, listen, read, finished } = options;
    this.timer = new PatientTimer(clock, () => {
      this.tell(clock.now());
    });
    this.buffer = new JitterBuffer({
      baseMs: listen.jitterMs,
      mostMs: Math.max(MOST_GROWN_JITTER_MS, listen.jitterMs),
    });
    this.stream = new FrameStream({
      ...{ userId, read, finished },
      capacity: listen.capacity,
      counts: () => ({ ...this.counts, jitterMs: this.buffer.delayMs(clock.now()) }),
      closing: () => {
        this.buffer.flush();
        this.tell(clock.now());
      },
      ended: () => {
        this.timer.cancel();
        options.ended(this);
      },
    });
  }

  take(packet: ArrivedPacket): void {
    const nowMs = this.options.clock.now();
    const arrival = this.buffer.add(packet, nowMs);
    if (arrival === 'late') this.counts.late += 1;
    else if (arrival === 'duplicate') this.counts.duplicates += 1;
    else if (packet.samples === 0) this.counts.unopened += 1;
    this.tell(nowMs);
  }

  /** A packet came that came before, and was not opened again. */
  noteDuplicate(): void {
    this.counts.duplicates += 1;
  }

  private tell(nowMs: number): void {
    for (let next = this.buffer.take(nowMs); next; next = this.buffer.take(nowMs)) this.push(next);
    this.wake(nowMs);
  }

  private push(next: OrderedPacket): void {
    const { packet, missing } = next;
    const place = this.timeLine.place(next);
    this.counts.lost += missing;
    for (let index = 0; index < place.lost; index += 1) {
      this.pushAt(place.lostPositionMs + index * place.lostDurationMs, place.lostDurationMs, NOTHING);
    }
    this.pushAt(place.positionMs, place.durationMs, packet.opus);
  }

  private pushAt(positionMs: number, durationMs: number, opus: Buffer): void {
    const { userId } = this.options;
    const atMs = this.timeLine.anchorMs + positionMs;
    this.stream.push({ userId, positionMs, atMs, durationMs, isLost: opus.length === 0, opus });
  }

  /** A hole falls due although nothing comes. */
  private wake(nowMs: number): void {
    const dueAtMs = this.buffer.dueAtMs(nowMs);
    if (dueAtMs === undefined) this.timer.cancel();
    else if (dueAtMs !== this.timer.dueAtMs) this.timer.set(dueAtMs);
  }
}
