/** Who takes part in a call: somebody behind a socket, or a virtual member inside this process. */

/** Audio on its way through the call, without the transport's encryption: what one sent, or what another is to get. */
export interface CallPacket {
  readonly ssrc: number;
  readonly sequence: number;
  readonly timestamp: number;
  /** The Opus packet, or its DAVE frame. */
  readonly payload: Buffer;
}

/** One end of a call. What is told never throws. */
export interface Participant {
  readonly userId: string;
  readonly ssrc: number;
  /** What it can do: 0 without DAVE. */
  readonly maxDaveProtocolVersion: number;
  /** A JSON frame of the voice gateway. */
  tell(op: number, d: unknown): void;
  /** A binary frame: the bytes behind the opcode. It is given its number on the way. */
  tellBinary(op: number, payload: Buffer): void;
  /** Somebody's audio. */
  hear(packet: CallPacket, fromUserId: string): void;
}
