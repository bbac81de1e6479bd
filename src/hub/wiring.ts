/** Makes a group's parts and joins them: the only place that knows how the rooms below fit together. */
import { type CacheChoice, type CacheStore, chosenPolicies, GroupCache } from '../cache';
import {
  type BuiltIn,
  type Class,
  type HandlerHome,
  type InjectionToken,
  type Injector,
  type ScopeSpec,
  type Usable,
} from '../di';
import {
  CLOCK,
  DefaultErrorHandler,
  Dispatcher,
  ErrorHandler,
  LimitStore,
  ListedOwners,
  MemoryLimitStore,
  Owners,
} from '../dispatcher';
import { type SetupPlace, type SetupProblem } from '../errors';
import { GatewayClient, GatewayError } from '../gateway';
import { CommandSync, type HttpEndpoint, InteractionRouter, Prefixes, RestAnswers, TextRouter } from '../interactions';
import { type ApplicationId, unboundContext, type UserId, type ViewContext } from '../models';
import { RestClient, type Transport } from '../rest';
import { type Clock, Logger } from '../util';
import { VoiceClients, VoiceController, VoiceError } from '../voice';
import { ApplicationOwners } from './application-owners';
import { type GroupAuth, readToken } from './auth';
import { ClientGroup } from './client-group';
import { ClientGroups } from './client-groups';
import { endpointProblems, makeEndpoint } from './endpoint';
import { GroupAnswers } from './group-answers';
import { GroupCalls } from './group-calls';
import { groupRequests } from './group-requests';
import { isOnThisMachine } from './loopback';
import { GroupSink, type Identity } from './group-sink';
import { type ClientGroupOptions, type Parts } from './options';
import { refusedOptions } from './refused-options';
import { ResumableSessions } from './resumable-sessions';
import { RestGatewayInfo } from './rest-gateway-info';
import { type StateChoice, stateStores } from './state';
import { tellTracks } from './track-events';
import { GroupVoiceLink } from './voice-link';
import { voiceProblems } from './voice-problems';
import { GroupVoiceRequests } from './voice-requests';

/** What all groups of a hub share. */
export interface HubServices {
  /** For the framework's own lines: it never throws. */
  readonly logger: Logger;
  /** The same as its author made it, for whoever asks for a Logger. */
  readonly authorsLogger: Logger;
  readonly clock: Clock;
  readonly api: string | undefined;
  readonly transport: Transport | undefined;
  readonly state: StateChoice;
  /** What groups remember that say nothing themselves. */
  readonly cache?: CacheChoice | undefined;
  readonly cacheStore?: CacheStore | undefined;
  /** What stands before and around every handler of every group. */
  readonly use?: readonly Usable[] | undefined;
}

/** What takes a token. */
export interface GroupConnection {
  readonly token: string;
  readonly client: RestClient;
  readonly gateway: GatewayClient;
  readonly calls: GroupCalls;
  readonly answers: GroupAnswers;
  /** Where the group's options ask for one. */
  readonly endpoint: HttpEndpoint | undefined;
}

/** A group's parts. Without a usable token there is no connection, and `problems` says why. */
export interface GroupWires {
  readonly dispatcher: Dispatcher;
  readonly cache: GroupCache;
  /** Where the cache is kept for the next run. */
  readonly cacheStore: CacheStore | undefined;
  readonly connection: GroupConnection | undefined;
  readonly problems: readonly SetupProblem[];
}

/** What a group being wired has to be told of. */
export interface GroupHooks {
  /** Asked once, when the gateway starts. */
  readonly intents: () => number;
  readonly onReady: (identity: Identity) => void;
  /** `undefined` until the group knows who it is. */
  readonly userId: () => UserId | undefined;
  /** The same. */
  readonly applicationId: () => ApplicationId | undefined;
  /** Whether handlers can be called. */
  readonly isRunning: () => boolean;
  /** There once the group has been started. */
  readonly injector: () => Injector;
  /** Whether the author provides what the group would have of itself. */
  readonly replaces: (token: InjectionToken) => boolean;
  /** The gateway is lost: what has to be said over it is said now. */
  readonly onLost: () => Promise<void>;
  /** Where a handler class is listed. */
  readonly homeOf: (type: Class) => HandlerHome;
}

export function wireGroup(
  group: {
    readonly name: string;
    readonly auth: GroupAuth;
    readonly options: ClientGroupOptions;
    readonly place: SetupPlace;
  },
  services: HubServices,
  hooks: GroupHooks,
): GroupWires {
  const { name, options } = group;
  const { clock, api, transport } = services;
  const logger = services.logger.child(name);
  const { homeOf } = hooks;
  const makeDispatcher = (context: ViewContext): Dispatcher =>
    new Dispatcher({
      ...{ name, context, clock, logger, homeOf, ownId: hooks.userId, hubUse: services.use, use: options.use },
      ...options.dispatcher,
    });
  const cache = new GroupCache({ name, choice: chosenPolicies(services.cache, options.cache), clock, logger });
  const stores = stateStores(options.state ?? services.state, logger);
  const cacheStore = options.cacheStore ?? services.cacheStore ?? stores.cacheStore;
  const result = readToken(name, group.auth);
  const unconnected = (problem: Omit<SetupProblem, 'place'>): GroupWires => {
    const dispatcher = makeDispatcher(unboundContext);
    return { dispatcher, cache, cacheStore, connection: undefined, problems: [{ ...problem, place: group.place }] };
  };
  if ('problem' in result) return unconnected(result.problem);
  const { token, credentials = token } = result;
  const relations = options.relations ?? cache.relations;
  // The gateway reads its address through the client, so it comes later.
  let gateway: GatewayClient | undefined;
  const requests = groupRequests(() => gateway);
  const client = new RestClient(credentials, { ...options.rest, api, transport, clock, logger, relations, requests });
  cache.attach(client.context);
  const dispatcher = makeDispatcher(client.context);
  try {
    gateway = new GatewayClient({
      name,
      token,
      intents: hooks.intents,
      info: new RestGatewayInfo(client),
      sink: new GroupSink(dispatcher, hooks.onReady),
      clock,
      logger,
      shards: options.shards,
      presence: options.presence,
      compression: options.compression,
      sessionStore: new ResumableSessions(options.sessionStore ?? stores.sessionStore, cache),
      budgetStore: options.budgetStore ?? stores.budgetStore,
      identifyQueue: options.identifyQueue,
      orchestrator: options.orchestrator,
      sockets: options.sockets,
      onLost: hooks.onLost,
    });
    const link = new GroupVoiceLink({ name, gateway, cache, userId: hooks.userId });
    const shared = { clock, logger, secure: !isOnThisMachine(api) };
    // Voice servers come to the calls through the hook that decides about them.
    const calls = new GroupCalls(
      () =>
        options.voiceCalls?.(link, shared) ??
        new VoiceClients({
          ...shared,
          requests: new GroupVoiceRequests({ client, cache, userId: hooks.userId }),
          ...options.voice,
          link,
          servers: 'handed',
          onTrack: tellTracks(dispatcher, client.context),
        }),
    );
    // Calls of somebody else's making may keep more than what they were asked for: they hear everything from the beginning.
    if (options.voiceCalls) calls.begin();
    const endpoint = makeEndpoint(options, {
      ...{ clock, logger, views: client.context, isRunning: hooks.isRunning },
      // Read by an endpoint only: resources are loaded when they are first used.
      get interactions() {
        return client.interactions;
      },
      accept: (event) => {
        dispatcher.dispatch(event);
      },
      wants: (eventName) => dispatcher.wants(eventName),
    });
    const answers = new GroupAnswers({
      dispatcher,
      isConfigured: options.interactions?.localisations !== undefined,
      make: () => {
        const interactions = new InteractionRouter({
          ...{ dispatcher, clock, logger: dispatcher.correlate(logger) },
          ...options.interactions,
          views: client.context,
          answersOf: (event) => endpoint?.answersOf(event) ?? new RestAnswers(client.interactions, event),
        });
        const commands = new CommandSync({
          ...{ name, client, clock, logger, applicationId: hooks.applicationId },
          ...options.interactions,
          commands: () => interactions.definitions(dispatcher.handlerClasses()),
          // Tests use commands as soon as the bot is ready; people do not.
          holdsStart: isOnThisMachine(api),
        });
        const textCommands = new TextRouter({
          ...{ dispatcher, client, clock, logger: dispatcher.correlate(logger), views: client.context },
          ...{ userId: hooks.userId, injector: hooks.injector },
          waits: interactions.waits,
          hearClicks: () => {
            interactions.hearClicks();
          },
          hasOwnPrefixes: () => hooks.replaces(Prefixes),
          options: options.textCommands,
          texts: options.interactions?.texts,
        });
        return { interactions, commands, textCommands };
      },
    });
    const connection = { token, client, gateway, calls, answers, endpoint };
    const problems = [...endpointProblems(name, options), ...voiceProblems(name, options, clock)].map((problem) => ({
      ...problem,
      place: group.place,
    }));
    return { dispatcher, cache, cacheStore, connection, problems };
  } catch (error) {
    // Told at the start, with everything else that is wrong.
    if (error instanceof GatewayError || error instanceof VoiceError) return unconnected(refusedOptions(name, error));
    throw error;
  }
}

/** What is registered for the hub: its modules and providers, and what is always there. */
export function hubScope(parts: Omit<Parts, 'handlers'>, services: HubServices, groups: ClientGroups): ScopeSpec {
  return {
    name: 'hub',
    modules: parts.modules ?? [],
    providers: parts.providers ?? [],
    handlers: [],
    builtIns: [
      builtIn(Logger, services.authorsLogger, ['logger']),
      builtIn(ClientGroups, groups, ['client_groups', 'clientGroups']),
    ],
  };
}

/** What is registered for one group. */
export function groupScope(group: ClientGroup, services: HubServices, groups: ClientGroups): ScopeSpec {
  const { modules = [], providers = [], handlers = [], replace = [], ownerIds } = group.options;
  const { dispatcher } = group;
  const logger = dispatcher.correlate(services.logger.child(group.name));
  return {
    name: group.name,
    modules,
    providers,
    handlers,
    replace,
    builtIns: [
      builtIn(RestClient, () => group.client, ['client']),
      builtIn(GatewayClient, () => group.gateway, ['gateway']),
      builtIn(ClientGroup, group, ['group']),
      builtIn(ClientGroups, groups, ['client_groups', 'clientGroups']),
      builtIn(Dispatcher, dispatcher, ['dispatcher']),
      builtIn(Logger, dispatcher.correlate(services.authorsLogger.child(group.name)), ['logger']),
      { ...builtIn(ErrorHandler, new DefaultErrorHandler(logger)), overridable: true },
      builtIn(CLOCK, services.clock),
      { ...builtIn(LimitStore, new MemoryLimitStore()), overridable: true },
      { ...builtIn(Owners, ownersOf(group, ownerIds)), overridable: true },
      { ...builtIn(VoiceController, new VoiceController()), overridable: true },
    ],
  };
}

function ownersOf(group: ClientGroup, ids: readonly UserId[] | undefined): Owners {
  // The client is asked for late: a group without a token has none.
  return ids ? new ListedOwners(ids) : new ApplicationOwners(() => group.client.applications.me());
}

function builtIn(token: BuiltIn['token'], value: unknown, aliases: readonly string[] = []): BuiltIn {
  return { token, aliases, value };
}
