/** Routes of polls: who voted, and ending one early. https://discord.com/developers/docs/resources/poll */
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { compareIds } from '../../world/ids';
import { endPoll } from '../../world/polls';
import { renderUser } from '../../world/render';
import { renderMessage } from '../../world/render-message';
import { ApiError, unknown } from '../api-error';
import { type RestContext } from '../context';
import { integer, snowflake } from '../form';
import { ok, type RestAnswer, type Route } from '../router';
import { textChannel } from './messages';

function listVoters(context: RestContext): RestAnswer {
  const channel = textChannel(context);
  context.require(channel, 'ReadMessageHistory');
  const query = context.query({ after: snowflake, limit: integer({ min: 1, max: 100 }) });
  const { after, limit = 25 } = query;
  const { poll } = context.message(channel);
  const answerId = context.param('answer_id');
  const answer = poll?.answers.find((each) => each.id === Number(answerId));
  if (!answer) throw unknown('message');
  const ids = [...answer.voterIds]
    .filter((id) => after === undefined || compareIds(id, after) > 0)
    .sort(compareIds)
    .slice(0, limit);
  return ok({
    users: ids.flatMap((id) => {
      const user = context.world.users.get(id);
      return user ? [renderUser(user)] : [];
    }),
  });
}

function end(context: RestContext): RestAnswer {
  const message = context.message(textChannel(context));
  if (!message.poll) {
    throw new ApiError(400, Codes.CannotExpireANonPollMessage, 'Cannot expire a non-poll message');
  }
  if (message.author.id !== context.userId) {
    const told = 'Cannot edit a message authored by another user';
    throw new ApiError(403, Codes.CannotEditMessageAuthoredByAnotherUser, told);
  }
  if (message.poll.finalized) throw new ApiError(400, Codes.PollExpired, 'Poll expired');
  endPoll(context.world, message);
  return ok(renderMessage(context.world, message, context.userId));
}

const POLL = '/channels/{channel_id}/polls/{message_id}';

export const POLL_ROUTES: readonly Route[] = [
  { method: 'GET', template: `${POLL}/answers/{answer_id}`, handler: listVoters },
  { method: 'POST', template: `${POLL}/expire`, handler: end },
];
