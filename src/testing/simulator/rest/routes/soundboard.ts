/** Routes of soundboards. https://discord.com/developers/docs/resources/soundboard */
import { AuditLogEvent, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { changesBetween } from '../../world/audit-log';
import { createSound, deleteSound, editSound, renderSound, slots, type SoundRecord } from '../../world/expressions';
import { type GuildRecord } from '../../world/records';
import { DEFAULT_SOUNDS } from '../../world/standard-expressions';
import { ApiError, unknown } from '../api-error';
import { type RestContext } from '../context';
import { number, need, nullable, snowflake, text } from '../form';
import { sound } from '../media';
import { created, noContent, ok, type RestAnswer, type Route } from '../router';
import { pairedEmoji, requireChange, seesMakers } from './expressions';

const SOUND_BYTES = 512 * 1_024;
const LONGEST_S = 5.2;
const NAME = text({ min: 2, max: 32 });
const SHARED = {
  volume: nullable(number({ min: 0, max: 1 })),
  emoji_id: nullable(snowflake),
  emoji_name: nullable(text({ min: 1, max: 32 })),
};

function soundOf(context: RestContext, guild: GuildRecord): SoundRecord {
  const found = guild.sounds.get(context.param('sound_id'));
  if (!found) throw unknown('sound');
  return found;
}

function listDefaults(): RestAnswer {
  return ok(DEFAULT_SOUNDS);
}

function listSounds(context: RestContext): RestAnswer {
  const guild = context.guild();
  const shown = seesMakers(context, guild);
  return ok({ items: [...guild.sounds.values()].map((each) => renderSound(each, shown)) });
}

function get(context: RestContext): RestAnswer {
  const guild = context.guild();
  return ok(renderSound(soundOf(context, guild), seesMakers(context, guild)));
}

function create(context: RestContext): RestAnswer {
  const guild = context.guild('CreateGuildExpressions');
  const form = context.form({ ...SHARED, name: need(NAME), sound: need(sound({ maxBytes: SOUND_BYTES })) });
  const emoji = pairedEmoji(guild, form.emoji_id, form.emoji_name);
  if ((form.sound.durationS ?? 0) > LONGEST_S) {
    throw new ApiError(
      400,
      Codes.ProvidedFileDurationExceedsMaximumLength,
      `Provided file duration exceeds maximum length of ${LONGEST_S} seconds.`,
    );
  }
  const room = slots(guild, 'sounds');
  if (guild.sounds.size >= room) {
    const told = `Maximum number of soundboard sounds reached (${room})`;
    throw new ApiError(400, Codes.MaximumNumberOfSoundboardSoundsReached, told);
  }
  const made = createSound(context.world, guild, {
    name: form.name,
    volume: form.volume ?? 1,
    ...emoji,
    user: context.bot.user,
    bytes: form.sound.bytes,
  });
  const changes = changesBetween({}, auditFields(made));
  context.audit(guild, AuditLogEvent.SoundboardSoundCreate, made.id, { changes });
  return created(renderSound(made, { withUser: true }));
}

const auditFields = ({ name, volume, emojiId, emojiName }: SoundRecord): object => ({
  name,
  volume,
  emoji_id: emojiId,
  emoji_name: emojiName,
});

function edit(context: RestContext): RestAnswer {
  const guild = context.guild();
  const found = soundOf(context, guild);
  requireChange(context, guild, found.user);
  const form = context.form({ ...SHARED, name: NAME });
  const named = form.emoji_id !== undefined || form.emoji_name !== undefined;
  const before = auditFields(found);
  const emoji = named ? pairedEmoji(guild, form.emoji_id, form.emoji_name) : {};
  editSound(context.world, guild, found, {
    ...emoji,
    ...(form.name === undefined ? {} : { name: form.name }),
    ...(form.volume === undefined ? {} : { volume: form.volume ?? 1 }),
  });
  const changes = changesBetween(before, auditFields(found));
  context.audit(guild, AuditLogEvent.SoundboardSoundUpdate, found.id, { changes });
  return ok(renderSound(found, { withUser: true }));
}

function remove(context: RestContext): RestAnswer {
  const guild = context.guild();
  const found = soundOf(context, guild);
  requireChange(context, guild, found.user);
  const changes = changesBetween(auditFields(found), {});
  context.audit(guild, AuditLogEvent.SoundboardSoundDelete, found.id, { changes });
  deleteSound(context.world, guild, found);
  return noContent();
}

const SOUNDS = '/guilds/{guild_id}/soundboard-sounds';
const SOUND = `${SOUNDS}/{sound_id}`;

export const SOUNDBOARD_ROUTES: readonly Route[] = [
  { method: 'GET', template: '/soundboard-default-sounds', handler: listDefaults },
  { method: 'GET', template: SOUNDS, handler: listSounds },
  { method: 'POST', template: SOUNDS, handler: create },
  { method: 'GET', template: SOUND, handler: get },
  { method: 'PATCH', template: SOUND, handler: edit },
  { method: 'DELETE', template: SOUND, handler: remove },
];
