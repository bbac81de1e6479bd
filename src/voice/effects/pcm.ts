/** Between 16-bit samples, little-endian, and floating point. Byte by byte, because a buffer may begin at an odd address. */

/** As many samples as fit into `into`, from its place `at` on. */
export function toFloats(pcm: Buffer, into: Float32Array, at = 0): void {
  const count = Math.min(pcm.length >> 1, into.length - at);
  for (let index = 0; index < count; index += 1) {
    const low = pcm[index * 2] as number;
    const high = pcm[index * 2 + 1] as number;
    into[at + index] = ((high << 24) >> 16) | low;
  }
}

/** Rounds; what does not fit is the loudest or the quietest that does. */
export function toPcm(samples: Float32Array, into: Buffer): void {
  for (let index = 0; index < samples.length; index += 1) {
    let value = Math.round(samples[index] as number);
    if (value > 32_767) value = 32_767;
    else if (value < -32_768) value = -32_768;
    // A filter that was driven to infinity is silent: NaN becomes 0.
    into[index * 2] = value;
    into[index * 2 + 1] = value >> 8;
  }
}
