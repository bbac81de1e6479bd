/** What one client group remembers: guilds and everything in them, kept right by the dispatches that its sessions hear. */
import { inspect } from 'node:util';
import { type APIUser } from 'discord-api-types/v10';
import {
  type AnyEvent,
  Channel,
  type ChannelId,
  EntityCollection,
  Guild,
  type GuildId,
  GuildMembers,
  type GuildRecords,
  type IntentName,
  Message,
  type MessageId,
  Presence,
  type RecordSource,
  unboundContext,
  User,
  type UserId,
  type ViewContext,
  type ViewRelations,
  VoiceState,
} from '../models';
import { type Clock, type Logger } from '../util';
import { applyDispatch } from './apply/apply';
import { dispatchesOf } from './apply/dispatch-kinds';
import { CacheRelations } from './cache-relations';
import { CacheState } from './cache-state';
import { type CacheChange } from './changes';
import { Deriving } from './derive';
import { type CacheChoice } from './policy/options';
import { type Policies, policiesOf } from './policy/policies';
import { type CacheCheckpoint } from './store/cache-store';
import { restore, type RestoreOptions } from './store/restore';
import { enterLive, leaveLive } from './records/live-caches';
import { Removals } from './removals';
import { type CacheReport, reportOf } from './report';
import { Unfilled } from './unfilled';

export interface GroupCacheOptions {
  /** Name of the group. */
  readonly name: string;
  readonly choice: CacheChoice;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A dispatch, and where it came from. */
export interface CachedDispatch {
  readonly t: string;
  readonly d: unknown;
  /** Its number within the session. */
  readonly s?: number | undefined;
}

/** Views are made when they are asked for, and act with the token of the group. Nothing here is ever a request. */
export class GroupCache {
  readonly name: string;
  /** What the author asked for; see `report()` for what holds. */
  readonly choice: CacheChoice;
  /** What views of the group look through. */
  readonly relations: ViewRelations;

  private readonly removals = new Removals();
  private readonly unfilled: Unfilled;
  private state: CacheState;
  private context: ViewContext = unboundContext;
  private isOpen = false;
  private checkpoints: ReadonlyMap<number, CacheCheckpoint> = new Map();

  /** Made with its group. @internal */
  constructor(private readonly options: GroupCacheOptions) {
    this.name = options.name;
    this.choice = options.choice;
    this.state = this.newState({});
    this.unfilled = new Unfilled(options.logger);
    this.relations = new CacheRelations(() => this.state, this.removals, this.unfilled);
  }

  get guilds(): EntityCollection<Guild, GuildId> {
    return new EntityCollection(this.state.guilds, (raw) => new Guild(raw, this.context));
  }

  /** Channels and active threads of all guilds. */
  get channels(): EntityCollection<Channel, ChannelId> {
    return new EntityCollection(this.state.allChannels(), (raw) => new Channel(raw, this.context));
  }

  get users(): EntityCollection<User, UserId> {
    return new EntityCollection(this.state.users, (raw) => new User(raw, this.context));
  }

  /** Members of a guild, by the id of the user. */
  members(guildId: GuildId): GuildMembers {
    return new GuildMembers(this.ofGuild(guildId, 'members'), guildId, this.context);
  }

  /** Who is in voice in a guild, by the id of the user. */
  voiceStates(guildId: GuildId): EntityCollection<VoiceState, UserId> {
    return new EntityCollection(
      this.ofGuild(guildId, 'voiceStates'),
      (raw) => new VoiceState(raw, this.context, guildId),
    );
  }

  /** Presences of a guild, by the id of the user; whoever is offline has none. */
  presences(guildId: GuildId): EntityCollection<Presence, UserId> {
    return new EntityCollection(this.ofGuild(guildId, 'presences'), (raw) => new Presence(raw, this.context, guildId));
  }

  /** Messages of a channel, oldest first. */
  messages(channelId: ChannelId): EntityCollection<Message, MessageId> {
    return new EntityCollection(this.relations.messagesOf(channelId), (raw) => new Message(raw, this.context));
  }

  /** Guilds that an outage keeps away. What was known of them is still here. */
  get unavailableGuildIds(): GuildId[] {
    return [...this.state.places.values()].filter(({ isUnavailable }) => isUnavailable).map(({ id }) => id);
  }

  /** How many records of each kind there are, about how much memory they take, and the policy that holds. */
  report(): CacheReport {
    return reportOf(this.state);
  }

  /** Binds views to what they act through. @internal */
  attach(context: ViewContext): void {
    this.context = context;
  }

  /** Begins, with the intents of the session. @returns the dispatches that it wants to be shown. @internal */
  open(has: (intent: IntentName) => boolean): string[] {
    this.state = this.newState(policiesOf(this.choice, has));
    this.unfilled.open(this.choice, this.state.policies, has);
    this.isOpen = true;
    enterLive(this.state);
    return dispatchesOf(this.state.policies);
  }

  /** Forgets everything. @internal */
  close(): void {
    this.isOpen = false;
    this.unfilled.close();
    leaveLive(this.state);
    this.state = this.newState({});
  }

  /** Applies a dispatch. @internal */
  apply(packet: CachedDispatch, shard: { readonly id: number; readonly count: number }): CacheChange[] {
    if (!this.isOpen) return [];
    const changes = applyDispatch(this.state, packet, shard);
    this.removals.note(packet, changes);
    return changes;
  }

  /** The events that are derived from what a dispatch changed. @internal */
  derive(packet: CachedDispatch, changes: readonly CacheChange[], wants: (eventName: string) => boolean): AnyEvent[] {
    if (changes.length === 0) return [];
    const deriving = new Deriving(packet, this.state.policies, wants, this.context);
    return changes.flatMap((change) => {
      try {
        return deriving.from(change);
      } catch {
        // A field of the wrong type; the record is kept as it came.
        this.state.malformed += 1;
        return [];
      }
    });
  }

  /**
   * Brings back what an earlier run remembered. @throws what the store throws, and the signal's reason
   * @returns whether everything that the store has was read @internal
   */
  async restore(options: RestoreOptions): Promise<boolean> {
    this.checkpoints = await restore(this.state, options);
    return this.checkpoints.size > 0;
  }

  /** Forgets guilds of an earlier run that other processes serve now. @internal */
  forgetForeign(isOurs: (guildId: GuildId) => boolean): void {
    for (const { id, isRestored } of [...this.state.places.values()]) {
      if (isRestored && !isOurs(id)) this.state.removeGuild(id);
    }
  }

  /**
   * From which event on a stored session may be resumed, so that nothing is missing here: a resumed session is not sent its
   * guilds. Events that come again change nothing. `undefined`: it must begin anew.
   */
  resumeFrom(
    shardId: number,
    session: Pick<CacheCheckpoint, 'sessionId' | 'sequence' | 'shardCount'>,
  ): number | undefined {
    if (!this.holdsGuilds) return session.sequence;
    const checkpoint = this.checkpoints.get(shardId);
    const fits = checkpoint?.sessionId === session.sessionId && checkpoint.shardCount === session.shardCount;
    // What was saved of the session may be older: events that wait for their handlers do not count there.
    return fits ? Math.min(checkpoint.sequence, session.sequence) : undefined;
  }

  /** Whether anything is kept that only GUILD_CREATE tells. */
  private get holdsGuilds(): boolean {
    return dispatchesOf(this.state.policies).includes('GUILD_CREATE');
  }

  /** Who the bot is, where READY did not tell. @internal */
  introduce(user: APIUser): void {
    this.state.selfId ??= user.id;
    this.state.putUser(user, []);
  }

  /** For what is kept beside the cache. @internal */
  get contents(): CacheState {
    return this.state;
  }

  toJSON(): CacheReport {
    return this.report();
  }

  /** What a printed cache shows: its inside is everything there is. */
  [inspect.custom](): string {
    const { records, estimatedBytes } = this.report();
    return `GroupCache(${this.name}: ${records} records, about ${Math.round(estimatedBytes / 1_024)} KiB)`;
  }

  private ofGuild<Kind extends keyof GuildRecords>(guildId: GuildId, kind: Kind): RecordSource<GuildRecords[Kind]> {
    return this.relations.ofGuild(guildId, kind);
  }

  private newState(policies: Policies): CacheState {
    const { clock, logger } = this.options;
    return new CacheState({ policies, clock, logger });
  }
}
