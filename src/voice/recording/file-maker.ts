/** Opens the files of a recording: their names, their formats, and what they are written to. */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { type Writable } from 'node:stream';
import { type UserId } from '../../models';
import { type OpusLibrary } from '../codec/opus-codec';
import { EncodedOggFormat, type FileFormat, OggFormat, WavFormat } from './file-format';
import { type OpenedFile } from './file-line';
import { createFile, StreamSink } from './file-sink';
import { OpenFiles } from './open-files';
import { type ResolvedRecordOptions } from './record-options';
import { badRecordOption } from './recording-errors';

export class FileMaker {
  private readonly startedAt: string;
  private readonly files = new OpenFiles();

  /** @param wallMs when the recording began, for names and comments. */
  constructor(
    private readonly options: ResolvedRecordOptions,
    private readonly opus: () => Promise<OpusLibrary>,
    wallMs: number,
  ) {
    this.startedAt = `${new Date(wallMs).toISOString().slice(0, 19)}Z`;
  }

  /** What a file is called: its path, before it may be numbered, or a description. @param userId `undefined`: the mix. */
  where(userId: UserId | undefined): string {
    const { to, format } = this.options;
    if (typeof to !== 'string') return userId === undefined ? 'the stream of the mix' : `the stream of user ${userId}`;
    // No system minds the hyphens; some mind colons.
    return userId === undefined ? to : join(to, `${userId}-${this.startedAt.replaceAll(':', '-')}.${format}`);
  }

  /** Opens it, and loads what encodes a mix. */
  async open(userId: UserId | undefined): Promise<OpenedFile> {
    const { to } = this.options;
    const format = await this.makeFormat(userId);
    try {
      return {
        format,
        sink: typeof to === 'string' ? await createFile(this.where(userId), this.files) : streamSink(to(userId)),
      };
    } catch (error) {
      format.close();
      throw error;
    }
  }

  private async makeFormat(userId: UserId | undefined): Promise<FileFormat> {
    if (this.options.format === 'wav') return new WavFormat();
    const serial = randomInt(0x1_0000_0000);
    const comments = { DATE: this.startedAt, ...(userId !== undefined && { DISCORD_USER: userId }) };
    if (userId !== undefined) return new OggFormat({ serial, comments });
    return new EncodedOggFormat({ serial, comments }, (await this.opus()).encoder());
  }
}

function streamSink(stream: unknown): StreamSink {
  const { write, end, on } = (stream ?? {}) as Record<string, unknown>;
  if (typeof write === 'function' && typeof end === 'function' && typeof on === 'function') {
    return new StreamSink(stream as Writable);
  }
  throw badRecordOption(
    '`to` of record gave something that is no stream to write to.',
    'return a Writable, as of createWriteStream.',
  );
}
