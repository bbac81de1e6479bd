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
  const { OpusEncoder: Codec } = load(NATIVE_OPUS) as NativeOpusModule;
  // Its memory goes with the garbage collector; there is nothing to free by hand.
  const free = (): void => undefined;
  return {
    name: NATIVE_OPUS,
    encoder: () => {
      const codec = new Codec(48_000, 2);
      return new GuardedEncoder(NATIVE_OPUS, {
        encode: (pcm) => codec.encode(pcm),
        setBitrate: (bitsPerSecond) => {
          codec.setBitrate(bitsPerSecond);
        },
        free,
      });
    },
    decoder: () => {
      const codec = new Codec(48_000, 2);
      return new GuardedDecoder(NATIVE_OPUS, { decode: (packet) => codec.decode(packet), free });
    },
  };
}

function requirePackage(): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded at first use: most programs never decode
  return require('@discordjs/opus');
}
