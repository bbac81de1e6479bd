/** A unicode emoji, or one that a guild or an application brought. https://discord.com/developers/docs/resources/emoji */
import { type APIEmoji } from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { cdn, type ImageOptions } from '../cdn/cdn';
import { type ApplicationId, type EmojiId, type GuildId, type RoleId, snowflakeDate } from '../ids';
import { Entity, type Identity } from '../entity';
import { User } from './user';
import { refuseIncomplete } from '../incomplete';
import { type ViewContext } from '../view-context';
import { type EmojiEditBody } from '../bodies/expression';
import { type Guild } from './guild';
import { lateClasses } from './late-classes';

/** What reactions take: an emoji, its id and name, its character, `name:id`, or its mention. */
export type EmojiTarget = string | { readonly id?: EmojiId | null | undefined; readonly name: string | null };

export class Emoji extends Entity<APIEmoji, 'id' | 'name'> {
  private madeUser: User | undefined = undefined;

  /**
   * @param guildId of the guild that it is of, which payloads of emojis do not name.
   * @param applicationId of the application, when it is one's.
   */
  constructor(
    raw: APIEmoji,
    context?: ViewContext,
    readonly guildId?: GuildId,
    readonly applicationId?: ApplicationId,
  ) {
    super(raw, context);
  }

  /** The guild that it is of, when that is known and remembered. */
  get guild(): Guild | undefined {
    const guild = this.guildId === undefined ? undefined : this.context.relations.guild(this.guildId);
    return guild && new lateClasses.Guild(guild, this.context);
  }

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
    return identifierOf(this.raw);
  }

  /** How a text shows it: the character, or `<:name:id>`. */
  get mention(): string {
    if (!this.raw.id) return this.raw.name ?? '';
    return `<${this.raw.animated ? 'a' : ''}:${this.raw.name ?? '_'}:${this.raw.id}>`;
  }

  /**
   * Changes the name; of a guild's, also the roles that may use it.
   * @throws {FrameworkError} VIEW_INCOMPLETE when it is not known whose it is: emojis of messages and reactions do not say.
   */
  edit(body: EmojiEditBody, options?: ActionOptions): Promise<Emoji> {
    const { applicationEmojis, emojis } = this.context.actions;
    const id = this.customId();
    if (this.applicationId === undefined) return emojis.edit(this.home(), id, body, options);
    return applicationEmojis.edit(this.applicationId, id, body as { readonly name: string }, options);
  }

  /** @throws {FrameworkError} VIEW_INCOMPLETE when it is not known whose it is: emojis of messages and reactions do not say. */
  delete(options?: ActionOptions): Promise<void> {
    const { applicationEmojis, emojis } = this.context.actions;
    const id = this.customId();
    if (this.applicationId === undefined) return emojis.delete(this.home(), id, options);
    return applicationEmojis.delete(this.applicationId, id, options);
  }

  override toString(): string {
    return this.mention;
  }

  /** By id; unicode emoji by their character. */
  override equals(other: Identity<'id' | 'name'> | null | undefined): boolean {
    return super.equals(other) && !other?.id === !this.raw.id;
  }

  protected override alsoKnown(): object {
    return { guild_id: this.guildId };
  }

  protected override get identifiedBy(): readonly ('id' | 'name')[] {
    return this.raw.id ? ['id'] : ['name'];
  }

  private home(): GuildId {
    return (
      this.guildId ??
      refuseIncomplete('whose emoji this is', 'take the emoji from its guild, or call client.emojis.edit(guildId, …).')
    );
  }

  private customId(): EmojiId {
    return (
      this.raw.id ??
      refuseIncomplete('an id, for this is no custom emoji', 'look at emoji.id: null is an emoji of Unicode.')
    );
  }

  protected override known(): readonly unknown[] {
    return [this.guildId, this.applicationId];
  }
}

export function emojiIdentifier(emoji: EmojiTarget): string {
  if (typeof emoji !== 'string') return identifierOf(emoji);
  const [, identifier] = /^<a?:(\w+:\d+)>$/.exec(emoji) ?? [];
  return identifier ?? emoji;
}

function identifierOf({ id, name }: Exclude<EmojiTarget, string>): string {
  return id ? `${name ?? '_'}:${id}` : (name ?? '_');
}
