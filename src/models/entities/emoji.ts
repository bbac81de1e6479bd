/** A unicode emoji, or one that a guild or an application brought. https://discord.com/developers/docs/resources/emoji */
import { type APIEmoji } from 'discord-api-types/v10';
import { cdn, type ImageOptions } from '../cdn/cdn';
import { type EmojiId, type RoleId, snowflakeDate } from '../ids';
import { PayloadView } from '../view';
import { User } from './user';

export class Emoji extends PayloadView<APIEmoji> {
  private madeUser: User | undefined = undefined;

  /** `null` for a unicode emoji. */
  get id(): EmojiId | null {
    return this.raw.id;
  }

  /** The character of a unicode emoji; the name of a custom one, `null` when it was deleted. */
  get name(): string | null {
    return this.raw.name;
  }

  get animated(): boolean {
    return this.raw.animated ?? false;
  }

  /** Address of its image; `null` for a unicode emoji. */
  imageUrl(options?: ImageOptions): string | null {
    return this.raw.id ? cdn.emoji(this.raw.id, { ...options, animatedEmoji: this.animated }) : null;
  }

  /** Roles that may use it; everyone may when there are none. */
  get roles(): readonly RoleId[] {
    return this.raw.roles ?? [];
  }

  /** Who added it. */
  get user(): User | undefined {
    return (this.madeUser ??= this.raw.user && new User(this.raw.user, this.context));
  }

  /** Whether it is written between colons. */
  get requireColons(): boolean | undefined {
    return this.raw.require_colons;
  }

  /** Whether an integration keeps it. */
  get managed(): boolean | undefined {
    return this.raw.managed;
  }

  /** `false` when the guild lost the boosts that paid for it. */
  get available(): boolean | undefined {
    return this.raw.available;
  }

  get createdAt(): Date | undefined {
    return this.raw.id ? snowflakeDate(this.raw.id) : undefined;
  }

  /** How reactions name it: the character, or `name:id`. */
  get identifier(): string {
    const name = this.raw.name ?? '_';
    return this.raw.id ? `${name}:${this.raw.id}` : name;
  }

  /** How a text shows it: the character, or `<:name:id>`. */
  get mention(): string {
    if (!this.raw.id) return this.raw.name ?? '';
    return `<${this.raw.animated ? 'a' : ''}:${this.raw.name ?? '_'}:${this.raw.id}>`;
  }

  /** By id; unicode emoji by their character. */
  equals(other: { readonly id: string | null; readonly name?: string | null }): boolean {
    return this.raw.id ? this.raw.id === other.id : !other.id && this.raw.name === other.name;
  }

  override toString(): string {
    return this.mention;
  }
}

/** What reactions take: an emoji, its character, `name:id`, or its mention. */
export function emojiIdentifier(emoji: string | Emoji): string {
  if (typeof emoji !== 'string') return emoji.identifier;
  const [, identifier] = /^<a?:(\w+:\d+)>$/.exec(emoji) ?? [];
  return identifier ?? emoji;
}
