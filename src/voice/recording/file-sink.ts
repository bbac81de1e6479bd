/** Where the bytes of a recording go: a file that is new, or somebody's stream. One write at a time. */
import { mkdir, stat } from 'node:fs/promises';
import { dirname, format, parse } from 'node:path';
import { type Writable } from 'node:stream';
import { type OpenFiles } from './open-files';

export interface FileSink {
  /** `undefined`: not a file. */
  readonly path: string | undefined;
  /** Whether it is not open at the moment, so that a write costs more than it is worth for little. */
  readonly isParked: boolean;
  /** Resolves when there is room for more. */
  write(bytes: Buffer): Promise<void>;
  zeros(count: number): Promise<void>;
  /** Writes over the beginning; does nothing where that cannot be done. */
  rewrite(bytes: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** A name that is taken is numbered, but not for ever. */
const MAX_NUMBER = 10_000;

/** Opens a file that was not there, under `path` or a name with a number; its folder is made if it is missing. */
export async function createFile(path: string, files: OpenFiles): Promise<FileSink> {
  await mkdir(dirname(path), { recursive: true });
  const { dir, name, ext, root } = parse(path);
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? path : format({ root, dir, name: `${name}-${number}`, ext });
    try {
      await files.create(tried);
      return new DiskFile(files, tried);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || number === MAX_NUMBER) throw error;
      // A folder where the file should be is a mistake, and no name that is taken.
      // It may be gone meanwhile, or be a link to nowhere.
      const isFolder = await stat(tried).then(
        (there) => there.isDirectory(),
        () => false,
      );
      if (isFolder) throw Object.assign(new Error(`${tried} is a folder`), { code: 'EISDIR' });
    }
  }
}

class DiskFile implements FileSink {
  private position = 0;
  /** How much of it was written; what lies beyond are zeros that the file system need not keep. */
  private written = 0;

  constructor(
    private readonly files: OpenFiles,
    readonly path: string,
  ) {}

  get isParked(): boolean {
    return !this.files.has(this.path);
  }

  async write(bytes: Buffer): Promise<void> {
    await this.put(bytes, this.position);
    this.position += bytes.length;
    this.written = this.position;
  }

  zeros(count: number): Promise<void> {
    this.position += count;
    return Promise.resolve();
  }

  rewrite(bytes: Buffer): Promise<void> {
    return this.put(bytes, 0);
  }

  async close(): Promise<void> {
    try {
      if (this.written < this.position) await this.files.use(this.path, (handle) => handle.truncate(this.position));
    } finally {
      await this.files.close(this.path);
    }
  }

  private async put(bytes: Buffer, position: number): Promise<void> {
    await this.files.use(this.path, async (handle) => {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
        done += bytesWritten;
      }
    });
  }
}

const ZEROS = Buffer.alloc(65_536);

export class StreamSink implements FileSink {
  readonly path = undefined;
  readonly isParked = false;
  private failure: Error | undefined;
  private readonly onError = (error: Error): void => {
    this.failure ??= error;
  };

  constructor(private readonly stream: Writable) {
    stream.on('error', this.onError);
  }

  write(bytes: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.failure) {
        reject(this.failure);
        return;
      }
      // A stream that was closed tells it by the callback, too.
      this.stream.write(bytes, (error) => {
        if (error) reject(this.failure ?? error);
        else resolve();
      });
    });
  }

  async zeros(count: number): Promise<void> {
    for (let left = count; left > 0; left -= ZEROS.length) await this.write(ZEROS.subarray(0, left));
  }

  rewrite(): Promise<void> {
    return Promise.resolve();
  }

  /** The listener for errors stays: what comes late must not end the process. */
  close(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.failure) {
        reject(this.failure);
        return;
      }
      this.stream.once('error', reject);
      this.stream.once('close', resolve);
      this.stream.end(resolve);
    });
  }
}
