/** The bodies of messages: their fields, their limits, and the rules across fields. */
import { type APIEmbed, AttachmentFlags, MessageFlags, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { type LoggedFile } from '../log';
import { codePoints } from '../text';
import { type AllowedMentions } from '../world/mentions';
import { type FileRecord, type MessageRecord } from '../world/records';
import { wire } from '../world/wire';
import { type World } from '../world/world';
import { ApiError, invalidForm } from './api-error';
import { judgeComponents } from './component-form';
import { contentTypeOf } from './content-type';
import {
  anyObject,
  boolean,
  choice,
  either,
  type Form,
  integer,
  list,
  need,
  nullable,
  number,
  object,
  set,
  snowflake,
  text,
  timestamp,
  url,
} from './form';
import { imageSize, sniffImage } from './media';
import { POLL } from './poll-form';

const INT32 = { min: 0, max: 2_147_483_647 };

const EMBED = {
  title: text({ max: 256 }),
  description: text({ max: 4_096 }),
  url: nullable(url),
  timestamp: nullable(timestamp),
  color: nullable(integer({ min: 0, max: 0xffffff })),
  footer: nullable(object({ text: need(text({ min: 1, max: 2_048 })), icon_url: url })),
  image: nullable(object({ url: need(url) })),
  thumbnail: nullable(object({ url: need(url) })),
  author: nullable(object({ name: need(text({ min: 1, max: 256 })), url, icon_url: url })),
  fields: list(
    object({ name: need(text({ min: 1, max: 256 })), value: need(text({ min: 1, max: 1_024 })), inline: boolean }),
    { max: 25 },
  ),
};

const ATTACHMENT = {
  id: need(either(integer(INT32), snowflake)),
  filename: text({ min: 1, max: 1_024 }),
  description: nullable(text({ max: 1_024 })),
  title: nullable(text({ max: 1_024 })),
  duration_secs: nullable(number(INT32)),
  waveform: nullable(text({ max: 400 })),
  is_spoiler: nullable(boolean),
};

const SHARED = {
  content: nullable(text({ max: 2_000 })),
  embeds: nullable(list(object(EMBED), { max: 10 })),
  allowed_mentions: nullable(
    object({
      parse: nullable(set(choice(['everyone', 'roles', 'users']), { max: 3 })),
      users: nullable(set(snowflake, { max: 100 })),
      roles: nullable(set(snowflake, { max: 100 })),
      replied_user: boolean,
    }),
  ),
  components: nullable(list(anyObject, { max: 40 })),
  attachments: nullable(list(object(ATTACHMENT), { max: 10 })),
  flags: nullable(integer(INT32)),
};

/** What every new message may have, wherever it is written. */
export const NEW_MESSAGE = {
  ...SHARED,
  sticker_ids: nullable(list(snowflake, { max: 3 })),
  poll: nullable(POLL),
};

/** Fields of `POST /channels/{}/messages`. https://discord.com/developers/docs/resources/message#create-message */
export const CREATE_MESSAGE = {
  ...NEW_MESSAGE,
  nonce: nullable(either(text({ max: 25 }), integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }))),
  enforce_nonce: nullable(boolean),
  tts: nullable(boolean),
  message_reference: nullable(
    object({
      type: choice([0, 1]),
      message_id: need(snowflake),
      channel_id: nullable(snowflake),
      guild_id: nullable(snowflake),
      fail_if_not_exists: boolean,
    }),
  ),
};

/** Fields of `PATCH /channels/{}/messages/{}`. https://discord.com/developers/docs/resources/message#edit-message */
export const EDIT_MESSAGE = SHARED;

export type SharedForm = Form<typeof SHARED>;

const EMBEDS_LIMIT = 6_000;
const FILE_LIMIT_BYTES = 10 * 1_024 * 1_024;

/** Embeds ready to be kept; what all their texts may be together is checked. */
export function readEmbeds(form: SharedForm): APIEmbed[] | undefined {
  if (form.embeds === undefined) return undefined;
  const embeds = (form.embeds ?? []).map((embed) => {
    const given = Object.entries(embed).filter(([, value]) => value !== null && value !== '');
    const fields = embed.fields?.map((field) => ({ ...field, inline: field.inline ?? false }));
    return wire<APIEmbed>({ ...Object.fromEntries(given), ...(fields ? { fields } : {}), type: 'rich' });
  });
  const total = embeds.reduce((sum, embed) => sum + embedLength(embed), 0);
  if (total > EMBEDS_LIMIT) {
    throw invalidForm(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${EMBEDS_LIMIT}`);
  }
  // Discord drops an embed that holds nothing.
  return embeds.filter((embed) => Object.keys(embed).length > 1);
}

function embedLength(embed: APIEmbed): number {
  const texts = [embed.title, embed.description, embed.footer?.text, embed.author?.name];
  for (const field of embed.fields ?? []) texts.push(field.name, field.value);
  return texts.reduce((sum, each) => sum + codePoints(each ?? ''), 0);
}

export function readAllowedMentions(form: SharedForm): AllowedMentions | undefined {
  const allowed = form.allowed_mentions;
  if (!allowed) return undefined;
  const parse = allowed.parse ?? [];
  for (const kind of ['users', 'roles'] as const) {
    if (!parse.includes(kind) || (allowed[kind]?.length ?? 0) === 0) continue;
    const told = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
    throw invalidForm(['allowed_mentions'], 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', told);
  }
  return { parse, users: allowed.users ?? [], roles: allowed.roles ?? [], repliedUser: allowed.replied_user };
}

/** What components are, what goes with those of the second kind, and what does not. */
export function checkComponents(form: SharedForm, flags: number): void {
  const components = form.components ?? [];
  const isV2 = (flags & MessageFlags.IsComponentsV2) !== 0;
  for (const key of isV2 ? (['content', 'embeds'] as const) : []) {
    const value = form[key];
    if (value && value.length > 0) throw refusedBeside(key);
  }
  judgeComponents(components, isV2);
}

/** Throws when an edit turns a message into components of the second kind and leaves of it what does not go with them. */
export function requireEmptied(message: MessageRecord, form: SharedForm, flags: number): void {
  const turns = (flags & ~message.flags & MessageFlags.IsComponentsV2) !== 0;
  if (!turns) return;
  if (message.content !== '' && form.content === undefined) throw refusedBeside('content');
  if (message.embeds.length > 0 && form.embeds === undefined) throw refusedBeside('embeds');
  if (message.stickerIds.length > 0) throw refusedBeside('sticker_ids');
}

/** What does not stand beside components of the second kind. */
export function refusedBeside(key: string): ApiError {
  const told = `The '${key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
  return invalidForm([key], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', told);
}

export function emptyMessage(): ApiError {
  return new ApiError(400, Codes.CannotSendAnEmptyMessage, 'Cannot send an empty message');
}

/** Turns uploads into attachments; `kept` are those that an edit may keep. */
export function readFiles(
  world: World,
  channelId: string,
  form: SharedForm,
  uploads: readonly LoggedFile[],
  kept: readonly FileRecord[] = [],
): FileRecord[] | undefined {
  const described = form.attachments;
  if (described === undefined && uploads.length === 0) return undefined;
  const uploadsByIndex = new Map(
    uploads.map((file) => [/^files?\[(\d+)\]$/.exec(file.field)?.[1] ?? file.field, file]),
  );
  const wanted =
    described ?? [...uploadsByIndex.keys()].map((id): Form<typeof ATTACHMENT> => ({ ...NOTHING_SAID, id }));
  const old = described === undefined ? kept : [];
  const files = [...old];
  wanted.forEach((entry, index) => {
    const id = String(entry.id);
    const existing = kept.find((file) => file.attachment.id === id);
    const upload = uploadsByIndex.get(id);
    if (!existing && !upload) {
      const told = `Attachment data for ${id} was not found`;
      throw invalidForm(['attachments', index], 'ATTACHMENT_NOT_FOUND', told);
    }
    if (existing) files.push(redescribed(existing, entry));
    else if (upload) files.push(store(world, channelId, upload, entry));
  });
  if (files.length > 10) {
    throw new ApiError(
      400,
      Codes.MaximumNumberOfAttachmentsInAMessageReached,
      'Maximum number of attachments in a message reached (10)',
    );
  }
  return files;
}

/** What a body says of a file that it does not describe. */
const NOTHING_SAID = {
  id: 0,
  filename: undefined,
  description: undefined,
  title: undefined,
  duration_secs: undefined,
  waveform: undefined,
  is_spoiler: undefined,
};

/** What the sender says of a file. */
function described(entry: Form<typeof ATTACHMENT>): object {
  return {
    ...(typeof entry.description === 'string' ? { description: entry.description } : {}),
    ...(typeof entry.title === 'string' ? { title: entry.title } : {}),
    ...(entry.is_spoiler === true ? { flags: AttachmentFlags.IsSpoiler } : {}),
  };
}

/** A file that stays, with what an edit says of it anew. */
function redescribed(file: FileRecord, entry: Form<typeof ATTACHMENT>): FileRecord {
  return { ...file, attachment: { ...file.attachment, ...described(entry) } };
}

function store(world: World, channelId: string, upload: LoggedFile, entry: Form<typeof ATTACHMENT>): FileRecord {
  if (upload.bytes.length > FILE_LIMIT_BYTES) {
    throw new ApiError(413, Codes.RequestEntityTooLarge, 'Request entity too large');
  }
  const id = world.ids.next();
  const { filename = upload.filename } = entry;
  const url = `${world.baseUrl}/attachments/${channelId}/${id}/${encodeURIComponent(filename)}`;
  const contentType = contentTypeOf(upload, filename);
  const picture = sniffImage(upload.bytes);
  return {
    bytes: upload.bytes,
    attachment: {
      id,
      filename,
      size: upload.bytes.length,
      url,
      proxy_url: url,
      ...(contentType === undefined ? {} : { content_type: contentType }),
      ...(picture ? imageSize(picture) : {}),
      ...(typeof entry.duration_secs === 'number' ? { duration_secs: entry.duration_secs } : {}),
      ...(typeof entry.waveform === 'string' ? { waveform: entry.waveform } : {}),
      ...described(entry),
    },
  };
}
