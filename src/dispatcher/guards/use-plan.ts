/** What is asked before, and stands around, the calls of one method: made once, when its group starts. */
import { type Class } from '../../di';
import { then } from '../thenable';
import { askAll, askAny, askApart, type Asked, type Refusals } from './ask';
import { type Guard } from './guard';
import { type Interceptor } from './interceptor';
import { type GuardNode, type GuardSetNode, type ReadUses } from './read-uses';
import { type StepOrder } from './steps';

export interface UsePlan {
  /** Guards by step, of the steps before options are read; those without a guard are left out. */
  readonly early: readonly (readonly Asked[])[];
  /** Of the steps after. */
  readonly late: readonly (readonly Asked[])[];
  /** Outermost first. */
  readonly interceptors: readonly Interceptor[];
}

export type InstanceOf = <T>(type: Class<T>) => T;

/** @returns `undefined` when nothing is used */
export function planUses(uses: ReadUses, order: StepOrder, instanceOf: InstanceOf): UsePlan | undefined {
  if (uses.guards.length + uses.interceptors.length === 0) return undefined;
  const steps = order.names.map((name) =>
    uses.guards.filter(({ node }) => node.step === name).map(({ node }) => asked(node, instanceOf)),
  );
  const isUsed = (step: readonly Asked[]): boolean => step.length > 0;
  return {
    early: steps.slice(0, order.beforeOptions).filter(isUsed),
    late: steps.slice(order.beforeOptions).filter(isUsed),
    interceptors: uses.interceptors.map((type) => instanceOf(type)),
  };
}

function asked(node: GuardNode, instanceOf: InstanceOf): Asked {
  if (node.how === 'one') {
    const { type, options } = node;
    const guard: Guard<unknown> = instanceOf(type);
    return { name: type.name, ask: (invocation) => guard.check(invocation, options) };
  }
  const members = node.members.map((member) => asked(member, instanceOf));
  const names = members.map(({ name }) => name).join(', ');
  switch (node.how) {
    case 'any':
      return anyOfThese(names, node, members);
    case 'all':
      return { name: `allOf(${names})`, ask: (invocation) => askAll(members, invocation) };
    case 'not': {
      const { refusal } = node;
      const turned = (refusals: Refusals): unknown => {
        if (refusals.length === 0) return refusal;
        // Whoever refuses because something is not known has not found that it does not hold.
        return refusals.find(({ values }) => values?.isKnown === false);
      };
      const [only] = members as [Asked];
      return { name: `not(${names})`, ask: (invocation) => then(askApart(only, invocation, false), turned) };
    }
  }
}

/** Sets among the members may take something before one of theirs refuses; a guard that refuses has taken nothing. */
function anyOfThese(names: string, node: GuardSetNode, members: readonly Asked[]): Asked {
  const tried = members.map((member, index): Asked => {
    if (node.members[index]?.how === 'one') return member;
    return { name: member.name, ask: (invocation) => askApart(member, invocation, true) };
  });
  return { name: `anyOf(${names})`, ask: (invocation) => askAny(tried, invocation) };
}
