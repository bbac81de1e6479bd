/** One packet of Opus audio, the unit of everything that is sent and heard. https://datatracker.ietf.org/doc/html/rfc6716 */

/** Samples per second of everything in voice. */
export const SAMPLE_RATE = 48_000;

/** Samples of each channel in a frame of 20 ms, the length Discord expects. */
export const FRAME_SAMPLES = 960;

/** Milliseconds that such a frame sounds. */
export const FRAME_MS = 20;

/** Bytes of such a frame as PCM: 960 samples, two channels, 16 bits each. */
export const PCM_FRAME_BYTES = FRAME_SAMPLES * 2 * 2;

/** Opus for 20 ms of nothing. Five of them are sent before a pause, so that no decoder invents what comes next. */
export const SILENCE_FRAME: Buffer = Buffer.from([0xf8, 0xff, 0xfe]);

/** An Opus packet and how long it sounds. */
export interface AudioFrame {
  readonly data: Buffer;
  /** Samples of each channel, at 48 kHz; 960 for the usual 20 ms. */
  readonly samples: number;
}
