/** What faults have made of the gateway: links that are slow, answers that do not come, connections that end on cue. */

/** What the server can keep back. */
export type Withholdable = 'hello' | 'ready' | 'resumed' | 'acks';

/** Bots by id; `undefined` stands for all. */
export type BotSet = ReadonlySet<string> | undefined;

interface LinkRule {
  readonly bots: BotSet;
  readonly minMs: number;
  readonly maxMs: number;
}

interface CountedAction<Target> {
  readonly bots: BotSet;
  readonly afterEvents: number;
  readonly act: (target: Target) => void;
  readonly counts: Map<string, number>;
}

export class GatewayConditions<Target extends { readonly botId: string | null }> {
  private readonly withheld = new Map<Withholdable, BotSet>();
  private links: LinkRule[] = [];
  private counted: CountedAction<Target>[] = [];
  private refusals = 0;

  constructor(private readonly random: () => number) {}

  withhold(what: Withholdable, bots: BotSet, on: boolean): void {
    if (on) this.withheld.set(what, bots);
    else this.withheld.delete(what);
  }

  isWithheld(what: Withholdable, botId: string | null): boolean {
    return this.withheld.has(what) && includes(this.withheld.get(what), botId);
  }

  /** Frames to these bots take between `minMs` and `maxMs` longer from now on. */
  slowDown(rule: LinkRule): void {
    this.links.push(rule);
  }

  linkDelayMs(botId: string | null): number {
    if (this.links.length === 0) return 0;
    let delayMs = 0;
    for (const rule of this.links) {
      if (includes(rule.bots, botId)) delayMs += rule.minMs + this.random() * (rule.maxMs - rule.minMs);
    }
    return delayMs;
  }

  refuse(count: number): void {
    this.refusals += count;
  }

  takeRefusal(): boolean {
    if (this.refusals === 0) return false;
    this.refusals -= 1;
    return true;
  }

  /** Acts on the connection that carries a bot's `afterEvents`-th dispatch from now on; once per bot. */
  afterEvents(bots: BotSet, afterEvents: number, act: (target: Target) => void): void {
    this.counted.push({ bots, afterEvents, act, counts: new Map() });
  }

  /** A connection has carried a dispatch. */
  countDispatch(target: Target): void {
    const { botId } = target;
    if (this.counted.length === 0 || botId === null) return;
    for (const action of this.counted) {
      if (!includes(action.bots, botId)) continue;
      const count = (action.counts.get(botId) ?? 0) + 1;
      action.counts.set(botId, count);
      if (count === action.afterEvents) action.act(target);
    }
  }

  clear(): void {
    this.withheld.clear();
    this.links = [];
    this.counted = [];
    this.refusals = 0;
  }
}

function includes(bots: BotSet, botId: string | null): boolean {
  return bots === undefined || (botId !== null && bots.has(botId));
}
