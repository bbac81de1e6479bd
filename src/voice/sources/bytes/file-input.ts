/** Bytes of a file. */
import { type FileHandle, open } from 'node:fs/promises';
import { sourceFailed } from '../source-errors';
import { type ByteInput, MAX_PIECE } from './byte-input';

export class FileInput implements ByteInput {
  readonly seeking = 'cheap';
  private position = 0;
  private closing: Promise<void> | undefined;

  private constructor(
    private readonly file: FileHandle,
    readonly size: number,
  ) {}

  /** @throws {VoiceError} VOICE_SOURCE_FAILED when there is no such file or it may not be read. */
  static async open(path: string, label: string): Promise<FileInput> {
    let file: FileHandle;
    try {
      file = await open(path, 'r');
    } catch (cause) {
      throw sourceFailed(label, 'the file could not be opened', cause, 'Check the path and its permissions.');
    }
    try {
      const stats = await file.stat();
      if (!stats.isFile()) throw sourceFailed(label, 'it is no file', undefined, 'For a pipe, use Source.stream.');
      return new FileInput(file, stats.size);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async read(): Promise<Buffer | null> {
    if (this.closing) return null;
    const piece = Buffer.allocUnsafe(MAX_PIECE);
    const { bytesRead } = await this.file.read(piece, 0, piece.length, this.position);
    this.position += bytesRead;
    return bytesRead === 0 ? null : piece.subarray(0, bytesRead);
  }

  seek(position: number): Promise<void> {
    this.position = position;
    return Promise.resolve();
  }

  /** Waits for a read that is under way, which is short. */
  close(): Promise<void> {
    return (this.closing ??= this.file.close());
  }
}
