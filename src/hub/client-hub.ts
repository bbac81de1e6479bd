/** The aggregation point of a program: makes the groups, starts them together, keeps them apart, stops them. */
import { inspect } from 'node:util';
import { captureSpot, InjectionGraph, type Spot } from '../di';
import { SetupError, type SetupPlace } from '../errors';
import { asError, ConsoleLogger, deferred, type Logger, SteadyLogger, systemClock } from '../util';
import { type GroupAuth } from './auth';
import { ClientGroup, type GroupHost } from './client-group';
import { ClientGroups } from './client-groups';
import { chooseIntents } from './group-intents';
import { GroupLife } from './group-life';
import { isOnThisMachine } from './loopback';
import { type ClientGroupOptions, type ClientHubOptions, type GroupResult, type StopOptions } from './options';
import { cannotAddGroup, cannotStart, noGroupStarted, stoppedMeanwhile } from './refusals';
import { checkHub, type GroupEntry, RESERVED } from './setup-check';
import { listenForShutdown } from './shutdown-signals';
import { defaultState } from './state';
import { groupScope, type HubServices, hubScope, wireGroup } from './wiring';

type HubState = 'idle' | 'running' | 'stopping' | 'stopped';

const INIT_MS = 30_000;
const DRAIN_MS = 10_000;

export class ClientHub implements AsyncDisposable {
  /** Every group by its name; live. */
  readonly groups = new ClientGroups();
  private readonly entries: GroupEntry[] = [];
  private readonly services: HubServices;
  private readonly graph: InjectionGraph;
  private readonly logger: Logger;
  private readonly life: GroupLife;
  private readonly drainMs: number;
  private readonly ended = deferred();
  private stopping: Promise<void> | undefined = undefined;
  private sharedClosing: Promise<void> | undefined = undefined;
  private state: HubState = 'idle';

  constructor(private readonly options: ClientHubOptions = {}) {
    const logger = options.logger ?? new ConsoleLogger();
    this.logger = new SteadyLogger(logger);
    const api = options.api ?? process.env.CORDUROY_API;
    this.services = {
      logger: this.logger,
      authorsLogger: logger,
      clock: options.clock ?? systemClock,
      api,
      transport: options.transport,
      state: options.state ?? defaultState(api),
      cache: options.cache,
      cacheStore: options.cacheStore,
      use: options.use,
    };
    this.graph = new InjectionGraph(hubScope(options, this.services, this.groups));
    this.drainMs = options.drainMs ?? DRAIN_MS;
    this.life = new GroupLife({
      graph: this.graph,
      logger: this.logger,
      clock: this.services.clock,
      initMs: options.initMs ?? INIT_MS,
      drainMs: this.drainMs,
      isSimulated: isOnThisMachine(this.services.api),
    });
  }

  /** The same as {@link groups}, by the name handlers inject it under. */
  get clientGroups(): ClientGroups {
    return this.groups;
  }

  /** Settles when the hub has stopped: asked to, or because none of its groups is left. */
  get closed(): Promise<void> {
    return this.ended.promise;
  }

  /**
   * Makes a group: one bot with its own token. Nothing is connected yet, but its REST client already works.
   * What is wrong with a group (its name is taken, its token is missing or shared) is told by `start()`, all at once.
   * @param name unique within the hub; other groups find this one by it. A group that has stopped leaves its name and its token free
   * @param auth the bot token, `env('NAME')`, or credentials that hold a bot token
   * @throws HubError when the hub has stopped
   */
  createClientGroup(name: string, auth: GroupAuth, options: ClientGroupOptions = {}): ClientGroup {
    // Only a mark on the stack: it is never called.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    return this.addGroup(captureSpot(this.createClientGroup), name, auth, options);
  }

  /** Like {@link createClientGroup}, for shortcuts that know where their caller is. @internal */
  addGroup(spot: Spot, name: string, auth: GroupAuth, options: ClientGroupOptions): ClientGroup {
    if (this.state === 'stopping' || this.state === 'stopped') throw cannotAddGroup(name);
    const place: SetupPlace = {
      get file() {
        return spot.file;
      },
    };
    // The group needs its wires and the wires tell the group: both are there before anything can be told.
    const group: ClientGroup = new ClientGroup(
      name,
      options,
      wireGroup({ name, auth, options, place }, this.services, {
        intents: () => chooseIntents(group).bits,
        userId: () => group.ownId,
        applicationId: () => group.applicationId,
        isRunning: () => group.state === 'ready',
        injector: () => group.injector,
        replaces: (token) => this.host.replaces(group, token),
        onLost: () => this.life.farewell(group),
        homeOf: (type) => this.graph.homeOf(name, type),
        onReady: (identity) => {
          group.identify(identity);
        },
      }),
      this.host,
    );
    this.forgetStopped(name);
    const isFirst = !this.groups.has(name) && name !== RESERVED;
    this.entries.push({ group, place, isFirst });
    if (isFirst) {
      this.groups.add(group);
      this.graph.addGroup(groupScope(group, this.services, this.groups));
      for (const type of this.graph.handlersOf(name)) group.dispatcher.addHandler(type);
    }
    return group;
  }

  /**
   * Connects every group. Resolves when each is ready or has failed; a group that fails leaves the others running.
   * @throws SetupError with everything that is wrong, before anything connects
   * @throws HubError when not one group became ready, on a second start, or when the hub was stopped meanwhile
   */
  async start(options: { signal?: AbortSignal } = {}): Promise<readonly GroupResult[]> {
    this.refuseUnless('idle');
    const problems = checkHub(this.entries, this.graph, this.services);
    if (problems.length > 0) throw new SetupError(problems);
    this.state = 'running';
    const groups = [...this.groups.values()];
    const results = await Promise.all(groups.map((group) => this.life.start(group, options.signal)));
    if (results.some((result) => result.ok)) return results;
    throw this.stopping ? stoppedMeanwhile('The hub') : noGroupStarted(results);
  }

  /**
   * Starts (unless that is done), serves until Ctrl-C, TERM or `stop()`, and shuts down gracefully. Never rejects: what
   * goes wrong is logged and sets the exit code. A second Ctrl-C ends the process at once.
   */
  async run(): Promise<void> {
    const signals = listenForShutdown((signal) => {
      this.logger.info(`${signal}: shutting down, once more to force it`);
      void this.stop();
    });
    try {
      if (this.state !== 'running') await this.start();
      await Promise.race([this.closed, this.everyGroupClosed()]);
      if ([...this.groups.values()].some((group) => group.failure)) process.exitCode = 1;
    } catch (error) {
      // A stop that came while the groups were starting is what was asked for.
      if (this.stopping === undefined) {
        this.logger.error(asError(error).message);
        process.exitCode = 1;
      }
    } finally {
      await this.stop();
      signals[Symbol.dispose]();
    }
  }

  /** Stops every group, then what they share. Never rejects; a second call waits for the first. */
  stop(options: StopOptions = {}): Promise<void> {
    this.stopping ??= this.shutDown(options);
    return this.stopping;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** What a printed hub shows: its inside is everything there is. */
  [inspect.custom](): string {
    const groups = [...this.groups.values()].map(({ name, state }) => `${name} ${state}`);
    return `ClientHub(${this.state}: ${groups.join(', ') || 'no groups'})`;
  }

  toJSON(): { state: HubState; groups: ClientGroups } {
    return { state: this.state, groups: this.groups };
  }

  /** A group that has stopped cannot be started again: another one may take its place. */
  private forgetStopped(name: string): void {
    if (this.groups.get(name)?.state !== 'stopped') return;
    this.groups.remove(name);
    this.graph.removeGroup(name);
    const left = this.entries.filter(({ group }) => group.name !== name);
    this.entries.splice(0, this.entries.length, ...left);
  }

  /** What groups may ask of this hub. */
  private get host(): GroupHost {
    return {
      launch: (group, signal) => this.launch(group, signal),
      retire: (group, options) => this.retire(group, options),
      replaces: (group, token) => this.graph.replaces(group.name, token),
    };
  }

  /** Starts one group by itself: checked like all, but alone. */
  private async launch(group: ClientGroup, signal: AbortSignal | undefined): Promise<GroupResult> {
    if (this.state === 'stopping' || this.state === 'stopped' || group.state !== 'idle') {
      throw cannotStart(`Group "${group.name}"`, group.state === 'idle' ? 'stopped' : group.state);
    }
    const entry = this.entries.filter((candidate) => candidate.group === group);
    const problems = checkHub(entry, this.graph, this.services, this.entries);
    if (problems.length > 0) throw new SetupError(problems, `Group "${group.name}"`);
    return this.life.start(group, signal);
  }

  private async retire(group: ClientGroup, options: StopOptions): Promise<void> {
    await this.life.stop(group, options);
    if (this.options.endsWithGroups && [...this.groups.values()].every((one) => one.state === 'stopped')) {
      await this.closeShared();
    }
  }

  /** Settles when no started group is left, counting those that are started meanwhile. */
  private async everyGroupClosed(): Promise<void> {
    const alive = (): ClientGroup[] =>
      [...this.groups.values()].filter(({ state }) => state !== 'idle' && state !== 'stopped');
    while (alive().length > 0) await Promise.all(alive().map((group) => group.closed));
  }

  private async shutDown(options: StopOptions): Promise<void> {
    this.state = 'stopping';
    await Promise.all([...this.groups.values()].map((group) => group.stop(options)));
    await this.closeShared();
  }

  /** Frees what the groups shared, once no group needs it any more. */
  private closeShared(): Promise<void> {
    this.sharedClosing ??= (async () => {
      const failures = await this.graph.close({ clock: this.services.clock, limitMs: this.drainMs });
      this.life.report('the hub', failures);
      this.state = 'stopped';
      this.ended.resolve();
    })();
    return this.sharedClosing;
  }

  private refuseUnless(state: HubState): void {
    if (this.state !== state) throw cannotStart('The hub', this.state);
  }
}
