/** The head of an Opus stream in Ogg and WebM: https://datatracker.ietf.org/doc/html/rfc7845#section-5.1 */

export interface OpusHead {
  readonly channels: number;
  /** Samples at the beginning that a decoder throws away. */
  readonly preSkip: number;
  /** Whether its packets are plain Opus, as a voice channel takes them; else each holds several streams. */
  readonly isPlain: boolean;
}

/** `undefined` for what is no head of a version that is known. */
export function readOpusHead(bytes: Buffer, at = 0): OpusHead | undefined {
  if (bytes.length - at < 19 || bytes.toString('latin1', at, at + 8) !== 'OpusHead') return undefined;
  if ((bytes[at + 8] as number) >> 4 !== 0) return undefined;
  const channels = bytes[at + 9] as number;
  const family = bytes[at + 18] as number;
  const streams = family === 0 ? 1 : bytes[at + 19];
  return {
    channels,
    preSkip: bytes.readUInt16LE(at + 10),
    isPlain: family === 0 ? channels === 1 || channels === 2 : streams === 1 && channels <= 2 && channels > 0,
  };
}
