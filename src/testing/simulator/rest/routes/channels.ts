/** Routes of channels, in guilds and by themselves. https://discord.com/developers/docs/resources/channel */
import { ChannelType, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import {
  createChannel,
  deleteChannel,
  editChannel,
  holdsMessages,
  removeOverwrite,
  setOverwrite,
  startTyping,
} from '../../world/channels';
import { changesBetween } from '../../world/audit-log';
import { type ChannelRecord, type GuildRecord } from '../../world/records';
import { renderChannel } from '../../world/render';
import { isThread } from '../../world/thread-record';
import { wire } from '../../world/wire';
import { ApiError, invalidForm, missingAccess, unknown, wrongChannelType } from '../api-error';
import { CHANNEL_FIELDS, channelName, readChannel, readOverwrites, refuseForeign } from '../channel-form';
import { type RestContext } from '../context';
import {
  boolean,
  choice,
  integer,
  list,
  need,
  nullable,
  object,
  permissionSet,
  readForm,
  snowflake,
  text,
} from '../form';
import { created, noContent, ok, type RestAnswer, type Route } from '../router';
import { editThreadRoute, removeThreadRoute } from './thread-edit';

const CHANNEL_CREATE = 10;
const CHANNEL_UPDATE = 11;
const CHANNEL_DELETE = 12;
const OVERWRITE_CREATE = 13;
const OVERWRITE_UPDATE = 14;
const OVERWRITE_DELETE = 15;
const CHANNELS_PER_GUILD = 500;
const CHANNELS_PER_CATEGORY = 50;

const TYPES = [0, 2, 4, 5, 13, 15, 16] as const;
/** What a type can be turned into. */
const CONVERTIBLE: ReadonlySet<ChannelType> = new Set([ChannelType.GuildText, ChannelType.GuildAnnouncement]);
const VOICE_TYPES: ReadonlySet<ChannelType> = new Set([ChannelType.GuildVoice, ChannelType.GuildStageVoice]);

function checkParent(guild: GuildRecord, parentId: string | null | undefined): void {
  if (parentId === null || parentId === undefined) return;
  const parent = guild.channels.get(parentId);
  if (!parent) throw invalidForm(['parent_id'], 'CHANNEL_PARENT_INVALID', 'Category does not exist');
  if (parent.type !== ChannelType.GuildCategory) {
    throw invalidForm(['parent_id'], 'CHANNEL_PARENT_INVALID_TYPE', 'Not a category');
  }
  const children = [...guild.channels.values()].filter((channel) => channel.parentId === parentId).length;
  if (children >= CHANNELS_PER_CATEGORY) {
    throw invalidForm(
      ['parent_id'],
      'CHANNEL_PARENT_MAX_CHANNELS',
      `Maximum number of channels in category reached (${CHANNELS_PER_CATEGORY})`,
    );
  }
}

function listChannels(context: RestContext): RestAnswer {
  return ok([...context.guild().channels.values()].map((channel) => renderChannel(channel)));
}

function create(context: RestContext): RestAnswer {
  const guild = context.guild('ManageChannels');
  const form = context.form({
    ...CHANNEL_FIELDS,
    name: need(text({ min: 1, max: 100 })),
    type: nullable(choice(TYPES)),
  });
  const type = wire<ChannelType>(form.type ?? ChannelType.GuildText);
  checkParent(guild, form.parent_id);
  if (guild.channels.size >= CHANNELS_PER_GUILD) {
    throw new ApiError(
      400,
      Codes.MaximumNumberOfGuildChannelsReached,
      `Maximum number of guild channels reached (${CHANNELS_PER_GUILD})`,
    );
  }
  const channel = createChannel(context.world, guild, {
    name: channelName(form.name, type),
    type,
    ...readChannel(context, guild, form, type),
  });
  const payload = renderChannel(channel);
  context.audit(guild, CHANNEL_CREATE, channel.id, { changes: changesBetween({}, payload) });
  return created(payload);
}

function reorder(context: RestContext): RestAnswer {
  const guild = context.guild('ManageChannels');
  const entry = object({
    id: need(snowflake),
    position: nullable(integer({ min: 0, max: 2_147_483_647 })),
    parent_id: nullable(snowflake),
    lock_permissions: nullable(boolean),
  });
  const { moves } = readForm({ moves: context.body }, { moves: need(list(entry, { max: CHANNELS_PER_GUILD })) });
  const known = moves.map((move) => {
    const channel = guild.channels.get(move.id);
    if (!channel) throw unknown('channel');
    return { channel, move, elsewhere: move.parent_id !== undefined && move.parent_id !== channel.parentId };
  });
  if (known.filter(({ elsewhere }) => elsewhere).length > 1) {
    const told = 'Only one channel can have a parent_id modified at a time';
    throw new ApiError(400, Codes.OnlyOneChannelCanHaveAParentIdModifiedAtATime, told);
  }
  for (const { channel, move, elsewhere } of known) if (elsewhere) checkMoveTo(context, guild, channel, move.parent_id);
  if (moves.some((move) => move.lock_permissions === true)) context.requireInGuild(guild, 'ManageRoles');
  for (const { channel, move } of known) {
    const before = renderChannel(channel);
    const parent = guild.channels.get(move.parent_id ?? channel.parentId ?? '');
    editChannel(context.world, channel, {
      position: move.position ?? undefined,
      parentId: move.parent_id,
      // What is locked has the exceptions of its category, and no others.
      overwrites: move.lock_permissions === true && parent ? [...parent.overwrites.values()] : undefined,
    });
    const changes = changesBetween(before, renderChannel(channel));
    if (changes.length > 0) context.audit(guild, CHANNEL_UPDATE, channel.id, { changes });
  }
  return noContent();
}

/** Into another category moves a channel who sees it, and manages it and where it goes. */
function checkMoveTo(
  context: RestContext,
  guild: GuildRecord,
  channel: ChannelRecord,
  parentId: string | null | undefined,
): void {
  checkParent(guild, parentId);
  const parent = guild.channels.get(parentId ?? '');
  const manages = context.may(channel, 'ManageChannels') && (!parent || context.may(parent, 'ManageChannels'));
  if (!manages || !context.may(channel, 'ViewChannel')) throw missingAccess();
}

function get(context: RestContext): RestAnswer {
  return ok(renderChannel(context.channel(), { viewerId: context.userId }));
}

function edit(context: RestContext): RestAnswer {
  const channel = context.channel();
  const guild = context.guildOf(channel);
  if (isThread(channel)) return editThreadRoute(context, guild, channel);
  context.require(channel, ...managing(channel));
  const form = context.form({ ...CHANNEL_FIELDS, name: text({ min: 1, max: 100 }), type: nullable(choice(TYPES)) });
  const type = wire<ChannelType>(form.type ?? channel.type);
  if (type !== channel.type && !(CONVERTIBLE.has(type) && CONVERTIBLE.has(channel.type))) {
    throw invalidForm(['type'], 'BASE_TYPE_CHOICES', `Value must be one of {${channel.type}}.`);
  }
  refuseForeign(form, type);
  if (form.parent_id !== channel.parentId) checkParent(guild, form.parent_id);
  if (form.permission_overwrites) context.require(channel, 'ManageRoles');
  const before = renderChannel(channel);
  editChannel(context.world, channel, {
    name: form.name === undefined ? undefined : channelName(form.name, channel.type),
    type,
    ...readChannel(context, guild, form, type, channel),
  });
  const after = renderChannel(channel);
  context.audit(guild, CHANNEL_UPDATE, channel.id, { changes: changesBetween(before, after) });
  return ok(after);
}

/** What it takes to change a channel. */
function managing(channel: ChannelRecord): ('ManageChannels' | 'Connect')[] {
  return VOICE_TYPES.has(channel.type) ? ['ManageChannels', 'Connect'] : ['ManageChannels'];
}

function remove(context: RestContext): RestAnswer {
  const channel = context.channel();
  if (isThread(channel)) return removeThreadRoute(context, context.guildOf(channel), channel);
  const payload = renderChannel(channel, { viewerId: context.userId });
  // Closing a direct-message channel only hides it.
  if (channel.guildId === null) return ok(payload);
  context.require(channel, ...managing(channel));
  requireDispensable(context.guildOf(channel), channel);
  context.audit(context.guildOf(channel), CHANNEL_DELETE, channel.id, { changes: changesBetween(payload, {}) });
  deleteChannel(context.world, channel);
  return ok(payload);
}

/** A community keeps the channels of its rules and of what Discord tells its moderators. */
function requireDispensable({ settings }: GuildRecord, { id }: ChannelRecord): void {
  if (!settings.features.has('COMMUNITY')) return;
  if (settings.rulesChannelId !== id && settings.publicUpdatesChannelId !== id) return;
  const told = 'Cannot delete a channel required for Community guilds';
  throw new ApiError(400, Codes.CannotDeleteChannelRequiredForCommunityGuilds, told);
}

function typing(context: RestContext): RestAnswer {
  const channel = context.channel('SendMessages');
  if (!holdsMessages(channel)) {
    throw new ApiError(400, Codes.CannotSendMessagesInNonTextChannel, 'Cannot send messages in a non-text channel');
  }
  startTyping(context.world, channel, context.bot.user);
  return noContent();
}

function putOverwrite(context: RestContext): RestAnswer {
  const channel = context.channel('ManageRoles');
  const guild = context.guildOf(channel);
  if (isThread(channel)) throw wrongChannelType();
  const id = context.param('overwrite_id');
  const form = context.form({
    type: need(choice([0, 1])),
    allow: nullable(permissionSet),
    deny: nullable(permissionSet),
  });
  if (form.type === 0 && !guild.roles.has(id)) throw unknown('role');
  if (form.type === 1 && !guild.members.has(id)) throw unknown('member');
  const [overwrite] = readOverwrites(context, guild, [{ id, ...form }], channel);
  if (overwrite) {
    context.audit(guild, channel.overwrites.has(id) ? OVERWRITE_UPDATE : OVERWRITE_CREATE, channel.id);
    setOverwrite(context.world, channel, overwrite);
  }
  return noContent();
}

function deleteOverwrite(context: RestContext): RestAnswer {
  const channel = context.channel('ManageRoles');
  const guild = context.guildOf(channel);
  if (isThread(channel)) throw wrongChannelType();
  const id = context.param('overwrite_id');
  if (!channel.overwrites.has(id)) throw unknown('overwrite');
  context.audit(guild, OVERWRITE_DELETE, channel.id);
  removeOverwrite(context.world, channel, id);
  return noContent();
}

const GUILD_CHANNELS = '/guilds/{guild_id}/channels';
const CHANNEL = '/channels/{channel_id}';
const OVERWRITE_PATH = `${CHANNEL}/permissions/{overwrite_id}`;

export const CHANNEL_ROUTES: readonly Route[] = [
  { method: 'GET', template: GUILD_CHANNELS, handler: listChannels },
  { method: 'POST', template: GUILD_CHANNELS, handler: create },
  { method: 'PATCH', template: GUILD_CHANNELS, handler: reorder },
  { method: 'GET', template: CHANNEL, handler: get },
  { method: 'PATCH', template: CHANNEL, handler: edit },
  { method: 'DELETE', template: CHANNEL, handler: remove },
  { method: 'POST', template: `${CHANNEL}/typing`, handler: typing },
  { method: 'PUT', template: OVERWRITE_PATH, handler: putOverwrite },
  { method: 'DELETE', template: OVERWRITE_PATH, handler: deleteOverwrite },
];
