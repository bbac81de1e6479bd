/** Asks guards: all of one step side by side, one step after the other; without a promise where no guard makes one. */
import { type Invocation } from '../invocation/invocation';
import { DispatchError } from '../dispatch-error';
import { isThenable } from '../thenable';
import { type GuardRefusal } from './refusal';

/** A guard that is ready to be asked. What it says is checked by whoever asks. */
export interface Asked {
  /** For messages. */
  readonly name: string;
  readonly ask: (invocation: Invocation) => unknown;
}

export type Refusals = readonly GuardRefusal[];

const NONE: Refusals = [];

/** The refusals of the first step in which somebody refuses; none when nobody does. Throws, or rejects, as a guard did. */
export function askSteps(
  steps: readonly (readonly Asked[])[],
  invocation: Invocation,
  from = 0,
): Refusals | Promise<Refusals> {
  for (let index = from; index < steps.length; index += 1) {
    const refusals = askAll(steps[index] as readonly Asked[], invocation);
    if (isThenable(refusals)) {
      return refusals.then((found) => (found.length > 0 ? found : askSteps(steps, invocation, index + 1)));
    }
    if (refusals.length > 0) return refusals;
  }
  return NONE;
}

/** What all of them have against the call. */
export function askAll(guards: readonly Asked[], invocation: Invocation): Refusals | Promise<Refusals> {
  const [only] = guards;
  if (only && guards.length === 1) return askOne(only, invocation);
  const answers: (Refusals | Promise<Refusals>)[] = [];
  let failed: { readonly thrown: unknown } | undefined;
  for (const guard of guards) {
    try {
      answers.push(askOne(guard, invocation));
    } catch (thrown) {
      failed = { thrown };
      break;
    }
  }
  // Whoever is being asked is heard out: what it takes is given back when the call ends.
  if (answers.some(isThenable)) return settled(answers, failed);
  if (failed) throw failed.thrown;
  return told(answers as Refusals[]);
}

/** In order, until one has nothing against the call; else what all have. */
export function askAny(
  guards: readonly Asked[],
  invocation: Invocation,
  heard: Refusals = NONE,
  from = 0,
): Refusals | Promise<Refusals> {
  let all = heard;
  for (let index = from; index < guards.length; index += 1) {
    const refusals = askOne(guards[index] as Asked, invocation);
    if (isThenable(refusals)) {
      const before = all;
      return refusals.then((found) =>
        found.length === 0 ? NONE : askAny(guards, invocation, told([before, found]), index + 1),
      );
    }
    if (refusals.length === 0) return NONE;
    all = told([all, refusals]);
  }
  return all;
}

/**
 * Asks apart from the rest of the call: where it refuses, what it took meanwhile is given back at once, for the call may happen
 * all the same. @param isKept whether what it took is the call's where it has nothing against it
 */
export function askApart(guard: Asked, invocation: Invocation, isKept: boolean): Refusals | Promise<Refusals> {
  const part = invocation.part();
  const heard = (refusals: Refusals): Refusals => {
    if (isKept && refusals.length === 0) part.join();
    else part.end({ kind: 'refused', refusals });
    return refusals;
  };
  const failed = (thrown: unknown): never => {
    part.join();
    throw thrown;
  };
  let refusals: Refusals | Promise<Refusals>;
  try {
    refusals = askOne(guard, part);
  } catch (thrown) {
    return failed(thrown);
  }
  return isThenable(refusals) ? refusals.then(heard, failed) : heard(refusals);
}

export function askOne({ name, ask }: Asked, invocation: Invocation): Refusals | Promise<Refusals> {
  const verdict = ask(invocation);
  if (isThenable(verdict)) return Promise.resolve(verdict).then((said) => refusalsOf(said, name));
  return refusalsOf(verdict, name);
}

async function settled(
  answers: readonly (Refusals | Promise<Refusals>)[],
  failed: { readonly thrown: unknown } | undefined,
): Promise<Refusals> {
  const results = await Promise.allSettled(answers.map((answer) => Promise.resolve(answer)));
  if (failed) throw failed.thrown;
  return told(
    results.map((result) => {
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    }),
  );
}

/** Who refuses for a class and for its method, in the same words, is heard once. */
function told(lists: readonly Refusals[]): Refusals {
  const all = lists.flat();
  if (all.length < 2) return all;
  return [...new Map(all.map((refusal) => [`${refusal.reason}\n${refusal.message}`, refusal])).values()];
}

/** A guard that answers `false`, or anything else that is no refusal, has not let the call through. */
function refusalsOf(verdict: unknown, guard: string): Refusals {
  if (verdict === undefined) return NONE;
  const refusals: readonly unknown[] = Array.isArray(verdict) ? verdict : [verdict];
  if (refusals.every(isRefusal)) return refusals;
  throw new DispatchError({
    code: 'DISPATCH_GUARD_VERDICT',
    kind: 'guard',
    message: `${guard} answered with something that is no refusal, so the call did not happen.`,
    advice: 'return { reason, message } to refuse a call, and nothing to let it through.',
    context: { guard },
  });
}

function isRefusal(value: unknown): value is GuardRefusal {
  if (typeof value !== 'object' || value === null) return false;
  const { reason, message } = value as Partial<GuardRefusal>;
  return typeof reason === 'string' && typeof message === 'string';
}
