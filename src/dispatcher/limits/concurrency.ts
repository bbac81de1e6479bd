/** How many calls run at once: of one person, in one guild or channel, or at all. */
import { Inject, Injectable } from '../../di';
import { type Clock, Logger } from '../../util';
import { type GuardUse, type StepName } from '../guards/guard';
import { type Verdict } from '../guards/refusal';
import { type Invocation } from '../invocation/invocation';
import { quietly } from '../quietly';
import { CLOCK } from './clock-token';
import {
  busyRefusal,
  type Busy,
  type ConcurrencyOptions,
  concurrencyRule,
  type ConcurrencyRule,
} from './concurrency-rule';
import { type Free } from './holds';
import { Limit } from './limit';
import { Overdue } from './overdue';
import { Turns } from './turns';

/** One call. */
interface Turn {
  readonly key: string;
  readonly rule: ConcurrencyRule;
  /** For messages. */
  readonly label: string;
  readonly turns: Turns<Turn>;
  runs: boolean;
  /** Of one that waits: lets it run, or says why not. */
  decide: ((why: Busy | undefined) => void) | undefined;
}

/**
 * `@Use(Concurrency.perUser(1))`. A call counts until it has ended, however it did, or for `longest`. It is asked last, at the step
 * `turns`, so that nobody waits for a turn who is refused anyway. On a class or a module each handler has its own
 * limit, unless `shared` says otherwise. Calls of this group in this process are counted; other processes have their own.
 *
 * `{ wait: '10s', queue: 5 }` lets calls wait for their turn, in the order in which they came. An interaction wants an answer within
 * three seconds: let its handler be deferred, or wait for less.
 *
 * Refuses with the reason `concurrency` and the values `atOnce`, `scope`, `name`, and `why`: `busy`, `full` (too many wait), `late`
 * (no turn came in time), `closed` (the group stops).
 */
@Injectable()
export class Concurrency extends Limit<ConcurrencyRule> implements Disposable {
  static override readonly step: StepName = 'turns';
  private readonly turns = new Map<string, Turns<Turn>>();
  private readonly running: Overdue<Turn>;
  private closed = false;

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    super();
    this.running = new Overdue<Turn>(clock, (turn) => {
      this.overdue(turn);
    });
  }

  /** @throws {DispatchError} DISPATCH_GUARD_OPTIONS, like all of these, for numbers and durations that are none. */
  static perUser(atOnce: number, options?: ConcurrencyOptions): GuardUse<ConcurrencyRule> {
    return concurrency('user', 'Concurrency.perUser()', atOnce, options);
  }

  /** Of a user within one guild. */
  static perMember(atOnce: number, options?: ConcurrencyOptions): GuardUse<ConcurrencyRule> {
    return concurrency('member', 'Concurrency.perMember()', atOnce, options);
  }

  /** Of everybody in one guild; in direct messages, of the channel. */
  static perGuild(atOnce: number, options?: ConcurrencyOptions): GuardUse<ConcurrencyRule> {
    return concurrency('guild', 'Concurrency.perGuild()', atOnce, options);
  }

  static perChannel(atOnce: number, options?: ConcurrencyOptions): GuardUse<ConcurrencyRule> {
    return concurrency('channel', 'Concurrency.perChannel()', atOnce, options);
  }

  /** Of everybody, in all guilds of the group. */
  static global(atOnce: number, options?: ConcurrencyOptions): GuardUse<ConcurrencyRule> {
    return concurrency('global', 'Concurrency.global()', atOnce, options);
  }

  /** How many users, guilds … have a call that runs. */
  get busyKeys(): number {
    return this.turns.size;
  }

  protected override take(
    key: string,
    rule: ConcurrencyRule,
    onFree: (free: Free) => void,
    { label }: Invocation,
  ): Verdict | Promise<Verdict> {
    let turns = this.turns.get(key);
    if (!turns) this.turns.set(key, (turns = new Turns<Turn>(rule.atOnce, rule.queue)));
    const turn: Turn = { key, rule, label, turns, runs: false, decide: undefined };
    onFree(() => {
      this.end(turn);
    });
    return this.ask(turn);
  }

  /** Nobody waits any more: the group stops. Calls that run are left alone. */
  [Symbol.dispose](): void {
    this.closed = true;
    this.running.close();
    for (const turns of this.turns.values()) for (const turn of turns.clear()) turn.decide?.('closed');
  }

  private ask(turn: Turn): Verdict | Promise<Verdict> {
    const { rule, turns } = turn;
    const answer = turns.ask(turn);
    if (answer === 'full') return busyRefusal(rule, rule.queue > 0 ? 'full' : 'busy');
    if (answer === 'run') {
      this.begin(turn);
      return undefined;
    }
    return new Promise((resolve) => {
      const timer = this.clock.setTimer(rule.waitMs, () => {
        if (turns.leave(turn)) turn.decide?.('late');
      });
      turn.decide = (why) => {
        timer.cancel();
        resolve(why && busyRefusal(rule, why));
      };
      // What waits after the end would wait for nobody.
      if (this.closed && turns.leave(turn)) turn.decide('closed');
    });
  }

  private begin(turn: Turn): void {
    turn.runs = true;
    if (!this.closed) this.running.add(turn, turn.rule.longestMs);
  }

  /** A call is over. One that ran makes room; one that still waited, because its call was given up, leaves. */
  private end(turn: Turn): void {
    const { key, rule, turns } = turn;
    if (turn.runs) {
      turn.runs = false;
      this.running.remove(turn, rule.longestMs);
      const next = turns.end();
      if (next) {
        this.begin(next);
        next.decide?.(undefined);
      }
    } else if (turns.leave(turn)) turn.decide?.('late');
    if (turns.isIdle && this.turns.get(key) === turns) this.turns.delete(key);
  }

  /** It hangs, or takes longer than the author thought: others have their turn. */
  private overdue(turn: Turn): void {
    this.end(turn);
    quietly(() => {
      this.logger.warn(`${turn.label} still runs; it no longer keeps others from running.`, {
        longestMs: turn.rule.longestMs,
      });
    });
  }
}

function concurrency(...given: Parameters<typeof concurrencyRule>): GuardUse<ConcurrencyRule> {
  return { guard: Concurrency, options: concurrencyRule(...given) };
}
