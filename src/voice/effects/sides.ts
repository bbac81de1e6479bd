/** What is done between left and right. */
import { Biquad, lowPass } from './biquad';
import { type Stage } from './stage';

/** Both sides get what they have in common. */
export class Mono implements Stage {
  process(samples: Float32Array): void {
    for (let index = 0; index + 1 < samples.length; index += 2) {
      const middle = ((samples[index] as number) + (samples[index + 1] as number)) / 2;
      samples[index] = middle;
      samples[index + 1] = middle;
    }
  }
}

/** Bass is in the middle of nearly every recording, and is missed if it goes. */
const KEEP_BELOW_HZ = 120;

/** What both sides have in common is taken away, except for the bass. */
export class Karaoke implements Stage {
  private readonly bass: Biquad;
  private middle = new Float32Array(0);

  constructor() {
    this.bass = new Biquad(lowPass(KEEP_BELOW_HZ));
  }

  process(samples: Float32Array): void {
    if (this.middle.length !== samples.length) this.middle = new Float32Array(samples.length);
    const { middle } = this;
    for (let index = 0; index + 1 < samples.length; index += 2) {
      middle[index] = ((samples[index] as number) + (samples[index + 1] as number)) / 2;
    }
    this.bass.processOne(middle);
    for (let index = 0; index + 1 < samples.length; index += 2) {
      const side = ((samples[index] as number) - (samples[index + 1] as number)) / 2;
      const bass = middle[index] as number;
      samples[index] = bass + side;
      samples[index + 1] = bass - side;
    }
  }
}
