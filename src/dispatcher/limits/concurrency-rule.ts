/** What a limit of calls at once is made of, and what it says. */
import { refuseGuardOptions, wholeNumber } from '../guards/guard-options';
import { type GuardRefusal } from '../guards/refusal';
import { type Duration, durationMs } from './duration';
import { inWords } from './in-words';
import { type LimitOptions, type LimitScope } from './limit-scope';

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
export type Busy = 'busy' | 'full' | 'late' | 'closed';

const MOST = 10_000;
/** As long as the token of an interaction lives. */
const LONGEST_MS = 15 * 60_000;

/** @param what how it is called in messages. @throws {DispatchError} DISPATCH_GUARD_OPTIONS */
export function concurrencyRule(
  scope: LimitScope,
  what: string,
  atOnce: number,
  options: ConcurrencyOptions = {},
): ConcurrencyRule {
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
  return { scope, atOnce, waitMs, queue: places, longestMs, figures, shared, name, bypass };
}

const WHOSE: Readonly<Record<LimitScope, string>> = {
  user: ' for you',
  member: ' for you',
  guild: ' in this server',
  channel: ' in this channel',
  global: '',
};

export function busyRefusal({ scope, atOnce, waitMs, name }: ConcurrencyRule, why: Busy): GuardRefusal {
  const times = atOnce === 1 ? '' : ` ${atOnce} times`;
  const runs = `This is already running${times}${WHOSE[scope]}`;
  const message: Readonly<Record<Busy, string>> = {
    busy: `${runs}. Try again when it is done.`,
    full: `${runs}, and too many are waiting. Try again later.`,
    late: `${runs}, and your turn did not come ${inWords(waitMs)}. Try again later.`,
    closed: `${runs}, and the bot is about to stop. Try again later.`,
  };
  return { reason: 'concurrency', message: message[why], values: { why, atOnce, scope, name } };
}
