/** The ears of a call in a worker: listens for the main thread, and sends what was heard; what came at once crosses together. */
import { asError } from '../../../util';
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

export class HostHearing {
  private readonly streams = new Map<number, HeardStream>();

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
      this.streams.set(listener, stream);
      void this.read(listener, stream);
    } catch (error) {
      this.end(listener, error);
    }
  }

  /** Nobody listens any more. */
  unlisten(listener: number): void {
    this.streams.get(listener)?.close();
  }

  private async read(listener: number, stream: HeardStream): Promise<void> {
    let pieces: HeardPiece[] = [];
    const flush = (): void => {
      if (pieces.length === 0) return;
      const batch = pieces;
      pieces = [];
      const { frames: _frames, dropped: _dropped, ...counts } = stream.stats;
      this.options.say(
        { type: 'heard', listener, pieces: batch, counts },
        batch.map(({ audio }) => audio.buffer as ArrayBuffer),
      );
    };
    try {
      for await (const frame of stream) {
        pieces.push(pieceOf(frame));
        if (pieces.length === 1) setImmediate(flush);
      }
      flush();
      this.end(listener);
    } catch (error) {
      flush();
      this.end(listener, error);
    }
  }

  private end(listener: number, error?: unknown): void {
    this.streams.delete(listener);
    const told = error === undefined ? undefined : encodeError(asError(error));
    this.options.say({ type: 'heard-end', listener, error: told });
  }
}

function pieceOf(frame: HeardFrame): HeardPiece {
  const { positionMs, atMs, durationMs, isLost } = frame;
  const audio = 'pcm' in frame ? (frame as HeardPcm).pcm : (frame as HeardOpus).opus;
  return { positionMs, atMs, durationMs, isLost, audio: ownBytes(audio) };
}
