/** Events of polls. https://discord.com/developers/docs/events/gateway-events#polls */
import { type GatewayMessagePollVoteDispatchData } from 'discord-api-types/v10';
import { type Member } from '../entities/member';
import { type User } from '../entities/user';
import { type MessageId, type UserId } from '../ids';
import { type IntentName } from '../intents';
import { memberOf, userOf } from '../relations';
import { dispatch } from './dispatch';
import { InChannel } from './places';

const POLL_INTENTS: readonly IntentName[] = ['GuildMessagePolls', 'DirectMessagePolls'];

abstract class PollVote extends InChannel<GatewayMessagePollVoteDispatchData> {
  /** The message that is the poll. */
  get messageId(): MessageId {
    return this.raw.message_id;
  }

  get userId(): UserId {
    return this.raw.user_id;
  }

  /** The user, when it is remembered. */
  get user(): User | undefined {
    return userOf(this.context, this.raw.user_id);
  }

  /** The member, when it is remembered. */
  get member(): Member | undefined {
    return memberOf(this.context, this.raw.guild_id, this.raw.user_id);
  }

  /** Number of the answer within the poll. */
  get answerId(): number {
    return this.raw.answer_id;
  }
}

/** Someone voted in a poll. Where several answers are allowed, each brings an event. */
export class MessagePollVoteAddEvent extends dispatch('MESSAGE_POLL_VOTE_ADD', PollVote, POLL_INTENTS) {}

/** Someone took a vote back. */
export class MessagePollVoteRemoveEvent extends dispatch('MESSAGE_POLL_VOTE_REMOVE', PollVote, POLL_INTENTS) {}
