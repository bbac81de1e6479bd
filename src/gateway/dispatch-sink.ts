/** Where dispatched events go, and how the receiver says which ones are worth reading. */
import { type Shard } from './shard';

/** A dispatch as Discord sent it. https://discord.com/developers/docs/events/gateway-events#payload-structure */
export interface DispatchPacket {
  readonly op: 0;
  /** Name of the event, `MESSAGE_CREATE`. */
  readonly t: string;
  /** Its number within the session. */
  readonly s: number;
  /** Its payload. */
  readonly d: unknown;
}

/** Port: what receives a shard's events. It must not throw; what it throws is logged and costs only that event. */
export interface DispatchSink {
  /** Whether somebody wants events of this name. `false` leaves the frame unparsed. Asked for every frame: be quick. */
  wants(eventName: string): boolean;
  deliver(packet: DispatchPacket, shard: Shard): void;
  /**
   * How many delivered events wait for their turn. Their numbers are not saved yet, so that a process that is killed is
   * sent them again. Default: none.
   */
  waiting?(): number;
}
