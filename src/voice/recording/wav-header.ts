/** The beginning of a WAV file of voice: 48 kHz, two channels, 16 bits. http://soundfile.sapp.org/doc/WaveFormat/ */
import { SAMPLE_RATE } from '../audio-frame';

export const WAV_HEADER_BYTES = 44;

/** Bytes of a sample of both channels. */
export const SAMPLE_BYTES = 4;

/** More bytes of samples than that cannot be told. */
export const MAX_WAV_BYTES = 0xffff_ffff - WAV_HEADER_BYTES;

/**
 * @param dataBytes of all samples; `undefined` while they are not known, or cannot be written any more: then it is the largest
 * number, as programs write that put WAV into a pipe, and readers read until the end.
 */
export function wavHeader(dataBytes: number | undefined): Buffer {
  const header = Buffer.alloc(WAV_HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(dataBytes === undefined ? 0xffff_ffff : dataBytes + WAV_HEADER_BYTES - 8, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(2, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * SAMPLE_BYTES, 28);
  header.writeUInt16LE(SAMPLE_BYTES, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes ?? 0xffff_ffff, 40);
  return header;
}
