/** How many calls run at once: of one person, in one guild or channel, or at all. */
import { Inject, Injectable } from '../../di';
import { type Clock } from '../../util';
import { Guard, type GuardUse, type StepName } from '../guards/guard';
import { refuseGuardOptions, wholeNumber } from '../guards/guard-options';
import { type GuardRefusal, type Verdict } from '../guards/refusal';
import { type Invocation } from '../invocation/invocation';
import { CLOCK } from './clock-token';
import { type Duration, durationMs } from './duration';
import { inWords } from './in-words';
import { LimitKeys, type LimitOptions, type LimitScope } from './limit-scope';
import { Turns } from './turns';

export interface ConcurrencyOptions extends LimitOptions {
  /** How long a call waits for its turn. Default: it does not wait, it is refused. */
  readonly wait?: Duration | undefined;
  /** How many may wait at a time, for each user, guild … Default 10, when `wait` is set. */
  readonly queue?: number | undefined;
}

/** A limit as `@Use` takes it. */
export interface ConcurrencyRule extends LimitOptions {
  readonly scope: LimitScope;
  readonly figures: string;
  readonly atOnce: number;
  /** 0: it does not wait. */
  readonly waitMs: number;
  readonly queue: number;
}

/** Why a call does not run. */
type Why = 'busy' | 'full' | 'late' | 'closed';

/** One call. */
interface Turn {
  runs: boolean;
  /** Of one that waits: lets it run, or says why not. */
  decide: ((why: Why | undefined) => void) | undefined;
}

const MOST = 10_000;

/**
 * `@Use(Concurrency.perUser(1))`. A call counts until it has ended, however it did. On a class or a module each handler has its own
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
  static override readonly step: StepName = 'limits';
  private readonly keys = new LimitKeys();
  private readonly turns = new Map<string, Turns<Turn>>();
  private closed = false;

  constructor(@Inject(CLOCK) private readonly clock: Clock) {
    super();
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
    const key = this.keys.hold(invocation, rule);
    if (key === undefined) return undefined;
    let turns = this.turns.get(key);
    if (!turns) this.turns.set(key, (turns = new Turns<Turn>(rule.atOnce, rule.queue)));
    return this.ask(invocation, rule, key, turns);
  }

  /** Nobody waits any more: the group stops. Calls that run are left alone. */
  [Symbol.dispose](): void {
    this.closed = true;
    for (const turns of this.turns.values()) for (const turn of turns.clear()) turn.decide?.('closed');
  }

  private ask(
    invocation: Invocation,
    rule: ConcurrencyRule,
    key: string,
    turns: Turns<Turn>,
  ): Verdict | Promise<Verdict> {
    const turn: Turn = { runs: false, decide: undefined };
    const answer = turns.ask(turn);
    if (answer === 'full') return refusal(rule, rule.queue > 0 ? 'full' : 'busy');
    turn.runs = answer === 'run';
    invocation.onEnd(() => {
      this.end(key, turns, turn);
    });
    if (turn.runs) return undefined;
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

  /** A call is over. One that ran makes room; one that still waited, because its call was given up, leaves. */
  private end(key: string, turns: Turns<Turn>, turn: Turn): void {
    if (turn.runs) {
      turn.runs = false;
      const next = turns.end();
      if (next) {
        next.runs = true;
        next.decide?.(undefined);
      }
    } else if (turns.leave(turn)) turn.decide?.('late');
    if (turns.isIdle) this.turns.delete(key);
  }
}

function concurrency(
  scope: LimitScope,
  what: string,
  atOnce: number,
  options: ConcurrencyOptions = {},
): GuardUse<ConcurrencyRule> {
  const { wait, queue, shared, name, bypass } = options;
  wholeNumber(what, atOnce, 1, MOST);
  const waitMs = wait === undefined ? 0 : durationMs(`\`wait\` of ${what}`, wait);
  if (queue !== undefined && wait === undefined) {
    refuseGuardOptions(`\`queue\` of ${what}`, 'a number together with `wait`, which says for how long', queue);
  }
  const places = wait === undefined ? 0 : wholeNumber(`\`queue\` of ${what}`, queue ?? 10, 1, MOST);
  const figures = `${atOnce}${wait === undefined ? '' : ` wait ${waitMs} queue ${places}`}`;
  return { guard: Concurrency, options: { scope, atOnce, waitMs, queue: places, figures, shared, name, bypass } };
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
