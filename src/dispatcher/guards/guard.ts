/** What decides before a call whether it happens. */
import { type Class } from '../../di';
import { type Invocation } from '../invocation/invocation';
import { type Verdict } from './refusal';

/** Where in the order of steps a guard is asked. Steps of one's own are added in the group's options. */
export type StepName = 'place' | 'person' | 'guards' | 'limits' | 'turns' | (string & {});

/**
 * The steps that are always there, in their order. Options are read between `person` and `guards`. `turns` is for guards that wait:
 * whoever is refused by any other has been refused before.
 */
export const STEPS: readonly StepName[] = ['place', 'person', 'guards', 'limits', 'turns'];

/**
 * Got from the container, one for each group. All guards of one step are asked, and all that refuse are told together; the next
 * step is asked only when nobody refused, so that a limit is not spent on a call that does not happen.
 * @typeParam O what `@Use` gives it: see {@link GuardUse}
 */
export abstract class Guard<O = undefined> {
  /** When it is asked. Default `guards`. */
  static readonly step: StepName = 'guards';

  /** What must be given back or freed is told to `invocation.onEnd`. */
  abstract check(invocation: Invocation, options: O): Verdict | Promise<Verdict>;
}

export type GuardClass<O = undefined> = Class<Guard<O>> & { readonly step: StepName };

/** A guard with what it is to hold: `Cooldown.perUser('5s')` makes one. */
export interface GuardUse<O = unknown> {
  readonly guard: GuardClass<O>;
  readonly options: O;
}
