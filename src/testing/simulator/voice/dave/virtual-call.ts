/** A call as those see it who take part in it from within this process. */
import { type CallPacket, type Participant } from '../participant';

export interface VirtualCall {
  readonly channelId: string;
  /**
   * Takes somebody in. Tells them opcode 4 with `dave_protocol_version`, then opcode 11 with who is there; tells the others opcode 11; and only
   * then lets encryption begin.
   */
  join(participant: Participant): void;
  leave(userId: string): void;
  /** What a participant says to the voice gateway: JSON as its `d`, binary as the bytes behind the opcode. */
  receive(userId: string, op: number, payload: unknown): void;
  /** Audio to everybody else. */
  transmit(packet: CallPacket, fromUserId: string): void;
}
