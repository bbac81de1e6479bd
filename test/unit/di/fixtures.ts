/** Events and scopes that the tests of this room share. */
import { InjectionGraph, type ScopeSpec } from '../../../src/di';
import { describeProblem, type SetupProblem } from '../../../src/errors';
import { dispatch, PayloadView } from '../../../src/models';

class Letter extends PayloadView<{ text: string }> {}

export class SentEvent extends dispatch('SENT', Letter, ['GuildMessages']) {}
export class ReadEvent extends dispatch('READ', Letter) {}

export function scope(name: string, parts: Partial<Omit<ScopeSpec, 'name'>> = {}): ScopeSpec {
  return { name, modules: [], providers: [], handlers: [], builtIns: [], ...parts };
}

/** A graph of a hub and the groups alpha and beta. */
export function graphOf(parts: {
  hub?: Partial<ScopeSpec>;
  alpha?: Partial<ScopeSpec>;
  beta?: Partial<ScopeSpec>;
}): InjectionGraph {
  const graph = new InjectionGraph(scope('hub', parts.hub));
  graph.addGroup(scope('alpha', parts.alpha));
  graph.addGroup(scope('beta', parts.beta));
  return graph;
}

/** For `toThrow`: an error of the framework with this code. */
export function withCode(code: string): Error {
  return expect.objectContaining({ code }) as Error;
}

/** Problems as people read them, each on lines of its own. */
export function told(problems: readonly (SetupProblem | undefined)[]): string {
  return problems.map((problem) => (problem ? describeProblem(problem) : 'no problem')).join('\n');
}
