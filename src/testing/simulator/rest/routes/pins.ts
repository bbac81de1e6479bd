/** Routes of pins, under the messages and by the deprecated paths. https://discord.com/developers/docs/resources/message#get-channel-pins */
import { MessageType, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { setPinned } from '../../world/messages';
import { type ChannelRecord, type MessageRecord } from '../../world/records';
import { renderMessageFor } from '../../world/render-message';
import { ApiError, systemMessage } from '../api-error';
import { type RestContext } from '../context';
import { integer, timestamp } from '../form';
import { requireUnarchived } from '../message-draft';
import { noContent, ok, type RestAnswer, type Route } from '../router';
import { textChannel } from './messages';

const PIN_LIMIT = 250;
const MESSAGE_PIN = 74;
const MESSAGE_UNPIN = 75;

const PINNABLE: ReadonlySet<MessageType> = new Set([
  MessageType.Default,
  MessageType.Reply,
  MessageType.ChatInputCommand,
  MessageType.ContextMenuCommand,
]);

/** Pinned messages, the one pinned last first. */
function pinned(channel: ChannelRecord): MessageRecord[] {
  return [...channel.messages.values()]
    .filter((message) => message.pinnedAt !== null)
    .sort((a, b) => ((a.pinnedAt ?? '') < (b.pinnedAt ?? '') ? 1 : -1));
}

function listPins(context: RestContext): RestAnswer {
  const channel = textChannel(context);
  const { before, limit = 50 } = context.query({ before: timestamp, limit: integer({ min: 1, max: 50 }) });
  if (!context.may(channel, 'ReadMessageHistory')) return ok({ items: [], has_more: false });
  const found = pinned(channel).filter((message) => before === undefined || (message.pinnedAt ?? '') < before);
  const items = found.slice(0, limit).map((message) => ({
    pinned_at: message.pinnedAt,
    message: renderMessageFor(context.world, message, context.bot),
  }));
  return ok({ items, has_more: found.length > limit });
}

function listPinsOldWay(context: RestContext): RestAnswer {
  const channel = textChannel(context);
  if (!context.may(channel, 'ReadMessageHistory')) return ok([]);
  return ok(
    pinned(channel)
      .slice(0, 50)
      .map((message) => renderMessageFor(context.world, message, context.bot)),
  );
}

function pin(context: RestContext, on: boolean): RestAnswer {
  const channel = textChannel(context);
  context.require(channel, 'PinMessages');
  requireUnarchived(channel);
  const message = context.message(channel);
  if (!PINNABLE.has(message.type)) throw systemMessage();
  if (on && message.pinnedAt === null && pinned(channel).length >= PIN_LIMIT) {
    const told = `Maximum number of pins reached (${PIN_LIMIT})`;
    throw new ApiError(400, Codes.MaximumNumberOfPinsReachedForTheChannel, told);
  }
  const guild = context.world.guildOf(channel);
  if (guild && on !== (message.pinnedAt !== null))
    context.audit(guild, on ? MESSAGE_PIN : MESSAGE_UNPIN, message.author.id);
  setPinned(context.world, message, context.bot.user, on);
  return noContent();
}

const PINS = '/channels/{channel_id}/messages/pins';
const PIN = `${PINS}/{message_id}`;
const OLD_PINS = '/channels/{channel_id}/pins';
const OLD_PIN = `${OLD_PINS}/{message_id}`;
const doPin = (context: RestContext): RestAnswer => pin(context, true);
const doUnpin = (context: RestContext): RestAnswer => pin(context, false);

export const PIN_ROUTES: readonly Route[] = [
  { method: 'GET', template: PINS, handler: listPins },
  { method: 'PUT', template: PIN, handler: doPin },
  { method: 'DELETE', template: PIN, handler: doUnpin },
  { method: 'GET', template: OLD_PINS, handler: listPinsOldWay },
  { method: 'PUT', template: OLD_PIN, handler: doPin },
  { method: 'DELETE', template: OLD_PIN, handler: doUnpin },
];
