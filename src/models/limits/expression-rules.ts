/** What Discord takes in emojis, stickers and sounds. https://discord.com/developers/docs/resources/emoji */
import { characters } from '../bodies/body-error';
import {
  type EmojiCreateBody,
  type EmojiEditBody,
  type SoundboardSoundCreateBody,
  type SoundboardSoundEditBody,
  type StickerCreateBody,
  type StickerEditBody,
} from '../bodies/expression';
import { bodySpec } from './body-spec';
import { DataSize } from './data-size';
import { Holds, Items, Optional, Real, Text } from './rules';

const KIB = 1_024;

/** Of a list that Discord’s documentation names no limit for. */
const SCHEMA_MOST = 1_521;

/** https://discord.com/developers/docs/resources/emoji#modify-guild-emoji-json-params */
export class EmojiEditRules {
  @Optional() @Text({ min: 2, max: 32 }) name?: unknown;
  @Optional() @Items({ max: SCHEMA_MOST, unique: true }) roles?: unknown;
}

/** https://discord.com/developers/docs/resources/emoji#create-guild-emoji-json-params */
export class EmojiCreateRules {
  @Text({ min: 2, max: 32 }) name: unknown;
  @DataSize(256 * KIB) image: unknown;
  @Optional() @Items({ max: SCHEMA_MOST, unique: true }) roles?: unknown;
}

export const emojiCreateSpec = bodySpec<EmojiCreateBody>('The emoji', { rules: EmojiCreateRules });
export const emojiEditSpec = bodySpec<EmojiEditBody>('The emoji', { rules: EmojiEditRules });

/** Of a sticker's file. https://discord.com/developers/docs/resources/sticker#create-guild-sticker */
export const STICKER_FILE_BYTES = 512 * KIB;

/** Empty, or of two characters and more. */
function StickerDescription(): PropertyDecorator {
  return Holds(
    'characters',
    'takes no or 2 to 100 characters',
    (value) => typeof value === 'string' && value.trim().length !== 1 && fits(value),
    { maxLength: 100 },
  );
}

function fits(description: string): boolean {
  return description.length <= 100 || characters(description.trim()) <= 100;
}

/** https://discord.com/developers/docs/resources/sticker#modify-guild-sticker-json-params */
export class StickerEditRules {
  @Optional() @Text({ min: 2, max: 30 }) name?: unknown;
  @Optional() @StickerDescription() description?: unknown;
  @Optional() @Text({ min: 1, max: 200 }) tags?: unknown;
}

/** https://discord.com/developers/docs/resources/sticker#create-guild-sticker-form-params */
export class StickerCreateRules {
  @Text({ min: 2, max: 30 }) name: unknown;
  @Optional() @StickerDescription() description?: unknown;
  @Text({ min: 1, max: 200 }) tags: unknown;
}

export const stickerCreateSpec = bodySpec<Omit<StickerCreateBody, 'file'>>('The sticker', {
  rules: StickerCreateRules,
});
export const stickerEditSpec = bodySpec<StickerEditBody>('The sticker', { rules: StickerEditRules });

/** https://discord.com/developers/docs/resources/soundboard#modify-guild-soundboard-sound-json-params */
export class SoundboardSoundEditRules {
  @Optional() @Text({ min: 2, max: 32 }) name?: unknown;
  @Optional() @Real(0, 1) volume?: unknown;
  @Optional() @Text({ min: 1, max: 32 }) emojiName?: unknown;
}

/** https://discord.com/developers/docs/resources/soundboard#create-guild-soundboard-sound-json-params */
export class SoundboardSoundCreateRules {
  @Text({ min: 2, max: 32 }) name: unknown;
  @DataSize(512 * KIB) sound: unknown;
  @Optional() @Real(0, 1) volume?: unknown;
  @Optional() @Text({ min: 1, max: 32 }) emojiName?: unknown;
}

export const soundboardSoundCreateSpec = bodySpec<SoundboardSoundCreateBody>('The sound', {
  rules: SoundboardSoundCreateRules,
});
export const soundboardSoundEditSpec = bodySpec<SoundboardSoundEditBody>('The sound', {
  rules: SoundboardSoundEditRules,
});
