/** Bodies and queries of threads. https://discord.com/developers/docs/resources/channel#start-thread-from-message */
import {
  type RESTGetAPIChannelThreadMemberQuery,
  type RESTGetAPIChannelThreadMembersQuery,
  type RESTPostAPIChannelMessagesThreadsJSONBody,
  type RESTPostAPIChannelThreadsJSONBody,
  type RESTPostAPIGuildForumThreadsJSONBody,
} from 'discord-api-types/v10';
import { type ChannelId, type Snowflake } from '../ids';
import { type BodyOf } from './body';
import { type MessageCreateBody } from './message';

/** https://discord.com/developers/docs/resources/channel#start-thread-without-message */
export type ThreadCreateBody = BodyOf<RESTPostAPIChannelThreadsJSONBody>;

/** A post in a forum or media channel: a thread and its first message, which files may come with. */
export type ForumPostBody = BodyOf<Omit<RESTPostAPIGuildForumThreadsJSONBody, 'message'>> & {
  readonly message: Omit<MessageCreateBody, 'nonce' | 'enforceNonce' | 'messageReference' | 'tts'>;
};

/** https://discord.com/developers/docs/resources/channel#start-thread-from-message */
export type ThreadFromMessageBody = BodyOf<RESTPostAPIChannelMessagesThreadsJSONBody>;

/** https://discord.com/developers/docs/resources/channel#list-thread-members */
export type ThreadMemberListQuery = BodyOf<RESTGetAPIChannelThreadMembersQuery>;

/** https://discord.com/developers/docs/resources/channel#get-thread-member */
export type ThreadMemberQuery = BodyOf<RESTGetAPIChannelThreadMemberQuery>;

/** https://discord.com/developers/docs/resources/channel#list-public-archived-threads */
export interface ArchivedThreadsQuery {
  /** Only threads archived before this moment. */
  readonly before?: string | Date | undefined;
  /** 2 to 100. */
  readonly limit?: number | undefined;
}

/** https://discord.com/developers/docs/resources/channel#list-joined-private-archived-threads */
export interface JoinedArchivedThreadsQuery {
  /** Only threads with a smaller id. */
  readonly before?: ChannelId | undefined;
  /** 2 to 100. */
  readonly limit?: number | undefined;
}

/** Known from Discord’s schema only. */
export interface ThreadSearchQuery {
  /** Words of the name, up to 100 characters. */
  readonly name?: string | undefined;
  /** How many words may stand between those that are looked for, up to 100. */
  readonly slop?: number | undefined;
  readonly minId?: ChannelId | undefined;
  readonly maxId?: ChannelId | undefined;
  /** Ids of tags, up to 20. */
  readonly tag?: readonly Snowflake[] | undefined;
  /** Whether a thread needs all the tags or one of them. */
  readonly tagSetting?: 'match_all' | 'match_some' | undefined;
  readonly archived?: boolean | undefined;
  readonly sortBy?: 'relevance' | 'creation_time' | 'last_message_time' | 'archive_time' | undefined;
  readonly sortOrder?: 'asc' | 'desc' | undefined;
  /** 1 to 25. */
  readonly limit?: number | undefined;
  /** Up to 9975. */
  readonly offset?: number | undefined;
}
