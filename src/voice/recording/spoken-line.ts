/** The line of one speaker in a file of their own: puts what comes where it belongs, and silence between. */
import { FRAME_SAMPLES, SAMPLE_RATE, SILENCE_FRAME } from '../audio-frame';
import { packetSamples } from '../codec/opus-packet';
import { type MixTarget } from './mixer';

/** Pieces that are apart by less follow each other: 10 ms, half of what silence in Opus is counted by. */
const SEAM_SAMPLES = FRAME_SAMPLES / 2;

/** What runs further ahead of the wall clock is no sound that anybody made: 1 s. */
const MAX_AHEAD = SAMPLE_RATE;

/** So long a decoder guesses what was lost; what follows is silence. */
const MAX_GUESSED = SAMPLE_RATE / 10;

export interface SpokenOptions {
  /** Samples that silence is counted by: 960 in Opus, 1 in PCM. */
  readonly unit: number;
  readonly keepsSilence: boolean;
}

export class SpokenLine {
  /** Samples on the line so far. */
  at = 0;
  /** Samples that came faster than time goes by. */
  droppedSamples = 0;
  /** The first byte of the last packet, and samples lost since. */
  private toc = -1;
  private lost = 0;

  constructor(
    private readonly target: MixTarget,
    private readonly options: SpokenOptions,
  ) {}

  /**
   * @param place of its first sample, in samples since the beginning.
   * @param now how far time has come, in samples: nothing was said later.
   */
  pcm(pcm: Buffer, place: number, now: number): void {
    this.put(pcm, Math.floor(pcm.length / 4), place, now);
  }

  /** @param opus empty for what is lost, of which `samples` tells how long it was. */
  opus(opus: Buffer, samples: number, place: number, now: number): void {
    const known = packetSamples(opus);
    if (known === 0) {
      this.guess(samples, place, now);
      return;
    }
    this.toc = opus[0] as number;
    this.lost = 0;
    this.put(opus, known, place, now);
  }

  /** Silence up to a place, where there is nothing yet. */
  fill(place: number): void {
    if (!this.options.keepsSilence) return;
    const { unit } = this.options;
    const gap = Math.floor((place - this.at) / unit) * unit;
    if (gap > 0) this.quiet(gap);
  }

  /**
   * A packet of nothing but its first byte tells a decoder that one is missing: it goes on with what it heard before, which
   * is gentler than silence, and keeps time. https://datatracker.ietf.org/doc/html/rfc7845#section-4.1
   */
  private guess(samples: number, place: number, now: number): void {
    const missing = Buffer.of(this.toc & 0xfc);
    const each = this.toc < 0 ? 0 : packetSamples(missing);
    const count = each > 0 ? Math.round(samples / each) : 0;
    this.lost += samples;
    if (count === 0 || this.lost > MAX_GUESSED) {
      for (let index = 0; index < Math.round(samples / FRAME_SAMPLES); index += 1) {
        this.put(SILENCE_FRAME, FRAME_SAMPLES, place + index * FRAME_SAMPLES, now);
      }
      return;
    }
    for (let index = 0; index < count; index += 1) this.put(missing, each, place + index * each, now);
  }

  private put(data: Buffer, samples: number, place: number, now: number): void {
    if (samples === 0) return;
    const { keepsSilence, unit } = this.options;
    if (keepsSilence) {
      // A clock of somebody else may say anything.
      const gap = Math.min(place, now) - this.at;
      if (gap >= SEAM_SAMPLES) this.quiet(Math.round(gap / unit) * unit);
    }
    if (this.at > now + MAX_AHEAD) {
      this.droppedSamples += samples;
      return;
    }
    this.target.audio(data, samples);
    this.at += samples;
  }

  private quiet(samples: number): void {
    this.target.silence(samples);
    this.at += samples;
  }
}
