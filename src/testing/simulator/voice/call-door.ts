/** The way into a call for somebody within this process, who needs neither socket nor token. */
import { VoiceOpcodes } from 'discord-api-types/voice/v8';
import { type Call } from './call';
import { type VirtualCall } from './dave/virtual-call';
import { type CallPacket, type Participant } from './participant';

export class CallDoor implements VirtualCall {
  private guest: Participant | undefined;
  /** What the guest says upon the session description: it is not in the call yet. */
  private readonly early: (() => void)[] = [];
  private isIn = false;

  constructor(private readonly call: Call) {}

  get channelId(): string {
    return this.call.channelId;
  }

  join(guest: Participant): void {
    this.guest = guest;
    guest.tell(VoiceOpcodes.SessionDescription, { dave_protocol_version: this.call.versionWith(guest) });
    this.call.join(guest);
    this.isIn = true;
    for (const say of this.early.splice(0)) say();
  }

  leave(): void {
    if (this.guest) this.call.leave(this.guest);
    this.guest = undefined;
    this.isIn = false;
  }

  receive(userId: string, op: number, payload: unknown): void {
    if (!this.guest) return;
    if (!this.isIn) {
      this.early.push(() => {
        this.receive(userId, op, payload);
      });
    } else if (op === (VoiceOpcodes.Speaking as number)) this.call.speak(this.guest, flagsIn(payload));
    else this.call.receiveDave(this.guest, op, payload);
  }

  transmit(packet: CallPacket): void {
    if (this.guest) this.call.relay(this.guest, packet);
  }
}

function flagsIn(payload: unknown): number {
  const flags = typeof payload === 'object' && payload !== null && 'speaking' in payload ? payload.speaking : 0;
  return typeof flags === 'number' ? flags : 0;
}
