/** Guards taken together: `anyOf`, `allOf`, `not`. */
import { type GuardRefusal } from './refusal';
import { type AnyGuard } from './usable';

/** Made by {@link anyOf}, {@link allOf} and {@link not}; asked at the latest step of its members. */
export class GuardSet {
  /** @internal */
  constructor(
    readonly how: 'any' | 'all' | 'not',
    readonly members: readonly AnyGuard[],
    /** What `not` says where its guard has nothing against the call. */
    readonly refusal?: GuardRefusal,
  ) {}
}

/**
 * One of them must have nothing against the call. They are asked in order, until one has not; else all their refusals are told.
 * What a set among them took that lets the call through by none of its own, `anyOf(allOf(Cooldown.perUser('5s'), …), …)`, is given
 * back at once.
 */
export function anyOf(...guards: readonly AnyGuard[]): GuardSet {
  return new GuardSet('any', guards);
}

/** None of them may have anything against the call: for use within {@link anyOf} and {@link not}. */
export function allOf(...guards: readonly AnyGuard[]): GuardSet {
  return new GuardSet('all', guards);
}

/**
 * The guard must refuse the call; what is told where it does not is `refusal`, since nobody else knows the words. What it takes to
 * find out, such as a use of a cooldown, is given back at once.
 */
export function not(guard: AnyGuard, refusal: GuardRefusal): GuardSet {
  return new GuardSet('not', [guard], refusal);
}
