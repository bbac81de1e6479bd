/** What faults have made of the gateway: links that are slow, answers that do not come, connections that end on cue. */
import { type Clock } from '../../../util';
import { type Struck, strikes, type Whom } from './whom';

/** What the server can keep back. */
export type Withholdable = 'hello' | 'ready' | 'resumed' | 'acks';

interface LinkRule {
  readonly whom: Whom;
  readonly minMs: number;
  readonly maxMs: number;
}

interface WithholdRule {
  readonly what: Withholdable;
  readonly whom: Whom;
}

interface LateRule extends WithholdRule {
  readonly ms: number;
}

interface CountedAction<Target> {
  readonly whom: Whom;
  readonly afterEvents: number;
  readonly act: (target: Target) => void;
  readonly counts: Map<string, number>;
}

export class GatewayConditions<Target extends Struck> {
  private withheld: WithholdRule[] = [];
  private late: LateRule[] = [];
  private links: LinkRule[] = [];
  private counted: CountedAction<Target>[] = [];
  private refusals = 0;
  private refusingUntil = -Infinity;

  constructor(
    private readonly clock: Clock,
    private readonly random: () => number,
  ) {}

  /** Keeps something back until `clear()`, `allow()`, or the returned function is called. */
  withhold(what: Withholdable, whom: Whom): () => void {
    const rule: WithholdRule = { what, whom };
    this.withheld.push(rule);
    return () => {
      this.withheld = this.withheld.filter((each) => each !== rule);
    };
  }

  /** Ends what is kept back of a kind, for everybody. */
  allow(what: Withholdable): void {
    this.withheld = this.withheld.filter((each) => each.what !== what);
  }

  isWithheld(what: Withholdable, struck: Struck): boolean {
    return this.withheld.some((rule) => rule.what === what && strikes(rule.whom, struck));
  }

  /** From now on something comes `ms` later than it should. */
  delay(what: Withholdable, whom: Whom, ms: number): void {
    this.late.push({ what, whom, ms });
  }

  latenessMs(what: Withholdable, struck: Struck): number {
    return this.late.reduce((sum, rule) => (rule.what === what && strikes(rule.whom, struck) ? sum + rule.ms : sum), 0);
  }

  /** Frames to these take between `minMs` and `maxMs` longer from now on. */
  slowDown(rule: LinkRule): void {
    this.links.push(rule);
  }

  linkDelayMs(struck: Struck): number {
    if (this.links.length === 0) return 0;
    let delayMs = 0;
    for (const { whom, minMs, maxMs } of this.links) {
      if (strikes(whom, struck)) delayMs += minMs + this.random() * (maxMs - minMs);
    }
    return delayMs;
  }

  refuse(count: number): void {
    this.refusals += count;
  }

  refuseFor(ms: number): void {
    this.refusingUntil = Math.max(this.refusingUntil, this.clock.now() + ms);
  }

  takeRefusal(): boolean {
    if (this.clock.now() < this.refusingUntil) return true;
    if (this.refusals === 0) return false;
    this.refusals -= 1;
    return true;
  }

  /** Acts on the connection that carries a bot's `afterEvents`-th dispatch from now on; once per bot. */
  afterEvents(whom: Whom, afterEvents: number, act: (target: Target) => void): void {
    this.counted.push({ whom, afterEvents, act, counts: new Map() });
  }

  /** A connection has carried a dispatch. */
  countDispatch(target: Target): void {
    if (this.counted.length === 0) return;
    const { botId } = target;
    if (botId === null) return;
    for (const action of this.counted) {
      if (!strikes(action.whom, target)) continue;
      const count = (action.counts.get(botId) ?? 0) + 1;
      action.counts.set(botId, count);
      if (count === action.afterEvents) action.act(target);
    }
  }

  clear(): void {
    this.withheld = [];
    this.late = [];
    this.links = [];
    this.counted = [];
    this.refusals = 0;
    this.refusingUntil = -Infinity;
  }
}
