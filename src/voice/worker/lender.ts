/**
 * Reads sources of this thread for a worker: what an author streams, makes or wrote a reader for. At most as many frames are on
 * their way as the worker gave credit for. A reader of a source that cannot be opened again outlives its worker: what it still
 * has goes to the next one.
 */
import { asError, type Logger } from '../../util';
import { type AudioFrame } from '../audio-frame';
import { badSource, checkedReader } from '../player/frame-feed';
import { type AudioReader, type AudioSource } from '../sources/audio-source';
import { describeSource, ownBytes } from '../sources/source-description';
import { VoiceError } from '../voice-error';
import { type CrossingSource, type FromCall, type LentFrame, type PlaybackNumber, type ToCall } from './messages';
import { encodeError } from './plain-error';
import { plainFlag } from './plain-flag';

export interface LenderOptions {
  readonly logger: Logger;
  post(message: ToCall, transfer?: readonly ArrayBuffer[]): void;
}

type Ask = Extract<FromCall, { type: 'lent-open' | 'lent-credit' | 'lent-close' }>;

/** All that is lent by one call. */
export class Lender {
  /** By playback. */
  private readonly sources = new Map<PlaybackNumber, AudioSource>();
  private readonly loans = new Map<number, Loan>();
  /** Loans whose worker is gone and whose source gives itself only once, by playback; also those of which only the end is left to tell. */
  private readonly kept = new Map<PlaybackNumber, Loan>();

  constructor(private readonly options: LenderOptions) {}

  /** How many sources are being read. */
  get size(): number {
    return this.loans.size + this.kept.size;
  }

  /** How a source crosses: as what it was made of, or frame by frame. */
  cross(
    playback: PlaybackNumber,
    source: AudioSource,
  ): { readonly source: CrossingSource; readonly transfer: readonly ArrayBuffer[] } {
    const description = describeSource(source);
    if (description) {
      const bytes = 'bytes' in description ? [description.bytes.buffer as ArrayBuffer] : [];
      return { source: description, transfer: bytes };
    }
    this.sources.set(playback, source);
    const { label, isRepeatable } = source;
    return { source: { kind: 'lent', label, isRepeatable: plainFlag(isRepeatable) ?? false }, transfer: [] };
  }

  hear(ask: Ask): void {
    if (ask.type === 'lent-open') this.open(ask);
    else if (ask.type === 'lent-credit') this.loans.get(ask.opening)?.give(ask.credit);
    else this.end(ask.opening);
  }

  /** The playback is over. */
  release(playback: PlaybackNumber): void {
    this.sources.delete(playback);
    this.kept.get(playback)?.close();
    this.kept.delete(playback);
    for (const [opening, loan] of this.loans) if (loan.playback === playback) this.end(opening);
  }

  /** The worker is gone. */
  interrupted(): void {
    for (const [opening, loan] of this.loans) {
      const isOnlyOne = this.sources.get(loan.playback)?.isRepeatable === false;
      if (isOnlyOne && !loan.isClosed) {
        loan.hold();
        this.kept.set(loan.playback, loan);
        this.loans.delete(opening);
      } else this.end(opening);
    }
  }

  close(): void {
    for (const opening of [...this.loans.keys()]) this.end(opening);
    for (const loan of this.kept.values()) loan.close();
    this.kept.clear();
    this.sources.clear();
  }

  private open({ playback, opening, startMs, credit }: Extract<Ask, { type: 'lent-open' }>): void {
    const source = this.sources.get(playback);
    if (!source) {
      // Its playback has ended here, which is on its way.
      this.options.post({ type: 'lent-end', opening });
      return;
    }
    const loan = this.kept.get(playback) ?? new Loan(playback, source, startMs, this.options);
    this.kept.delete(playback);
    this.loans.set(opening, loan);
    loan.serve(opening, credit);
  }

  private end(opening: number): void {
    const loan = this.loans.get(opening);
    this.loans.delete(opening);
    loan?.close();
  }
}

/** One opening of a source, read for whoever serves it at the time. */
class Loan {
  private readonly aborter = new AbortController();
  private reader: AudioReader | undefined;
  private opening: number | undefined;
  private credit = 0;
  /** What was read and could not be sent: the worker was gone. */
  private held: LentFrame[] = [];
  private isReading = false;
  private end: { readonly error?: Error } | undefined;
  isClosed = false;
  /** Frames that were read at the same moment cross together. */
  private outgoing: LentFrame[] = [];

  constructor(
    readonly playback: PlaybackNumber,
    private readonly source: AudioSource,
    startMs: number,
    private readonly options: LenderOptions,
  ) {
    void this.open(startMs);
  }

  serve(opening: number, credit: number): void {
    this.opening = opening;
    this.credit = credit;
    if (this.reader) this.tellOpened(this.reader);
    const { held } = this;
    this.held = [];
    for (const frame of held) this.send(frame);
    this.read();
    this.tellEnd();
  }

  give(credit: number): void {
    this.credit += credit;
    this.read();
  }

  /** Nobody takes anything at the moment. */
  hold(): void {
    this.opening = undefined;
    this.credit = 0;
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.outgoing = [];
    this.held = [];
    this.aborter.abort(
      new VoiceError({ code: 'VOICE_ABORTED', kind: 'aborted', message: 'The source is not needed any more.' }),
    );
    if (this.reader) this.closeReader(this.reader);
  }

  private async open(startMs: number): Promise<void> {
    try {
      const reader = await this.source.open({ startMs, signal: this.aborter.signal });
      if (this.isClosed) {
        this.closeReader(reader);
        return;
      }
      this.reader = checkedReader(reader, this.source.label);
      this.tellOpened(this.reader);
      this.read();
    } catch (error) {
      this.finish(asError(error));
    }
  }

  private tellOpened({ kind, durationMs }: AudioReader): void {
    const { opening } = this;
    if (opening !== undefined) this.options.post({ type: 'lent-opened', opening, kind, durationMs });
  }

  private read(): void {
    const { reader } = this;
    if (!reader || this.isReading || this.isClosed || this.end || this.credit <= 0) return;
    this.isReading = true;
    try {
      (reader.read() as Promise<AudioFrame | Buffer | null>).then(this.onFrame, this.onError);
    } catch (error) {
      this.onError(error);
    }
  }

  private readonly onFrame = (frame: AudioFrame | Buffer | null): void => {
    this.isReading = false;
    if (this.isClosed) return;
    if (frame === null) {
      this.finish();
      return;
    }
    const lent = lentFrame(frame);
    if (!lent) {
      this.finish(badSource(this.source.label, 'gave something else than frames of audio'));
      return;
    }
    this.send(lent);
    this.read();
  };

  private readonly onError = (error: unknown): void => {
    this.isReading = false;
    this.finish(asError(error));
  };

  private send(frame: LentFrame): void {
    if (this.opening === undefined) {
      this.held.push(frame);
      return;
    }
    this.credit -= 1;
    this.outgoing.push(frame);
    if (this.outgoing.length === 1) setImmediate(this.flush);
  }

  private readonly flush = (): void => {
    const frames = this.outgoing;
    const { opening } = this;
    if (frames.length === 0) return;
    this.outgoing = [];
    if (opening === undefined) {
      this.held.unshift(...frames);
      return;
    }
    this.options.post(
      { type: 'lent-frames', opening, frames },
      frames.map(({ data }) => data.buffer as ArrayBuffer),
    );
  };

  private finish(error?: Error): void {
    if (this.end || this.isClosed) return;
    this.end = error ? { error } : {};
    this.tellEnd();
  }

  private tellEnd(): void {
    const { opening, end } = this;
    if (!end || opening === undefined || this.isClosed) return;
    this.flush();
    this.options.post({ type: 'lent-end', opening, error: end.error && encodeError(end.error) });
  }

  private closeReader(reader: AudioReader): void {
    const complain = (error: unknown): void => {
      this.options.logger.warn('a source of audio could not be closed', { label: this.source.label, error });
    };
    try {
      reader.close().catch(complain);
    } catch (error) {
      complain(error);
    }
  }
}

/** A copy, because what crosses is given away; `undefined` for what is no frame. */
function lentFrame(frame: unknown): LentFrame | undefined {
  if (frame instanceof Uint8Array) return { data: ownBytes(frame), samples: undefined };
  const { data, samples } = (frame ?? {}) as Partial<AudioFrame>;
  if (!(data instanceof Uint8Array) || typeof samples !== 'number') return undefined;
  return { data: ownBytes(data), samples };
}
