/** The poll of a message body. https://discord.com/developers/docs/resources/poll#poll-create-request-object */
import { newPoll, type PollRecord } from '../world/polls';
import { type World } from '../world/world';
import { invalidForm } from './api-error';
import { boolean, choice, type Form, integer, list, need, nullable, object, snowflake, text } from './form';

const LONGEST_HOURS = 768;
const DAY_HOURS = 24;

const EMOJI = object({ id: nullable(snowflake), name: nullable(text({ max: 32 })), animated: nullable(boolean) });
// The documentation says 55 characters, the schema 300.
const ANSWER = object({
  poll_media: need(object({ text: nullable(text({ min: 1, max: 300 })), emoji: nullable(EMOJI) })),
});

export const POLL = object({
  question: need(object({ text: need(text({ min: 1, max: 300 })) })),
  answers: need(list(ANSWER, { min: 1, max: 10 })),
  duration: nullable(integer({ min: 1, max: LONGEST_HOURS })),
  allow_multiselect: nullable(boolean),
  layout_type: nullable(choice([1])),
});

type PollForm = NonNullable<ReturnType<typeof POLL>>;
type AnswerForm = PollForm['answers'][number];

/** The poll that a body asks for; it runs from now. */
export function readPoll(world: World, form: PollForm): PollRecord {
  return newPoll(world, {
    question: form.question.text.trim(),
    multiselect: form.allow_multiselect ?? false,
    hours: form.duration ?? DAY_HOURS,
    answers: form.answers.map(readAnswer),
  });
}

function readAnswer(
  { poll_media: media }: AnswerForm,
  index: number,
): Parameters<typeof newPoll>[1]['answers'][number] {
  const words = (media.text ?? '').trim();
  const emoji = media.emoji ? readEmoji(media.emoji) : null;
  if (words === '' && emoji === null) {
    throw invalidForm(['poll', 'answers', index, 'poll_media', 'text'], 'BASE_TYPE_REQUIRED', 'This field is required');
  }
  return { text: words === '' ? null : words, emoji };
}

function readEmoji(emoji: NonNullable<Form<{ e: typeof EMOJI }>['e']>): { id: string | null; name: string } | null {
  const { id = null, name = null } = emoji;
  return id === null && name === null ? null : { id, name: name ?? '' };
}
