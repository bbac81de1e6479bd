/** What a hub and a client group are told when they are made. */
import { type CacheChoice, type CacheStore } from '../cache';
import { type Class, type Provider, type ReplacingProvider, type Usable } from '../di';
import { type DispatcherChoices } from '../dispatcher';
import {
  type BudgetStore,
  type CompressionChoice,
  type GatewayPresence,
  type IdentifyQueue,
  type SessionStore,
  type ShardChoice,
  type ShardOrchestrator,
  type SocketFactory,
} from '../gateway';
import {
  type CommandRetention,
  type CommandSyncChoice,
  type EndpointOptions,
  type InteractionTextsChoice,
  type ListenOptions,
  type Localisations,
  type TextCommandOptions,
} from '../interactions';
import { type IntentName, type UserId, type ViewRelations } from '../models';
import { type RestClientOptions, type Transport } from '../rest';
import { type Clock, type Logger } from '../util';
import { type DrivenVoiceCalls, type VoiceClientsOptions, type VoiceLink } from '../voice';
import { type EnvToken } from './auth';
import { type StateChoice } from './state';

/** Providers and handlers, by module or directly. */
export interface Parts {
  readonly modules?: readonly Class[] | undefined;
  readonly handlers?: readonly Class[] | undefined;
  readonly providers?: readonly Provider[] | undefined;
  /** What stands before and around every handler: guards and interceptors. */
  readonly use?: readonly Usable[] | undefined;
}

export interface ClientHubOptions extends Omit<Parts, 'handlers'> {
  /** Where the hub and its groups tell what they do. Default: lines on standard error. */
  readonly logger?: Logger | undefined;
  readonly clock?: Clock | undefined;
  /**
   * Base URL of the API with its version. Default: the environment variable `CORDUROY_API`, then Discord.
   * Plain `http:` is accepted for this machine only.
   */
  readonly api?: string | undefined;
  /** Carries the requests of all groups. One that is given is not closed by the hub. Default: one per process. */
  readonly transport?: Transport | undefined;
  /** What groups remember that say nothing themselves; a group's own policies come before these, kind by kind. */
  readonly cache?: CacheChoice | undefined;
  /** Where caches are kept for the next run, for groups that say nothing themselves. Each group's is apart. */
  readonly cacheStore?: CacheStore | undefined;
  /** How long each asynchronous factory and each `onInit` and `onReady` may take, in milliseconds. Default 30 000. */
  readonly initMs?: number | undefined;
  /** How long a stop waits for handlers that are still running, and for each `onShutdown`, in milliseconds. Default 10 000. */
  readonly drainMs?: number | undefined;
  /**
   * Where the groups keep what their next run needs: sessions to resume, what they remember, and how many may still be started today.
   * Default: `{ directory: '.corduroy' }`, and `memory` while the API is on this machine, as a simulator's is.
   */
  readonly state?: StateChoice | undefined;
  /** Frees what the hub holds as soon as its last group has stopped, for hubs that nobody stops by hand. Default `false`. */
  readonly endsWithGroups?: boolean | undefined;
}

/** Which intents a session asks for. `infer` (default) asks for what the handlers need. */
export type IntentChoice =
  'infer' | readonly IntentName[] | { readonly add?: readonly IntentName[]; readonly remove?: readonly IntentName[] };

export interface ClientGroupOptions extends Parts {
  /**
   * Providers that stand in the place of those that modules list for the same tokens: a database in memory, for a test.
   * What replaces a provider of the hub, replaces it for this group alone.
   */
  readonly replace?: readonly ReplacingProvider[] | undefined;
  /**
   * `false`: no gateway. The group hears what comes to its HTTP endpoint, calls REST, and that is all: handlers of other events are an
   * error at the start. Default `true`.
   */
  readonly gateway?: boolean | undefined;
  readonly intents?: IntentChoice | undefined;
  /** Status and activities the bot starts with. */
  readonly presence?: GatewayPresence | undefined;
  /** How the gateway's frames are compressed. Default `best`. */
  readonly compression?: CompressionChoice | undefined;
  /** How many shards the bot has. Default `auto`: as many as Discord recommends, and more when it refuses that many. */
  readonly shards?: ShardChoice | undefined;
  /** Where this group keeps what its next run needs. Default: as its hub. */
  readonly state?: StateChoice | undefined;
  /** Of the group's REST client: timeouts, retries, validation. */
  readonly rest?:
    Omit<RestClientOptions, 'api' | 'transport' | 'clock' | 'logger' | 'relations' | 'requests'> | undefined;
  /** Limits of the group's dispatcher, steps of its guards, and whether its log says which call a line belongs to. */
  readonly dispatcher?: DispatcherChoices | undefined;
  /**
   * What is remembered, and how: `off`, or a policy for each kind. Default: what no privileged intent brings; of members the
   * bot and those in voice.
   */
  readonly cache?: CacheChoice | undefined;
  /**
   * Where the cache is kept for the next run, and where other processes can read it, in place of `state`. Without one a session
   * of an earlier run is not resumed while guilds are cached: it would not be sent them again.
   */
  readonly cacheStore?: CacheStore | undefined;
  /** How long guilds may take to come before GroupReadyEvent is told without them, in milliseconds. Default 15 000. */
  readonly groupReadyMs?: number | undefined;
  /** Where views look other entities up, instead of the group's cache. */
  readonly relations?: ViewRelations | undefined;
  /** Keeps sessions in place of `state`. */
  readonly sessionStore?: SessionStore | undefined;
  /** Keeps the number of sessions left in place of `state`. */
  readonly budgetStore?: BudgetStore | undefined;
  readonly identifyQueue?: IdentifyQueue | undefined;
  readonly orchestrator?: ShardOrchestrator | undefined;
  readonly sockets?: SocketFactory | undefined;
  /** For whom `OwnerOnly` lets things happen. Default: the owner of the application, or the members of its team. */
  readonly ownerIds?: readonly UserId[] | undefined;
  /** How commands, components and forms are answered. */
  readonly interactions?: InteractionOptions | undefined;
  /** How commands are written that people send as messages. */
  readonly textCommands?: TextCommandOptions | undefined;
  /** How `group.voice` takes part in calls. */
  readonly voice?: Omit<VoiceClientsOptions, 'link' | 'servers' | 'clock' | 'logger' | 'onTrack'> | undefined;
  /** Takes part in calls, in place of the built-in `group.voice`: for tests of whoever drives calls. @internal */
  readonly voiceCalls?: VoiceCallsFactory | undefined;
}

export interface InteractionOptions {
  /** What people read when the framework answers in a handler's place; a function gives it in the language of who acted. */
  readonly texts?: InteractionTextsChoice | undefined;
  /**
   * Texts of commands in other languages: `{ folder: 'locales' }` with files like `de.json`, or the texts themselves. They are
   * read and checked before the start.
   */
  readonly localisations?: Localisations | undefined;
  /** When the commands are brought to Discord, and where. Default `auto`: at every start that finds a difference. */
  readonly sync?: CommandSyncChoice | undefined;
  /**
   * What becomes of commands that Discord has and the code does not define, in the places where it defines some. Default `delete`.
   */
  readonly retain?: CommandRetention | undefined;
  /**
   * Takes interactions and webhook events over HTTP: `group.endpoint`. Discord sends interactions there, and not over the gateway, once
   * the application's settings name its address.
   */
  readonly endpoint?: GroupEndpointOptions | undefined;
}

export interface GroupEndpointOptions extends Omit<EndpointOptions, 'publicKey'> {
  /** The application’s public key, from the page “General Information” of the developer portal; best as `env('DISCORD_PUBLIC_KEY')`. */
  readonly publicKey: string | EnvToken;
  /** Opens a port for it at the start. Without it `group.endpoint.fetch` and `.listener` are there for the server of your choice. */
  readonly listen?: ListenOptions | undefined;
}

/** Makes what takes part in a group's calls. */
export type VoiceCallsFactory = (link: VoiceLink, options: VoiceCallsOptions) => DrivenVoiceCalls;

export interface VoiceCallsOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** `false`: voice servers are reached without TLS, as those of a simulator on this machine. */
  readonly secure: boolean;
}

/** How a group's start went. */
export type GroupResult =
  | { readonly group: string; readonly ok: true; readonly readyMs: number }
  | { readonly group: string; readonly ok: false; readonly error: Error };

/** How a stop is done. */
export interface StopOptions {
  /** Keeps the session on Discord’s side for a few minutes, so that the next start resumes it. Default `false`: offline at once. */
  readonly resumable?: boolean | undefined;
}
