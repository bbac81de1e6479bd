/** zlib-stream through the native handle of a node:zlib Inflate; {@link WindowInflater} takes over where that fails its trial. */
import { constants, createInflate, deflateSync } from 'node:zlib';
import { FlushMarker } from './flush-marker';
import { type Inflater } from './inflater';
import { StreamHandle } from './stream-handle';
import { passesTrial } from './trial';

let supported: boolean | undefined;

export class HandleInflater implements Inflater {
  private readonly handle = new StreamHandle(createInflate(), constants.Z_SYNC_FLUSH);
  private readonly marker = new FlushMarker();

  /** Whether this Node's handle does what is expected of it. Tried once a process. */
  static isSupported(): boolean {
    supported ??= passesTrial(
      () => new HandleInflater(),
      (text) => deflateSync(text, { finishFlush: constants.Z_SYNC_FLUSH }),
    );
    return supported;
  }

  push(chunk: Buffer): Buffer | undefined {
    this.handle.inflate(chunk);
    return this.marker.ends(chunk) ? this.handle.take() : undefined;
  }

  close(): void {
    this.handle.close();
  }
}
