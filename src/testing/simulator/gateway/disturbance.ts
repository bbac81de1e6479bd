/**
 * Dispatches that do not come as they happened: twice, in another order, or not at all. Discord promises no more than
 * that: clients hear of an event zero or more times.
 */
import { type Clock, type Timer } from '../../../util';
import { type Struck, strikes, type Whom } from './whom';

/** How a dispatch is disturbed. */
export type DisturbanceKind =
  /** It comes again, under the next sequence number. */
  | 'repeat'
  /** The same frame comes twice, sequence number included. */
  | 'repeat-frame'
  /** It changes places with the next one. */
  | 'swap'
  /** It does not come. */
  | 'lose';

/** A dispatch on its way to one session. */
export interface Dispatch {
  readonly name: string;
  /** The payload as text. */
  readonly json: string;
}

export interface DisturbanceRule {
  readonly kind: DisturbanceKind;
  readonly whom: Whom;
  /** How likely a dispatch is struck, 0 to 1. */
  readonly chance: number;
  /** How often it strikes before it ends. */
  times: number;
  /** Which dispatches it may strike; of a swap, `later` is the one that overtakes. */
  readonly when: (dispatch: Dispatch, later?: Dispatch) => boolean;
}

/** What a disturbance needs of a session. */
export interface Disturbed extends Struck {
  deliver(name: string, json: string): void;
  repeatLast(): void;
}

interface Held {
  readonly rule: DisturbanceRule;
  readonly dispatch: Dispatch;
  readonly timer: Timer;
}

/** A session is nothing without these. */
const UNTOUCHED: ReadonlySet<string> = new Set(['READY', 'RESUMED']);
/** How long a dispatch waits for one that it can change places with. */
const SWAP_WAIT_MS = 100;

export class Disturbances {
  private rules: DisturbanceRule[] = [];
  private readonly held = new Map<Disturbed, Held>();

  constructor(
    private readonly clock: Clock,
    private readonly random: () => number,
  ) {}

  /** Returns how to end it. */
  add(rule: DisturbanceRule): () => void {
    this.rules.push(rule);
    return () => {
      this.remove(rule);
    };
  }

  clear(): void {
    this.rules = [];
    for (const session of [...this.held.keys()]) this.release(session);
  }

  /** Forgets what a session has waiting; the session is over. */
  forget(session: Disturbed): void {
    this.held.get(session)?.timer.cancel();
    this.held.delete(session);
  }

  /** Hands a dispatch on to its session, in its way. */
  pass(session: Disturbed, name: string, json: string): void {
    if (this.rules.length === 0 && this.held.size === 0) {
      session.deliver(name, json);
      return;
    }
    const dispatch: Dispatch = { name, json };
    const waiting = this.held.get(session);
    if (waiting) {
      const overtakes = !UNTOUCHED.has(name) && waiting.rule.when(waiting.dispatch, dispatch);
      if (overtakes) session.deliver(name, json);
      this.release(session);
      if (!overtakes) this.pass(session, name, json);
      return;
    }
    const rule = UNTOUCHED.has(name) ? undefined : this.struckBy(session, dispatch);
    switch (rule?.kind) {
      case 'lose':
        return;
      case 'swap':
        this.hold(session, rule, dispatch);
        return;
      default:
        session.deliver(name, json);
        if (rule?.kind === 'repeat') session.deliver(name, json);
        if (rule?.kind === 'repeat-frame') session.repeatLast();
    }
  }

  private struckBy(session: Disturbed, dispatch: Dispatch): DisturbanceRule | undefined {
    for (const rule of this.rules) {
      if (!strikes(rule.whom, session) || !rule.when(dispatch)) continue;
      if (rule.chance < 1 && this.random() >= rule.chance) continue;
      rule.times -= 1;
      if (rule.times <= 0) this.remove(rule);
      return rule;
    }
    return undefined;
  }

  private hold(session: Disturbed, rule: DisturbanceRule, dispatch: Dispatch): void {
    const timer = this.clock.setTimer(
      SWAP_WAIT_MS,
      () => {
        this.release(session);
      },
      { keepAlive: false },
    );
    this.held.set(session, { rule, dispatch, timer });
  }

  private release(session: Disturbed): void {
    const waiting = this.held.get(session);
    if (!waiting) return;
    this.forget(session);
    session.deliver(waiting.dispatch.name, waiting.dispatch.json);
  }

  private remove(rule: DisturbanceRule): void {
    this.rules = this.rules.filter((each) => each !== rule);
  }
}
