/** The order in which the nodes of a scope are made, and the circles in which they cannot be. */
import { type SetupProblem } from '../../errors';
import { tokenKey } from '../metadata/tokens';
import { type GraphNode } from './node';
import { type ScopePlan } from './scope-plan';

/** What came of sorting a scope: the nodes, each after what it needs, or the circles that prevent it. */
export interface Sorted {
  readonly order: readonly GraphNode[];
  readonly cycles: readonly (readonly GraphNode[])[];
}

/** Sorts a scope’s own nodes; the hub’s are made before any group’s. Among equals the order of registration is kept. */
export function sortNodes(plan: ScopePlan): Sorted {
  const order: GraphNode[] = [];
  const cycles: GraphNode[][] = [];
  const state = new Map<GraphNode, 'open' | 'done'>();
  const path: GraphNode[] = [];
  const visit = (node: GraphNode): void => {
    const seen = state.get(node);
    if (seen === 'open') cycles.push([...path.slice(path.indexOf(node)), node]);
    if (seen) return;
    state.set(node, 'open');
    path.push(node);
    for (const { token } of node.dependencies) {
      const needed = token === undefined ? undefined : plan.nodes.get(tokenKey(token));
      if (needed) visit(needed);
    }
    path.pop();
    state.set(node, 'done');
    order.push(node);
  };
  for (const node of plan.nodes.values()) visit(node);
  return { order, cycles };
}

/** A circle, with every station named. */
export function cycleProblem(cycle: readonly GraphNode[], where: string): SetupProblem {
  const chain = cycle.map((node) => node.label).join(' -> ');
  return {
    code: 'DI_CYCLE',
    message: `Providers of ${where} need each other in a circle: ${chain}.`,
    advice: 'move what they share into a third provider, or hand one of them over later, in onInit().',
    place: cycle[0]?.place(),
  };
}
