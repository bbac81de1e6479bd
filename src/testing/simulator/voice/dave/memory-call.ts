/** A call without sockets: a delivery service, and audio that is handed from one participant to the others. */
import { type CallPacket, type Participant } from '../participant';
import { DeliveryService, type DeliveryServiceOptions } from './delivery-service';
import { type VirtualCall } from './virtual-call';
import { WireWatch } from './wire-watch';

export class MemoryCall implements VirtualCall {
  readonly channelId: string;
  readonly service: DeliveryService;
  /** Sees every packet, by the id of its sender. */
  readonly wire = new WireWatch();
  private readonly participants = new Map<string, Participant>();

  constructor(options: DeliveryServiceOptions) {
    this.channelId = options.channelId;
    this.service = new DeliveryService(options);
  }

  join(participant: Participant): void {
    const { userId } = participant;
    this.leave(userId);
    participant.tell(4, { dave_protocol_version: this.service.versionWith(participant) });
    const others = [...this.participants.values()];
    if (others.length > 0) participant.tell(11, { user_ids: others.map((one) => one.userId) });
    for (const other of others) other.tell(11, { user_ids: [userId] });
    this.participants.set(userId, participant);
    this.service.join(participant);
  }

  leave(userId: string): void {
    if (!this.participants.delete(userId)) return;
    for (const other of this.participants.values()) other.tell(13, { user_id: userId });
    this.service.leave(userId);
  }

  receive(userId: string, op: number, payload: unknown): void {
    if (op === 5) this.tellOthers(userId, op, { ...(payload as object), user_id: userId });
    else this.service.receive(userId, op, payload);
  }

  transmit(packet: CallPacket, fromUserId: string): void {
    this.wire.see(fromUserId, packet.payload);
    for (const participant of this.participants.values()) {
      if (participant.userId !== fromUserId) participant.hear(packet, fromUserId);
    }
  }

  close(): void {
    this.service.close();
    this.participants.clear();
  }

  private tellOthers(userId: string, op: number, d: unknown): void {
    for (const participant of this.participants.values()) {
      if (participant.userId !== userId) participant.tell(op, d);
    }
  }
}
