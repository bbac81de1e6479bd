/** One socket of the voice gateway: frames in, frames out. It knows nothing of sessions. */
import { type Clock, deferred } from '../../util';
import { type ClientFrame, type ServerFrame } from '../signalling/frames';
import { readBinary, readText } from '../signalling/read-frame';
import { type VoiceSocket, type VoiceSocketEnd, type VoiceSocketFactory } from '../signalling/voice-socket';
import { writeFrame } from '../signalling/write-frame';
import { type MessageNumbers } from './message-numbers';

/** What a line tells. After `ended` or {@link VoiceLine.leave} it tells nothing more. */
export interface VoiceLineOwner {
  frame(line: VoiceLine, frame: ServerFrame): void;
  ended(line: VoiceLine, end: VoiceSocketEnd): void;
}

export class VoiceLine {
  /** Messages that the socket has delivered. */
  received = 0;
  /** The last frame that was sent, beats aside, in words; for errors. */
  lastSent = 'nothing';
  private readonly socket: VoiceSocket;
  private readonly end = deferred();
  private isAttached = true;

  constructor(
    url: string,
    sockets: VoiceSocketFactory,
    private readonly numbers: MessageNumbers,
    private readonly owner: VoiceLineOwner,
  ) {
    this.socket = sockets.open(url, {
      opened: () => undefined,
      message: (data, isBinary) => {
        this.onMessage(data, isBinary);
      },
      closed: (end) => {
        const wasAttached = this.isAttached;
        this.isAttached = false;
        this.end.resolve();
        if (wasAttached) owner.ended(this, end);
      },
    });
  }

  send(frame: ClientFrame): void {
    const message = writeFrame(frame);
    if (frame.kind !== 'heartbeat') this.lastSent = frame.kind;
    if (typeof message === 'string') this.socket.sendText(message);
    else this.socket.sendBinary(message);
  }

  /** Closes the socket, by force when the other side does not answer. Resolves when it is closed. */
  async leave(code: number, clock: Clock, limitMs: number): Promise<void> {
    this.isAttached = false;
    this.socket.close(code);
    const timer = clock.setTimer(limitMs, () => {
      this.socket.terminate();
      this.end.resolve();
    });
    await this.end.promise;
    timer.cancel();
  }

  private onMessage(data: Buffer, isBinary: boolean): void {
    if (!this.isAttached) return;
    this.received += 1;
    const { frame, sequence } = isBinary ? readBinary(data) : readText(data.toString());
    // What cannot be read has no number that could be trusted.
    if (frame.kind === 'malformed' || this.numbers.advance(sequence)) this.owner.frame(this, frame);
  }
}
