/**
 * Fades of one playback, and its retreat behind another. A fade is a quarter of a circle: of two that cross, the squares of both
 * factors always make 1, so the power of the sum stays what it is.
 */
import { SAMPLE_RATE } from '../audio-frame';
import { type Stage } from './stage';

const SAMPLES_PER_MS = SAMPLE_RATE / 1_000;

/** A number that moves to another in a straight line. */
class Slide {
  left = 0;
  private perSample = 0;
  private target: number;

  constructor(public value: number) {
    this.target = value;
  }

  get goal(): number {
    return this.target;
  }

  moveTo(target: number, samples: number): void {
    this.target = target;
    this.left = Math.max(1, Math.round(samples));
    this.perSample = (target - this.value) / this.left;
  }

  step(): void {
    if (this.left === 0) return;
    this.left -= 1;
    this.value = this.left === 0 ? this.target : this.value + this.perSample;
  }
}

export class Fader implements Stage {
  /** 0 is silent, 1 loud; the factor is its sine. */
  private readonly fade = new Slide(1);
  private readonly duck = new Slide(1);

  /** Whether samples come out as they go in. */
  get isNeutral(): boolean {
    const { fade, duck } = this;
    return fade.left === 0 && duck.left === 0 && fade.value === 1 && duck.value === 1;
  }

  /** Whether a fade to silence is over. */
  get isSilent(): boolean {
    return this.fade.left === 0 && this.fade.value === 0;
  }

  /** From silence. */
  fadeIn(ms: number): void {
    this.fade.value = 0;
    this.fade.moveTo(1, ms * SAMPLES_PER_MS);
  }

  /** To silence, from wherever it is. */
  fadeOut(ms: number): void {
    this.fade.moveTo(0, ms * SAMPLES_PER_MS);
  }

  /** To silence, within so long if it would take longer. */
  hurry(ms: number): void {
    if (this.fade.goal !== 0 || this.fade.left > ms * SAMPLES_PER_MS) this.fadeOut(ms);
  }

  /** To another loudness behind something else. Does nothing if it is on the way there. */
  duckTo(factor: number, ms: number): void {
    if (factor !== this.duck.goal) this.duck.moveTo(factor, ms * SAMPLES_PER_MS);
  }

  process(samples: Float32Array): void {
    const { fade, duck } = this;
    if (this.isNeutral) return;
    const isFading = fade.left > 0;
    let factor = Math.sin((fade.value * Math.PI) / 2);
    for (let index = 0; index + 1 < samples.length; index += 2) {
      fade.step();
      duck.step();
      if (isFading) factor = Math.sin((fade.value * Math.PI) / 2);
      const both = factor * duck.value;
      (samples[index] as number) *= both;
      (samples[index + 1] as number) *= both;
    }
  }
}
