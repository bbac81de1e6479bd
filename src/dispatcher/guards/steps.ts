/** The order in which guards are asked: the steps that are always there, and those of one's own. */
import { type SetupProblem } from '../../errors';
import { type StepName, STEPS } from './guard';

/** A step of one's own, beside one that is there: `{ name: 'payment', after: 'person' }`. */
export type GuardStep =
  | { readonly name: string; readonly after: StepName; readonly before?: undefined }
  | { readonly name: string; readonly before: StepName; readonly after?: undefined };

/** Where options are read: no guard is asked at it, but steps may stand beside it. */
const OPTIONS = 'options';

export interface StepOrder {
  /** In the order of asking. */
  readonly names: readonly string[];
  /** How many steps come before options are read. */
  readonly beforeOptions: number;
  readonly problems: readonly SetupProblem[];
}

/** @param group its name, for messages */
export function orderSteps(own: readonly GuardStep[], group: string): StepOrder {
  const order: string[] = STEPS.flatMap((name) => (name === 'guards' ? [OPTIONS, name] : [name]));
  const problems: SetupProblem[] = [];
  /** Behind which one the next that is to come after a step stands, so that several keep their order. */
  const lastAfter = new Map<string, string>();
  const waiting = [...own];
  for (;;) {
    const index = waiting.findIndex(
      ({ name, after, before }) => order.includes(after ?? before) && !order.includes(name),
    );
    const [step] = index < 0 ? [] : waiting.splice(index, 1);
    if (!step) break;
    if (step.before !== undefined) order.splice(order.indexOf(step.before), 0, step.name);
    else {
      order.splice(order.indexOf(lastAfter.get(step.after) ?? step.after) + 1, 0, step.name);
      lastAfter.set(step.after, step.name);
    }
  }
  for (const { name, after, before } of waiting) {
    problems.push({
      code: 'DISPATCH_STEP_INVALID',
      message: order.includes(name)
        ? `The options of group "${group}" add the step "${name}", which is there already.`
        : `The options of group "${group}" add the step "${name}" beside "${after ?? before}", which does not exist.`,
      advice: `give it a name of its own, and put it \`after\` or \`before\` one of ${order.join(', ')}.`,
    });
  }
  const names = order.filter((name) => name !== OPTIONS);
  return { names, beforeOptions: order.indexOf(OPTIONS), problems };
}
