/**
 * The ears of a call in a worker: listens for the main thread, and sends what was heard; what came at once crosses together. A main
 * thread that is busy takes nothing, and would have it all at once later: so only so many pieces may be on their way, and of the
 * rest the oldest are dropped here, as they are where nobody reads them.
 */
import { asError, deferred, type Deferred } from '../../../util';
import { type CallHearing } from '../../hearing/call-hearing';
import { type HeardFrame, type HeardOpus, type HeardPcm, type HeardStream } from '../../hearing/heard-audio';
import { ownBytes } from '../../sources/source-description';
import { type FromCall, type HeardPiece, type ListenRequest } from '../messages';
import { encodeError } from '../plain-error';

export interface HostHearingOptions {
  readonly hearing: CallHearing;
  say(message: FromCall, transfer?: readonly ArrayBuffer[]): void;
}

/** Pieces that wait here; whoever listens has a limit of its own over there. */
const CAPACITY = 500;
/** Pieces that may be on their way: five seconds. */
export const HEARD_CREDIT = 250;

interface Listened {
  readonly stream: HeardStream;
  credit: number;
  /** Until there is credit again, or nobody listens any more. */
  waiting: Deferred<void> | undefined;
}

export class HostHearing {
  private readonly listeners = new Map<number, Listened>();

  constructor(private readonly options: HostHearingOptions) {
    options.hearing.onTalking((userId, isTalking) => {
      options.say({ type: 'talking', userId, isTalking });
    });
  }

  listen({ listener, userId, as, jitterMs }: ListenRequest): void {
    try {
      const { hearing } = this.options;
      const shared = { jitterMs, capacity: CAPACITY };
      const stream: HeardStream =
        as === 'pcm' ? hearing.listen(userId, { ...shared, as }) : hearing.listen(userId, { ...shared, as });
      const listened: Listened = { stream, credit: HEARD_CREDIT, waiting: undefined };
      this.listeners.set(listener, listened);
      void this.read(listener, listened);
    } catch (error) {
      this.end(listener, error);
    }
  }

  /** Nobody listens any more. */
  unlisten(listener: number): void {
    const listened = this.listeners.get(listener);
    listened?.stream.close();
    if (listened) give(listened, Infinity);
  }

  /** The main thread has taken so many. */
  credit(listener: number, credit: number): void {
    const listened = this.listeners.get(listener);
    if (listened) give(listened, credit);
  }

  /** The call is over: what still waits is read to its end, or nobody would free what decodes it. */
  close(): void {
    for (const listener of [...this.listeners.keys()]) this.unlisten(listener);
  }

  private async read(listener: number, listened: Listened): Promise<void> {
    const { stream } = listened;
    let pieces: HeardPiece[] = [];
    const flush = (): void => {
      if (pieces.length === 0) return;
      const batch = pieces;
      pieces = [];
      const { frames: _frames, dropped, ...counts } = stream.stats;
      this.options.say(
        { type: 'heard', listener, pieces: batch, counts, dropped },
        batch.map(({ audio }) => audio.buffer as ArrayBuffer),
      );
    };
    try {
      for await (const frame of stream) {
        pieces.push(pieceOf(frame));
        if (pieces.length === 1) setImmediate(flush);
        listened.credit -= 1;
        if (listened.credit > 0) continue;
        flush();
        await (listened.waiting = deferred()).promise;
      }
      flush();
      this.end(listener);
    } catch (error) {
      flush();
      this.end(listener, error);
    }
  }

  private end(listener: number, error?: unknown): void {
    this.listeners.delete(listener);
    const told = error === undefined ? undefined : encodeError(asError(error));
    this.options.say({ type: 'heard-end', listener, error: told });
  }
}

function give(listened: Listened, credit: number): void {
  listened.credit += credit;
  if (listened.credit <= 0) return;
  listened.waiting?.resolve();
  listened.waiting = undefined;
}

function pieceOf(frame: HeardFrame): HeardPiece {
  const { positionMs, atMs, durationMs, isLost } = frame;
  const audio = 'pcm' in frame ? (frame as HeardPcm).pcm : (frame as HeardOpus).opus;
  return { positionMs, atMs, durationMs, isLost, audio: ownBytes(audio) };
}
