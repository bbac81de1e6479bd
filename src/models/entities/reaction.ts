/** How often a message was answered with one emoji. https://discord.com/developers/docs/resources/message#reaction-object */
import { type APIReaction } from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { viewOf } from '../fields-of';
import { PayloadView } from '../view';
import { Emoji } from './emoji';

export class Reaction extends PayloadView<APIReaction> {
  private madeEmoji: Emoji | undefined = undefined;

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
}
