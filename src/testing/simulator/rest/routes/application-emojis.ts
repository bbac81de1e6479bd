/** Emojis that belong to an application. https://discord.com/developers/docs/resources/emoji#application-owned-emoji */
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { type ApplicationEmojiRecord, renderApplicationEmoji } from '../../world/applications';
import { ApiError } from '../api-error';
import { type RestContext } from '../context';
import { need, type Rule, text } from '../form';
import { image } from '../media';
import { ownApplication } from '../own-application';
import { created, noContent, ok, type RestAnswer, type Route } from '../router';

const MOST = 2_000;
const IMAGE_BYTES = 256 * 1_024;

const emojiName: Rule<string> = (value, errors, path) => {
  const name = text({ min: 2, max: 32 })(value, errors, path);
  if (name === undefined || /^\w+$/.test(name)) return name;
  errors.add(path, 'STRING_TYPE_REGEX', 'String value did not match validation regex.');
};

function find(context: RestContext): ApplicationEmojiRecord {
  const emoji = ownApplication(context).emojis.get(context.param('emoji_id'));
  if (emoji) return emoji;
  throw new ApiError(404, Codes.UnknownEmoji, 'Unknown Emoji');
}

function listEmojis(context: RestContext): RestAnswer {
  return ok({ items: [...ownApplication(context).emojis.values()].map(renderApplicationEmoji) });
}

function create(context: RestContext): RestAnswer {
  const application = ownApplication(context);
  const form = context.form({ name: need(emojiName), image: need(image({ maxBytes: IMAGE_BYTES })) });
  if (application.emojis.size >= MOST) {
    throw new ApiError(400, Codes.MaximumNumberOfEmojisReached, `Maximum number of emojis reached (${MOST})`);
  }
  const emoji: ApplicationEmojiRecord = {
    id: context.world.ids.next(),
    name: form.name,
    animated: form.image.animated,
    user: context.user,
  };
  application.emojis.set(emoji.id, emoji);
  return created(renderApplicationEmoji(emoji));
}

function get(context: RestContext): RestAnswer {
  return ok(renderApplicationEmoji(find(context)));
}

function edit(context: RestContext): RestAnswer {
  const emoji = find(context);
  const { name } = context.form({ name: emojiName });
  if (name !== undefined) emoji.name = name;
  return ok(renderApplicationEmoji(emoji));
}

function remove(context: RestContext): RestAnswer {
  ownApplication(context).emojis.delete(find(context).id);
  return noContent();
}

const EMOJIS = '/applications/{application_id}/emojis';

export const APPLICATION_EMOJI_ROUTES: readonly Route[] = [
  { method: 'GET', template: EMOJIS, handler: listEmojis },
  { method: 'POST', template: EMOJIS, handler: create },
  { method: 'GET', template: `${EMOJIS}/{emoji_id}`, handler: get },
  { method: 'PATCH', template: `${EMOJIS}/{emoji_id}`, handler: edit },
  { method: 'DELETE', template: `${EMOJIS}/{emoji_id}`, handler: remove },
];
