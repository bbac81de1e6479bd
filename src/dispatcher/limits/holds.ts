/**
 * What a call holds of its limits: each once, however often the limit stands on the call and however often it is asked. What it was
 * told holds for the whole call, so that a limit that has refused it refuses it again where it is asked in another set of guards,
 * or when the call is tried again.
 */
import { type Verdict } from '../guards/refusal';
import { type Invocation } from '../invocation/invocation';
import { type InvocationOutcome } from '../invocation/invocation-outcome';
import { isThenable } from '../thenable';
import { type KeyParts, LimitKeys } from './limit-scope';

/** Told once nobody relies on the hold any more. @param isUsed whether the call it was taken for has happened */
export type Free = (isUsed: boolean) => void;

/** Takes what a limit has, or says why there is nothing; and how it is freed. */
export type Take = (key: string, onFree: (free: Free) => void) => Verdict | Promise<Verdict>;

interface Hold {
  readonly key: string;
  verdict: Verdict | Promise<Verdict>;
  free: Free | undefined;
  /** How many times the limit stands on the call. */
  askers: number;
  isUsed: boolean;
  isOver: boolean;
}

/** On a call: its holds. A WeakMap would do, and costs the collector more than the limit itself. */
const HELD = Symbol('held');

interface Holder {
  [HELD]?: Hold[];
}

export class Holds {
  private readonly keys = new LimitKeys();

  /** What `take` throws is thrown, and forgotten: who asks again takes again. */
  ask(invocation: Invocation, parts: KeyParts, take: Take): Verdict | Promise<Verdict> {
    const key = this.keys.keyOf(invocation, parts);
    const holder: Holder = invocation.whole as object;
    const known = holder[HELD]?.find((hold) => hold.key === key);
    if (known) {
      rely(known, invocation, holder);
      return known.verdict;
    }
    const hold: Hold = { key, verdict: undefined, free: undefined, askers: 0, isUsed: false, isOver: false };
    const verdict = take(key, (free) => {
      // It was asked for a call that is over already.
      if (hold.isOver) free(hold.isUsed);
      else hold.free = free;
    });
    (holder[HELD] ??= []).push(hold);
    hold.verdict = verdict;
    rely(hold, invocation, holder);
    if (isThenable(verdict)) {
      verdict.then(undefined, () => {
        drop(holder, hold);
      });
    }
    return verdict;
  }
}

function rely(hold: Hold, invocation: Invocation, holder: Holder): void {
  hold.askers += 1;
  invocation.onEnd((outcome) => {
    hold.askers -= 1;
    hold.isUsed ||= hasHappened(outcome, invocation);
    if (hold.askers > 0) return;
    hold.isOver = true;
    drop(holder, hold);
    hold.free?.(hold.isUsed);
  });
}

function drop(holder: Holder, hold: Hold): void {
  const held = holder[HELD];
  const index = held?.indexOf(hold) ?? -1;
  if (index >= 0) held?.splice(index, 1);
}

/** What failed was tried, and counts; what did not begin, because a guard failed, does not. */
function hasHappened({ kind }: InvocationOutcome, { hasBegun }: Invocation): boolean {
  return kind === 'done' || (kind === 'failed' && hasBegun);
}
