/** Changing what was written through a webhook's token, or through an interaction's. */
import { MessageFlags, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { editMessage } from '../world/messages';
import { armPoll } from '../world/polls';
import { type MessageRecord } from '../world/records';
import { ApiError } from './api-error';
import { requireShownFiles } from './component-form';
import { type RestContext } from './context';
import { type Form, nullable, text } from './form';
import { requireNotSpoken, requireUnarchived } from './message-draft';
import {
  checkComponents,
  emptyMessage,
  NEW_MESSAGE,
  readAllowedMentions,
  readEmbeds,
  readFiles,
  requireEmptied,
} from './message-form';
import { readPoll } from './poll-form';

const EDITABLE = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;

const { sticker_ids: _stickers, ...WITHOUT_STICKERS } = NEW_MESSAGE;

/** Fields of `PATCH /webhooks/{}/{}/messages/{}`. */
export const TOKEN_EDIT = { ...WITHOUT_STICKERS, content: nullable(text({ max: 2_000 })) };
export type TokenEditForm = Form<typeof TOKEN_EDIT>;

/** Changes a message as a form says. What an application was still thinking about becomes what it says. */
export function editByToken(context: RestContext, message: MessageRecord, form: TokenEditForm): void {
  const { world } = context;
  const wasLoading = (message.flags & MessageFlags.Loading) !== 0;
  requireUnarchived(message.channel);
  if (message.poll) throw new ApiError(400, Codes.CannotEditAPollMessage, 'Cannot edit a poll message');
  requireNotSpoken(message);
  const kept = message.flags & MessageFlags.IsComponentsV2;
  const wanted = typeof form.flags === 'number' ? form.flags & EDITABLE : message.flags & EDITABLE;
  const flags = (message.flags & ~(EDITABLE | MessageFlags.Loading)) | wanted | kept;
  requireEmptied(message, form, flags);
  checkComponents(form, flags);
  const content = form.content === undefined ? undefined : (form.content ?? '').trim();
  const embeds = readEmbeds(form);
  const files = readFiles(world, message.channel.id, form, context.files, message.files);
  const components = form.components === undefined ? undefined : (form.components ?? []);
  requireShownFiles(components ?? [], files ?? message.files);
  const poll = wasLoading && form.poll ? readPoll(world, form.poll) : undefined;
  const left = [
    content ?? message.content,
    embeds ?? message.embeds,
    files ?? message.files,
    components ?? message.components,
  ];
  if (!poll && left.every((each) => each.length === 0)) throw emptyMessage();
  const allowedMentions = readAllowedMentions(form);
  editMessage(world, message, { content, embeds, files, components, flags, poll, allowedMentions });
  if (poll) armPoll(world, message);
}
