/** Tones to play, and how to measure what has become of them. */

export interface ToneOptions {
  /** Default 48 000. */
  readonly sampleRate?: number;
  /** Default 2. */
  readonly channels?: number;
  /** Of full scale. Default 0.25. */
  readonly level?: number;
}

/** A sine as floats between -1 and 1, channels interleaved. */
export function toneSamples(hz: number, ms: number, options: ToneOptions = {}): Float32Array {
  const { sampleRate = 48_000, channels = 2, level = 0.25 } = options;
  const count = Math.round((sampleRate * ms) / 1000);
  const samples = new Float32Array(count * channels);
  for (let i = 0; i < count; i += 1) {
    const value = level * Math.sin((2 * Math.PI * hz * i) / sampleRate);
    samples.fill(value, i * channels, (i + 1) * channels);
  }
  return samples;
}

/** A sine as PCM: 16 bits, little-endian, channels interleaved. 48 kHz stereo unless told. */
export function tone(hz: number, ms: number, options: ToneOptions = {}): Buffer {
  const samples = toneSamples(hz, ms, options);
  const pcm = Buffer.alloc(samples.length * 2);
  for (const [index, value] of samples.entries()) pcm.writeInt16LE(Math.round(value * 32_767), index * 2);
  return pcm;
}

export interface Measured {
  readonly hz: number;
  /** Amplitude of the sine, of full scale. */
  readonly level: number;
  /** Power that is not the sine, as a part of the whole. */
  readonly residue: number;
}

/**
 * Frequency and level of the tone in PCM (16 bits, little-endian). The strongest bin of a coarse search is refined until
 * the sine fits best; that is exact to far below a permille for clean tones.
 * @param skipMs what is left out at both ends, where codecs and filters swing in. Default 60.
 */
export function measureTone(
  pcm: Buffer,
  options: { sampleRate?: number; channels?: number; channel?: number; skipMs?: number } = {},
): Measured {
  const { sampleRate = 48_000, channels = 2, channel = 0, skipMs = 60 } = options;
  const all = pcm.length / 2 / channels;
  const skip = Math.min(Math.round((sampleRate * skipMs) / 1000), Math.floor(all / 4));
  const samples = new Float64Array(Math.floor(all) - 2 * skip);
  for (let i = 0; i < samples.length; i += 1) {
    samples[i] = pcm.readInt16LE(((i + skip) * channels + channel) * 2) / 32_767;
  }
  let best = { hz: 0, level: 0 };
  const window = samples.subarray(0, Math.min(samples.length, 2_048));
  const bin = sampleRate / window.length;
  for (let hz = bin; hz < sampleRate / 2; hz += bin / 2) {
    const level = levelAt(window, hz, sampleRate);
    if (level > best.level) best = { hz, level };
  }
  let around = best.hz;
  for (let step = bin / 2; step > 1e-4; step *= 0.7) {
    const [low, mid, high] = [around - step, around, around + step].map((hz) => levelAt(samples, hz, sampleRate)) as [
      number,
      number,
      number,
    ];
    if (low > mid && low >= high) around -= step;
    else if (high > mid) around += step;
  }
  const level = levelAt(samples, around, sampleRate);
  const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
  return { hz: around, level, residue: power === 0 ? 0 : Math.max(0, 1 - (level * level) / 2 / power) };
}

/** Amplitude of one frequency in PCM (48 kHz, two channels), of full scale; other frequencies do not matter. */
export function levelOf(pcm: Buffer, hz: number, channel: 0 | 1 = 0): number {
  const samples = new Float64Array(pcm.length / 4);
  for (let i = 0; i < samples.length; i += 1) samples[i] = pcm.readInt16LE(i * 4 + channel * 2) / 32_767;
  return levelAt(samples, hz, 48_000);
}

/** Amplitude of one frequency, by correlation under a Hann window. The sines are turned on by rotation: it is called a lot. */
function levelAt(samples: Float64Array, hz: number, sampleRate: number): number {
  const { length } = samples;
  const turn = (2 * Math.PI * hz) / sampleRate;
  const [turnReal, turnImaginary] = [Math.cos(turn), Math.sin(turn)];
  const [stepReal, stepImaginary] = [Math.cos((2 * Math.PI) / length), Math.sin((2 * Math.PI) / length)];
  let [waveReal, waveImaginary, hannReal, hannImaginary] = [1, 0, 1, 0];
  let real = 0;
  let imaginary = 0;
  for (let i = 0; i < length; i += 1) {
    const value = (samples[i] as number) * (1 - hannReal);
    real += value * waveReal;
    imaginary += value * waveImaginary;
    const wave = waveReal * turnReal - waveImaginary * turnImaginary;
    waveImaginary = waveReal * turnImaginary + waveImaginary * turnReal;
    waveReal = wave;
    const hann = hannReal * stepReal - hannImaginary * stepImaginary;
    hannImaginary = hannReal * stepImaginary + hannImaginary * stepReal;
    hannReal = hann;
  }
  return (2 * Math.hypot(real, imaginary)) / length;
}
