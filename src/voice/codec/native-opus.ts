/** Opus by `@discordjs/opus`: libopus as native code, the fastest there is, where it could be built. */
import { GuardedDecoder, GuardedEncoder } from './guarded-codec';
import { type OpusLibrary } from './opus-codec';

/** As much of the package as is used. */
export interface NativeOpusModule {
  readonly OpusEncoder: new (
    rate: number,
    channels: number,
  ) => {
    encode(pcm: Buffer): Buffer;
    decode(packet: Buffer): Buffer;
    setBitrate(bitsPerSecond: number): void;
  };
}

export const NATIVE_OPUS = '@discordjs/opus';

/** @throws what the package throws when its native part is missing. */
export function nativeOpus(load: (name: string) => unknown = requirePackage): OpusLibrary {
  const { OpusEncoder: Codec } = load(NATIVE_OPUS) as Partial<NativeOpusModule>;
  if (typeof Codec !== 'function') throw new Error(`${NATIVE_OPUS} is not what it used to be`);
  return {
    name: NATIVE_OPUS,
    encoder: () => new GuardedEncoder(NATIVE_OPUS, () => new NativeCodec(new Codec(48_000, 2))),
    decoder: () => new GuardedDecoder(NATIVE_OPUS, () => new NativeCodec(new Codec(48_000, 2))),
  };
}

class NativeCodec {
  constructor(private readonly codec: InstanceType<NativeOpusModule['OpusEncoder']>) {}

  encode(pcm: Buffer): Buffer {
    return this.codec.encode(pcm);
  }

  decode(packet: Buffer): Buffer {
    return this.codec.decode(packet);
  }

  setBitrate(bitsPerSecond: number): void {
    this.codec.setBitrate(bitsPerSecond);
  }

  /** Its memory goes with the garbage collector. */
  free(): void {
    return undefined;
  }
}

function requirePackage(): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded at first use: most programs never decode
  return require('@discordjs/opus');
}
