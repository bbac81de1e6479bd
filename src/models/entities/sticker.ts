/** A sticker of a guild or of a pack. https://discord.com/developers/docs/resources/sticker */
import { type APISticker, StickerFormatType, type StickerType } from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { cdn } from '../cdn/cdn';
import { type GuildId, type Snowflake, snowflakeDate, type StickerId } from '../ids';
import { Entity } from '../entity';
import { User } from './user';
import { refuseIncomplete } from '../incomplete';
import { type StickerEditBody } from '../bodies/expression';

export class Sticker extends Entity<APISticker> {
  private madeUser: User | undefined = undefined;

  get id(): StickerId {
    return this.raw.id;
  }

  get packId(): Snowflake | undefined {
    return this.raw.pack_id;
  }

  get name(): string {
    return this.raw.name;
  }

  get description(): string | null {
    return this.raw.description;
  }

  /** Words that suggest it, separated by commas. */
  get tags(): string {
    return this.raw.tags;
  }

  get type(): StickerType {
    return this.raw.type;
  }

  get formatType(): StickerFormatType {
    return this.raw.format_type;
  }

  /** Address of the image; of a Lottie sticker, of its animation as JSON. */
  get url(): string {
    const { id, format_type: type } = this.raw;
    return cdn.sticker(id, type === StickerFormatType.GIF ? 'gif' : type === StickerFormatType.Lottie ? 'json' : 'png');
  }

  /** `false` when the guild lost the boosts that paid for it. */
  get available(): boolean | undefined {
    return this.raw.available;
  }

  get guildId(): GuildId | undefined {
    return this.raw.guild_id;
  }

  /** Who added it. */
  get user(): User | undefined {
    return (this.madeUser ??= this.raw.user && new User(this.raw.user, this.context));
  }

  /** Its place within a pack. */
  get sortValue(): number | undefined {
    return this.raw.sort_value;
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }

  /** @throws {FrameworkError} VIEW_INCOMPLETE for a sticker of Discord's own, which has no guild. */
  edit(body: StickerEditBody, options?: ActionOptions): Promise<Sticker> {
    return this.context.actions.stickers.edit(this.home(), this.raw.id, body, options);
  }

  /** @throws {FrameworkError} VIEW_INCOMPLETE for a sticker of Discord's own, which has no guild. */
  delete(options?: ActionOptions): Promise<void> {
    return this.context.actions.stickers.delete(this.home(), this.raw.id, options);
  }

  private home(): GuildId {
    return (
      this.raw.guild_id ?? refuseIncomplete('a guild that this sticker is of', 'stickers of packs cannot be changed.')
    );
  }
}
