/** Polls as payloads. https://discord.com/developers/docs/resources/poll#poll-object */
import { type PollRecord } from './polls';

/** A poll; `viewerId` decides the `me_voted` of its answers. */
export function renderPoll(poll: PollRecord, viewerId: string): object {
  return {
    question: { text: poll.question },
    answers: poll.answers.map((answer) => ({
      answer_id: answer.id,
      poll_media: {
        ...(answer.text === null ? {} : { text: answer.text }),
        ...(answer.emoji === null ? {} : { emoji: { id: answer.emoji.id, name: answer.emoji.name } }),
      },
    })),
    expiry: poll.expiry,
    allow_multiselect: poll.multiselect,
    layout_type: poll.layout,
    results: {
      is_finalized: poll.finalized,
      answer_counts: poll.answers.map((answer) => ({
        id: answer.id,
        count: answer.voterIds.size,
        me_voted: answer.voterIds.has(viewerId),
      })),
    },
  };
}
