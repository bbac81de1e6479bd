/** How often a message was answered with one emoji. https://discord.com/developers/docs/resources/message#reaction-object */
import { type APIReaction } from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { type Camel, fromWire } from '../bodies/from-wire';
import { viewOf } from '../fields-of';
import { Entity } from '../entity';
import { Emoji } from './emoji';
import { refuseIncomplete } from '../incomplete';
import { type ViewContext } from '../view-context';
import { type ReactionListQuery } from '../bodies/message-queries';
import { type ChannelId, type MessageId, type UserId } from '../ids';
import { type Paged } from '../paged';
import { idOf, type Target } from './targets';
import { type User } from './user';

export class Reaction extends Entity<APIReaction, 'channelId' | 'messageId' | 'emojiKey'> {
  private madeEmoji: Emoji | undefined = undefined;

  /** @param channelId of the message, which payloads of reactions do not name; nor do they name the message. */
  constructor(
    raw: APIReaction,
    context?: ViewContext,
    readonly channelId?: ChannelId,
    readonly messageId?: MessageId,
  ) {
    super(raw, context);
  }

  /** What tells its emoji from others: the id of a custom one, else the character. */
  get emojiKey(): string | null {
    const emoji = this.raw.emoji as APIReaction['emoji'] | undefined;
    return emoji?.id ?? emoji?.name ?? null;
  }

  get emoji(): Emoji {
    return (this.madeEmoji ??= viewOf(this.raw.emoji, (emoji) => new Emoji(emoji, this.context)));
  }

  get count(): number {
    return this.raw.count;
  }

  /** The count, apart for normal and for super reactions. */
  get countDetails(): Camel<APIReaction['count_details']> {
    return fromWire(this.raw.count_details);
  }

  /** Whether this bot reacted. */
  get me(): boolean {
    return this.raw.me;
  }

  /** Whether this bot reacted with a super reaction. */
  get meBurst(): boolean {
    return this.raw.me_burst;
  }

  /** Colours of the super reaction, `#rrggbb`. */
  get burstColors(): readonly string[] {
    return this.raw.burst_colors;
  }

  /** All who reacted so, asked for page by page. */
  users(query?: Omit<ReactionListQuery, 'limit'>, options?: ActionOptions): Paged<User> {
    const { channelId, messageId } = this.place();
    return this.context.actions.reactions.iterate(channelId, messageId, this.emoji.identifier, query, options);
  }

  /** Takes one user's reaction away. */
  removeUser(user: Target<UserId>, options?: ActionOptions): Promise<void> {
    const { channelId, messageId } = this.place();
    const { identifier } = this.emoji;
    return this.context.actions.reactions.removeUser(channelId, messageId, identifier, idOf(user), options);
  }

  /** Takes everybody's reaction away. */
  remove(options?: ActionOptions): Promise<void> {
    const { channelId, messageId } = this.place();
    return this.context.actions.reactions.removeEmoji(channelId, messageId, this.emoji.identifier, options);
  }

  protected override alsoKnown(): object {
    return { channel_id: this.channelId, message_id: this.messageId };
  }

  protected override get identifiedBy(): readonly ('channelId' | 'messageId' | 'emojiKey')[] {
    return ['channelId', 'messageId', 'emojiKey'];
  }

  /** @throws {FrameworkError} VIEW_INCOMPLETE */
  private place(): { readonly channelId: ChannelId; readonly messageId: MessageId } {
    const { channelId, messageId } = this;
    if (channelId !== undefined && messageId !== undefined) return { channelId, messageId };
    return refuseIncomplete(
      'which message this reaction is on',
      'take the reaction from its message: message.reactions.',
    );
  }

  protected override known(): readonly unknown[] {
    return [this.channelId, this.messageId];
  }
}
