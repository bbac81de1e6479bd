/** Lets requests hear the events that answer them, whether anybody else wants these or not. */
import { type DispatchPacket, type DispatchSink } from '../dispatch-sink';
import { type Shard } from '../shard';
import { type GatewayRequests } from './gateway-requests';

export class RequestSink implements DispatchSink {
  constructor(
    private readonly sink: DispatchSink,
    /** `undefined` as long as nobody has asked anything. */
    private readonly requests: () => GatewayRequests | undefined,
  ) {}

  wants(eventName: string): boolean {
    return this.requests()?.wants(eventName) === true || this.sink.wants(eventName);
  }

  deliver(packet: DispatchPacket, shard: Shard): void {
    const requests = this.requests();
    if (!requests?.wants(packet.t)) {
      this.sink.deliver(packet, shard);
      return;
    }
    try {
      // First who remembers members, so that they are known when the answer is.
      if (this.sink.wants(packet.t)) this.sink.deliver(packet, shard);
    } finally {
      requests.hear(packet, shard);
    }
  }

  waiting(): number {
    return this.sink.waiting?.() ?? 0;
  }
}
