/** How often something may be used: by one person, in one guild or channel, or at all. */
import { Inject, Injectable } from '../../di';
import { type Clock, Logger } from '../../util';
import { Guard, type GuardUse, type StepName } from '../guards/guard';
import { refuseGuardOptions, wholeNumber } from '../guards/guard-options';
import { type GuardRefusal, type Verdict } from '../guards/refusal';
import { type Invocation } from '../invocation/invocation';
import { type InvocationOutcome } from '../invocation/invocation-outcome';
import { CLOCK } from './clock-token';
import { type Duration, durationMs } from './duration';
import { inWords } from './in-words';
import { LimitKeys, type LimitOptions, type LimitScope } from './limit-scope';
import { type LimitAnswer, type LimitRule, LimitStore } from './limit-store';

export interface CooldownOptions extends LimitOptions {
  /** How many uses one window has. Default 1. */
  readonly uses?: number | undefined;
  /**
   * `sliding` (default): no stretch of the window's length has more uses. `fixed`: a window begins with a use, and when it is over
   * all uses are there again.
   */
  readonly kind?: LimitRule['kind'] | undefined;
}

/** A cooldown as `@Use` takes it. */
export interface CooldownRule extends LimitRule, LimitOptions {
  readonly scope: LimitScope;
  readonly figures: string;
}

const MOST_USES = 10_000;

/**
 * `@Use(Cooldown.perUser('5s'))`. On a class or a module each handler has its own, unless `shared` says otherwise. A use is given
 * back when the call does not happen: another guard refused, or the options do not fit.
 *
 * Counted in the group's `LimitStore`. Refuses with the reason `cooldown` and the values `retryAfterMs`, `retryAtMs` (since
 * 1970), `timestamp` (Discord shows it as “in 4 seconds”), `scope`, `uses`, `windowMs` and `name`.
 */
@Injectable()
export class Cooldown extends Guard<CooldownRule> {
  static override readonly step: StepName = 'limits';
  private readonly keys = new LimitKeys();

  constructor(
    private readonly store: LimitStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    super();
  }

  /** @throws {DispatchError} DISPATCH_GUARD_OPTIONS, like all of these, for what is no duration or no number of uses. */
  static perUser(window: Duration, options?: CooldownOptions): GuardUse<CooldownRule> {
    return cooldown('user', 'Cooldown.perUser()', window, options);
  }

  /** Of a user within one guild; elsewhere the same user is counted apart. */
  static perMember(window: Duration, options?: CooldownOptions): GuardUse<CooldownRule> {
    return cooldown('member', 'Cooldown.perMember()', window, options);
  }

  /** Of everybody in one guild; in direct messages, of the channel. */
  static perGuild(window: Duration, options?: CooldownOptions): GuardUse<CooldownRule> {
    return cooldown('guild', 'Cooldown.perGuild()', window, options);
  }

  static perChannel(window: Duration, options?: CooldownOptions): GuardUse<CooldownRule> {
    return cooldown('channel', 'Cooldown.perChannel()', window, options);
  }

  /** Of everybody, in all guilds of the group. */
  static global(window: Duration, options?: CooldownOptions): GuardUse<CooldownRule> {
    return cooldown('global', 'Cooldown.global()', window, options);
  }

  override check(invocation: Invocation, rule: CooldownRule): Verdict | Promise<Verdict> {
    if (rule.bypass?.(invocation.actor) === true) return undefined;
    const key = this.keys.hold(invocation, rule);
    if (key === undefined) return undefined;
    const answer = this.store.take(key, rule, this.clock.wallMs());
    if (!isPromise(answer)) return this.decide(invocation, rule, key, answer);
    // A call may be over before a store that is far away has answered.
    let ended: InvocationOutcome | undefined;
    invocation.onEnd((outcome) => {
      ended = outcome;
    });
    return answer.then((late) => {
      if (ended && late.allowed) this.settle(key, rule, late.takenAtMs, ended);
      return ended ? undefined : this.decide(invocation, rule, key, late);
    });
  }

  private decide(invocation: Invocation, rule: CooldownRule, key: string, answer: LimitAnswer): Verdict {
    if (!answer.allowed) return refusal(rule, answer.retryAfterMs, this.clock.wallMs());
    const { takenAtMs } = answer;
    invocation.onEnd((outcome) => {
      this.settle(key, rule, takenAtMs, outcome);
    });
    return undefined;
  }

  /** What failed was tried, and counts; what did not begin does not. */
  private settle(key: string, rule: LimitRule, takenAtMs: number, { kind }: InvocationOutcome): void {
    if (kind === 'done' || kind === 'failed') return;
    try {
      const given = this.store.giveBack(key, rule, takenAtMs);
      if (isPromise(given)) given.then(undefined, this.notGiven);
    } catch (error) {
      this.notGiven(error);
    }
  }

  private readonly notGiven = (error: unknown): void => {
    this.logger.warn('a use of a cooldown could not be given back', { error });
  };
}

function cooldown(
  scope: LimitScope,
  what: string,
  window: Duration,
  options: CooldownOptions = {},
): GuardUse<CooldownRule> {
  const { shared, name, bypass } = options;
  const windowMs = durationMs(`The window of ${what}`, window);
  const uses = wholeNumber(`\`uses\` of ${what}`, options.uses ?? 1, 1, MOST_USES);
  const kind: string = options.kind ?? 'sliding';
  if (kind !== 'fixed' && kind !== 'sliding') refuseGuardOptions(`\`kind\` of ${what}`, '"fixed" or "sliding"', kind);
  const figures = `${uses}/${windowMs}${kind === 'fixed' ? ' fixed' : ''}`;
  return { guard: Cooldown, options: { scope, windowMs, uses, kind, figures, shared, name, bypass } };
}

const WHERE: Readonly<Record<LimitScope, string>> = {
  user: 'You can use this again',
  member: 'You can use this again',
  guild: 'This can be used again in this server',
  channel: 'This can be used again in this channel',
  global: 'This can be used again',
};

function refusal(rule: CooldownRule, retryAfterMs: number, nowMs: number): GuardRefusal {
  const { scope, uses, windowMs, name } = rule;
  const retryAtMs = nowMs + retryAfterMs;
  const timestamp = `<t:${Math.ceil(retryAtMs / 1_000)}:R>`;
  return {
    reason: 'cooldown',
    message: `${WHERE[scope]} ${inWords(retryAfterMs)}.`,
    values: { retryAfterMs, retryAtMs, timestamp, scope, uses, windowMs, name },
  };
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof (value as { readonly then?: unknown } | undefined)?.then === 'function';
}
