/** How samples lie in bytes, and how any number of channels becomes two. */

export interface SampleFormat {
  readonly sampleRate: number;
  readonly channels: number;
  readonly encoding: 'u8' | 's16' | 's24' | 's32' | 'f32' | 'f64';
  /** Which loudspeaker each channel is for, as bits of WAVE_FORMAT_EXTENSIBLE. Default: the usual ones for the number. */
  readonly channelMask?: number | undefined;
}

export const SAMPLE_BYTES: Readonly<Record<SampleFormat['encoding'], number>> = {
  u8: 1,
  s16: 2,
  s24: 3,
  s32: 4,
  f32: 4,
  f64: 8,
};

/** Bytes of one sample of all channels. */
export function frameBytes(format: SampleFormat): number {
  return SAMPLE_BYTES[format.encoding] * format.channels;
}

/** Reads `count` samples of all channels as stereo between -1 and 1. */
export type StereoReader = (bytes: Buffer, count: number) => Float32Array;

export function stereoReader(format: SampleFormat): StereoReader {
  const { channels, encoding } = format;
  const size = SAMPLE_BYTES[encoding];
  const sample = SAMPLE_READERS[encoding];
  const [left, right] = mixOf(format);
  return (bytes, count) => {
    const stereo = new Float32Array(count * 2);
    for (let index = 0, at = 0; index < count; index += 1) {
      let l = 0;
      let r = 0;
      for (let channel = 0; channel < channels; channel += 1, at += size) {
        const value = sample(bytes, at);
        l += value * (left[channel] as number);
        r += value * (right[channel] as number);
      }
      stereo[index * 2] = l;
      stereo[index * 2 + 1] = r;
    }
    return stereo;
  };
}

const SAMPLE_READERS: Readonly<Record<SampleFormat['encoding'], (bytes: Buffer, at: number) => number>> = {
  u8: (bytes, at) => ((bytes[at] as number) - 128) / 128,
  s16: (bytes, at) => bytes.readInt16LE(at) / 32_768,
  s24: (bytes, at) => bytes.readIntLE(at, 3) / 8_388_608,
  s32: (bytes, at) => bytes.readInt32LE(at) / 2_147_483_648,
  f32: (bytes, at) => bytes.readFloatLE(at) || 0,
  f64: (bytes, at) => bytes.readDoubleLE(at) || 0,
};

const HALF_POWER = Math.SQRT1_2;

/** What each loudspeaker gives to left and right, in the order of the bits. What is missing goes to both. */
const SHARES: readonly (readonly [number, number])[] = [
  [1, 0], // front left
  [0, 1], // front right
  [HALF_POWER, HALF_POWER], // front centre
  [0, 0], // low frequencies: left out, as mixes for two loudspeakers do
  [HALF_POWER, 0], // back left
  [0, HALF_POWER], // back right
  [1, 0], // front left of centre
  [0, 1], // front right of centre
  [0.5, 0.5], // back centre
  [HALF_POWER, 0], // side left
  [0, HALF_POWER], // side right
];

/** The usual loudspeakers for so many channels. */
const USUAL_MASKS: readonly number[] = [0, 0x4, 0x3, 0x7, 0x33, 0x37, 0x3f, 0x13f, 0x63f];

/** The part of each channel in left and in right, never louder than full scale. */
function mixOf({ channels, channelMask }: SampleFormat): [Float64Array, Float64Array] {
  const left = new Float64Array(channels);
  const right = new Float64Array(channels);
  if (channels === 1) return [left.fill(1), right.fill(1)];
  const usual = USUAL_MASKS[channels] ?? 0;
  const mask = channelMask === undefined || channelMask === 0 ? usual : channelMask;
  let bit = 0;
  for (let channel = 0; channel < channels; channel += 1, bit += 1) {
    while (bit < 32 && ((mask >>> bit) & 1) === 0) bit += 1;
    const [l, r] = SHARES[bit] ?? [0.5, 0.5];
    left[channel] = l;
    right[channel] = r;
  }
  const loudest = Math.max(1, sum(left), sum(right));
  return [left.map((share) => share / loudest), right.map((share) => share / loudest)];
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
