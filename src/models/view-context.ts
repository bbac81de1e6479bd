/**
 * The ports that views act and look through. A client group makes one context and binds every view to it, so that
 * `event.reply()` uses that group's token. Declared here because views need them; kept by the rooms above.
 */
import {
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIGuildScheduledEvent,
  type APIMessage,
  type APISoundboardSound,
  type APIStageInstance,
  type APIUser,
  type APIVoiceState,
  type GatewayPresenceUpdate,
} from 'discord-api-types/v10';
import { type CacheKind, type CacheRecords } from './collections/cache-kind';
import { noRecords, type RecordSource } from './collections/record-source';
import { type MemberPayload } from './entities/member';
import { type PresencePayload } from './entities/presence';
import { type ChannelId, type GuildId, type MessageId, type UserId } from './ids';
import { type ViewActions } from './actions/view-actions';

/** What a guild holds that its own payload does not: records by kind. */
export interface GuildRecords {
  readonly channels: APIChannel;
  /** Active threads. */
  readonly threads: APIChannel;
  /** By the id of the user, like voice states and presences. */
  readonly members: MemberPayload;
  readonly voiceStates: APIVoiceState;
  readonly presences: PresencePayload;
  readonly scheduledEvents: APIGuildScheduledEvent;
  readonly stageInstances: APIStageInstance;
  readonly soundboardSounds: APISoundboardSound;
}

/** What is remembered about other entities: raw records, `undefined` when unknown. Never a request in disguise. */
export interface ViewRelations {
  /** With its roles, emojis and stickers as they are now. */
  guild(id: GuildId): APIGuild | undefined;
  /** A channel or an active thread; of a guild, with `guild_id`. */
  channel(id: ChannelId): APIChannel | undefined;
  user(id: UserId): APIUser | undefined;
  member(guildId: GuildId, userId: UserId): APIGuildMember | undefined;
  message(channelId: ChannelId, messageId: MessageId): APIMessage | undefined;
  /** How many members a guild has, as far as Discord told; members that are not remembered count as well. */
  memberCount(guildId: GuildId): number | undefined;
  /** Everything of a kind that is remembered of a guild. */
  ofGuild<Kind extends keyof GuildRecords>(guildId: GuildId, kind: Kind): RecordSource<GuildRecords[Kind]>;
  /** Messages of a channel that are remembered, oldest first. */
  messagesOf(channelId: ChannelId): RecordSource<APIMessage>;
  /** Records that were remembered until the dispatch with this payload took them away. */
  removed<Kind extends CacheKind>(kind: Kind, payload: object): readonly CacheRecords[Kind][];
}

/** Which members are wanted: by the beginning of their names, by id, or (neither) all of them. */
export interface MemberQuery {
  /** Beginning of the user's or the nickname. */
  readonly query?: string | undefined;
  readonly userIds?: readonly UserId[] | undefined;
  /** At most so many, 1 to 100; only with a `query`. */
  readonly limit?: number | undefined;
  /** Presences as well; takes the intent GuildPresences. */
  readonly presences?: boolean | undefined;
}

/** What every request to the gateway takes last. */
export interface GatewayRequestOptions {
  /** Gives the request up. */
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for the whole answer, in milliseconds. Default five minutes; half a minute of silence ends it sooner. */
  readonly timeoutMs?: number | undefined;
}

/** The members that came. */
export interface FoundMembers {
  readonly members: readonly APIGuildMember[];
  /** Only when they were asked for. */
  readonly presences: readonly GatewayPresenceUpdate[];
  /** Ids that nobody there has. */
  readonly notFound: readonly UserId[];
}

/** Some of the members, as they come. */
export interface MemberChunk extends FoundMembers {
  /** How many chunks have come so far, this one among them. */
  readonly arrived: number;
  /** How many there will be. */
  readonly expected: number;
}

/** A voice channel as the gateway knows it beyond its payload; what was not asked for is missing. */
export interface ChannelInfo {
  readonly id: ChannelId;
  readonly status?: string | null | undefined;
  readonly voiceStartTime?: Date | null | undefined;
}

/**
 * What can only be asked through the gateway. Everything has a limit in time; what cannot be answered rejects.
 * https://discord.com/developers/docs/events/gateway-events#request-guild-members
 */
export interface ViewRequests {
  guildMembers(guildId: GuildId, query?: MemberQuery, options?: GatewayRequestOptions): Promise<FoundMembers>;
  /** The same, chunk by chunk. Chunks that are not read yet wait in memory: nothing can slow Discord down. */
  guildMemberChunks(
    guildId: GuildId,
    query?: MemberQuery,
    options?: GatewayRequestOptions,
  ): AsyncIterableIterator<MemberChunk>;
  soundboardSounds(guildId: GuildId, options?: GatewayRequestOptions): Promise<readonly APISoundboardSound[]>;
  channelInfo(guildId: GuildId, options?: GatewayRequestOptions): Promise<readonly ChannelInfo[]>;
}

/** What a view is bound to. */
export interface ViewContext {
  readonly actions: ViewActions;
  readonly relations: ViewRelations;
  readonly requests: ViewRequests;
}

/** Relations of a program that remembers nothing. */
export const noRelations: ViewRelations = {
  guild: () => undefined,
  channel: () => undefined,
  user: () => undefined,
  member: () => undefined,
  message: () => undefined,
  memberCount: () => undefined,
  ofGuild: noRecords,
  messagesOf: noRecords,
  removed: () => [],
};
