/** Polls. https://discord.com/developers/docs/resources/poll */
import { type APIMessage, type APIUser, type RESTGetAPIPollAnswerVotersResult } from 'discord-api-types/v10';
import {
  type ActionOptions,
  type ChannelId,
  Message,
  type MessageId,
  User,
  type VoterListQuery,
  voterListSpec,
} from '../../models';
import { type Pages } from '../paging';
import { pollRoutes } from '../routes/polls';
import { Resource } from './resource';

/** Polls are created as a part of a message. */
export class PollsResource extends Resource {
  /** One page of those who voted for an answer: up to 100 after a user id. */
  async listVoters(
    channelId: ChannelId,
    messageId: MessageId,
    answerId: number,
    query?: VoterListQuery,
    options?: ActionOptions,
  ): Promise<User[]> {
    const params = { channel_id: channelId, message_id: messageId, answer_id: String(answerId) };
    const init = { query: this.query(voterListSpec, query), options };
    const { users } = await this.fetch<RESTGetAPIPollAnswerVotersResult>(pollRoutes.listVoters, params, init);
    return users.map((raw: APIUser) => new User(raw, this.context));
  }

  /** All who voted for an answer, by user id. */
  iterateVoters(
    channelId: ChannelId,
    messageId: MessageId,
    answerId: number,
    query?: Omit<VoterListQuery, 'limit'>,
    options?: ActionOptions,
  ): Pages<User> {
    return this.pages(
      100,
      (after = query?.after, limit, pageOptions) =>
        this.listVoters(channelId, messageId, answerId, { ...query, after, limit }, pageOptions),
      (user) => user.id,
      options,
    );
  }

  /** Ends a poll of the bot’s own before its time. */
  async end(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<Message> {
    const params = { channel_id: channelId, message_id: messageId };
    return new Message(await this.fetch<APIMessage>(pollRoutes.end, params, { options }), this.context);
  }
}
