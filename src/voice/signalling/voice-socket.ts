/** A WebSocket as the voice gateway needs it: a port, so that protocol and network can be tested apart. */

/** How a socket ended. */
export interface VoiceSocketEnd {
  /** The close code; `undefined` when it ended without a close frame. */
  readonly code: number | undefined;
  readonly reason: string;
}

/** What a socket tells, never during `open()`. `closed` comes exactly once and last, also for a socket that never opened. */
export interface VoiceSocketEvents {
  opened(): void;
  /** A whole message. The buffer is the receiver's. */
  message(data: Buffer, isBinary: boolean): void;
  closed(end: VoiceSocketEnd): void;
}

/** Port: one connection. Every method may be called at any time, also after the end, and throws nothing. */
export interface VoiceSocket {
  sendText(text: string): void;
  sendBinary(data: Buffer): void;
  /** Begins the closing handshake. */
  close(code: number, reason?: string): void;
  /** Ends the connection without a handshake. */
  terminate(): void;
}

/** Port: opens connections. */
export interface VoiceSocketFactory {
  open(url: string, events: VoiceSocketEvents): VoiceSocket;
}
