/** Bodies of requests about emojis, stickers and sounds: what a guild’s members express themselves with. */
import {
  type RESTPatchAPIGuildEmojiJSONBody,
  type RESTPatchAPIGuildSoundboardSoundJSONBody,
  type RESTPatchAPIGuildStickerJSONBody,
  type RESTPostAPIGuildEmojiJSONBody,
  type RESTPostAPIGuildSoundboardSoundJSONBody,
} from 'discord-api-types/v10';
import { type AttachmentFile } from './attachment-file';
import { type BodyOf } from './body';
import { type WithImages } from './image';

/** https://discord.com/developers/docs/resources/emoji#create-guild-emoji */
export type EmojiCreateBody = WithImages<BodyOf<RESTPostAPIGuildEmojiJSONBody>, 'image'>;

/** https://discord.com/developers/docs/resources/emoji#modify-guild-emoji */
export type EmojiEditBody = BodyOf<RESTPatchAPIGuildEmojiJSONBody>;

/** Words that suggest a sticker: a list, or a text with commas between them. 200 characters in all. */
export type StickerTags = string | readonly string[];

/** https://discord.com/developers/docs/resources/sticker#create-guild-sticker */
export interface StickerCreateBody {
  readonly name: string;
  /** Empty, or 2 to 100 characters. */
  readonly description?: string | undefined;
  readonly tags: StickerTags;
  /** PNG, APNG, GIF or Lottie: 320 by 320 pixels, up to 512 KiB and 5 seconds. */
  readonly file: AttachmentFile;
}

/** https://discord.com/developers/docs/resources/sticker#modify-guild-sticker */
export type StickerEditBody = Omit<BodyOf<RESTPatchAPIGuildStickerJSONBody>, 'tags'> & {
  readonly tags?: StickerTags | undefined;
};

/** https://discord.com/developers/docs/resources/soundboard#create-guild-soundboard-sound */
export type SoundboardSoundCreateBody = WithImages<BodyOf<RESTPostAPIGuildSoundboardSoundJSONBody>, 'sound'>;

/** https://discord.com/developers/docs/resources/soundboard#modify-guild-soundboard-sound */
export type SoundboardSoundEditBody = BodyOf<RESTPatchAPIGuildSoundboardSoundJSONBody>;
