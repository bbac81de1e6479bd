/**
 * The one clock that paces the audio of all connections of a process.
 *
 * A listener's buffer holds a few frames, so the sender has to hold the rhythm: 20 ms a frame, for hours. Three things go wrong
 * with a timer for each connection. Timers fire late and the lateness adds up, so the audio is slow: here the next time is
 * reckoned from the last planned one, never from now. All connections fire together, so the last of them is late: here
 * they are spread over four slots of 5 ms. And after a stall everything that was missed goes out at once, which listeners
 * hear as a squeal: here up to three frames are caught up, and for more the time is given up: the RTP timestamp moves on, the
 * rhythm starts anew, and no frame of the audio is lost.
 */
import { asError, type Clock, type Logger, nullLogger, type Timer } from '../../util';
import { FRAME_MS, FRAME_SAMPLES } from '../audio-frame';
import { VoiceError } from '../voice-error';

/** Something that sends a frame when it is told to. */
export interface PacedStream {
  /**
   * Sends what is due. Returns after how many milliseconds the next is, or 0 to be called no more until started again.
   * @param plannedAtMs when it should have been called, which is never later than now by more than a few frames.
   */
  tick(plannedAtMs: number): number;
  /** Makes the next frame ready. Called after everybody's frames of this moment are out, so that nobody waits for it. */
  prepare(): void;
  /** So many samples of time were missed and are given up. */
  skip(samples: number): void;
  /** The stream threw, or the ticker was closed; it is called no more. */
  fail(error: Error): void;
}

export interface TickerOptions {
  readonly clock: Clock;
  readonly logger?: Logger | undefined;
}

const SLOTS = 4;
const SLOT_MS = FRAME_MS / SLOTS;
/** Later than three whole frames is not caught up any more. */
const CATCH_UP_MS = FRAME_MS * 4;
/** A timer of the system may fire up to a millisecond early. */
const EARLY_MS = 1;
const SLOW_BATCH_MS = 18;
const WARN_EVERY_MS = 60_000;

interface Entry {
  readonly stream: PacedStream;
  readonly slot: number;
  dueAt: number;
  active: boolean;
}

/** Calls streams at their times. No timer runs while no stream is started. */
export class Ticker {
  private readonly clock: Clock;
  private readonly logger: Logger;
  private readonly byStream = new Map<PacedStream, Entry>();
  private readonly slotSizes: number[] = new Array<number>(SLOTS).fill(0);
  private readonly batch: Entry[] = [];
  private entries: Entry[] = [];
  private timer: Timer | undefined;
  private timerAt = Infinity;
  private isRunning = false;
  private isClosed = false;
  private warnedAt = -Infinity;
  private readonly wake = (): void => {
    this.run();
  };

  constructor(options: TickerOptions) {
    this.clock = options.clock;
    this.logger = options.logger ?? nullLogger;
  }

  /** How many streams are being paced. */
  get size(): number {
    return this.byStream.size;
  }

  /** Begins to call a stream, at the next moment of its slot. Does nothing for one that is started. A closed ticker fails it. */
  start(stream: PacedStream): void {
    if (this.isClosed) {
      this.tellFailure(stream, closedError());
      return;
    }
    if (this.byStream.has(stream)) return;
    const slot = this.slotSizes.indexOf(Math.min(...this.slotSizes));
    const entry = { stream, slot, dueAt: nextMoment(this.clock.now(), slot), active: true };
    this.slotSizes[slot] = (this.slotSizes[slot] ?? 0) + 1;
    this.byStream.set(stream, entry);
    this.entries.push(entry);
    if (!this.isRunning && entry.dueAt < this.timerAt) this.arm(entry.dueAt);
  }

  /** Stops calling a stream. */
  stop(stream: PacedStream): void {
    const entry = this.byStream.get(stream);
    if (!entry) return;
    this.remove(entry);
    if (!this.isRunning) this.sweep();
  }

  /** Gives up all streams; each is told. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    const streams = [...this.byStream.keys()];
    this.byStream.clear();
    for (const entry of this.entries) entry.active = false;
    this.entries = [];
    this.arm(Infinity);
    for (const stream of streams) this.tellFailure(stream, closedError());
  }

  [Symbol.dispose](): void {
    this.close();
  }

  private run(): void {
    this.timer = undefined;
    this.timerAt = Infinity;
    const began = this.clock.now();
    const { entries } = this;
    // Streams that are started meanwhile come after the end and have their turn later.
    const count = entries.length;
    this.isRunning = true;
    for (let index = 0; index < count; index += 1) {
      const entry = entries[index] as Entry;
      if (!entry.active || entry.dueAt > began + EARLY_MS) continue;
      this.dispatch(entry, began);
      this.batch.push(entry);
    }
    for (const entry of this.batch) if (entry.active) this.prepare(entry);
    this.batch.length = 0;
    this.isRunning = false;
    this.sweep();
    this.watch(this.clock.now() - began);
  }

  private dispatch(entry: Entry, now: number): void {
    const missed = Math.floor((now - entry.dueAt) / FRAME_MS);
    try {
      if (now - entry.dueAt >= CATCH_UP_MS) {
        entry.dueAt += missed * FRAME_MS;
        entry.stream.skip(missed * FRAME_SAMPLES);
      }
      do {
        const afterMs = entry.stream.tick(entry.dueAt);
        // Anything but a positive number parks the stream, NaN too.
        if (!(afterMs > 0)) {
          if (entry.active) this.remove(entry);
          return;
        }
        entry.dueAt += afterMs;
        // Without the grace of EARLY_MS: it would make a fourth of three missed frames.
      } while (entry.active && entry.dueAt <= now);
    } catch (error) {
      this.drop(entry, error);
    }
  }

  private prepare(entry: Entry): void {
    try {
      entry.stream.prepare();
    } catch (error) {
      this.drop(entry, error);
    }
  }

  private drop(entry: Entry, thrown: unknown): void {
    if (entry.active) this.remove(entry);
    this.logger.error('a stream of audio threw and is sent no more', { error: thrown });
    this.tellFailure(entry.stream, asError(thrown));
  }

  private tellFailure(stream: PacedStream, error: Error): void {
    try {
      stream.fail(error);
    } catch (second) {
      this.logger.error('a stream of audio threw when it was told of its failure', { error: second });
    }
  }

  private remove(entry: Entry): void {
    entry.active = false;
    this.slotSizes[entry.slot] = (this.slotSizes[entry.slot] ?? 1) - 1;
    this.byStream.delete(entry.stream);
  }

  /** Forgets the entries that ended, and sets the timer for the earliest of the rest. */
  private sweep(): void {
    const { entries } = this;
    let kept = 0;
    let earliest = Infinity;
    for (const entry of entries) {
      if (!entry.active) continue;
      entries[kept] = entry;
      kept += 1;
      if (entry.dueAt < earliest) earliest = entry.dueAt;
    }
    entries.length = kept;
    if (earliest !== this.timerAt) this.arm(earliest);
  }

  private arm(at: number): void {
    this.timer?.cancel();
    this.timer = undefined;
    this.timerAt = at;
    if (at !== Infinity) this.timer = this.clock.setTimer(Math.max(0, at - this.clock.now()), this.wake);
  }

  private watch(tookMs: number): void {
    if (tookMs < SLOW_BATCH_MS || this.clock.now() - this.warnedAt < WARN_EVERY_MS) return;
    this.warnedAt = this.clock.now();
    this.logger.warn('sending one round of audio took nearly as long as it sounds: too many calls for one process', {
      tookMs: Math.round(tookMs),
      streams: this.size,
    });
  }
}

function nextMoment(now: number, slot: number): number {
  const phase = slot * SLOT_MS;
  return Math.ceil((now - phase) / FRAME_MS) * FRAME_MS + phase;
}

function closedError(): VoiceError {
  return new VoiceError({
    code: 'VOICE_CLOSED',
    kind: 'ended',
    message: 'The clock that paces audio was closed, so nothing can be played any more.',
    advice: 'Play before the client is stopped, or make a new client.',
  });
}
