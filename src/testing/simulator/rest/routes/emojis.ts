/** Routes of a guild's emojis. https://discord.com/developers/docs/resources/emoji */
import { AuditLogEvent, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import {
  createEmoji,
  deleteEmoji,
  editEmoji,
  type GuildEmojiRecord,
  renderEmoji,
  slots,
} from '../../world/expressions';
import { type GuildRecord } from '../../world/records';
import { ApiError, unknown } from '../api-error';
import { type RestContext } from '../context';
import { need, nullable, type Rule, set, snowflake, text } from '../form';
import { image } from '../media';
import { created, noContent, ok, type RestAnswer, type Route } from '../router';
import { requireChange, seesMakers } from './expressions';

const IMAGE_BYTES = 256 * 1_024;
const LENGTH = text({ min: 2, max: 32 });

/** Letters, digits and underscores. */
export const emojiName: Rule<string> = (value, errors, path) => {
  const name = LENGTH(value, errors, path);
  if (name === undefined || /^\w+$/.test(name)) return name;
  errors.add(path, 'STRING_TYPE_REGEX', 'String value did not match validation regex.');
  return undefined;
};
const ROLES = nullable(set(snowflake, { max: 1_521 }));

function emojiOf(context: RestContext, guild: GuildRecord): GuildEmojiRecord {
  const emoji = guild.emojis.get(context.param('emoji_id'));
  if (!emoji) throw unknown('guildEmoji');
  return emoji;
}

function checkRoles(guild: GuildRecord, ids: readonly string[]): void {
  for (const id of ids) if (!guild.roles.has(id)) throw unknown('role');
}

function listEmojis(context: RestContext): RestAnswer {
  const guild = context.guild();
  const shown = seesMakers(context, guild);
  return ok([...guild.emojis.values()].map((emoji) => renderEmoji(emoji, shown)));
}

function get(context: RestContext): RestAnswer {
  const guild = context.guild();
  return ok(renderEmoji(emojiOf(context, guild), seesMakers(context, guild)));
}

function create(context: RestContext): RestAnswer {
  const guild = context.guild('CreateGuildExpressions');
  const form = context.form({
    name: need(emojiName),
    image: need(image({ maxBytes: IMAGE_BYTES })),
    roles: ROLES,
  });
  checkRoles(guild, form.roles ?? []);
  const { animated, bytes } = form.image;
  const room = slots(guild, 'emojis');
  const taken = [...guild.emojis.values()].filter((emoji) => emoji.animated === animated).length;
  if (taken >= room) {
    throw animated
      ? new ApiError(
          400,
          Codes.MaximumNumberOfAnimatedEmojisReached,
          `Maximum number of animated emojis reached (${room})`,
        )
      : new ApiError(400, Codes.MaximumNumberOfEmojisReached, `Maximum number of emojis reached (${room})`);
  }
  const emoji = createEmoji(context.world, guild, {
    name: form.name,
    roles: [...new Set(form.roles ?? [])],
    user: context.bot.user,
    animated,
    bytes,
  });
  context.audit(guild, AuditLogEvent.EmojiCreate, emoji.id, { changes: [{ key: 'name', new_value: emoji.name }] });
  return created(renderEmoji(emoji, { withUser: true }));
}

function edit(context: RestContext): RestAnswer {
  const guild = context.guild();
  const emoji = emojiOf(context, guild);
  requireChange(context, guild, emoji.user);
  const form = context.form({ name: emojiName, roles: ROLES });
  checkRoles(guild, form.roles ?? []);
  const { name: before } = emoji;
  const roles = form.roles === undefined ? undefined : (form.roles ?? []);
  editEmoji(context.world, guild, emoji, { name: form.name, roles });
  context.audit(guild, AuditLogEvent.EmojiUpdate, emoji.id, {
    changes: before === emoji.name ? [] : [{ key: 'name', old_value: before, new_value: emoji.name }],
  });
  return ok(renderEmoji(emoji, { withUser: true }));
}

function remove(context: RestContext): RestAnswer {
  const guild = context.guild();
  const emoji = emojiOf(context, guild);
  requireChange(context, guild, emoji.user);
  context.audit(guild, AuditLogEvent.EmojiDelete, emoji.id, { changes: [{ key: 'name', old_value: emoji.name }] });
  deleteEmoji(context.world, guild, emoji);
  return noContent();
}

const EMOJIS = '/guilds/{guild_id}/emojis';
const EMOJI = `${EMOJIS}/{emoji_id}`;

export const EMOJI_ROUTES: readonly Route[] = [
  { method: 'GET', template: EMOJIS, handler: listEmojis },
  { method: 'POST', template: EMOJIS, handler: create },
  { method: 'GET', template: EMOJI, handler: get },
  { method: 'PATCH', template: EMOJI, handler: edit },
  { method: 'DELETE', template: EMOJI, handler: remove },
];
