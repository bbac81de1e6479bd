/** Sounds that are played in voice channels. https://discord.com/developers/docs/events/gateway-events#voice-channel-effect-send */
import { DEFAULT_SOUNDS } from './standard-expressions';
import { type ChannelRecord, type GuildRecord, type UserRecord } from './records';
import { type World } from './world';

/** Plays a sound of a guild, or one that everybody has. `false` when there is no such sound. */
export function playSound(
  world: World,
  channel: ChannelRecord,
  user: UserRecord,
  soundId: string,
  source: GuildRecord | undefined,
): boolean {
  const own = source?.sounds.get(soundId);
  const standard = DEFAULT_SOUNDS.find((sound) => sound.sound_id === soundId);
  const { guildId } = channel;
  if ((!own && !standard) || guildId === null) return false;
  const emojiId = own?.emojiId ?? null;
  const emojiName = own ? own.emojiName : (standard?.emoji_name ?? null);
  world.publish({
    name: 'VOICE_CHANNEL_EFFECT_SEND',
    audience: { kind: 'guild', guildId, channelId: channel.id },
    data: {
      channel_id: channel.id,
      guild_id: guildId,
      user_id: user.id,
      emoji: emojiId === null && emojiName === null ? null : { id: emojiId, name: emojiName },
      // A guild's sound goes by a text, one that everybody has by a number.
      sound_id: own ? own.id : Number(soundId),
      sound_volume: own?.volume ?? standard?.volume ?? 1,
    },
  });
  return true;
}
