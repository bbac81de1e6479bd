/** A call in memory and its members, on a clock that stands still. */
import { ManualClock } from 'corduroy/util';
import { type DaveEvent } from '../../../../src/testing/simulator/voice/dave/dave-event';
import { type DeliveryServiceOptions } from '../../../../src/testing/simulator/voice/dave/delivery-service';
import { MemoryCall } from '../../../../src/testing/simulator/voice/dave/memory-call';
import { VirtualMember, type VirtualMemberOptions } from '../../../../src/testing/simulator/voice/dave/virtual-member';
import { seededRandom } from '../../../../src/testing/simulator/random';

export const CHANNEL = '927310423890473011';
const FIRST_USER = 158_049_329_150_427_136n;

/** The id of the n-th user. */
export function userId(n: number): string {
  return String(FIRST_USER + BigInt(n));
}

export class DaveCall {
  readonly clock = new ManualClock();
  readonly events: DaveEvent[] = [];
  readonly call: MemoryCall;

  constructor(options: Partial<DeliveryServiceOptions> = {}) {
    this.call = new MemoryCall({
      channelId: CHANNEL,
      clock: this.clock,
      random: seededRandom(1),
      log: (event) => this.events.push(event),
      ...options,
    });
  }

  get service(): MemoryCall['service'] {
    return this.call.service;
  }

  member(n: number, options: Partial<VirtualMemberOptions> = {}): VirtualMember {
    return new VirtualMember({ userId: userId(n), ssrc: 1_000 + n, clock: this.clock, ...options });
  }

  /** Members 1 to `count`, all in the call. */
  async joined(count: number, options: Partial<VirtualMemberOptions> = {}): Promise<VirtualMember[]> {
    const members = Array.from({ length: count }, (_, index) => this.member(index + 1, options));
    for (const member of members) await member.join(this.call);
    return members;
  }

  /** From now on what members send by an opcode is lost on its way, from one of them or from all. */
  drop(op: number, from?: string): void {
    const receive = this.call.receive.bind(this.call);
    this.call.receive = (by, code, payload) => {
      if (code !== op || (from !== undefined && from !== by)) receive(by, code, payload);
    };
  }

  kinds(): string[] {
    return this.events.map((event) => (event.kind === 'refused' ? `refused: ${event.problem}` : event.kind));
  }
}
