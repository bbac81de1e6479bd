/** Writes an input to a program, no faster than it is read there. */
import { once } from 'node:events';
import { type Writable } from 'node:stream';
import { asError } from '../../../util';
import { type ByteInput } from '../bytes/byte-input';

export class StdinFeed {
  /** Why the input could not be read, if that is so. That the program stopped reading is no failure: its exit code tells. */
  failure: Error | undefined;
  private readonly stopping = new AbortController();

  constructor(
    private readonly input: ByteInput,
    private readonly stdin: Writable,
  ) {
    // EPIPE, when the program ends before its input does.
    stdin.on('error', () => {
      this.stop();
    });
    stdin.on('close', () => {
      this.stop();
    });
    void this.run();
  }

  stop(): void {
    this.stopping.abort();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    try {
      for (let piece = await this.input.read(); piece && !signal.aborted; piece = await this.input.read()) {
        if (!this.stdin.write(piece)) await once(this.stdin, 'drain', { signal });
      }
    } catch (error) {
      if (!signal.aborted) this.failure = asError(error);
    }
    this.stdin.end();
    await this.input.close().catch(() => undefined);
  }
}
