/** What a cooldown is made of, and what it says. */
import { refuseGuardOptions, wholeNumber } from '../guards/guard-options';
import { type GuardRefusal } from '../guards/refusal';
import { type Duration, durationMs } from './duration';
import { inWords } from './in-words';
import { type LimitOptions, type LimitScope } from './limit-scope';
import { type LimitRule } from './limit-store';

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

/** @param what how it is called in messages. @throws {DispatchError} DISPATCH_GUARD_OPTIONS */
export function cooldownRule(
  scope: LimitScope,
  what: string,
  window: Duration,
  options: CooldownOptions = {},
): CooldownRule {
  const { shared, name, bypass } = options;
  const windowMs = durationMs(`The window of ${what}`, window);
  const uses = wholeNumber(`\`uses\` of ${what}`, options.uses ?? 1, 1, MOST_USES);
  const kind: string = options.kind ?? 'sliding';
  if (kind !== 'fixed' && kind !== 'sliding') refuseGuardOptions(`\`kind\` of ${what}`, '"fixed" or "sliding"', kind);
  const figures = `${uses}/${windowMs}${kind === 'fixed' ? ' fixed' : ''}`;
  return { scope, windowMs, uses, kind, figures, shared, name, bypass };
}

const WHERE: Readonly<Record<LimitScope, string>> = {
  user: 'You can use this again',
  member: 'You can use this again',
  guild: 'This can be used again in this server',
  channel: 'This can be used again in this channel',
  global: 'This can be used again',
};

export function cooldownRefusal(rule: CooldownRule, retryAfterMs: number, nowMs: number): GuardRefusal {
  const { scope, uses, windowMs, name } = rule;
  const retryAtMs = nowMs + retryAfterMs;
  const timestamp = `<t:${Math.ceil(retryAtMs / 1_000)}:R>`;
  return {
    reason: 'cooldown',
    message: `${WHERE[scope]} ${inWords(retryAfterMs)}.`,
    values: { retryAfterMs, retryAtMs, timestamp, scope, uses, windowMs, name },
  };
}
