/** Writes WAV files, right ones and odd ones. */

export interface WavOptions {
  /** Default 48 000. */
  readonly sampleRate?: number;
  /** Default 2. */
  readonly channels?: number;
  /** Default 16; 32 with `float`. */
  readonly bits?: 8 | 16 | 24 | 32 | 64;
  readonly float?: boolean;
  /** WAVE_FORMAT_EXTENSIBLE. */
  readonly extensible?: boolean;
  readonly channelMask?: number;
  /** Chunks before the format, by name: their lengths may be odd. */
  readonly before?: Readonly<Record<string, Buffer>>;
  readonly after?: Readonly<Record<string, Buffer>>;
  /** What the sizes in the heads say instead of the truth. */
  readonly claimedSize?: number;
  /** Another format tag, such as 6 for A-law. */
  readonly formatTag?: number;
}

/** A WAV file of samples between -1 and 1, channels interleaved. */
export function wav(samples: ArrayLike<number>, options: WavOptions = {}): Buffer {
  const { sampleRate = 48_000, channels = 2, float = false, extensible = false } = options;
  const bits = options.bits ?? (float ? 32 : 16);
  const bytes = bits / 8;
  const data = Buffer.alloc(samples.length * bytes);
  for (let i = 0; i < samples.length; i += 1) write(data, i * bytes, samples[i] as number, bits, float);
  const format = Buffer.alloc(extensible ? 40 : 16);
  const tag = options.formatTag ?? (float ? 3 : 1);
  format.writeUInt16LE(extensible ? 0xfffe : tag, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(sampleRate, 4);
  format.writeUInt32LE(sampleRate * channels * bytes, 8);
  format.writeUInt16LE(channels * bytes, 12);
  format.writeUInt16LE(bits, 14);
  if (extensible) {
    format.writeUInt16LE(22, 16);
    format.writeUInt16LE(bits, 18);
    format.writeUInt32LE(options.channelMask ?? 0, 20);
    format.writeUInt16LE(tag, 24);
    Buffer.from('000000001000800000aa00389b71', 'hex').copy(format, 26);
  }
  const chunks = [
    ...Object.entries(options.before ?? {}).map(([name, body]) => chunk(name, body)),
    chunk('fmt ', format),
    chunk('data', data, options.claimedSize),
    ...Object.entries(options.after ?? {}).map(([name, body]) => chunk(name, body)),
  ];
  const body = Buffer.concat([Buffer.from('WAVE'), ...chunks]);
  return chunk('RIFF', body, options.claimedSize);
}

function chunk(name: string, body: Buffer, claimedSize = body.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(name.padEnd(4).slice(0, 4), 0, 'latin1');
  head.writeUInt32LE(claimedSize >>> 0, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

function write(to: Buffer, at: number, value: number, bits: number, float: boolean): void {
  const clipped = Math.max(-1, Math.min(1, value));
  if (float) {
    if (bits === 64) to.writeDoubleLE(value, at);
    else to.writeFloatLE(value, at);
  } else if (bits === 8) to.writeUInt8(Math.round(clipped * 127) + 128, at);
  else to.writeIntLE(Math.round(clipped * (2 ** (bits - 1) - 1)), at, bits / 8);
}
