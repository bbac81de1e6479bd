/** One bot of a program: its dispatcher, gateway and REST client, wired to one another and to nothing of other bots. */
import { inspect } from 'node:util';
import { type APIUser } from 'discord-api-types/v10';
import { type CacheStore, type GroupCache } from '../cache';
import { type InjectionToken, type Injector } from '../di';
import { type Dispatcher } from '../dispatcher';
import { SetupError, type SetupProblem } from '../errors';
import { type GatewayClient, type Shard } from '../gateway';
import { type CommandSync, type HttpEndpoint, type InteractionRouter, type TextRouter } from '../interactions';
import { type ApplicationId, type GuildId, User, type UserId, type ViewContext } from '../models';
import { type RestClient } from '../rest';
import { type VoiceClients, VoiceController } from '../voice';
import { type Deferred, deferred } from '../util';
import { noEndpoint } from './endpoint';
import { type GroupAnswers } from './group-answers';
import { type GroupCalls } from './group-calls';
import { type Identity } from './group-sink';
import { HubError } from './hub-error';
import { type ClientGroupOptions, type GroupResult, type StopOptions } from './options';
import { type GroupWires } from './wiring';

/** Where a group is in its life. */
export type GroupState = 'idle' | 'starting' | 'ready' | 'stopping' | 'stopped';

/** What a group asks of the hub it belongs to. */
export interface GroupHost {
  launch(group: ClientGroup, signal: AbortSignal | undefined): Promise<GroupResult>;
  retire(group: ClientGroup, options: StopOptions): Promise<void>;
  /** Whether the author provides what the group would have of itself. */
  replaces(group: ClientGroup, token: InjectionToken): boolean;
}

export class ClientGroup implements AsyncDisposable {
  private readonly ended: Deferred<Error | undefined> = deferred<Error | undefined>();
  private identity: Identity | undefined = undefined;
  private currentState: GroupState = 'idle';
  private boundInjector: Injector | undefined = undefined;
  private stopping: Promise<void> | undefined = undefined;
  private failedWith: Error | undefined = undefined;

  /** Groups are made by `hub.createClientGroup`. @internal */
  constructor(
    readonly name: string,
    readonly options: ClientGroupOptions,
    private readonly wires: GroupWires,
    private readonly host: GroupHost,
  ) {}

  get state(): GroupState {
    return this.currentState;
  }

  /** Hears the gateway's events and runs handlers. */
  get dispatcher(): Dispatcher {
    return this.wires.dispatcher;
  }

  /** What the group remembers: empty before the start and after the stop. */
  get cache(): GroupCache {
    return this.wires.cache;
  }

  /** What the group's views act and look through: `view.as(group)`. @throws SetupError when the group has no usable token. */
  get context(): ViewContext {
    return this.client.context;
  }

  /** The REST client with this group's token. Works before anything connects. @throws SetupError when the group has no usable token. */
  get client(): RestClient {
    return this.connected().client;
  }

  /** The connection to Discord's gateway. @throws SetupError when the group has no usable token. */
  get gateway(): GatewayClient {
    return this.connected().gateway;
  }

  /** The calls that the bot takes part in. @throws SetupError when the group has no usable token. */
  get voice(): VoiceClients {
    // Only tests put something else there, and know it.
    return this.connected().calls.all as VoiceClients;
  }

  /** Answers commands, components and forms. @throws SetupError when the group has no usable token. */
  get interactions(): InteractionRouter {
    return this.connected().answers.parts.interactions;
  }

  /**
   * Takes interactions and webhook events over HTTP, where the group's options have `interactions: { endpoint }`. Before the start and
   * after the stop it answers 503. @throws {HubError} HUB_NO_ENDPOINT where they have not; SetupError when the group cannot work.
   */
  get endpoint(): HttpEndpoint {
    const { endpoint } = this.connected();
    if (endpoint) return endpoint;
    throw this.wires.problems.length > 0
      ? new SetupError(this.wires.problems, `Group "${this.name}"`)
      : noEndpoint(this.name);
  }

  /** Brings the commands that the handlers define to Discord. Works before anything connects. @throws SetupError when the group has no usable token. */
  get commands(): CommandSync {
    return this.connected().answers.parts.commands;
  }

  /** Answers commands that people write as messages. @throws SetupError when the group has no usable token. */
  get textCommands(): TextRouter {
    return this.connected().answers.parts.textCommands;
  }

  /** The bot's own user; known once the group has been ready. */
  get user(): User | undefined {
    const own: APIUser | undefined = this.identity?.user;
    return own && new User(own, this.client.context);
  }

  /** The application's id; known once the group has been ready. */
  get applicationId(): ApplicationId | undefined {
    return this.identity?.applicationId;
  }

  /** Everything that was registered for this group; there once the group has been started. */
  get injector(): Injector {
    if (this.boundInjector) return this.boundInjector;
    throw new HubError({
      code: 'HUB_NOT_STARTED',
      message: `Group "${this.name}" has not been started, so nothing can be injected yet.`,
      advice: 'wait for start(), or let a constructor or a handler ask for what you need.',
    });
  }

  /** What kept the group from starting or from going on; `undefined` while all is well. */
  get failure(): Error | undefined {
    return this.failedWith;
  }

  /** Settles when the group has stopped for good: `undefined` after a stop, the error when it could not go on. */
  get closed(): Promise<Error | undefined> {
    return this.ended.promise;
  }

  /** The shard that serves a guild. */
  gatewayFor(guildId: GuildId | 0): Shard {
    return this.gateway.gatewayFor(guildId);
  }

  /**
   * Connects this group; for groups that were made after the hub's own start.
   * @throws SetupError with everything that is wrong; HubError when it was started before; else what kept it from becoming ready.
   */
  async start(options: { signal?: AbortSignal } = {}): Promise<void> {
    const result = await this.host.launch(this, options.signal);
    if (!result.ok) throw result.error;
  }

  /** Disconnects, lets running handlers end, and frees everything. Never rejects; a second call waits for the first. */
  stop(options: StopOptions = {}): Promise<void> {
    this.stopping ??= this.host.retire(this, options);
    return this.stopping;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  toString(): string {
    return `ClientGroup(${this.name})`;
  }

  /** What a printed group shows: its inside is large, and holds the token. */
  [inspect.custom](): string {
    return `ClientGroup(${this.name}, ${this.currentState})`;
  }

  toJSON(): { name: string; state: GroupState } {
    return { name: this.name, state: this.currentState };
  }

  /** The calls, for whoever tells them what the gateway says. @internal */
  get drivenCalls(): GroupCalls {
    return this.connected().calls;
  }

  /** The bot's own id, as far as the session or an earlier run told it. @internal */
  get ownId(): UserId | undefined {
    return this.identity?.user.id ?? this.wires.cache.contents.selfId;
  }

  /** What answers people, where there is a token to answer with. @internal */
  get answers(): GroupAnswers | undefined {
    return this.wires.connection?.answers;
  }

  /** The endpoint, if there is one. @internal */
  get ownEndpoint(): HttpEndpoint | undefined {
    return this.wires.connection?.endpoint;
  }

  /** Whether the author brings a VoiceController. @internal */
  get hasOwnVoice(): boolean {
    return this.host.replaces(this, VoiceController);
  }

  /** What is wrong with the group itself, found when it was made. @internal */
  get problems(): readonly SetupProblem[] {
    return this.wires.problems;
  }

  /** Where the cache is kept for the next run. @internal */
  get cacheStore(): CacheStore | undefined {
    return this.wires.cacheStore;
  }

  /** For telling whether two groups share a token. @internal */
  get token(): string | undefined {
    return this.wires.connection?.token;
  }

  /** @internal */
  enter(state: GroupState): void {
    this.currentState = state;
  }

  /** @internal */
  identify(identity: Identity): void {
    this.identity = identity;
    this.wires.cache.introduce(identity.user);
  }

  /** @internal */
  bind(injector: Injector): void {
    this.boundInjector = injector;
  }

  /** @internal */
  fail(error: Error): void {
    this.failedWith ??= error;
  }

  /** @internal */
  end(): void {
    this.currentState = 'stopped';
    this.ended.resolve(this.failedWith);
  }

  private connected(): NonNullable<GroupWires['connection']> {
    if (this.wires.connection) return this.wires.connection;
    throw new SetupError(this.wires.problems, `Group "${this.name}"`);
  }
}
