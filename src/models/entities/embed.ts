/** A framed block of a message. https://discord.com/developers/docs/resources/message#embed-object */
import { type APIEmbed, type EmbedFlags, type EmbedType } from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { dateOrNothing } from '../fields-of';
import { PayloadView } from '../view';

/** Can be sent again as it is: `embeds: [message.embeds[0]]`. */
export class Embed extends PayloadView<APIEmbed> {
  get title(): string | undefined {
    return this.raw.title;
  }

  /** Always `rich` for embeds that a bot or a webhook sent. */
  get type(): EmbedType | undefined {
    return this.raw.type;
  }

  get description(): string | undefined {
    return this.raw.description;
  }

  get url(): string | undefined {
    return this.raw.url;
  }

  get timestamp(): Date | undefined {
    return dateOrNothing(this.raw.timestamp);
  }

  /** 0 to 0xFFFFFF. */
  get color(): number | undefined {
    return this.raw.color;
  }

  get footer(): Camel<APIEmbed['footer']> {
    return fromWire(this.raw.footer);
  }

  get image(): Camel<APIEmbed['image']> {
    return fromWire(this.raw.image);
  }

  get thumbnail(): Camel<APIEmbed['thumbnail']> {
    return fromWire(this.raw.thumbnail);
  }

  get video(): Camel<APIEmbed['video']> {
    return fromWire(this.raw.video);
  }

  get provider(): Camel<APIEmbed['provider']> {
    return fromWire(this.raw.provider);
  }

  get author(): Camel<APIEmbed['author']> {
    return fromWire(this.raw.author);
  }

  get fields(): Camel<NonNullable<APIEmbed['fields']>> {
    return this.raw.fields ? fromWire(this.raw.fields) : [];
  }

  get flags(): EmbedFlags | undefined {
    return this.raw.flags;
  }
}
