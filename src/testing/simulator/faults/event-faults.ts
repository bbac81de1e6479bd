/**
 * Events that come twice, in another order, or not at all, by script. Discord delivers each "zero or more times", so
 * clients must live with it. READY and RESUMED are left alone, and what a resume repeats is as it was.
 */
import { type Dispatch, type DisturbanceKind } from '../gateway/disturbance';
import { type GatewayHub } from '../gateway/hub';
import { type Whom } from '../gateway/whom';
import { SimulatorMisuse } from '../misuse';
import { type FaultTarget } from './target';

/** An event on its way to one session. */
export interface EventOnItsWay {
  readonly name: string;
  /** The payload; made from text on every reading. */
  readonly data: unknown;
}

export interface EventFault extends FaultTarget {
  /** How likely each event is struck, 0 to 1. Default 1. */
  readonly chance?: number;
  /** How often it strikes before it ends. Default: until `clear()`. */
  readonly times?: number;
  /**
   * Which events it may strike. Default: all. A swap asks a second time, with the event that would overtake: say
   * `false` for two that must keep their order.
   */
  readonly when?: (event: EventOnItsWay, later?: EventOnItsWay) => boolean;
}

export class EventFaults {
  constructor(
    private readonly hub: GatewayHub,
    private readonly resolve: (target: FaultTarget) => Whom,
  ) {}

  /**
   * Events come twice: again under the next sequence number, or with `sameSequence` as the same frame. Returns how to
   * end it.
   */
  repeat(fault: EventFault & { readonly sameSequence?: boolean } = {}): () => void {
    return this.disturb(fault.sameSequence === true ? 'repeat-frame' : 'repeat', fault);
  }

  /**
   * Events change places with the one that follows; sequence numbers stay in order. One that nothing follows within
   * 100 ms comes by itself. Returns how to end it.
   */
  swap(fault: EventFault = {}): () => void {
    return this.disturb('swap', fault);
  }

  /** Events do not come, and leave no gap in the sequence. Returns how to end it. */
  lose(fault: EventFault = {}): () => void {
    return this.disturb('lose', fault);
  }

  private disturb(kind: DisturbanceKind, fault: EventFault): () => void {
    const { chance = 1, times = Infinity, when } = fault;
    if (!(chance >= 0 && chance <= 1)) throw new SimulatorMisuse(`a chance of ${chance}`, 'a number from 0 to 1.');
    if (!(times >= 1)) throw new SimulatorMisuse(`a fault that strikes ${times} times`, 'a number from 1 on.');
    return this.hub.disturbances.add({
      kind,
      whom: this.resolve(fault),
      chance,
      times,
      when: when ? (dispatch, later) => when(eventOf(dispatch), later && eventOf(later)) : () => true,
    });
  }
}

function eventOf({ name, json }: Dispatch): EventOnItsWay {
  return {
    name,
    get data(): unknown {
      return JSON.parse(json) as unknown;
    },
  };
}
