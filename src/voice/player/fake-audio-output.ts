/** An output without a network: it remembers what it took, and can go away and come back. */
import { type Clock } from '../../util';
import { type AudioFrame, SILENCE_FRAME } from '../audio-frame';
import { type AudioOutput } from './audio-output';

/** One thing that a player did. */
export type OutputEntry =
  | { readonly kind: 'frame'; readonly atMs: number; readonly frame: AudioFrame }
  | { readonly kind: 'silence'; readonly atMs: number }
  | { readonly kind: 'speaking'; readonly atMs: number; readonly flags: number }
  | { readonly kind: 'skip'; readonly atMs: number; readonly samples: number };

export class FakeAudioOutput implements AudioOutput {
  /** Everything that happened, in order. */
  readonly entries: OutputEntry[] = [];
  canSend = true;
  /** Frames that are refused although `canSend` is true: the connection went away in between. */
  refusals = 0;
  /** Samples that passed, sent or skipped: what the RTP timestamp would show. */
  timestamp = 0;
  private announced = 0;

  constructor(private readonly clock: Clock) {}

  send(frame: AudioFrame): boolean {
    if (!this.canSend) return false;
    if (this.refusals > 0) {
      this.refusals -= 1;
      return false;
    }
    if (this.announced === 0) throw new Error('audio before Speaking: a voice server closes the connection');
    this.timestamp += frame.samples;
    const atMs = this.clock.now();
    const isSilence = frame.data.equals(SILENCE_FRAME);
    this.entries.push(isSilence ? { kind: 'silence', atMs } : { kind: 'frame', atMs, frame });
    return true;
  }

  skip(samples: number): void {
    this.timestamp += samples;
    this.entries.push({ kind: 'skip', atMs: this.clock.now(), samples });
  }

  setSpeaking(flags: number): void {
    this.announced = flags;
    this.entries.push({ kind: 'speaking', atMs: this.clock.now(), flags });
  }

  /** The flags that were announced last. */
  get speaking(): number {
    return this.announced;
  }

  /** The frames that were taken, without silence. */
  get frames(): AudioFrame[] {
    return this.entries.flatMap((entry) => (entry.kind === 'frame' ? [entry.frame] : []));
  }

  /** What happened as one word each: `speaking 1`, `frame`, `silence`, `skip 960`. */
  get story(): string[] {
    return this.entries.map((entry) => {
      if (entry.kind === 'speaking') return `speaking ${entry.flags}`;
      return entry.kind === 'skip' ? `skip ${entry.samples}` : entry.kind;
    });
  }
}
