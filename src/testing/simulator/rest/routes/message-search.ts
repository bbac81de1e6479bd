/** Looking for messages in a whole guild. https://discord.com/developers/docs/resources/message#search-guild-messages */
import { compareIds } from '../../world/ids';
import { type ChannelRecord, type GuildRecord, type MessageRecord } from '../../world/records';
import { renderThread, renderThreadMember } from '../../world/render-channel';
import { renderMessageFor } from '../../world/render-message';
import { isThread } from '../../world/thread-record';
import { missingAccess } from '../api-error';
import { type RestContext } from '../context';
import { boolean, choice, type Form, integer, manyOf, snowflake, text } from '../form';
import { ok, type RestAnswer, type Route } from '../router';

const KINDS = ['link', 'embed', 'file', 'image', 'video', 'sound', 'sticker', 'poll', 'snapshot'] as const;
const AUTHORS = ['user', 'bot', 'webhook'] as const;
type Kind = (typeof KINDS)[number];
const negated = <T extends string>(values: readonly T[]): `-${T}`[] => values.map((value): `-${T}` => `-${value}`);

const PEOPLE = manyOf(snowflake, 100);
const WORDS = manyOf(text({ max: 256 }), 100);

const QUERY = {
  sort_by: choice(['relevance', 'timestamp']),
  sort_order: choice(['asc', 'desc']),
  content: text({ max: 1_024 }),
  slop: integer({ min: 0, max: 100 }),
  author_id: PEOPLE,
  author_type: manyOf(choice([...AUTHORS, ...negated(AUTHORS)]), 6),
  mentions: PEOPLE,
  mentions_role_id: PEOPLE,
  mention_everyone: boolean,
  replied_to_user_id: PEOPLE,
  replied_to_message_id: PEOPLE,
  min_id: snowflake,
  max_id: snowflake,
  has: manyOf(choice([...KINDS, ...negated(KINDS)]), 18),
  link_hostname: WORDS,
  embed_provider: WORDS,
  embed_type: manyOf(choice(['image', 'video', 'gif', 'sound', 'article']), 5),
  attachment_extension: WORDS,
  attachment_filename: WORDS,
  pinned: boolean,
  include_nsfw: boolean,
  channel_id: manyOf(snowflake, 500),
  limit: integer({ min: 1, max: 25 }),
  offset: integer({ min: 0, max: 9_975 }),
};
type SearchQuery = Form<typeof QUERY>;

function links(message: MessageRecord): string[] {
  return message.content.match(/https?:\/\/[^\s<>]+/g) ?? [];
}

function fileIs(message: MessageRecord, kind: string): boolean {
  return message.files.some(({ attachment }) => attachment.content_type?.startsWith(`${kind}/`) === true);
}

const HAS: Readonly<Record<Kind, (message: MessageRecord) => boolean>> = {
  link: (message) => links(message).length > 0,
  embed: (message) => message.embeds.length > 0,
  file: (message) => message.files.length > 0,
  image: (message) => fileIs(message, 'image'),
  video: (message) => fileIs(message, 'video'),
  sound: (message) => fileIs(message, 'audio'),
  sticker: (message) => message.stickerIds.length > 0,
  poll: (message) => message.poll !== undefined,
  snapshot: (message) => message.snapshots !== undefined,
};

function authorType(message: MessageRecord): (typeof AUTHORS)[number] {
  if (message.webhook) return 'webhook';
  return message.author.bot ? 'bot' : 'user';
}

/** Whether a list of wishes, some of them with a minus, is met. */
function meets(wishes: readonly string[] | undefined, is: (wish: string) => boolean): boolean {
  if (!wishes) return true;
  const refused = wishes.filter((wish) => wish.startsWith('-'));
  const wanted = wishes.filter((wish) => !wish.startsWith('-'));
  return refused.every((wish) => !is(wish.slice(1))) && (wanted.length === 0 || wanted.some(is));
}

const anyOf = (wanted: readonly string[] | undefined, is: (value: string) => boolean): boolean =>
  wanted === undefined || wanted.some(is);

function matches(context: RestContext, query: SearchQuery, message: MessageRecord): boolean {
  const { reference } = message;
  const words = (query.content ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const written = [message.content, ...message.embeds.flatMap((embed) => [embed.title ?? '', embed.description ?? ''])];
  const whole = written.join('\n').toLowerCase();
  const repliedTo = reference?.type === 0 ? (reference.messageId ?? '') : '';
  const quoted = context.world.channels.get(reference?.channelId ?? '')?.messages.get(repliedTo);
  const names = message.files.map(({ attachment }) => attachment.filename.toLowerCase());
  return (
    words.every((word) => whole.includes(word)) &&
    anyOf(query.author_id, (id) => message.author.id === id) &&
    meets(query.author_type, (type) => authorType(message) === type) &&
    anyOf(query.mentions, (id) => message.mentions.some((user) => user.id === id)) &&
    anyOf(query.mentions_role_id, (id) => message.mentionRoles.includes(id)) &&
    (query.mention_everyone === undefined || message.mentionsEveryone === query.mention_everyone) &&
    anyOf(query.replied_to_message_id, (id) => repliedTo === id) &&
    anyOf(query.replied_to_user_id, (id) => quoted?.author.id === id) &&
    (query.min_id === undefined || compareIds(message.id, query.min_id) > 0) &&
    (query.max_id === undefined || compareIds(message.id, query.max_id) < 0) &&
    meets(query.has, (kind) => HAS[kind as Kind](message)) &&
    anyOf(query.link_hostname, (host) => links(message).some((link) => hostOf(link) === host.toLowerCase())) &&
    anyOf(query.embed_provider, (name) => message.embeds.some((embed) => embed.provider?.name === name)) &&
    anyOf(query.embed_type, (type) => message.embeds.some((embed) => String(embed.type) === wireType(type))) &&
    anyOf(query.attachment_extension, (end) => names.some((name) => name.endsWith(`.${end.toLowerCase()}`))) &&
    anyOf(query.attachment_filename, (part) => names.some((name) => name.includes(part.toLowerCase()))) &&
    (query.pinned === undefined || (message.pinnedAt !== null) === query.pinned)
  );
}

function hostOf(link: string): string {
  return URL.canParse(link) ? new URL(link).hostname : '';
}

function wireType(type: string): string {
  return type === 'gif' ? 'gifv' : type;
}

/** Where the bot may look. */
function places(context: RestContext, guild: GuildRecord, query: SearchQuery): ChannelRecord[] {
  return [...guild.channels.values(), ...guild.threads.values()].filter(
    (channel) =>
      (query.channel_id === undefined || query.channel_id.includes(channel.id)) &&
      (query.include_nsfw === true || !channel.nsfw) &&
      context.world.maySee(context.userId, channel) &&
      context.may(channel, 'ReadMessageHistory'),
  );
}

function search(context: RestContext): RestAnswer {
  const guild = context.guild();
  const query = context.query(QUERY);
  // Who may not read what people write may not search it either.
  if (!context.bot.privilegedIntents.has('MessageContent')) throw missingAccess();
  const { limit = 25, offset = 0 } = query;
  const sign = query.sort_order === 'asc' ? 1 : -1;
  const found = places(context, guild, query)
    .flatMap((channel) => [...channel.messages.values()])
    .filter((message) => matches(context, query, message))
    .sort((a, b) => sign * compareIds(a.id, b.id));
  const page = found.slice(offset, offset + limit);
  const threads = [...new Set(page.map((message) => message.channel))].filter(isThread);
  return ok({
    doing_deep_historical_index: false,
    total_results: found.length,
    messages: page.map((message) => [{ ...renderMessageFor(context.world, message, context.bot), hit: true }]),
    threads: threads.map((thread) => renderThread(thread)),
    members: threads.flatMap((thread) => {
      const member = thread.thread.members.get(context.userId);
      return member ? [renderThreadMember(thread, member)] : [];
    }),
  });
}

export const MESSAGE_SEARCH_ROUTES: readonly Route[] = [
  { method: 'GET', template: '/guilds/{guild_id}/messages/search', handler: search },
];
