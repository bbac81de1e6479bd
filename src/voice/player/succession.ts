/**
 * Which playback is the current one, and how one follows another: because something else is played, because it ended, or because
 * it crosses into what follows. Of each change the {@link Follower} is told, who says what comes next.
 */
import { type Logger } from '../../util';
import { type OpusLibrary } from '../codec/opus-codec';
import { type ActivePlayback } from './active-playback';
import { type Cast } from './cast';
import { type PlaybackEnd } from './playback';
import { type Follower } from './queue-player';

/** So much before the end of a playback, or before it crosses into the next, that is prepared. */
const NEAR_END_MS = 10_000;

export interface SuccessionOptions {
  readonly cast: Cast;
  readonly logger: Logger;
  /** As far as it was loaded. */
  readonly library: () => OpusLibrary | undefined;
  /** One ended that was begun. */
  readonly tellEnd: (playback: ActivePlayback, end: PlaybackEnd) => void;
}

export class Succession {
  /** Everything that has not ended, current, beside or prepared. */
  readonly alive = new Set<ActivePlayback>();
  follower: Follower<ActivePlayback> | undefined;
  crossfadeMs = 0;
  private toldNearEnd = false;

  constructor(private readonly options: SuccessionOptions) {}

  /** Whether the follower was told that the current playback ends soon. */
  get isNearEnd(): boolean {
    return this.toldNearEnd;
  }

  /** Makes one the current one; what was it ends with `replaced`, at once or when it has faded out. */
  replaceBy(playback: ActivePlayback, fadeMs: number): void {
    const { cast } = this.options;
    const before = cast.current;
    const fades = before !== undefined && fadeMs > 0 && this.leave(before, fadeMs, { reason: 'replaced' });
    if (!fades) cast.hurryLeaving();
    this.begin(playback, fades ? fadeMs : 0);
    if (!before) return;
    if (!fades) this.settle(before, { reason: 'replaced' });
    this.follower?.ended(before, { reason: 'replaced' });
  }

  /** A frame of the current one was sent. */
  advanced(): void {
    const active = this.options.cast.current;
    if (active?.wasHeard && !this.toldNearEnd && active.isNearEnd(this.nearEndMs)) {
      this.toldNearEnd = true;
      this.follower?.nearEnd(active);
    }
    if (active && this.crossfadeMs > 0) this.cross(active);
  }

  /** The current one may have gone back to another place. */
  lookBack(playback: ActivePlayback): void {
    if (!this.toldNearEnd || playback.isNearEnd(this.nearEndMs)) return;
    this.toldNearEnd = false;
    this.follower?.turnedBack(playback);
  }

  /** Ends the current playback, and begins what follows. */
  finish(playback: ActivePlayback, end: PlaybackEnd): void {
    this.options.cast.current = undefined;
    this.settle(playback, end);
    this.follower?.ended(playback, end);
    const next = this.follower?.next();
    if (next) this.begin(next);
  }

  /** Ends any of them, for good. */
  settle(playback: ActivePlayback, end: PlaybackEnd): void {
    if (playback.hasEnded) return;
    const { cast, logger, tellEnd } = this.options;
    this.alive.delete(playback);
    cast.remove(playback);
    playback.settle(end);
    if (end.error) logger.warn('a playback failed', { label: playback.label, error: end.error });
    if (playback.wasBegun) tellEnd(playback, end);
  }

  private get nearEndMs(): number {
    return NEAR_END_MS + this.crossfadeMs;
  }

  /** Begins what follows before the current one has ended, if both are there to be heard. */
  private cross(active: ActivePlayback): void {
    const { crossfadeMs, follower } = this;
    const { leftMs } = active;
    // Not in its first half, nor beyond the first half of what follows: what is short would be nothing but fades.
    if (!follower || leftMs === undefined || leftMs <= 0 || leftMs > crossfadeMs || leftMs > active.positionMs) return;
    const following = follower.following?.();
    if (!following?.isFluent || leftMs > (following.leftMs ?? Infinity) / 2) return;
    if (!this.leave(active, leftMs, { reason: 'finished' })) return;
    this.options.cast.current = undefined;
    follower.ended(active, { reason: 'finished' });
    const next = follower.next();
    if (next) this.begin(next, leftMs);
  }

  /** Lets the current one fade out behind what follows; `false` when it cannot. */
  private leave(playback: ActivePlayback, fadeMs: number, end: PlaybackEnd): boolean {
    const { cast, library } = this.options;
    playback.library ??= library();
    if (!playback.fadeOut(fadeMs, end)) return false;
    cast.hurryLeaving();
    playback.isLeaving = true;
    cast.leaving.add(playback);
    return true;
  }

  private begin(playback: ActivePlayback, fadeInMs = 0): void {
    if (fadeInMs > 0) {
      playback.library ??= this.options.library();
      playback.fadeIn(fadeInMs);
    }
    this.options.cast.current = playback;
    playback.wasBegun = true;
    this.toldNearEnd = false;
  }
}
