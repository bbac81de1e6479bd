/** Emojis as authors write them on buttons and options. */
import { type APIMessageComponentEmoji } from 'discord-api-types/v10';
import { type BodyOf, describeGot } from '../../models';
import { misbuilt } from './kinds';

/** A character, `name:id` or `<:name:id>` of a custom one (`<a:name:id>` moves), or an emoji of a guild. */
export type EmojiInput =
  | string
  | {
      readonly id?: string | null | undefined;
      readonly name?: string | null | undefined;
      readonly animated?: boolean | undefined;
    };

const CUSTOM = /^(?:<(a)?:)?(\w{2,32}):(\d{17,20})>?$/;

/** @param path where it stands, for messages. */
export function emojiOf(emoji: EmojiInput | undefined, path: string): BodyOf<APIMessageComponentEmoji> | undefined {
  if (emoji === undefined) return undefined;
  if (typeof emoji === 'string') {
    const [, animated, name, id] = CUSTOM.exec(emoji) ?? [];
    if (name !== undefined) return { name, id, ...(animated && { animated: true }) };
    if (emoji !== '') return { name: emoji };
  } else if (emoji.id ?? emoji.name) {
    const { id, name, animated } = emoji;
    return { ...(id && { id }), ...(name && { name }), ...(animated && { animated }) };
  }
  throw misbuilt(path, 'takes a character, <:name:id>, or an emoji', describeGot(emoji));
}
