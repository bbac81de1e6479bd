/** Who is on one line: the current playback, what plays beside it, and what was current and fades out. */
import { type ActivePlayback } from './active-playback';

/** What fades out behind something that is replaced as well gets out of the way: two frames. */
const HURRY_MS = 40;

export class Cast {
  current: ActivePlayback | undefined;
  readonly beside = new Set<ActivePlayback>();
  readonly leaving = new Set<ActivePlayback>();
  /** All that may be heard, the current one first, as {@link collect} found them. */
  readonly voices: ActivePlayback[] = [];

  /** For every frame: it allocates nothing. What fades out behind a paused one waits with it. */
  collect(): readonly ActivePlayback[] {
    const { voices, current } = this;
    voices.length = 0;
    if (current) voices.push(current);
    for (const playback of this.beside) voices.push(playback);
    for (const playback of this.leaving) {
      playback.isHeld = current?.isPaused ?? false;
      voices.push(playback);
    }
    return voices;
  }

  /** Whether nobody has anything to say, now or soon. */
  get isSilent(): boolean {
    for (const voice of this.voices) if (!voice.isPaused && !voice.isHeld) return false;
    return true;
  }

  /** Whether anybody beside the current one is to speak with priority. */
  get hasPriorityBeside(): boolean {
    for (const playback of this.beside) if (playback.priority && playback.sounds) return true;
    return false;
  }

  remove(playback: ActivePlayback): void {
    this.beside.delete(playback);
    this.leaving.delete(playback);
  }

  hurryLeaving(): void {
    for (const playback of this.leaving) playback.hurry(HURRY_MS);
  }

  /** The output takes nothing, or takes something again. */
  setWaiting(isWaiting: boolean): void {
    for (const voice of this.voices) voice.isWaiting = isWaiting && !voice.isPaused;
  }
}
