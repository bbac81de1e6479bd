/** Emojis of a guild. https://discord.com/developers/docs/resources/emoji */
import { type APIEmoji } from 'discord-api-types/v10';
import {
  type ActionOptions,
  Emoji,
  type EmojiCreateBody,
  emojiCreateSpec,
  type EmojiEditBody,
  emojiEditSpec,
  type EmojiId,
  type GuildId,
} from '../../models';
import { emojiRoutes } from '../routes/emojis';
import { Resource } from './resource';

export class EmojisResource extends Resource {
  async list(guildId: GuildId, options?: ActionOptions): Promise<Emoji[]> {
    const raws = await this.fetchList<APIEmoji>(emojiRoutes.list, { guild_id: guildId }, { options });
    return raws.map((raw) => this.toEmoji(guildId, raw));
  }

  /** Makes an emoji of an image: bytes, a file, or a data URI, up to 256 KiB. */
  async create(guildId: GuildId, body: EmojiCreateBody, options?: ActionOptions): Promise<Emoji> {
    const init = { body: this.encode(emojiCreateSpec, await this.withImages(body, ['image'])), options };
    return this.toEmoji(guildId, await this.fetch(emojiRoutes.create, { guild_id: guildId }, init));
  }

  async get(guildId: GuildId, emojiId: EmojiId, options?: ActionOptions): Promise<Emoji> {
    return this.toEmoji(guildId, await this.fetch(emojiRoutes.get, ids(guildId, emojiId), { options }));
  }

  /** Changes the name, or the roles that may use it. */
  async edit(guildId: GuildId, emojiId: EmojiId, body: EmojiEditBody, options?: ActionOptions): Promise<Emoji> {
    const init = { body: this.encode(emojiEditSpec, body), options };
    return this.toEmoji(guildId, await this.fetch(emojiRoutes.edit, ids(guildId, emojiId), init));
  }

  async delete(guildId: GuildId, emojiId: EmojiId, options?: ActionOptions): Promise<void> {
    await this.run(emojiRoutes.delete, ids(guildId, emojiId), { options });
  }

  private toEmoji(guildId: GuildId, raw: APIEmoji): Emoji {
    return new Emoji(raw, this.context, guildId);
  }
}

function ids(guildId: GuildId, emojiId: EmojiId): { guild_id: string; emoji_id: string } {
  return { guild_id: guildId, emoji_id: emojiId };
}
