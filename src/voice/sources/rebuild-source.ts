/** Makes a source again from its description, in another thread than the one that it was described in. */
import { type AudioSource } from './audio-source';
import { Source } from './source';
import { type SourceDescription } from './source-description';

/** @throws {VoiceError} what `Source` throws for the same arguments. */
export function rebuildSource(description: SourceDescription): AudioSource {
  switch (description.kind) {
    case 'file':
      return Source.file(description.path, description.options);
    case 'url':
      return Source.url(description.address, description.options);
    case 'buffer':
      return Source.buffer(asBuffer(description.bytes), description.options);
    case 'pcm':
      return Source.pcm(asBuffer(description.bytes), description.options);
    case 'ffmpeg':
      return Source.ffmpeg(asBuffer(description.bytes), description.options);
    case 'frames':
      return Source.frames(cut(asBuffer(description.bytes), description.lengths), description.options);
  }
}

/** What was a Buffer arrives as a bare array of bytes. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function cut(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  let from = 0;
  return lengths.map((length) => bytes.subarray(from, (from += length)));
}
