/** Stickers of a guild, and packs of stickers. https://discord.com/developers/docs/resources/sticker */
import { type APISticker, type APIStickerPack, type RESTGetStickerPacksResult } from 'discord-api-types/v10';
import {
  type ActionOptions,
  AttachmentFile,
  BodyError,
  describeGot,
  type GuildId,
  Sticker,
  STICKER_FILE_BYTES,
  type StickerCreateBody,
  stickerCreateSpec,
  type StickerEditBody,
  stickerEditSpec,
  type StickerId,
  StickerPack,
  type StickerPackId,
  type StickerTags,
} from '../../models';
import { type FilePart } from '../body/file-parts';
import { stickerRoutes } from '../routes/stickers';
import { Resource } from './resource';

export class StickersResource extends Resource {
  /** The stickers of a guild. */
  async list(guildId: GuildId, options?: ActionOptions): Promise<Sticker[]> {
    const raws = await this.fetchList<APISticker>(stickerRoutes.list, { guild_id: guildId }, { options });
    return raws.map((raw) => this.toSticker(raw));
  }

  /** Makes a sticker of a file: PNG, APNG, GIF or Lottie, 320 by 320 pixels, up to 512 KiB. */
  async create(guildId: GuildId, body: StickerCreateBody, options?: ActionOptions): Promise<Sticker> {
    const { file, ...fields } = given(body);
    const wire = this.encode(stickerCreateSpec, { ...fields, tags: joined(fields.tags) });
    const init = { body: wire, files: [filePart(file)], format: 'fields' as const, options };
    return this.toSticker(await this.fetch(stickerRoutes.create, { guild_id: guildId }, init));
  }

  /** A sticker of a guild, with who made it where the bot may know. */
  async getForGuild(guildId: GuildId, stickerId: StickerId, options?: ActionOptions): Promise<Sticker> {
    return this.toSticker(await this.fetch(stickerRoutes.getForGuild, ids(guildId, stickerId), { options }));
  }

  async edit(guildId: GuildId, stickerId: StickerId, body: StickerEditBody, options?: ActionOptions): Promise<Sticker> {
    const { tags } = given(body);
    const written = tags === undefined ? body : { ...body, tags: joined(tags) };
    const init = { body: this.encode(stickerEditSpec, written), options };
    return this.toSticker(await this.fetch(stickerRoutes.edit, ids(guildId, stickerId), init));
  }

  async delete(guildId: GuildId, stickerId: StickerId, options?: ActionOptions): Promise<void> {
    await this.run(stickerRoutes.delete, ids(guildId, stickerId), { options });
  }

  /** Any sticker, of whichever guild or pack. */
  async get(stickerId: StickerId, options?: ActionOptions): Promise<Sticker> {
    return this.toSticker(await this.fetch(stickerRoutes.get, { sticker_id: stickerId }, { options }));
  }

  /** The packs that everyone may use. Needs no token. */
  async listPacks(options?: ActionOptions): Promise<StickerPack[]> {
    const raw = await this.fetch<RESTGetStickerPacksResult>(stickerRoutes.listPacks, {}, { options });
    return raw.sticker_packs.map((pack) => this.toPack(pack));
  }

  async getPack(packId: StickerPackId, options?: ActionOptions): Promise<StickerPack> {
    return this.toPack(await this.fetch(stickerRoutes.getPack, { pack_id: packId }, { options }));
  }

  private toSticker(raw: APISticker): Sticker {
    return new Sticker(raw, this.context);
  }

  private toPack(raw: APIStickerPack): StickerPack {
    return new StickerPack(raw, this.context);
  }
}

function ids(guildId: GuildId, stickerId: StickerId): { guild_id: string; sticker_id: string } {
  return { guild_id: guildId, sticker_id: stickerId };
}

/** Callers without types may pass nothing; the rules of the body tell them what is needed. */
function given<Written extends object>(body: Written | null | undefined): Written {
  return body ?? ({} as Written);
}

/** What is no list is judged as it is. */
function joined(tags: StickerTags): string {
  return Array.isArray(tags) ? tags.join(', ') : (tags as string);
}

function filePart(file: unknown): FilePart {
  if (file instanceof AttachmentFile) return { field: 'file', file, limitBytes: STICKER_FILE_BYTES };
  const message = 'takes a file that Attachment made';
  throw new BodyError('The sticker', [{ path: 'file', rule: 'file', message, got: describeGot(file) }]);
}
