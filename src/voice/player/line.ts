/** The way to the output: what time passed without a frame is told to it before the next one. */
import { type Clock } from '../../util';
import { type AudioFrame, FRAME_MS, FRAME_SAMPLES } from '../audio-frame';
import { type AudioOutput } from './audio-output';

export class Line {
  /** Time that passed without a frame and is not in the RTP timestamp yet. */
  private skippedSamples = 0;
  /** When the line came to rest; `undefined` while it is paced, and before anything was sent. */
  private restsSince: number | undefined;
  private hasSent = false;

  constructor(
    private readonly output: AudioOutput,
    private readonly clock: Clock,
  ) {}

  get canSend(): boolean {
    return this.output.canSend;
  }

  setSpeaking(flags: number): void {
    this.output.setSpeaking(flags);
  }

  /** `false`: it was not taken, and 20 ms passed without it. */
  send(frame: AudioFrame): boolean {
    if (this.skippedSamples > 0) {
      this.output.skip(this.skippedSamples);
      this.skippedSamples = 0;
    }
    if (this.output.send(frame)) {
      this.hasSent = true;
      return true;
    }
    this.skipFrame();
    return false;
  }

  /** 20 ms pass without a frame. */
  skipFrame(): void {
    this.skippedSamples += FRAME_SAMPLES;
  }

  /** So many samples of time are given up. */
  skip(samples: number): void {
    // At the end of a rest, all of it is counted by the plan.
    if (this.restsSince === undefined) this.skippedSamples += samples;
  }

  /** Nothing is sent any more, from a planned moment on or from now on. */
  rest(atMs = this.clock.now()): void {
    if (this.hasSent) this.restsSince ??= atMs;
  }

  /** A frame is due. */
  resume(plannedAtMs: number): void {
    if (this.restsSince === undefined) return;
    const restedMs = Math.max(0, plannedAtMs - this.restsSince);
    this.restsSince = undefined;
    this.skippedSamples += Math.floor(restedMs / FRAME_MS) * FRAME_SAMPLES;
  }
}
