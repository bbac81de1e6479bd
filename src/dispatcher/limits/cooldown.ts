/** How often something may be used: by one person, in one guild or channel, or at all. */
import { Inject, Injectable } from '../../di';
import { type Clock, Logger } from '../../util';
import { Guard, type GuardUse, type StepName } from '../guards/guard';
import { refuseGuardOptions, wholeNumber } from '../guards/guard-options';
import { type GuardRefusal, type Verdict } from '../guards/refusal';
import { type Invocation } from '../invocation/invocation';
import { CLOCK } from './clock-token';
import { type Duration, durationMs } from './duration';
import { inWords } from './in-words';
import { Holds } from './holds';
import { type LimitOptions, type LimitScope } from './limit-scope';
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
 * back when the call does not happen: another guard refused or failed, its turn did not come, or the options do not fit. So it is
 * where the call happens for another reason: within `anyOf(allOf(…), …)` by another of its members, and always within `not`.
 *
 * Counted in the group's `LimitStore`. Refuses with the reason `cooldown` and the values `retryAfterMs`, `retryAtMs` (since
 * 1970), `timestamp` (Discord shows it as “in 4 seconds”), `scope`, `uses`, `windowMs` and `name`.
 */
@Injectable()
export class Cooldown extends Guard<CooldownRule> {
  static override readonly step: StepName = 'limits';
  private readonly holds = new Holds();

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
    return this.holds.ask(invocation, rule, (key, onFree) => {
      const decide = (answer: LimitAnswer): Verdict => {
        if (!answer.allowed) return refusal(rule, answer.retryAfterMs, this.clock.wallMs());
        const { takenAtMs } = answer;
        onFree((isUsed) => {
          if (!isUsed) this.giveBack(key, rule, takenAtMs);
        });
        return undefined;
      };
      const answer = this.store.take(key, rule, this.clock.wallMs());
      return isPromise(answer) ? answer.then(decide) : decide(answer);
    });
  }

  private giveBack(key: string, rule: LimitRule, takenAtMs: number): void {
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
