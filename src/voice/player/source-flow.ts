/** The source of one playback on its way: opened, read ahead, watched while it gives nothing, and opened anew at another place. */
import { type Clock, type Logger, type Timer } from '../../util';
import { type AudioSource } from '../sources/audio-source';
import { FrameFeed } from './frame-feed';
import { stalledError } from './playback-errors';
import { Seeking } from './seeking';

export interface SourceFlowOptions {
  readonly source: AudioSource;
  readonly startMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long the source may give nothing. */
  readonly stallMs: number;
  /** How far it was sent, for errors. */
  readonly positionMs: () => number;
  /** Asked at every change: whether what is there can be heard, as far as it does not hang on the source. */
  readonly mayBegin: () => boolean;
  /** Something may be sent now that could not be before, or the source failed. */
  readonly changed: () => void;
  /** It gave nothing for too long. */
  readonly stalled: (error: Error) => void;
  /** From here on everything is of another place. */
  readonly restarted: () => void;
}

export class SourceFlow {
  /** Enough was read to begin, or to begin again after the source was late. */
  isFlowing = false;
  private current: FrameFeed;
  private readonly seeking: Seeking;
  private stallTimer: Timer | undefined;
  private isClosed = false;

  constructor(private readonly options: SourceFlowOptions) {
    this.seeking = new Seeking(options.clock);
    this.watchStall();
    this.current = this.open(options.startMs);
  }

  /** What was read and not taken. */
  get feed(): FrameFeed {
    return this.current;
  }

  /** Whether nothing more will come of it: also by no seek that is under way. */
  get isExhausted(): boolean {
    const { feed, isFlowing, seeking } = this;
    return isFlowing && feed.isReadOut && feed.isEmpty && !seeking.isUnderWay;
  }

  /** What it was asked for is missing: it has to collect enough before it goes on. */
  starve(): void {
    this.isFlowing = false;
    this.watchStall();
  }

  /** Begins as soon as everything is there. */
  flow(): void {
    const mayBegin = this.options.mayBegin();
    if (!this.isFlowing && this.feed.isReady && mayBegin) {
      this.isFlowing = true;
      this.stallTimer?.cancel();
    }
    this.options.changed();
  }

  /** Goes on where it is until it is open at the other place. Of several calls the last wins, and all settle with it. */
  seek(positionMs: number): Promise<void> {
    return this.seeking.begin(this.open(positionMs), this.options.stallMs, () => {
      this.seeking.end(this.stalled());
      this.flow();
    });
  }

  /** Frees everything. @param why what seeks that are under way reject with. */
  close(why: Error): void {
    this.isClosed = true;
    this.stallTimer?.cancel();
    this.feed.close();
    this.seeking.end(why);
  }

  private open(startMs: number): FrameFeed {
    const { source, logger } = this.options;
    return new FrameFeed({ source, startMs, logger, changed: this.onFeed });
  }

  private readonly onFeed = (feed: FrameFeed): void => {
    if (this.isClosed) return;
    if (feed === this.seeking.feed) this.continueSeek(feed);
    else if (feed === this.feed) this.flow();
  };

  private continueSeek(feed: FrameFeed): void {
    if (feed.error && feed.isEmpty) {
      this.seeking.end(feed.error);
      this.flow();
      return;
    }
    if (!feed.isReady) return;
    this.feed.close();
    this.current = feed;
    this.options.restarted();
    this.starve();
    this.seeking.end();
    this.flow();
  }

  private watchStall(): void {
    const { clock, stallMs, stalled } = this.options;
    this.stallTimer?.cancel();
    this.stallTimer = clock.setTimer(stallMs, () => {
      stalled(this.stalled());
    });
  }

  private stalled(): Error {
    const { source, stallMs, positionMs } = this.options;
    return stalledError(source.label, stallMs, positionMs());
  }
}
