/** Polls: asked with a message, voted on by people, ended by time or by who asked. https://discord.com/developers/docs/resources/poll */
import { type APIEmbed, MessageType } from 'discord-api-types/v10';
import { channelAudience, createMessage, guildOf, isThere, publishMessage } from './messages';
import { type EmojiRecord, type MessageRecord, type UserRecord } from './records';
import { wire } from './wire';
import { type World } from './world';

export interface PollAnswerRecord {
  /** 1, 2, 3 … in the order of the answers. */
  readonly id: number;
  readonly text: string | null;
  readonly emoji: EmojiRecord | null;
  /** Who chose it, in order. */
  readonly voterIds: Set<string>;
}

export interface PollRecord {
  readonly question: string;
  readonly answers: readonly PollAnswerRecord[];
  readonly multiselect: boolean;
  readonly layout: number;
  expiry: string;
  finalized: boolean;
}

const HOUR_MS = 3_600_000;

/** A poll that runs for some hours from now. */
export function newPoll(
  world: World,
  draft: Pick<PollRecord, 'question' | 'multiselect'> & {
    hours: number;
    answers: readonly Pick<PollAnswerRecord, 'text' | 'emoji'>[];
  },
): PollRecord {
  return {
    question: draft.question,
    multiselect: draft.multiselect,
    layout: 1,
    answers: draft.answers.map((answer, index) => ({ ...answer, id: index + 1, voterIds: new Set<string>() })),
    expiry: world.timestamp(world.clock.wallMs() + draft.hours * HOUR_MS),
    finalized: false,
  };
}

/** Ends the poll of a message when its time has come. */
export function armPoll(world: World, message: MessageRecord): void {
  if (!message.poll) return;
  const timer = world.clock.setTimer(
    Date.parse(message.poll.expiry) - world.clock.wallMs(),
    () => {
      world.pollTimers.delete(message.id);
      const isLeft = world.channels.has(message.channel.id) && isThere(world, message);
      if (isLeft && message.poll?.finalized === false) endPoll(world, message);
    },
    { keepAlive: false },
  );
  world.pollTimers.set(message.id, timer);
}

/** Counts the votes for good, and writes the result below. */
export function endPoll(world: World, message: MessageRecord): void {
  const { poll, channel } = message;
  if (!poll) return;
  poll.finalized = true;
  world.pollTimers.get(message.id)?.cancel();
  world.pollTimers.delete(message.id);
  if (Date.parse(poll.expiry) > world.clock.wallMs()) poll.expiry = world.timestamp();
  publishMessage(world, 'MESSAGE_UPDATE', message);
  createMessage(world, channel, message.author, {
    type: MessageType.PollResult,
    embeds: [wire<APIEmbed>({ type: 'poll_result', fields: resultFields(poll) })],
    allowedMentions: { parse: [] },
    reference: { type: 0, messageId: message.id, channelId: channel.id, guildId: channel.guildId },
  });
}

function resultFields(poll: PollRecord): object[] {
  const counts = poll.answers.map((answer) => answer.voterIds.size);
  const most = Math.max(0, ...counts);
  const leaders = poll.answers.filter((answer) => answer.voterIds.size === most);
  const victor = most > 0 && leaders.length === 1 ? leaders[0] : undefined;
  const values: [string, string | number | null | undefined][] = [
    ['poll_question_text', poll.question],
    ['victor_answer_votes', most],
    ['total_votes', counts.reduce((sum, count) => sum + count, 0)],
    ['victor_answer_id', victor?.id],
    ['victor_answer_text', victor?.text],
    ['victor_answer_emoji_id', victor?.emoji?.id],
    ['victor_answer_emoji_name', victor?.emoji?.name],
  ];
  return values.flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [{ name, value: String(value), inline: false }],
  );
}

/** Chooses these answers and no others. */
export function vote(world: World, message: MessageRecord, user: UserRecord, answerIds: readonly number[]): void {
  for (const answer of message.poll?.answers ?? []) {
    const wanted = answerIds.includes(answer.id);
    if (answer.voterIds.has(user.id) === wanted) continue;
    if (wanted) answer.voterIds.add(user.id);
    else answer.voterIds.delete(user.id);
    world.publish({
      name: wanted ? 'MESSAGE_POLL_VOTE_ADD' : 'MESSAGE_POLL_VOTE_REMOVE',
      audience: channelAudience(message.channel),
      data: {
        user_id: user.id,
        channel_id: message.channel.id,
        message_id: message.id,
        ...guildOf(message.channel),
        answer_id: answer.id,
      },
    });
  }
}
