/** Everything once more, a while later. */
import { SAMPLE_RATE } from '../audio-frame';
import { type Stage } from './stage';

/** Far below what can be heard; smaller numbers only make the processor slow. */
const NOTHING = 1e-6;

/** A loop of memory: what comes out of it goes in again, quieter. */
export class Echo implements Stage {
  private readonly loop: Float32Array;
  private at = 0;

  constructor(
    ms: number,
    private readonly decay: number,
  ) {
    this.loop = new Float32Array(2 * Math.max(1, Math.round((ms * SAMPLE_RATE) / 1_000)));
  }

  process(samples: Float32Array): void {
    const { loop, decay } = this;
    let { at } = this;
    for (let index = 0; index < samples.length; index += 1) {
      const sum = (samples[index] as number) + decay * (loop[at] as number);
      const value = Math.abs(sum) < NOTHING ? 0 : sum;
      loop[at] = value;
      samples[index] = value;
      at += 1;
      if (at === loop.length) at = 0;
    }
    this.at = at;
  }
}
