/**
 * What goes over the line next: a pure machine for speaking, silence and rest.
 *
 * Discord wants Speaking before the first packet, or it closes the connection. It wants five frames of silence before a
 * pause, because a listener's decoder otherwise invents how the last sound would have gone on. While a source is late, silence
 * is sent in its place, so that the listener's clock goes on; after a second of that the line is given up until there
 * is something to say. https://discord.com/developers/docs/topics/voice-connections#voice-data-interpolation
 */

/** What there is to say: a frame; nothing yet, but it will come; nothing. */
export type Supply = 'frame' | 'late' | 'none';

/**
 * What to do: announce and send the frame; send the frame; send a frame of silence; let 20 ms pass, because the output takes
 * nothing; announce the end and rest; rest.
 */
export type SpeechStep = 'announce' | 'frame' | 'silence' | 'wait' | 'hangUp' | 'rest';

/** Frames of silence before a pause. */
export const SILENCE_BEFORE_PAUSE = 5;
/** Frames of silence in place of a late source: a second. */
export const SILENCE_WHILE_LATE = 50;

/** Knows what was announced and how much silence went out since the last frame. */
export class Speech {
  private announced = 0;
  private silences = 0;

  /** The flags of Speaking that were announced; 0 while the line rests. */
  get flags(): number {
    return this.announced;
  }

  /** @param wanted the flags with which a frame is to be sent. */
  step(supply: Supply, canSend: boolean, wanted: number): SpeechStep {
    if (!canSend) return supply === 'none' ? this.hangUp() : 'wait';
    if (supply === 'frame') {
      this.silences = 0;
      if (this.announced === wanted) return 'frame';
      this.announced = wanted;
      return 'announce';
    }
    if (this.announced === 0) return 'rest';
    if (this.silences >= (supply === 'late' ? SILENCE_WHILE_LATE : SILENCE_BEFORE_PAUSE)) return this.hangUp();
    this.silences += 1;
    return 'silence';
  }

  private hangUp(): SpeechStep {
    this.silences = 0;
    if (this.announced === 0) return 'rest';
    this.announced = 0;
    return 'hangUp';
  }
}
