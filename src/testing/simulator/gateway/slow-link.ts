/** A link that brings what is written to it a few bytes at a time, as a bad network does. */
import { type Duplex } from 'node:stream';
import { type Clock, type Timer } from '../../../util';

interface Waiting {
  bytes: Buffer;
  readonly done: ((error?: Error | null) => void) | undefined;
}

/** The two ways in which something is written to a socket here. */
interface Ways {
  write: (chunk: Buffer | string, encoding?: unknown, callback?: unknown) => boolean;
  end: () => unknown;
}

export class SlowLink {
  private readonly queue: Waiting[] = [];
  private readonly quick: Ways;
  private readonly ways: Ways;
  private ended = false;
  private stopped = false;
  private timer: Timer | undefined;

  /** From now on `raw` carries `bytes` bytes every `everyMs`, and none at all when `bytes` is 0. */
  constructor(
    private readonly raw: Duplex,
    private readonly clock: Clock,
    private readonly pace: { readonly bytes: number; readonly everyMs: number },
  ) {
    this.ways = raw as unknown as Ways;
    this.quick = { write: this.ways.write.bind(raw), end: this.ways.end.bind(raw) };
    this.ways.write = (chunk, encoding, callback) => {
      const done = [encoding, callback].find((each) => typeof each === 'function') as Waiting['done'];
      this.queue.push({ bytes: Buffer.from(chunk as string), done });
      this.arm();
      return true;
    };
    this.ways.end = () => {
      this.ended = true;
      this.arm();
      return raw;
    };
    raw.once('close', () => {
      this.timer?.cancel();
      for (const { done } of this.queue.splice(0)) done?.(new Error('the link is gone'));
    });
  }

  /** Lets the link be as quick as before; what waits is written at once. */
  stop(): void {
    if (this.stopped) return;
    this.stopped = true;
    this.timer?.cancel();
    Object.assign(this.ways, this.quick);
    for (const { bytes, done } of this.queue.splice(0)) this.quick.write(bytes, done);
    if (this.ended) this.quick.end();
  }

  private arm(): void {
    if (this.stopped || this.pace.bytes === 0) return;
    this.timer ??= this.clock.setTimer(
      this.pace.everyMs,
      () => {
        this.timer = undefined;
        this.step();
      },
      { keepAlive: false },
    );
  }

  private step(): void {
    const first = this.queue[0];
    if (!first) {
      if (this.ended) this.stop();
      return;
    }
    const part = first.bytes.subarray(0, this.pace.bytes);
    first.bytes = first.bytes.subarray(part.length);
    const isWhole = first.bytes.length === 0;
    if (isWhole) this.queue.shift();
    this.quick.write(part, isWhole ? first.done : undefined);
    if (this.queue.length > 0 || this.ended) this.arm();
  }
}
