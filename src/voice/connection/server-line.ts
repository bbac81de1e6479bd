/** The way to the present voice server: one socket at a time, and those before it until they are closed. */
import { type Clock } from '../../util';
import { type ClientFrame, type ServerFrame } from '../signalling/frames';
import { type VoiceSocketEnd, type VoiceSocketFactory } from '../signalling/voice-socket';
import { MessageNumbers } from './message-numbers';
import { VoiceLine, type VoiceLineOwner } from './voice-line';
import { afterReading } from './voice-timers';

export interface ServerLineOptions {
  readonly sockets: VoiceSocketFactory;
  readonly clock: Clock;
  /** `wss` rather than `ws`. */
  readonly secure: boolean;
  /** For the other side to answer a close. */
  readonly closeMs: number;
  readonly frame: (frame: ServerFrame) => void;
  /** The present socket ended by itself. */
  readonly ended: (end: VoiceSocketEnd) => void;
}

export class ServerLine {
  /** Of the messages of the present session. */
  readonly numbers = new MessageNumbers();
  private line: VoiceLine | undefined;
  private readonly owner: VoiceLineOwner;
  private readonly closings = new Set<Promise<void>>();
  /** What the last socket sent last, for errors. */
  private sentLast = 'nothing';

  constructor(private readonly options: ServerLineOptions) {
    this.owner = {
      frame: (line, frame) => {
        if (line === this.line) options.frame(frame);
      },
      ended: (line, end) => {
        if (line !== this.line) return;
        this.forget(line);
        options.ended(end);
      },
    };
  }

  /** What was sent last, in words. */
  get lastSent(): string {
    return this.line?.lastSent ?? this.sentLast;
  }

  open(endpoint: string): void {
    const { secure, sockets } = this.options;
    const url = `${secure ? 'wss' : 'ws'}://${endpoint}/?v=8`;
    this.line = new VoiceLine(url, sockets, this.numbers, this.owner);
  }

  send(frame: ClientFrame): void {
    this.line?.send(frame);
  }

  /** Ends the socket; nothing that it tells afterwards counts. */
  drop(code: number): void {
    const { line } = this;
    if (!line) return;
    this.forget(line);
    const closing = line.leave(code, this.options.clock, this.options.closeMs);
    this.closings.add(closing);
    void closing.then(() => this.closings.delete(closing));
  }

  /** Calls back when what the socket holds has been read. */
  drain(then: () => void): void {
    afterReading(() => this.line, then);
  }

  /** Resolves when all sockets that were dropped are closed. */
  async closed(): Promise<void> {
    await Promise.all(this.closings);
  }

  private forget(line: VoiceLine): void {
    this.sentLast = line.lastSent;
    this.line = undefined;
  }
}
