/** Where in PCM there is sound. */

/** A stretch of sound, in milliseconds since the beginning. */
export interface Sounding {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Stretches in which one channel of PCM (48 kHz, two channels, 16 bits) is louder than a level.
 * @param joinMs quieter moments that are shorter belong to the sound. Default 15.
 */
export function soundings(pcm: Buffer, { level = 1_500, joinMs = 15, channel = 0 } = {}): Sounding[] {
  const found: { fromMs: number; toMs: number }[] = [];
  for (let sample = 0; sample < pcm.length >> 2; sample += 1) {
    if (Math.abs(pcm.readInt16LE(sample * 4 + channel * 2)) < level) continue;
    const ms = sample / 48;
    const last = found.at(-1);
    if (last && ms - last.toMs <= joinMs) last.toMs = ms;
    else found.push({ fromMs: ms, toMs: ms });
  }
  return found;
}
