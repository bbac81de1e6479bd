/** Opus libraries as voice needs them: a port, because there are several and none is always there. */

/** Makes packets of PCM. */
export interface OpusEncoder {
  /**
   * @param pcm exactly 20 ms: 960 samples, two channels, 16 bits, little-endian (3840 bytes)
   * @throws {OpusFrameSizeError} for any other size.
   */
  encode(pcm: Buffer): Buffer;
  /** Bits per second, 8 000 to 510 000. */
  setBitrate(bitsPerSecond: number): void;
  close(): void;
}

/** Makes PCM of packets. */
export interface OpusDecoder {
  /** 48 kHz, two channels, 16 bits, little-endian. @throws {VoiceError} VOICE_OPUS_FAILED for what is no Opus. */
  decode(packet: Buffer): Buffer;
  close(): void;
}

/** Port: one library. */
export interface OpusLibrary {
  readonly name: string;
  encoder(): OpusEncoder;
  decoder(): OpusDecoder;
}
