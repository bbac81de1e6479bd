/**
 * Files that are written now and then, of which only so many are open at a time: everybody who ever spoke in a call has one, and
 * a process may not have as many open as people come by in a day. The one that was used longest ago is closed for another, and
 * opened again when it is written to.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { deferred, type Deferred } from '../../util';

/** More than speak at a time. */
const MOST = 32;

interface OpenFile {
  readonly handle: FileHandle;
  isBusy: boolean;
}

export class OpenFiles {
  /** By path; the one that was used longest ago first. */
  private readonly files = new Map<string, OpenFile>();
  /** Being opened. */
  private coming = 0;
  private readonly waiting: Deferred<void>[] = [];

  /** @param most how many may be open. */
  constructor(private readonly most = MOST) {}

  /** How many are open. */
  get size(): number {
    return this.files.size + this.coming;
  }

  /** Whether a file is open. */
  has(path: string): boolean {
    return this.files.has(path);
  }

  /** Makes a file, which must not be there. */
  async create(path: string): Promise<void> {
    await this.use(path, () => Promise.resolve(), 'wx');
  }

  /** Does something to a file that was made here; one thing at a time for each. */
  async use<T>(path: string, work: (handle: FileHandle) => Promise<T>, flags = 'r+'): Promise<T> {
    const file = await this.take(path, flags);
    try {
      return await work(file.handle);
    } finally {
      file.isBusy = false;
      this.waiting.shift()?.resolve();
    }
  }

  async close(path: string): Promise<void> {
    const file = this.files.get(path);
    this.files.delete(path);
    this.waiting.shift()?.resolve();
    await file?.handle.close();
  }

  private async take(path: string, flags: string): Promise<OpenFile> {
    const known = this.files.get(path);
    // Put in again, it is the one that was used last.
    this.files.delete(path);
    const file = known ?? { handle: await this.open(path, flags), isBusy: true };
    file.isBusy = true;
    this.files.set(path, file);
    return file;
  }

  private async open(path: string, flags: string): Promise<FileHandle> {
    while (this.size >= this.most) await this.makeRoom();
    this.coming += 1;
    try {
      return await open(path, flags);
    } catch (error) {
      this.waiting.shift()?.resolve();
      throw error;
    } finally {
      this.coming -= 1;
    }
  }

  private async makeRoom(): Promise<void> {
    for (const [path, { isBusy }] of this.files) {
      if (isBusy) continue;
      await this.close(path);
      return;
    }
    const turn = deferred();
    this.waiting.push(turn);
    await turn.promise;
  }
}
