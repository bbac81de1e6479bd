/** One socket's life: bytes in, frames out. It knows nothing of sessions; what it reads it tells its owner. */
import { asError, type Clock } from '../../util';
import { CommandLimiter } from '../commands/command-limiter';
import { type CommandOutlet } from '../commands/command-queue';
import { createInflater } from '../compression/create-inflater';
import { type Inflater } from '../compression/inflater';
import { type DispatchPacket } from '../dispatch-sink';
import { type FrameTally } from '../health/frame-tally';
import { type Compression, connectUrl } from '../protocol/connect-url';
import { FrameHead } from '../protocol/frame-head';
import { type ControlFrame, decodeFrame, decodeReady, isSteering, parsePayload } from '../protocol/frames';
import { heartbeatFrame } from '../protocol/hello-frames';
import { Opcode } from '../protocol/opcodes';
import { type Sequence } from '../protocol/sequence';
import { type Socket, type SocketEnd, type SocketFactory } from '../socket/socket';

/** What a connection tells. After `ended` or {@link Connection.detach} it tells nothing more. */
export interface ConnectionOwner {
  opened(connection: Connection): void;
  control(connection: Connection, frame: ControlFrame): void;
  /** Whether an event of this name is worth parsing. */
  wants(eventName: string): boolean;
  dispatch(packet: DispatchPacket): void;
  /** A frame that could not be understood; the connection goes on. */
  malformed(problem: string): void;
  unknownOpcode(opcode: number): void;
  /** The stream cannot be read any further. */
  corrupt(connection: Connection, problem: string): void;
  ended(connection: Connection, end: SocketEnd): void;
}

export interface ConnectionOptions {
  readonly url: string;
  readonly compression: Compression;
  readonly sockets: SocketFactory;
  readonly sequence: Sequence;
  /** Where what becomes of each frame is counted. */
  readonly tally: FrameTally;
  readonly clock: Clock;
}

export class Connection implements CommandOutlet {
  readonly limiter = new CommandLimiter();
  /** How many messages the socket has delivered. */
  received = 0;
  private readonly head = new FrameHead();
  private readonly inflater: Inflater;
  private readonly sequence: Sequence;
  private readonly tally: FrameTally;
  private readonly clock: Clock;
  private readonly socket: Socket;
  private isReading = true;
  private isAttached = true;
  /** `false` once a dispatch held more than its head and its payload: from then on none is parsed twice to find that out. */
  private endsWithPayload = true;

  constructor(
    options: ConnectionOptions,
    private readonly owner: ConnectionOwner,
  ) {
    this.sequence = options.sequence;
    this.tally = options.tally;
    this.clock = options.clock;
    this.inflater = createInflater(options.compression);
    this.socket = options.sockets.open(connectUrl(options.url, options.compression), {
      opened: () => {
        if (this.isAttached) owner.opened(this);
      },
      message: (data) => {
        this.onMessage(data);
      },
      closed: (end) => {
        const wasAttached = this.isAttached;
        this.detach();
        if (wasAttached) owner.ended(this, end);
      },
    });
  }

  /** Sends a frame that introduces the connection. It counts, and there is always room for it. */
  introduce(frame: string): void {
    this.limiter.take(this.clock.now());
    this.socket.send(frame);
  }

  /** Sends a scheduled beat; one that was `requested` only while there is room for it. */
  heartbeat(sequence: number | null, requested: boolean): void {
    const nowMs = this.clock.now();
    if (requested && !this.limiter.take(nowMs)) return;
    if (!requested) this.limiter.takeBeat(nowMs);
    this.socket.send(heartbeatFrame(sequence));
  }

  send(text: string, done: (error?: Error) => void): void {
    this.socket.send(text, done);
  }

  /** Begins to close. Frames that still arrive are not read: a RESUME brings them again. */
  close(code: number): void {
    this.isReading = false;
    this.socket.close(code);
  }

  /** Ends at once, and says nothing more. */
  terminate(): void {
    this.detach();
    this.socket.terminate();
  }

  private detach(): void {
    if (!this.isAttached) return;
    this.isAttached = false;
    this.isReading = false;
    this.inflater.close();
  }

  private onMessage(data: Buffer): void {
    if (!this.isReading) return;
    this.received += 1;
    let frame: Buffer | undefined;
    try {
      frame = this.inflater.push(data);
    } catch (error) {
      this.isReading = false;
      this.owner.corrupt(this, asError(error).message);
      return;
    }
    if (frame) this.onFrame(frame);
  }

  private onFrame(frame: Buffer): void {
    const { head, sequence, owner, tally } = this;
    const isDispatch = head.read(frame);
    if (isDispatch && !isSteering(head.name)) {
      if (!sequence.isNew(head.sequence)) {
        tally.repeated += 1;
        return;
      }
      if (!owner.wants(head.name)) {
        tally.unwanted += 1;
        sequence.advance(head.sequence);
        return;
      }
      const payload = this.endsWithPayload ? parsePayload(frame, head.payloadStart) : undefined;
      if (payload !== undefined) {
        sequence.advance(head.sequence);
        owner.dispatch({ op: Opcode.dispatch, t: head.name, s: head.sequence, d: payload });
        return;
      }
    }
    let value: unknown;
    try {
      // Without an argument toString takes node's short way to UTF-8.
      value = JSON.parse(frame.toString());
    } catch {
      // The parser's message would quote the payload.
      owner.malformed(`a frame of ${frame.length} bytes is no JSON`);
      return;
    }
    const decoded = decodeFrame(value);
    switch (decoded.kind) {
      case 'dispatch':
        this.onDispatch(decoded.packet, isDispatch);
        return;
      case 'control':
        tally.control += 1;
        owner.control(this, decoded.frame);
        return;
      case 'unknown':
        tally.unknown += 1;
        owner.unknownOpcode(decoded.opcode);
        return;
      case 'malformed':
        owner.malformed(decoded.problem);
    }
  }

  private onDispatch(packet: DispatchPacket, headWasRead: boolean): void {
    const { owner, tally } = this;
    if (isSteering(packet.t)) {
      const steering = packet.t === 'READY' ? decodeReady(packet.d) : undefined;
      if (steering?.kind === 'malformed') {
        owner.malformed(steering.problem);
        return;
      }
      // A new session begins to count anew.
      if (steering) this.sequence.last = null;
      if (typeof packet.s === 'number') this.sequence.advance(packet.s);
      owner.control(this, steering?.kind === 'control' ? steering.frame : { kind: 'resumed' });
      if (owner.wants(packet.t)) owner.dispatch(packet);
      else tally.control += 1;
      return;
    }
    // Counted only now: the number of a frame that is broken further on is not to be trusted.
    if (!this.sequence.advance(packet.s)) {
      tally.repeated += 1;
      return;
    }
    // What begins and ends as usual was handed on before.
    if (headWasRead) this.endsWithPayload = false;
    // Only a frame that does not begin as usual comes here unasked.
    if (headWasRead || owner.wants(packet.t)) owner.dispatch(packet);
    else tally.unwanted += 1;
  }
}
