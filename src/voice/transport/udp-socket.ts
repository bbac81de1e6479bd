/** Datagrams as voice needs them: a port, so that protocol and network can be tested apart. */

/** What a socket tells, never during `open()`. */
export interface UdpEvents {
  /** A datagram of the peer; what others send never arrives. The buffer is the receiver's. */
  message(data: Buffer): void;
  /** The socket is of no use any more. Comes at most once, and not after `close()`. */
  failed(error: Error): void;
}

/** Port: one socket, connected to one peer. Every method may be called at any time, also after the end, and throws nothing. */
export interface UdpSocket {
  /** What is sent before the socket is open waits for it. Lost datagrams are lost. */
  send(data: Buffer): void;
  close(): void;
}

/** Port: opens sockets. */
export interface UdpSocketFactory {
  open(peer: { readonly address: string; readonly port: number }, events: UdpEvents): UdpSocket;
}
