/** How many calls run at once: of one person, in one guild or channel, or at all. */
import { Inject, Injectable } from '../../di';
import { type Clock, Logger } from '../../util';
import { Guard, type GuardUse, type StepName } from '../guards/guard';
import { refuseGuardOptions, wholeNumber } from '../guards/guard-options';
import { type GuardRefusal, type Verdict } from '../guards/refusal';
import { type Invocation } from '../invocation/invocation';
import { quietly } from '../quietly';
import { CLOCK } from './clock-token';
import { type Duration, durationMs } from './duration';
import { inWords } from './in-words';
import { Holds } from './holds';
import { type LimitOptions, type LimitScope } from './limit-scope';
import { Overdue } from './overdue';
import { Turns } from './turns';

export interface ConcurrencyOptions extends LimitOptions {
  /** How long a call waits for its turn. Default: it does not wait, it is refused. */
  readonly wait?: Duration | undefined;
  /** How many may wait at a time, for each user, guild … Default 10, when `wait` is set. */
  readonly queue?: number | undefined;
  /**
   * How long a call counts at most: one that never ends would keep its place for ever. Default 15 minutes, after which an interaction
   * cannot be answered any more. The call itself goes on.
   */
  readonly longest?: Duration | undefined;
}

/** A limit as `@Use` takes it. */
export interface ConcurrencyRule extends LimitOptions {
  readonly scope: LimitScope;
  readonly figures: string;
  readonly atOnce: number;
  /** 0: it does not wait. */
  readonly waitMs: number;
  readonly queue: number;
  readonly longestMs: number;
}

/** Why a call does not run. */
type Why = 'busy' | 'full' | 'late' | 'closed';

/** One call. */
interface Turn {
  readonly key: string;
  readonly rule: ConcurrencyRule;
  /** For messages. */
  readonly label: string;
  readonly turns: Turns<Turn>;
  runs: boolean;
  /** Of one that waits: lets it run, or says why not. */
  decide: ((why: Why | undefined) => void) | undefined;
}

const MOST = 10_000;
/** As long as the token of an interaction lives. */
const LONGEST_MS = 15 * 60_000;

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
export class Concurrency extends Guard<ConcurrencyRule> implements Disposable {
  static override readonly step: StepName = 'turns';
  private readonly holds = new Holds();
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

  override check(invocation: Invocation, rule: ConcurrencyRule): Verdict | Promise<Verdict> {
    if (rule.bypass?.(invocation.actor) === true) return undefined;
    return this.holds.ask(invocation, rule, (key, onFree) => {
      let turns = this.turns.get(key);
      if (!turns) this.turns.set(key, (turns = new Turns<Turn>(rule.atOnce, rule.queue)));
      const turn: Turn = { key, rule, label: invocation.label, turns, runs: false, decide: undefined };
      onFree(() => {
        this.end(turn);
      });
      return this.ask(turn);
    });
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
    if (answer === 'full') return refusal(rule, rule.queue > 0 ? 'full' : 'busy');
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
        resolve(why && refusal(rule, why));
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

function concurrency(
  scope: LimitScope,
  what: string,
  atOnce: number,
  options: ConcurrencyOptions = {},
): GuardUse<ConcurrencyRule> {
  const { wait, queue, longest, shared, name, bypass } = options;
  wholeNumber(what, atOnce, 1, MOST);
  const waitMs = wait === undefined ? 0 : durationMs(`\`wait\` of ${what}`, wait);
  if (queue !== undefined && wait === undefined) {
    refuseGuardOptions(`\`queue\` of ${what}`, 'a number together with `wait`, which says for how long', queue);
  }
  const places = wait === undefined ? 0 : wholeNumber(`\`queue\` of ${what}`, queue ?? 10, 1, MOST);
  const longestMs = longest === undefined ? LONGEST_MS : durationMs(`\`longest\` of ${what}`, longest);
  const waits = wait === undefined ? '' : ` wait ${waitMs} queue ${places}`;
  const figures = `${atOnce}${waits}${longest === undefined ? '' : ` longest ${longestMs}`}`;
  return {
    guard: Concurrency,
    options: { scope, atOnce, waitMs, queue: places, longestMs, figures, shared, name, bypass },
  };
}

const WHOSE: Readonly<Record<LimitScope, string>> = {
  user: ' for you',
  member: ' for you',
  guild: ' in this server',
  channel: ' in this channel',
  global: '',
};

function refusal({ scope, atOnce, waitMs, name }: ConcurrencyRule, why: Why): GuardRefusal {
  const times = atOnce === 1 ? '' : ` ${atOnce} times`;
  const runs = `This is already running${times}${WHOSE[scope]}`;
  const message: Readonly<Record<Why, string>> = {
    busy: `${runs}. Try again when it is done.`,
    full: `${runs}, and too many are waiting. Try again later.`,
    late: `${runs}, and your turn did not come ${inWords(waitMs)}. Try again later.`,
    closed: `${runs}, and the bot is about to stop. Try again later.`,
  };
  return { reason: 'concurrency', message: message[why], values: { why, atOnce, scope, name } };
}
