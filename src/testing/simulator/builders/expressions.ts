/** Payloads about emojis, stickers and sounds. */
import { renderEmoji, renderSound, renderSticker } from '../world/expressions';
import { wire } from '../world/wire';
import { type Builders, type Scene } from './builder';
import { type DispatchData } from './dispatch-types';

function newSound(to: Scene): DispatchData<'GUILD_SOUNDBOARD_SOUND_CREATE'> {
  return {
    name: 'new sound',
    sound_id: to.newId(),
    volume: 1,
    emoji_id: null,
    emoji_name: null,
    guild_id: to.guildId,
    available: true,
    user: to.user,
  };
}

function sounds({ guild, guildId }: Scene): DispatchData<'SOUNDBOARD_SOUNDS'> {
  return wire({ guild_id: guildId, soundboard_sounds: [...guild.sounds.values()].map((sound) => renderSound(sound)) });
}

export const EXPRESSION_BUILDERS: Builders<
  | 'GUILD_EMOJIS_UPDATE'
  | 'GUILD_STICKERS_UPDATE'
  | 'GUILD_SOUNDBOARD_SOUND_CREATE'
  | 'GUILD_SOUNDBOARD_SOUND_UPDATE'
  | 'GUILD_SOUNDBOARD_SOUND_DELETE'
  | 'GUILD_SOUNDBOARD_SOUNDS_UPDATE'
  | 'SOUNDBOARD_SOUNDS'
> = {
  GUILD_EMOJIS_UPDATE: ({ guild, guildId }) =>
    wire({ guild_id: guildId, emojis: [...guild.emojis.values()].map((emoji) => renderEmoji(emoji)) }),
  GUILD_STICKERS_UPDATE: ({ guild, guildId }) =>
    wire({ guild_id: guildId, stickers: [...guild.stickers.values()].map((sticker) => renderSticker(sticker)) }),
  GUILD_SOUNDBOARD_SOUND_CREATE: newSound,
  GUILD_SOUNDBOARD_SOUND_UPDATE: (to) => {
    const [known] = to.guild.sounds.values();
    return known ? wire(renderSound(known, { withUser: true })) : newSound(to);
  },
  GUILD_SOUNDBOARD_SOUND_DELETE: (to) => ({ guild_id: to.guildId, sound_id: to.newId() }),
  GUILD_SOUNDBOARD_SOUNDS_UPDATE: sounds,
  SOUNDBOARD_SOUNDS: sounds,
};
