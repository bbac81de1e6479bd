/** A WebSocket as the gateway needs it: a port, so that protocol and network can be tested apart. */

/** How a socket ended. */
export interface SocketEnd {
  /** The close code; `undefined` when it ended without a close frame. */
  readonly code: number | undefined;
  readonly reason: string;
  /** Status of the answer, when the server refused to open a WebSocket. */
  readonly httpStatus?: number | undefined;
  /** How long the refusal asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** What a socket tells, never during `open()`. `closed` comes exactly once and last, also for a socket that never opened. */
export interface SocketEvents {
  opened(): void;
  /** A whole WebSocket message, text or binary. The buffer is the receiver's. */
  message(data: Buffer): void;
  closed(end: SocketEnd): void;
}

/** Port: one connection. Every method may be called at any time, also after the end. */
export interface Socket {
  /** Sends a text message. `done` hears when it is written, or why it was not. */
  send(text: string, done?: (error?: Error) => void): void;
  /** Begins the closing handshake. */
  close(code: number, reason?: string): void;
  /** Ends the connection without a handshake. */
  terminate(): void;
}

/** Port: opens connections. */
export interface SocketFactory {
  /** Loads what opening will take. Called where there is time for it, and perhaps never. */
  prepare?(): void;
  open(url: string, events: SocketEvents): Socket;
}
