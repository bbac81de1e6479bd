/** Bodies and queries around messages. Each `limit` says how many a page holds at most. */
import {
  type RESTGetAPIChannelMessageReactionUsersQuery,
  type RESTGetAPIChannelMessagesPinsQuery,
  type RESTGetAPIChannelMessagesQuery,
  type RESTGetAPIGuildMessagesSearchQuery,
  type RESTGetAPIPollAnswerVotersQuery,
} from 'discord-api-types/v10';
import { type MessageId } from '../ids';
import { type BodyOf } from './body';

/** https://discord.com/developers/docs/resources/message#get-channel-messages */
export type MessageListQuery = BodyOf<RESTGetAPIChannelMessagesQuery>;

/** https://discord.com/developers/docs/resources/message#search-guild-messages */
export type MessageSearchQuery = BodyOf<RESTGetAPIGuildMessagesSearchQuery>;

/** https://discord.com/developers/docs/resources/message#get-channel-pins */
export type PinListQuery = Omit<BodyOf<RESTGetAPIChannelMessagesPinsQuery>, 'before'> & {
  /** Only messages pinned before this moment. */
  readonly before?: string | Date | undefined;
};

/** https://discord.com/developers/docs/resources/message#get-reactions */
export type ReactionListQuery = BodyOf<RESTGetAPIChannelMessageReactionUsersQuery>;

/** https://discord.com/developers/docs/resources/poll#get-answer-voters */
export type VoterListQuery = BodyOf<RESTGetAPIPollAnswerVotersQuery>;

/** https://discord.com/developers/docs/resources/message#bulk-delete-messages */
export interface BulkDeleteBody {
  /** 2 to 100, none of them twice. */
  readonly messages: readonly MessageId[];
}
