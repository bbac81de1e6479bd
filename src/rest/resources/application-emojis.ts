/** Emojis of an application, which it can use everywhere. https://discord.com/developers/docs/resources/emoji */
import { type APIEmoji } from 'discord-api-types/v10';
import {
  type ActionOptions,
  type ApplicationEmojiCreateBody,
  applicationEmojiCreateSpec,
  type ApplicationEmojiEditBody,
  applicationEmojiEditSpec,
  type ApplicationId,
  Emoji,
  type EmojiId,
} from '../../models';
import { applicationEmojiRoutes } from '../routes/application-emojis';
import { Resource } from './resource';

export class ApplicationEmojisResource extends Resource {
  /** All of them, 2,000 at most. */
  async list(applicationId: ApplicationId, options?: ActionOptions): Promise<Emoji[]> {
    const params = { application_id: applicationId };
    const { items } = await this.fetch<{ readonly items: readonly APIEmoji[] }>(applicationEmojiRoutes.list, params, {
      options,
    });
    return items.map((raw) => this.toEmoji(applicationId, raw));
  }

  /** Adds an emoji; its image may have 256 KiB. */
  async create(
    applicationId: ApplicationId,
    body: ApplicationEmojiCreateBody,
    options?: ActionOptions,
  ): Promise<Emoji> {
    const encoded = this.encode(applicationEmojiCreateSpec, await this.withImages(body, ['image']));
    const params = { application_id: applicationId };
    return this.toEmoji(
      applicationId,
      await this.fetch(applicationEmojiRoutes.create, params, { body: encoded, options }),
    );
  }

  async get(applicationId: ApplicationId, emojiId: EmojiId, options?: ActionOptions): Promise<Emoji> {
    return this.toEmoji(
      applicationId,
      await this.fetch(applicationEmojiRoutes.get, ids(applicationId, emojiId), { options }),
    );
  }

  /** Gives an emoji another name. */
  async edit(
    applicationId: ApplicationId,
    emojiId: EmojiId,
    body: ApplicationEmojiEditBody,
    options?: ActionOptions,
  ): Promise<Emoji> {
    const init = { body: this.encode(applicationEmojiEditSpec, body), options };
    return this.toEmoji(
      applicationId,
      await this.fetch(applicationEmojiRoutes.edit, ids(applicationId, emojiId), init),
    );
  }

  async delete(applicationId: ApplicationId, emojiId: EmojiId, options?: ActionOptions): Promise<void> {
    await this.run(applicationEmojiRoutes.delete, ids(applicationId, emojiId), { options });
  }

  private toEmoji(applicationId: ApplicationId, raw: APIEmoji): Emoji {
    return new Emoji(raw, this.context, undefined, applicationId);
  }
}

function ids(applicationId: ApplicationId, emojiId: EmojiId): { application_id: string; emoji_id: string } {
  return { application_id: applicationId, emoji_id: emojiId };
}
