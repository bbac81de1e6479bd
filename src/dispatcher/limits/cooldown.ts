/** How often something may be used: by one person, in one guild or channel, or at all. */
import { Inject, Injectable } from '../../di';
import { type Clock, Logger } from '../../util';
import { type GuardUse, type StepName } from '../guards/guard';
import { type Verdict } from '../guards/refusal';
import { quietly } from '../quietly';
import { CLOCK } from './clock-token';
import { type CooldownOptions, cooldownRefusal, cooldownRule, type CooldownRule } from './cooldown-rule';
import { type Duration } from './duration';
import { type Free } from './holds';
import { Limit } from './limit';
import { type LimitAnswer, LimitStore } from './limit-store';

/**
 * `@Use(Cooldown.perUser('5s'))`. On a class or a module each handler has its own, unless `shared` says otherwise. A use is given
 * back when the call does not happen: another guard refused or failed, its turn did not come, or the options do not fit. So it is
 * where the call happens for another reason: within `anyOf(allOf(…), …)` by another of its members, and always within `not`.
 *
 * Counted in the group's `LimitStore`. Refuses with the reason `cooldown` and the values `retryAfterMs`, `retryAtMs` (since
 * 1970), `timestamp` (Discord shows it as “in 4 seconds”), `scope`, `uses`, `windowMs` and `name`.
 */
@Injectable()
export class Cooldown extends Limit<CooldownRule> {
  static override readonly step: StepName = 'limits';

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

  protected override take(key: string, rule: CooldownRule, onFree: (free: Free) => void): Verdict | Promise<Verdict> {
    const decide = (answer: LimitAnswer): Verdict => {
      if (!answer.allowed) return cooldownRefusal(rule, answer.retryAfterMs, this.clock.wallMs());
      const { takenAtMs } = answer;
      onFree((isUsed) => {
        if (!isUsed) this.giveBack(key, rule, takenAtMs);
      });
      return undefined;
    };
    const answer = this.store.take(key, rule, this.clock.wallMs());
    return isPromise(answer) ? answer.then(decide) : decide(answer);
  }

  private giveBack(key: string, rule: CooldownRule, takenAtMs: number): void {
    try {
      const given = this.store.giveBack(key, rule, takenAtMs);
      if (isPromise(given)) given.then(undefined, this.notGiven);
    } catch (error) {
      this.notGiven(error);
    }
  }

  private readonly notGiven = (error: unknown): void => {
    quietly(() => {
      this.logger.warn('a use of a cooldown could not be given back', { error });
    });
  };
}

function cooldown(...given: Parameters<typeof cooldownRule>): GuardUse<CooldownRule> {
  return { guard: Cooldown, options: cooldownRule(...given) };
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof (value as { readonly then?: unknown } | undefined)?.then === 'function';
}
