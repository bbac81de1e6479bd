/** Checks that everything a scope needs can be had there, before anything is made. */
import { type SetupProblem } from '../../errors';
import { isCallSubject } from '../metadata/call-subject';
import { parameterLabel } from '../metadata/parameter-problems';
import { type InjectionToken, tokenKey, tokenName } from '../metadata/tokens';
import { missingProvider } from './missing';
import { type GraphNode, type NodeDependency } from './node';
import { cycleProblem, sortNodes } from './order';
import { outlivesProblem } from './outlives';
import { type ScopePlan } from './scope-plan';

/** Everything that is wrong with a scope. `others` are the groups whose tokens it cannot have. */
export function checkScope(plan: ScopePlan, others: readonly ScopePlan[]): SetupProblem[] {
  const problems = [...plan.problems];
  for (const node of plan.nodes.values()) problems.push(...checkNode(plan, node, others));
  for (const cycle of sortNodes(plan).cycles) {
    if (!isLeftToGroups(plan, cycle[0] as GraphNode)) problems.push(cycleProblem(cycle, plan.label));
  }
  return problems;
}

/** What the hub lists for calls is made in the group that is called, so it is looked at there. */
function isLeftToGroups(plan: ScopePlan, node: GraphNode): boolean {
  return plan.hub === undefined && plan.livesPerInvocation(node);
}

/** What one node needs and cannot have. The node need not be one of the scope’s. */
function checkNode(plan: ScopePlan, node: GraphNode, others: readonly ScopePlan[]): SetupProblem[] {
  if (isLeftToGroups(plan, node)) return [];
  const perInvocation = plan.livesPerInvocation(node);
  return node.dependencies.flatMap((dependency) => {
    const { token, optional = false } = dependency;
    if (token === undefined) return [];
    const found = plan.find(tokenKey(token));
    if (perInvocation) {
      return found || optional || isCallSubject(token) ? [] : [unavailable(plan, node, dependency, token, others)];
    }
    if (found ? found.plan.livesPerInvocation(found.node) : !optional && isCallSubject(token)) {
      return [outlives(plan, node, dependency, token)];
    }
    return found || optional ? [] : [unavailable(plan, node, dependency, token, others)];
  });
}

function outlives(plan: ScopePlan, node: GraphNode, dependency: NodeDependency, token: InjectionToken): SetupProblem {
  return outlivesProblem({
    asker: node.making.how === 'factory' ? `The factory of ${node.label}` : node.label,
    parameter: dependency,
    token,
    chain: chainTo(plan, node).map((station) => station.label),
    lives: plan.hub ? `is made once for ${plan.label}` : 'is one for all groups',
    place: node.place(),
  });
}

function unavailable(
  plan: ScopePlan,
  node: GraphNode,
  dependency: NodeDependency,
  token: InjectionToken,
  others: readonly ScopePlan[],
): SetupProblem {
  const owners = others.filter((other) => other !== plan && other.nodes.has(tokenKey(token)));
  if (plan.hub === undefined && owners.length > 0) return hubNeedsGroup(plan, node, dependency, token, owners);
  const asker = node.making.how === 'factory' ? `The factory of ${node.label}` : node.label;
  return missingProvider({
    asker: `${asker}, listed by ${node.origin()},`,
    parameter: node.making.how === 'existing' ? undefined : dependency,
    token,
    where: plan.label,
    place: node.place(),
    known: plan.tokenNames(),
    elsewhere: owners.map((owner) => owner.label),
  });
}

function hubNeedsGroup(
  plan: ScopePlan,
  node: GraphNode,
  dependency: NodeDependency,
  token: InjectionToken,
  owners: readonly ScopePlan[],
): SetupProblem {
  const name = tokenName(token);
  const chain = [...chainTo(plan, node).map((station) => station.label), name].join(' -> ');
  const place = node.place();
  return {
    code: 'DI_HUB_NEEDS_GROUP',
    message:
      `${node.label} is one for all groups and needs ${name} (${parameterLabel(dependency)}), ` +
      `of which each group has its own (${owners.map((owner) => owner.label).join(', ')}): ${chain}. Listed by ${node.origin()}.`,
    advice:
      `list ${node.label} in each group instead of the hub (without scope: 'hub'), ` +
      `or inject ClientGroups and say at the call which group is meant.`,
    place: place && { ...place, argument: dependency.name ?? dependency.index },
  };
}

/** The nodes that lead to `node`, from one that nothing needs. */
function chainTo(plan: ScopePlan, node: GraphNode): GraphNode[] {
  const chain = [node];
  for (let next: GraphNode | undefined = node; next;) {
    const needed: GraphNode = next;
    next = [...plan.nodes.values()].find(
      (candidate) =>
        !chain.includes(candidate) &&
        candidate.dependencies.some(({ token }) => token !== undefined && tokenKey(token) === needed.key),
    );
    if (next) chain.unshift(next);
  }
  return chain;
}
