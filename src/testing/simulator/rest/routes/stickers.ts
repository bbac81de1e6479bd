/** Routes of stickers, those of guilds and those of everybody. https://discord.com/developers/docs/resources/sticker */
import { AuditLogEvent, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { type LoggedFile } from '../../log';
import { changesBetween } from '../../world/audit-log';
import {
  createSticker,
  deleteSticker,
  editSticker,
  findSticker,
  renderSticker,
  slots,
  type StickerRecord,
} from '../../world/expressions';
import { type GuildRecord } from '../../world/records';
import { findStandardSticker, STICKER_PACKS } from '../../world/standard-expressions';
import { ApiError, invalidForm, unknown } from '../api-error';
import { type RestContext } from '../context';
import { need, nullable, type Rule, text } from '../form';
import { imageSize, sniffImage } from '../media';
import { created, noContent, ok, type RestAnswer, type Route } from '../router';
import { requireChange, seesMakers } from './expressions';

const FILE_BYTES = 512 * 1_024;
const SIDE_PIXELS = 320;
const LOTTIE = 3;

const LONG_DESCRIPTION = text({ min: 2, max: 100 });
/** Empty, or of some length. */
const description: Rule<string> = (value, errors, path) =>
  value === '' ? value : LONG_DESCRIPTION(value, errors, path);
const NAME = text({ min: 2, max: 30 });
const TAGS = text({ min: 1, max: 200 });

function stickerOf(context: RestContext, guild: GuildRecord): StickerRecord {
  const sticker = guild.stickers.get(context.param('sticker_id'));
  if (!sticker) throw unknown('sticker');
  return sticker;
}

function listStickers(context: RestContext): RestAnswer {
  const guild = context.guild();
  const shown = seesMakers(context, guild);
  return ok([...guild.stickers.values()].map((sticker) => renderSticker(sticker, shown)));
}

function getForGuild(context: RestContext): RestAnswer {
  const guild = context.guild();
  return ok(renderSticker(stickerOf(context, guild), seesMakers(context, guild)));
}

/** A sticker of any guild, or of a pack. */
function get(context: RestContext): RestAnswer {
  const id = context.param('sticker_id');
  const sticker = findSticker(context.world, id);
  if (sticker) return ok(renderSticker(sticker));
  const standard = findStandardSticker(id);
  if (!standard) throw unknown('sticker');
  return ok(standard);
}

function listPacks(): RestAnswer {
  return ok({ sticker_packs: STICKER_PACKS });
}

function getPack(context: RestContext): RestAnswer {
  const pack = STICKER_PACKS.find(({ id }) => id === context.param('pack_id'));
  if (!pack) throw unknown('stickerPack');
  return ok(pack);
}

function create(context: RestContext): RestAnswer {
  const guild = context.guild('CreateGuildExpressions');
  const form = context.form({ name: need(NAME), description: nullable(description), tags: need(TAGS) });
  const file = context.files.find(({ field }) => field === 'file');
  if (!file) throw invalidForm(['file'], 'BASE_TYPE_REQUIRED', 'This field is required');
  const format = readFile(guild, file);
  const room = slots(guild, 'stickers');
  if (guild.stickers.size >= room) {
    throw new ApiError(400, Codes.MaximumNumberOfStickersReached, `Maximum number of stickers reached (${room})`);
  }
  const sticker = createSticker(context.world, guild, {
    name: form.name,
    description: form.description === '' ? null : (form.description ?? null),
    tags: form.tags,
    format,
    user: context.bot.user,
    bytes: file.bytes,
  });
  const changes = changesBetween({}, auditFields(sticker));
  context.audit(guild, AuditLogEvent.StickerCreate, sticker.id, { changes });
  return created(renderSticker(sticker, { withUser: true }));
}

const auditFields = ({ name, description: told, tags, format }: StickerRecord): object => ({
  name,
  description: told ?? '',
  tags,
  format_type: format,
});

/** What an uploaded file is: PNG, APNG, GIF, or Lottie for guilds that Discord trusts. */
function readFile(guild: GuildRecord, { bytes }: LoggedFile): StickerRecord['format'] {
  if (bytes.length > FILE_BYTES) {
    throw new ApiError(400, Codes.FileUploadedExceedsMaximumSize, 'File uploaded exceeds the maximum size');
  }
  const found = sniffImage(bytes);
  if (!found) {
    if (!isLottie(bytes)) throw invalidAsset();
    const { features } = guild.settings;
    if (!features.has('VERIFIED') && !features.has('PARTNERED')) throw invalidAsset();
    return LOTTIE;
  }
  if (found.kind !== 'png' && found.kind !== 'gif') throw invalidAsset();
  const { width, height } = imageSize(found) ?? { width: 0, height: 0 };
  if (width > SIDE_PIXELS || height > SIDE_PIXELS) throw invalidAsset();
  if (found.kind === 'gif') return 4;
  return found.animated ? 2 : 1;
}

function isLottie(bytes: Buffer): boolean {
  try {
    const read = JSON.parse(bytes.toString('utf8')) as unknown;
    return typeof read === 'object' && read !== null && 'layers' in read;
  } catch {
    return false;
  }
}

function invalidAsset(): ApiError {
  return new ApiError(400, Codes.InvalidFileUploaded, 'Invalid Asset');
}

function edit(context: RestContext): RestAnswer {
  const guild = context.guild();
  const sticker = stickerOf(context, guild);
  requireChange(context, guild, sticker.user);
  const form = context.form({ name: NAME, description: nullable(description), tags: TAGS });
  const before = auditFields(sticker);
  editSticker(context.world, guild, sticker, {
    name: form.name,
    description: form.description === '' ? null : form.description,
    tags: form.tags,
  });
  const changes = changesBetween(before, auditFields(sticker));
  context.audit(guild, AuditLogEvent.StickerUpdate, sticker.id, { changes });
  return ok(renderSticker(sticker, { withUser: true }));
}

function remove(context: RestContext): RestAnswer {
  const guild = context.guild();
  const sticker = stickerOf(context, guild);
  requireChange(context, guild, sticker.user);
  const changes = changesBetween(auditFields(sticker), {});
  context.audit(guild, AuditLogEvent.StickerDelete, sticker.id, { changes });
  deleteSticker(context.world, guild, sticker);
  return noContent();
}

const STICKERS = '/guilds/{guild_id}/stickers';
const STICKER = `${STICKERS}/{sticker_id}`;

export const STICKER_ROUTES: readonly Route[] = [
  { method: 'GET', template: STICKERS, handler: listStickers },
  { method: 'POST', template: STICKERS, handler: create },
  { method: 'GET', template: STICKER, handler: getForGuild },
  { method: 'PATCH', template: STICKER, handler: edit },
  { method: 'DELETE', template: STICKER, handler: remove },
  { method: 'GET', template: '/stickers/{sticker_id}', handler: get },
  { method: 'GET', template: '/sticker-packs', handler: listPacks, isOpen: true },
  { method: 'GET', template: '/sticker-packs/{pack_id}', handler: getPack },
];
