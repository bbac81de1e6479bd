/** Events of a guild's emojis and stickers. https://discord.com/developers/docs/events/gateway-events#guild-emojis-update */
import {
  type GatewayGuildEmojisUpdateDispatchData,
  type GatewayGuildStickersUpdateDispatchData,
} from 'discord-api-types/v10';
import { Emoji } from '../entities/emoji';
import { Sticker } from '../entities/sticker';
import { viewsOf } from '../fields-of';
import { dispatch } from './dispatch';
import { InGuild } from './places';

/** Emojis of a guild were added, changed or removed. */
export class GuildEmojisUpdateEvent extends dispatch(
  'GUILD_EMOJIS_UPDATE',
  InGuild<GatewayGuildEmojisUpdateDispatchData>,
  ['GuildExpressions'],
) {
  private madeEmojis: readonly Emoji[] | undefined = undefined;

  /** All emojis of the guild as they are now. */
  get emojis(): readonly Emoji[] {
    return (this.madeEmojis ??= viewsOf(this.raw.emojis, (emoji) => new Emoji(emoji, this.context, this.raw.guild_id)));
  }
}

/** Stickers of a guild were added, changed or removed. */
export class GuildStickersUpdateEvent extends dispatch(
  'GUILD_STICKERS_UPDATE',
  InGuild<GatewayGuildStickersUpdateDispatchData>,
  ['GuildExpressions'],
) {
  private madeStickers: readonly Sticker[] | undefined = undefined;

  /** All stickers of the guild as they are now. */
  get stickers(): readonly Sticker[] {
    return (this.madeStickers ??= viewsOf(this.raw.stickers, (sticker) => new Sticker(sticker, this.context)));
  }
}
