/** One provider of one scope as the graph sees it: how it is made, and of what. */
import { type SetupPlace, type SetupProblem } from '../../errors';
import { injectables } from '../metadata/lists';
import { classPlace, readConstructor } from '../metadata/parameters';
import { type Provider } from '../metadata/provider';
import { functionParameters } from '../metadata/source-text';
import {
  type Class,
  type InjectionToken,
  isInjectionToken,
  tokenKey,
  type TokenKey,
  tokenName,
} from '../metadata/tokens';
import { type Listed } from './collect';

/** One argument that a node is made with. */
export interface NodeDependency {
  readonly index: number;
  readonly name?: string | undefined;
  readonly token?: InjectionToken | undefined;
  readonly optional?: boolean;
}

/** How a node’s value comes about. */
export type Making =
  | { readonly how: 'value'; readonly value: unknown }
  | { readonly how: 'built-in'; readonly value: unknown }
  | { readonly how: 'class'; readonly type: Class }
  | { readonly how: 'existing' }
  | { readonly how: 'factory'; readonly factory: (...args: never[]) => unknown };

export interface GraphNode {
  readonly key: TokenKey;
  /** What it is called in messages. */
  readonly label: string;
  readonly origin: () => string;
  readonly making: Making;
  readonly dependencies: readonly NodeDependency[];
  /** Whether each call of a handler has its own. What is only another name lives as long as what it names. */
  readonly perInvocation: boolean;
  /** Where its author can be pointed to. */
  readonly place: () => SetupPlace | undefined;
}

/** A node and what is wrong with it. A provider that is no provider makes no node. */
export interface NodeOrProblems {
  readonly node?: GraphNode;
  readonly problems: readonly SetupProblem[];
}

/** A class that is made by its constructor, standing for `token`. @param scope what its provider says, where that says anything */
export function classNode(
  type: Class,
  origin: () => string,
  token: InjectionToken = type,
  scope?: 'invocation',
): NodeOrProblems {
  const declared: unknown = injectables.own(type)[0]?.scope;
  const parameters = readConstructor(type);
  const node: GraphNode = {
    key: tokenKey(token),
    label: token === type ? type.name : `${tokenName(token)} (${type.name})`,
    origin,
    making: { how: 'class', type },
    dependencies: parameters,
    perInvocation: (scope ?? declared) === 'invocation',
    place: () => ({ file: classPlace(type)?.file, className: type.name, method: 'constructor' }),
  };
  const problems = new Set(parameters.flatMap(({ problem }) => problem ?? []));
  if (declared !== undefined && declared !== 'hub' && declared !== 'invocation') {
    problems.add(wrongScope(`${type.name} has the scope ${JSON.stringify(declared)}, which does not exist`, node));
  } else if (scope && declared === 'hub') {
    problems.add(
      wrongScope(`${type.name} is one for all groups, and its provider says that each call has its own`, node),
    );
  }
  return { node, problems: [...problems].map((problem) => withOrigin(problem, origin)) };
}

/** What is said of a scope that cannot be. */
function wrongScope(message: string, { place }: Pick<GraphNode, 'place'>): SetupProblem {
  return {
    code: 'DI_INVOCATION_SCOPE',
    message: `${message}.`,
    advice: "say scope: 'hub' for one for all groups, scope: 'invocation' for one for each call, or nothing.",
    place: place(),
  };
}

/** A class that no decorator of ours stands on does not know its file; the list it stands in does. */
function withOrigin(problem: SetupProblem, origin: () => string): SetupProblem {
  return problem.place?.file ? problem : { ...problem, message: `${problem.message} Listed by ${origin()}.` };
}

/** Another name for `target`. */
export function existingNode(token: InjectionToken, target: InjectionToken, origin: () => string): GraphNode {
  return {
    key: tokenKey(token),
    label: tokenName(token),
    origin,
    making: { how: 'existing' },
    dependencies: [{ index: 0, token: target }],
    perInvocation: false,
    place: () => undefined,
  };
}

/** Something that needs nothing. */
export function valueNode(
  token: InjectionToken,
  value: unknown,
  origin: () => string,
  how: 'value' | 'built-in',
): GraphNode {
  return {
    key: tokenKey(token),
    label: tokenName(token),
    origin,
    making: { how, value },
    dependencies: [],
    perInvocation: false,
    place: () => undefined,
  };
}

/** Reads a provider. Whatever is wrong with its shape is said, with its token and the list it stands in. */
export function providerNode({ entry, origin }: Listed<Provider>): NodeOrProblems {
  if (typeof entry === 'function') return classNode(entry, origin);
  // A list written in JavaScript can hold anything.
  const { provide, ...rest } = entry as unknown as Partial<Record<string, unknown>>;
  const wrong = (what: string, advice: string): NodeOrProblems => ({ problems: [misshapen(what, advice, origin())] });
  if (typeof entry !== 'object' || !('provide' in entry)) {
    return wrong(
      'A provider has no `provide`',
      'list a class, or { provide: token, useValue | useClass | useExisting | useFactory }.',
    );
  }
  if (!isInjectionToken(provide)) {
    return wrong(
      provide === undefined
        ? 'The `provide` of a provider is undefined (a circular import?)'
        : 'The `provide` of a provider is no token',
      'provide a class, token<T>(name), a name or a symbol.',
    );
  }
  const name = tokenName(provide);
  const uses = ['useValue', 'useClass', 'useExisting', 'useFactory'].filter((use) => use in rest);
  if (uses.length !== 1) {
    const found = uses.length === 0 ? 'says nothing about how' : `says ${uses.join(' and ')}`;
    return wrong(
      `The provider of ${name} ${found}`,
      'say exactly one of useValue, useClass, useExisting and useFactory.',
    );
  }
  const { scope } = rest;
  if (scope !== undefined && (scope !== 'invocation' || 'useValue' in rest || 'useExisting' in rest)) {
    const problem = wrongScope(
      `The provider of ${name} has the scope ${JSON.stringify(scope)}, which ${scope === 'invocation' ? `${uses[0] ?? ''} cannot have` : 'a provider cannot say'}, in ${origin()}`,
      { place: () => undefined },
    );
    return { problems: [problem] };
  }
  if ('useValue' in rest) return { node: valueNode(provide, rest.useValue, origin, 'value'), problems: [] };
  if ('useClass' in rest) {
    const type = rest.useClass;
    return typeof type === 'function'
      ? classNode(type as Class, origin, provide, scope)
      : wrong(`The useClass of ${name} is ${what(type)}`, 'name a class.');
  }
  if ('useExisting' in rest) {
    const target = rest.useExisting;
    return isInjectionToken(target)
      ? { node: existingNode(provide, target, origin), problems: [] }
      : wrong(`The useExisting of ${name} is ${what(target)}`, 'name another token.');
  }
  return factoryNode(provide, rest.useFactory, rest.inject, origin, scope === 'invocation');
}

function factoryNode(
  token: InjectionToken,
  factory: unknown,
  inject: unknown,
  origin: () => string,
  perInvocation: boolean,
): NodeOrProblems {
  const name = tokenName(token);
  const wrong = (what: string, advice: string): NodeOrProblems => ({ problems: [misshapen(what, advice, origin())] });
  if (typeof factory !== 'function') return wrong(`The useFactory of ${name} is ${what(factory)}`, 'name a function.');
  if (inject !== undefined && !Array.isArray(inject))
    return wrong(`The \`inject\` of ${name} is no list`, 'write inject: [Token, …].');
  const tokens = (inject ?? []) as readonly unknown[];
  const bad = tokens.findIndex((one) => !isInjectionToken(one));
  if (bad >= 0) {
    return wrong(
      `Entry ${bad} of the \`inject\` of ${name} is ${what(tokens[bad])}`,
      'name classes, token<T>(name), names or symbols.',
    );
  }
  if (factory.length > tokens.length) {
    return wrong(
      `The factory of ${name} takes ${factory.length} arguments and \`inject\` names ${tokens.length}`,
      'name a token for each argument: inject: [Token, …].',
    );
  }
  const source = functionParameters(factory);
  const node: GraphNode = {
    key: tokenKey(token),
    label: name,
    origin,
    making: { how: 'factory', factory: factory as (...args: never[]) => unknown },
    dependencies: (tokens as readonly InjectionToken[]).map((one, index) => ({
      index,
      name: source?.[index]?.name,
      token: one,
      ...(source?.[index]?.hasDefault ? { optional: true } : {}),
    })),
    perInvocation,
    place: () => undefined,
  };
  return { node, problems: [] };
}

function misshapen(message: string, advice: string, origin: string): SetupProblem {
  return { code: 'DI_PROVIDER_SHAPE', message: `${message}, in ${origin}.`, advice };
}

function what(value: unknown): string {
  return value === undefined ? 'undefined (a circular import?)' : value === null ? 'null' : `a ${typeof value}`;
}
