/**
 * What waits to be written to one file, and who writes it. The queue is bounded: a disk that cannot keep up ends the recording,
 * it does not fill the memory. Silence waits as a number, however long it is.
 */
import { type Clock, withLimit } from '../../util';
import { SAMPLE_RATE } from '../audio-frame';
import { type FileFormat } from './file-format';
import { type FileSink } from './file-sink';
import { type MixTarget } from './mixer';
import { asRecordingError, recordingFailed } from './recording-errors';

export interface OpenedFile {
  readonly sink: FileSink;
  readonly format: FileFormat;
}

export interface FileLineOptions {
  /** What the file is called in errors. */
  readonly where: string;
  readonly clock: Clock;
  readonly open: () => Promise<OpenedFile>;
  /** Bytes that may wait. */
  readonly queueBytes: number;
  /** Told once, and never after `finish` has resolved. */
  readonly failed: (error: Error) => void;
  /** Bytes are about to be written. */
  readonly grown: (bytes: number) => void;
}

interface Item {
  /** `undefined`: silence. */
  readonly data: Buffer | undefined;
  samples: number;
}

/** What an item costs beside its bytes, roughly. */
const ITEM_BYTES = 96;

/** Bytes that are written at once. */
const BATCH = 65_536;

/** Silence is worked off in pieces of that: a multiple of 20 ms. */
const SILENCE_PIECE = SAMPLE_RATE * 10;

/** Flushes of one that is not open: half a minute of silence, or a word, for each time that it is opened for it. */
const PARKED_FLUSHES = 30;

/** For a disk to take what is left, at the end. */
const CLOSE_MS = 5_000;

export class FileLine implements MixTarget {
  /** Bytes of the file so far. */
  bytes = 0;
  /** What it will sound when all that waits is written. */
  samples = 0;
  path: string | undefined;
  private items: Item[] = [];
  private queuedBytes = 0;
  private headBytes = 0;
  private out: Buffer[] = [];
  private outBytes = 0;
  private isFlushing = false;
  private isFinishing = false;
  private failure: Error | undefined;
  private wake: (() => void) | undefined;
  private parkedFlushes = 0;
  private opened: OpenedFile | undefined;
  private readonly running: Promise<void>;

  constructor(private readonly options: FileLineOptions) {
    this.running = this.run();
  }

  audio(data: Buffer, samples: number): void {
    if (this.failure) return;
    this.samples += samples;
    this.items.push({ data, samples });
    this.queuedBytes += data.length + ITEM_BYTES;
    if (this.queuedBytes > this.options.queueBytes) this.fail(this.tooSlow());
    else if (this.queuedBytes >= BATCH) this.wakeUp();
  }

  silence(samples: number): void {
    this.samples += samples;
    const last = this.items.at(-1);
    if (last && last.data === undefined) last.samples += samples;
    else this.items.push({ data: undefined, samples });
  }

  /** To be called about once a second: what waits is written, so that a crash costs little. */
  flush(): void {
    // Who said nothing for so long that others took the place has only silence to write.
    this.parkedFlushes =
      this.opened?.sink.isParked && this.items.every(({ data }) => !data) ? this.parkedFlushes + 1 : 0;
    if (this.parkedFlushes % PARKED_FLUSHES !== 0) return;
    this.isFlushing = true;
    this.wakeUp();
  }

  /** Writes what waits and closes the file; resolves also when that fails. */
  async finish(): Promise<void> {
    this.isFinishing = true;
    this.wakeUp();
    const late = (): Error => recordingFailed(this.where, `it was not written to its end within ${CLOSE_MS} ms`);
    try {
      await withLimit(this.options.clock, this.running, CLOSE_MS, late);
    } catch (error) {
      this.fail(error);
    }
  }

  private get where(): string {
    return this.path ?? this.options.where;
  }

  private wakeUp(): void {
    this.wake?.();
    this.wake = undefined;
  }

  private fail(error: unknown): void {
    if (this.failure) return;
    this.failure = asRecordingError(this.where, error);
    this.items = [];
    this.queuedBytes = 0;
    this.wakeUp();
    this.options.failed(this.failure);
  }

  private async run(): Promise<void> {
    try {
      const opened = (this.opened = await this.options.open());
      this.path = opened.sink.path;
      await this.writeAll(opened);
    } catch (error) {
      this.fail(error);
    }
    if (this.opened) await this.close(this.opened);
  }

  private async writeAll({ sink, format }: OpenedFile): Promise<void> {
    this.put(format.begin());
    this.headBytes = this.outBytes;
    for (;;) {
      while (this.items.length > 0) {
        const { items } = this;
        this.items = [];
        for (const item of items) await this.work(item, sink, format);
      }
      if (this.failure) return;
      if (this.isFinishing) break;
      if (this.isFlushing) {
        this.isFlushing = false;
        this.put(format.flush());
        await this.writeOut(sink);
      } else {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    }
    this.put(format.end());
    await this.writeOut(sink);
  }

  private async work(item: Item, sink: FileSink, format: FileFormat): Promise<void> {
    if (item.data) {
      this.put(format.audio(item.data, item.samples));
      if (this.outBytes >= BATCH) await this.writeOut(sink);
      this.queuedBytes = Math.max(0, this.queuedBytes - item.data.length - ITEM_BYTES);
      return;
    }
    for (let left = item.samples; left > 0; left -= SILENCE_PIECE) {
      if (this.failure) return;
      const made = format.silence(Math.min(left, SILENCE_PIECE));
      if (typeof made === 'number') {
        await this.writeOut(sink);
        this.options.grown(made);
        await sink.zeros(made);
        this.bytes += made;
      } else {
        this.put(made);
        if (this.outBytes >= BATCH) await this.writeOut(sink);
      }
    }
  }

  private put(bytes: Buffer | undefined): void {
    if (!bytes) return;
    this.out.push(bytes);
    this.outBytes += bytes.length;
    this.options.grown(bytes.length);
  }

  private async writeOut(sink: FileSink): Promise<void> {
    const { out, outBytes } = this;
    if (outBytes === 0) return;
    this.out = [];
    this.outBytes = 0;
    await sink.write(out.length === 1 ? (out[0] as Buffer) : Buffer.concat(out, outBytes));
    this.bytes += outBytes;
  }

  /** What was written is brought in order as well as can be, also after a failure. */
  private async close({ sink, format }: OpenedFile): Promise<void> {
    format.close();
    try {
      const patch = format.patch(this.bytes - this.headBytes);
      if (patch) await sink.rewrite(patch);
    } catch (error) {
      this.fail(error);
    }
    try {
      await sink.close();
    } catch (error) {
      this.fail(error);
    }
  }

  private tooSlow(): Error {
    return recordingFailed(
      this.where,
      `it is written more slowly than people speak: ${this.options.queueBytes} bytes waited`,
      undefined,
      "record to a faster disk, or as 'ogg', which is a twentieth of 'wav'.",
    );
  }
}
