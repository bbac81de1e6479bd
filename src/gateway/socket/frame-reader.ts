/**
 * Cuts what a server sends into WebSocket messages.
 *
 * A chunk of the network holds dozens of messages of a busy gateway, and is never copied: each message is a view of it.
 * Only the one that goes on in the next chunk is put together.
 * https://www.rfc-editor.org/rfc/rfc6455#section-5
 */

export const WsOpcode = { continuation: 0x0, text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const;

/** https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
export const WsCloseCode = { protocolError: 1002, noStatus: 1005, abnormal: 1006, tooLarge: 1009 } as const;

export interface FrameReaderEvents {
  /** A whole message, text or binary. */
  message(data: Buffer): void;
  ping(data: Buffer): void;
  /** The close frame. Nothing is read after it. */
  close(code: number | undefined, reason: string): void;
  /** The stream is no WebSocket stream. Nothing is read after it. */
  broken(code: number, problem: string): void;
}

const FIN = 0x80;
const RESERVED = 0x70;
const CONTROL = 0x08;
const MASKED = 0x80;
const LONGEST_CONTROL_BYTES = 125;
/** First byte of a message in one frame: nearly all are. */
const WHOLE_TEXT = FIN | WsOpcode.text;
const WHOLE_BINARY = FIN | WsOpcode.binary;

export class FrameReader {
  /** The beginning of a frame whose rest has not arrived. */
  private held: Buffer[] = [];
  private heldBytes = 0;
  /** How many bytes from its beginning must be there before more can be said about that frame. */
  private neededBytes = 0;
  /** Frames of a message that goes on. */
  private fragments: Buffer[] = [];
  private fragmentsBytes = 0;
  private isFragmented = false;
  private isOver = false;

  constructor(
    private readonly events: FrameReaderEvents,
    private readonly mostBytes: number,
  ) {}

  push(chunk: Buffer): void {
    let rest = chunk;
    while (this.heldBytes > 0 && rest.length > 0 && !this.isOver) {
      const missing = this.neededBytes - this.heldBytes;
      this.hold(rest.length > missing ? rest.subarray(0, missing) : rest);
      if (rest.length < missing) return;
      rest = rest.subarray(missing);
      const begun = Buffer.concat(this.held, this.heldBytes);
      this.held = [];
      this.heldBytes = 0;
      this.readOrHold(begun);
    }
    if (rest.length > 0) this.readOrHold(rest);
  }

  /** Reads no further: not even what has arrived. */
  stop(): void {
    this.isOver = true;
    this.held = [];
    this.fragments = [];
  }

  private readOrHold(data: Buffer): void {
    const readTo = this.readFrames(data);
    if (readTo < data.length && !this.isOver) this.hold(data.subarray(readTo));
  }

  private hold(data: Buffer): void {
    this.held.push(data);
    this.heldBytes += data.length;
  }

  /** @returns where the first frame begins that is not whole. */
  private readFrames(data: Buffer): number {
    let at = 0;
    while (!this.isOver) {
      const left = data.length - at;
      let headBytes = 2;
      if (left < headBytes) return this.need(headBytes, at);
      const first = data[at] as number;
      const second = data[at + 1] as number;
      let length = second & ~MASKED;
      if (length === 126) {
        headBytes = 4;
        if (left < headBytes) return this.need(headBytes, at);
        length = data.readUInt16BE(at + 2);
      } else if (length === 127) {
        headBytes = 10;
        if (left < headBytes) return this.need(headBytes, at);
        length = data.readUInt32BE(at + 2) * 2 ** 32 + data.readUInt32BE(at + 6);
      }
      if (!this.allows(first, second, length)) return at;
      const end = at + headBytes + length;
      if (data.length < end) return this.need(headBytes + length, at);
      const payload = data.subarray(at + headBytes, end);
      at = end;
      if ((first === WHOLE_TEXT || first === WHOLE_BINARY) && !this.isFragmented) this.events.message(payload);
      else this.take(first, payload);
    }
    return at;
  }

  private need(bytes: number, at: number): number {
    this.neededBytes = bytes;
    return at;
  }

  /** Whether a frame may begin like this; if not, the stream is broken. */
  private allows(first: number, second: number, length: number): boolean {
    if ((first & RESERVED) !== 0) return this.fail('a frame has reserved bits set');
    if ((second & MASKED) !== 0) return this.fail('a frame of the server is masked');
    if ((first & CONTROL) !== 0 && (length > LONGEST_CONTROL_BYTES || (first & FIN) === 0)) {
      return this.fail('a control frame is too long or in parts');
    }
    if (length + this.fragmentsBytes > this.mostBytes) {
      return this.fail(`a message is larger than ${this.mostBytes} bytes`, WsCloseCode.tooLarge);
    }
    return true;
  }

  private take(first: number, payload: Buffer): void {
    const opcode = first & 0x0f;
    switch (opcode) {
      case WsOpcode.continuation:
      case WsOpcode.text:
      case WsOpcode.binary:
        if ((opcode === WsOpcode.continuation) !== this.isFragmented) this.fail('a message is continued out of turn');
        else this.takeFragment(payload, (first & FIN) !== 0);
        return;
      case WsOpcode.close:
        this.takeClose(payload);
        return;
      case WsOpcode.ping:
        this.events.ping(payload);
        return;
      case WsOpcode.pong:
        return;
      default:
        this.fail(`a frame has the unknown opcode ${opcode}`);
    }
  }

  private takeFragment(payload: Buffer, isLast: boolean): void {
    this.isFragmented = !isLast;
    this.fragments.push(payload);
    this.fragmentsBytes += payload.length;
    if (!isLast) return;
    const message = Buffer.concat(this.fragments, this.fragmentsBytes);
    this.fragments = [];
    this.fragmentsBytes = 0;
    this.events.message(message);
  }

  private takeClose(payload: Buffer): void {
    if (payload.length === 1) {
      this.fail('a close frame has half a code');
      return;
    }
    this.stop();
    const code = payload.length >= 2 ? payload.readUInt16BE(0) : undefined;
    this.events.close(code, payload.toString('utf8', 2));
  }

  private fail(problem: string, code: number = WsCloseCode.protocolError): false {
    this.stop();
    this.events.broken(code, problem);
    return false;
  }
}
