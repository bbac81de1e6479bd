/** Stickers that Discord gives out together. https://discord.com/developers/docs/resources/sticker#sticker-pack-object */
import { type APIStickerPack } from 'discord-api-types/v10';
import { type Snowflake, snowflakeDate, type StickerId, type StickerPackId } from '../ids';
import { Entity } from '../entity';
import { viewsOf } from '../fields-of';
import { Sticker } from './sticker';

export class StickerPack extends Entity<APIStickerPack> {
  private madeStickers: readonly Sticker[] | undefined = undefined;

  get id(): StickerPackId {
    return this.raw.id;
  }

  get name(): string {
    return this.raw.name;
  }

  get description(): string {
    return this.raw.description;
  }

  get stickers(): readonly Sticker[] {
    return (this.madeStickers ??= viewsOf(this.raw.stickers, (sticker) => new Sticker(sticker, this.context)));
  }

  get skuId(): Snowflake {
    return this.raw.sku_id;
  }

  /** The sticker that is shown for the pack. */
  get coverStickerId(): StickerId | undefined {
    return this.raw.cover_sticker_id;
  }

  /** Id of the image behind the pack. */
  get bannerAssetId(): Snowflake | undefined {
    return this.raw.banner_asset_id;
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }
}
