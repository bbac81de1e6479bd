/** Writing through webhooks, and what becomes of what was written. https://discord.com/developers/docs/resources/webhook#execute-webhook */
import { ChannelType, MessageFlags, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { hearsClicks } from '../../world/components';
import { createMessage, deleteMessage, type MessageDraft } from '../../world/messages';
import { armPoll } from '../../world/polls';
import { type ChannelRecord, type GuildRecord, type MessageRecord, type UserRecord } from '../../world/records';
import { renderMessage } from '../../world/render-message';
import { holdsPosts, isThread } from '../../world/thread-record';
import { createThread } from '../../world/threads';
import { webhookAuthor, type WebhookRecord } from '../../world/webhooks';
import { ApiError, invalidForm, unknown } from '../api-error';
import { type RestContext } from '../context';
import { boolean, type Form, list, nullable, snowflake, text, url } from '../form';
import { readDraft } from '../message-draft';
import { editByToken, TOKEN_EDIT } from '../message-edit';
import {
  followUp,
  getInteractionMessage,
  hasInteractionToken,
  removeInteractionMessage,
  updateInteractionMessage,
} from './interaction-messages';
import { noContent, ok, type RestAnswer, type Route, type RouteHandler } from '../router';
import { webhookByToken, readWebhookName } from './webhooks';

const SETTABLE = MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;

const EXECUTE = {
  ...TOKEN_EDIT,
  username: nullable(text({ min: 1, max: 80 })),
  avatar_url: nullable(url),
  tts: nullable(boolean),
  thread_name: nullable(text({ max: 100 })),
  applied_tags: nullable(list(snowflake, { max: 5 })),
};
type ExecuteForm = Form<typeof EXECUTE>;

/** Where a webhook writes: its channel, or a thread of it. */
export interface Place {
  readonly guild: GuildRecord;
  readonly channel: ChannelRecord;
}

function home(context: RestContext, webhook: WebhookRecord): Place {
  const channel = context.world.channels.get(webhook.channelId);
  const guild = channel && context.world.guildOf(channel);
  if (!channel || !guild) throw unknown('webhook');
  return { guild, channel };
}

/** The thread that a query names, or the webhook's own channel. */
export function findPlace(context: RestContext, webhook: WebhookRecord, threadId: string | undefined): Place {
  const { guild, channel } = home(context, webhook);
  if (threadId === undefined) return { guild, channel };
  const thread = guild.threads.get(threadId);
  if (thread?.parentId !== channel.id) throw unknown('channel');
  return { guild, channel: thread };
}

/** Throws when the place and the name of a new post do not go together with the kind of channel. */
function checkThreadFields(parent: ChannelRecord, threadId: string | undefined, name: string): void {
  if (!holdsPosts(parent)) {
    if (name === '') return;
    const told = 'Webhooks can only create threads in forum channels';
    throw new ApiError(400, Codes.WebhooksCanOnlyCreateThreadsInForumChannels, told);
  }
  if (threadId === undefined && name === '') {
    const told = 'Webhooks posted to forum channels must have a thread_name or thread_id';
    throw new ApiError(400, Codes.WebhooksPostedToForumChannelsMustHaveAThreadNameOrThreadId, told);
  }
  if (threadId !== undefined && name !== '') {
    const told = 'Webhooks posted to forum channels cannot have both a thread_name and thread_id';
    throw new ApiError(400, Codes.WebhooksPostedToForumChannelsCannotHaveBothAThreadNameAndThreadId, told);
  }
}

function execute(context: RestContext): RestAnswer {
  const { world } = context;
  const webhook = webhookByToken(context);
  const query = context.query({ wait: boolean, thread_id: snowflake, with_components: boolean });
  const given = context.form(EXECUTE);
  const form: ExecuteForm = usesComponents(webhook, query.with_components) ? given : { ...given, components: [] };
  requireLifeless(webhook, form);
  const author = readAuthor(context, webhook, form);
  const { guild, channel: parent } = home(context, webhook);
  const threadName = (form.thread_name ?? '').trim();
  checkThreadFields(parent, query.thread_id, threadName);
  if (threadName === '') {
    const { channel } = findPlace(context, webhook, query.thread_id);
    requireOpen(channel);
    const draft = readDraft(context, channel.id, { ...form, sticker_ids: undefined }, { settable: SETTABLE });
    return answer(
      context,
      query.wait,
      writeAs(context, webhook, author, channel, { ...draft, tts: form.tts ?? false }),
    );
  }
  const id = world.ids.next();
  const draft = readDraft(context, id, { ...form, sticker_ids: undefined }, { settable: SETTABLE });
  const tags = form.applied_tags ?? [];
  if (tags.some((tag) => !parent.settings.tags.some((each) => each.id === tag))) throw unknown('tag');
  const thread = createThread(world, guild, parent, author, {
    id,
    name: threadName,
    type: ChannelType.PublicThread,
    appliedTags: tags,
  });
  return answer(context, query.wait, writeAs(context, webhook, author, thread, { ...draft, id }));
}

/** An application's own webhooks send components; others only when they are asked to. */
function usesComponents(webhook: WebhookRecord, withComponents: boolean | undefined): boolean {
  return webhook.applicationId !== null || withComponents === true;
}

/** Nobody would hear what people do with components of a webhook that belongs to no application. */
function requireLifeless(webhook: WebhookRecord, { components }: Pick<ExecuteForm, 'components'>): void {
  if (webhook.applicationId !== null || !components || !hearsClicks(components)) return;
  const told = 'Webhooks of no application cannot send interactive components';
  throw invalidForm(['components'], 'UNION_TYPE_CHOICES', told);
}

function readAuthor(context: RestContext, webhook: WebhookRecord, form: ExecuteForm): UserRecord {
  return webhookAuthor(webhook, {
    ...(form.username ? { name: readWebhookName(form.username, 'username') } : {}),
    // Pictures from elsewhere are kept by Discord, under a hash.
    ...(form.avatar_url ? { avatar: context.world.hash() } : {}),
  });
}

/** Nothing is written in a thread that is locked. */
function requireOpen(channel: ChannelRecord): void {
  if (isThread(channel) && channel.thread.locked) {
    throw new ApiError(403, Codes.ThreadLocked, 'This thread is locked');
  }
}

/** Writes a message in a webhook's name. */
export function writeAs(
  context: RestContext,
  webhook: WebhookRecord,
  author: UserRecord,
  channel: ChannelRecord,
  draft: MessageDraft,
): MessageRecord {
  const message = createMessage(context.world, channel, author, {
    ...draft,
    webhook: { id: webhook.id, applicationId: webhook.applicationId },
  });
  armPoll(context.world, message);
  return message;
}

function answer(context: RestContext, wait: boolean | undefined, message: MessageRecord): RestAnswer {
  return wait === true ? ok(renderMessage(context.world, message, '')) : noContent();
}

/** The message of the path, if this webhook wrote it. */
function ownMessage(context: RestContext): MessageRecord {
  const webhook = webhookByToken(context);
  const { thread_id: threadId } = context.query({ thread_id: snowflake, with_components: boolean });
  const { channel } = findPlace(context, webhook, threadId);
  const message = channel.messages.get(context.param('message_id'));
  if (message?.webhook?.id !== webhook.id) throw unknown('message');
  return message;
}

function getMessage(context: RestContext): RestAnswer {
  return ok(renderMessage(context.world, ownMessage(context), ''));
}

function updateMessage(context: RestContext): RestAnswer {
  const message = ownMessage(context);
  const { with_components: withComponents } = context.query({ thread_id: snowflake, with_components: boolean });
  const given = context.form(TOKEN_EDIT);
  const form = usesComponents(webhookByToken(context), withComponents) ? given : { ...given, components: undefined };
  requireLifeless(webhookByToken(context), form);
  editByToken(context, message, form);
  return ok(renderMessage(context.world, message, ''));
}

function removeMessage(context: RestContext): RestAnswer {
  deleteMessage(context.world, ownMessage(context));
  return noContent();
}

const TOKEN = '/webhooks/{webhook_id}/{webhook_token}';
const MESSAGE = `${TOKEN}/messages/{message_id}`;

/** An application is its own webhook: by the token of an interaction it goes on answering. */
const either =
  (ofInteraction: RouteHandler, ofWebhook: RouteHandler): RouteHandler =>
  (context) =>
    hasInteractionToken(context) ? ofInteraction(context) : ofWebhook(context);

export const WEBHOOK_EXECUTE_ROUTES: readonly Route[] = [
  { method: 'POST', template: TOKEN, handler: either(followUp, execute), isOpen: true },
  { method: 'GET', template: MESSAGE, handler: either(getInteractionMessage, getMessage), isOpen: true },
  { method: 'PATCH', template: MESSAGE, handler: either(updateInteractionMessage, updateMessage), isOpen: true },
  { method: 'DELETE', template: MESSAGE, handler: either(removeInteractionMessage, removeMessage), isOpen: true },
];
