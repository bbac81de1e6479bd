/** What moves by itself: loudness that swells, and a sound that walks from ear to ear. */
import { SAMPLE_RATE } from '../audio-frame';
import { type Stage } from './stage';

/** A sine that is turned on sample by sample, by rotation: a sine of its own for each would cost more than the effect. */
class Oscillator {
  sine = 0;
  cosine = 1;
  private readonly turnSine: number;
  private readonly turnCosine: number;

  constructor(hz: number) {
    const turn = (2 * Math.PI * hz) / SAMPLE_RATE;
    this.turnSine = Math.sin(turn);
    this.turnCosine = Math.cos(turn);
  }

  step(): void {
    const { sine, cosine } = this;
    this.sine = sine * this.turnCosine + cosine * this.turnSine;
    this.cosine = cosine * this.turnCosine - sine * this.turnSine;
  }

  /** Once in a frame: rounding lets it grow or shrink by nearly nothing, for hours. */
  steady(): void {
    const length = Math.hypot(this.sine, this.cosine);
    this.sine /= length;
    this.cosine /= length;
  }
}

export class Tremolo implements Stage {
  private readonly wave: Oscillator;

  constructor(
    hz: number,
    private readonly depth: number,
  ) {
    this.wave = new Oscillator(hz);
  }

  process(samples: Float32Array): void {
    const { wave, depth } = this;
    for (let index = 0; index + 1 < samples.length; index += 2) {
      const factor = 1 - depth * (0.5 - 0.5 * wave.cosine);
      (samples[index] as number) *= factor;
      (samples[index + 1] as number) *= factor;
      wave.step();
    }
    wave.steady();
  }
}

/** The power of both sides together stays what it is. */
export class Rotate implements Stage {
  private readonly wave: Oscillator;

  constructor(hz: number) {
    this.wave = new Oscillator(hz);
  }

  process(samples: Float32Array): void {
    const { wave } = this;
    for (let index = 0; index + 1 < samples.length; index += 2) {
      // (1 - s) / 2 and (1 + s) / 2 are the squares of a sine and a cosine.
      (samples[index] as number) *= Math.sqrt(Math.max(0, 0.5 - 0.5 * wave.sine));
      (samples[index + 1] as number) *= Math.sqrt(Math.max(0, 0.5 + 0.5 * wave.sine));
      wave.step();
    }
    wave.steady();
  }
}
