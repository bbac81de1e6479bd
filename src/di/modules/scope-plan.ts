/** One scope, laid out: which token is made how, which handlers it has, and what is wrong with that. Nothing is made yet. */
import { type SetupProblem } from '../../errors';
import { injectables } from '../metadata/lists';
import { type ClassProvider, type Provider } from '../metadata/provider';
import { isProblem, readHandler } from '../metadata/read-handler';
import { type Class, type InjectionToken, tokenKey, type TokenKey, tokenName } from '../metadata/tokens';
import { collect, type Collected, type Listed } from './collect';
import { classNode, existingNode, type GraphNode, type NodeOrProblems, providerNode, valueNode } from './node';
import { type HandlerHome } from './handler-home';
import { type BuiltIn, scopeLabel, type ScopeSpec } from './scope-spec';

export class ScopePlan {
  readonly name: string;
  readonly label: string;
  readonly nodes = new Map<TokenKey, GraphNode>();
  readonly modules: ReadonlySet<Class>;
  /** The scope’s handlers, each once; a group’s are also the hub’s. */
  private readonly listedHandlers: Map<Class, () => string>;
  /** The modules of this scope that list a handler. */
  private readonly homes = new Map<Class, readonly Class[]>();
  /** What is wrong with the lists themselves; whether everything can be resolved is another question. */
  readonly problems: SetupProblem[];

  /** @param hub the plan of the scope above; none for the hub’s own. Classes that all groups share move there. */
  constructor(
    spec: ScopeSpec,
    readonly hub?: ScopePlan,
  ) {
    this.name = spec.name;
    this.label = scopeLabel(spec.name);
    const collected = collect(spec, hub?.modules);
    this.modules = collected.modules;
    this.problems = [...collected.problems];
    for (const listed of collected.providers) this.addProvider(listed);
    this.listedHandlers = this.readHandlers(collected);
    for (const builtIn of spec.builtIns) this.addBuiltIn(builtIn);
    // The hub’s handlers run in every group, each group with its own instance.
    if (hub) for (const [type, origin] of this.listedHandlers) this.addHandler(type, origin);
    // So does what the hub lists for calls: each call belongs to a group, and is given what that group has.
    for (const node of hub?.nodes.values() ?? []) {
      if (hub?.livesPerInvocation(node) && !this.nodes.has(node.key)) this.nodes.set(node.key, node);
    }
  }

  get handlers(): readonly Class[] {
    return [...this.listedHandlers.keys()];
  }

  /** Takes in a handler that no list names, because it was added in code. One without `@Handler()` is left out. */
  takeHandler(type: Class, origin: () => string): void {
    if (this.listedHandlers.has(type) || isProblem(readHandler(type))) return;
    this.listedHandlers.set(type, origin);
    this.addHandler(type, origin);
  }

  /** Takes in a class that nobody needs to list, such as a guard, unless something stands for it already. */
  takeClass(type: Class, origin: () => string): void {
    if (!this.find(type)) {
      if (this.hub && sharedClass(type)) this.hub.share(type, origin);
      else this.add(classNode(type, origin));
    }
    const found = this.find(type)?.node;
    if (!found || !this.livesPerInvocation(found)) return;
    const problem = scopedGuard(found, origin());
    // What is used is told each time that the group is looked at.
    if (!this.problems.some(({ message }) => message === problem.message)) this.problems.push(problem);
  }

  homeOf(type: Class): HandlerHome {
    const above = this.hub?.homeOf(type);
    return {
      modules: [...(above?.modules ?? []), ...(this.homes.get(type) ?? [])],
      isHubs: above?.isHubs ?? this.listedHandlers.has(type),
    };
  }

  /** The node that stands for a token as this scope sees it, and the scope it is in. */
  find(key: TokenKey): { readonly node: GraphNode; readonly plan: ScopePlan } | undefined {
    const node = this.nodes.get(key);
    return node ? { node, plan: this } : this.hub?.find(key);
  }

  /** Whether each call of a handler has its own of what the node stands for. */
  livesPerInvocation(node: GraphNode): boolean {
    const seen = new Set<GraphNode>();
    let target: GraphNode | undefined = node;
    while (target?.making.how === 'existing' && !seen.has(target)) {
      seen.add(target);
      const token: InjectionToken | undefined = target.dependencies[0]?.token;
      target = token === undefined ? undefined : this.find(tokenKey(token))?.node;
    }
    return target?.perInvocation ?? false;
  }

  /** Of this scope and those above: what each call has of its own. */
  invocationNodes(): Map<TokenKey, GraphNode> {
    return new Map([...this.nodes].filter(([, node]) => this.livesPerInvocation(node)));
  }

  /** Names of everything that can be asked for here. */
  *tokenNames(): IterableIterator<string> {
    for (const key of this.nodes.keys()) yield tokenName(key);
    if (this.hub) yield* this.hub.tokenNames();
  }

  private addProvider(listed: Listed<Provider>): void {
    const shared = this.hub && sharedClass(listed.entry);
    if (this.hub && shared) {
      this.hub.share(shared, listed.origin);
      // Listed as itself, it is found in the hub; under another token, that token becomes a name for it.
      if (listed.entry === shared) return;
      const token = (listed.entry as Exclude<Provider, Class>).provide;
      this.add({ node: existingNode(token, shared, listed.origin), problems: [] });
      return;
    }
    this.add(providerNode(listed));
  }

  private add({ node, problems }: NodeOrProblems): void {
    this.problems.push(...problems);
    if (!node) return;
    const before = this.nodes.get(node.key);
    if (before) this.problems.push(duplicate(node, before, this.label));
    else this.nodes.set(node.key, node);
  }

  /** Takes in a class that a group lists and all groups share. What the hub itself lists for its token goes first. */
  private share(type: Class, origin: () => string): void {
    if (this.nodes.has(type)) return;
    this.add(classNode(type, () => `${origin()}, shared by all groups`));
  }

  private readHandlers({ handlers }: Collected): Map<Class, () => string> {
    const listed = new Map(this.hub?.listedHandlers);
    for (const { entry, origin, module } of handlers) {
      if (module) this.homes.set(entry, [...(this.homes.get(entry) ?? []), module]);
      const record = readHandler(entry);
      if (!isProblem(record)) {
        if (!listed.has(entry)) listed.set(entry, origin);
      } else this.problems.push({ ...record, message: `${record.message} Listed by ${origin()}.` });
    }
    return listed;
  }

  private addHandler(type: Class, origin: () => string): void {
    // A handler that is also listed as a provider is one instance all the same.
    if (!this.nodes.has(type)) this.add(classNode(type, origin));
    const node = this.nodes.get(type);
    if (node && this.livesPerInvocation(node)) this.problems.push(scopedHandler(node));
  }

  private addBuiltIn({ token, aliases = [], value, overridable = false }: BuiltIn): void {
    const key = tokenKey(token);
    const origin = (): string => `what ${this.label} has of itself`;
    const replacement = this.nodes.get(key);
    const replacing = this.find(key)?.node;
    if (overridable && replacing && this.livesPerInvocation(replacing)) {
      this.problems.push(scopedReplacement(tokenName(token), replacing, this.label));
    }
    if (replacement && !overridable) this.problems.push(fixed(tokenName(token), replacement, this.label));
    // The hub's provider replaces the default of every group.
    if (!replacement && !(overridable && this.hub?.nodes.has(key))) {
      this.nodes.set(key, valueNode(token, value, origin, 'built-in'));
    }
    for (const alias of aliases) {
      const taken = this.nodes.get(alias);
      if (taken) this.problems.push(fixed(alias, taken, this.label, tokenName(token)));
      else this.nodes.set(alias, existingNode(alias, token, origin));
    }
  }
}

/** The class of a provider that all groups share. */
function sharedClass(provider: Provider): Class | undefined {
  // Whether it is a provider at all is checked later, and so is one that says another scope than its class.
  if (typeof provider === 'object' && 'scope' in provider) return undefined;
  const type = typeof provider === 'function' ? provider : (provider as Partial<ClassProvider>).useClass;
  return typeof type === 'function' && injectables.own(type)[0]?.scope === 'hub' ? type : undefined;
}

function duplicate(node: GraphNode, before: GraphNode, where: string): SetupProblem {
  const lists = new Set([before.origin(), node.origin()]);
  return {
    code: 'DI_DUPLICATE_PROVIDER',
    message: `${tokenName(node.key)} is provided twice in ${where}: by ${[...lists].join(' and by ')}${lists.size === 1 ? ', in two entries' : ''}.`,
    advice:
      'keep one of them; to share a provider between modules, list it in one module and import that module in the others; to put another in its place, as a test does, name it in `replace` of the options of the group.',
    place: node.place(),
  };
}

function scopedHandler(node: GraphNode): SetupProblem {
  return {
    code: 'DI_INVOCATION_SCOPE',
    message: `${node.label} is a handler, of which each group has one, and is listed by ${node.origin()} with the scope "invocation".`,
    advice: 'take the scope away, and ask for what each call has of its own in the parameters of its methods.',
    place: node.place(),
  };
}

function scopedGuard(node: GraphNode, user: string): SetupProblem {
  return {
    code: 'DI_INVOCATION_SCOPE',
    message: `${node.label} is used by ${user}, so that each group has one, and has the scope "invocation".`,
    advice: 'take the scope away, and get what each call has of its own with invocation.get(…).',
    place: node.place(),
  };
}

function scopedReplacement(name: string, node: GraphNode, where: string): SetupProblem {
  return {
    code: 'DI_INVOCATION_SCOPE',
    message: `${name} is asked for by ${where} itself, outside of calls, and ${node.origin()} gives each call its own.`,
    advice: 'take the scope away.',
    place: node.place(),
  };
}

function fixed(name: string, provider: GraphNode, where: string, of?: string): SetupProblem {
  return {
    code: 'DI_BUILT_IN',
    message: `"${name}" belongs to ${where} itself${of ? ` (it is another name for ${of})` : ''} and cannot be provided by ${provider.origin()}.`,
    advice: `provide it under a token of your own${of ? `, or provide ${of} where that may be replaced` : ''}.`,
    place: provider.place(),
  };
}
