/** Events of the soundboard. https://discord.com/developers/docs/events/gateway-events#guild-soundboard-sound-create */
import {
  type GatewayGuildSoundboardSoundDeleteDispatchData,
  type GatewayGuildSoundboardSoundsUpdateDispatchData,
} from 'discord-api-types/v10';
import { SoundboardSound } from '../entities/soundboard-sound';
import { viewsOf } from '../fields-of';
import { type SoundId } from '../ids';
import { type IntentName } from '../intents';
import { dispatch } from './dispatch';
import { InGuild } from './places';

const SOUND_INTENTS: readonly IntentName[] = ['GuildExpressions'];

abstract class Sounds extends InGuild<GatewayGuildSoundboardSoundsUpdateDispatchData> {
  private madeSounds: readonly SoundboardSound[] | undefined = undefined;

  get soundboardSounds(): readonly SoundboardSound[] {
    return (this.madeSounds ??= viewsOf(
      this.raw.soundboard_sounds,
      (sound) => new SoundboardSound(sound, this.context),
    ));
  }
}

/** A sound was added to a guild. */
export class GuildSoundboardSoundCreateEvent extends dispatch(
  'GUILD_SOUNDBOARD_SOUND_CREATE',
  SoundboardSound,
  SOUND_INTENTS,
) {}

/** A sound of a guild changed. The event is the sound as it is now. */
export class GuildSoundboardSoundUpdateEvent extends dispatch(
  'GUILD_SOUNDBOARD_SOUND_UPDATE',
  SoundboardSound,
  SOUND_INTENTS,
) {}

/** A sound of a guild was deleted. */
export class GuildSoundboardSoundDeleteEvent extends dispatch(
  'GUILD_SOUNDBOARD_SOUND_DELETE',
  InGuild<GatewayGuildSoundboardSoundDeleteDispatchData>,
  SOUND_INTENTS,
) {
  get soundId(): SoundId {
    return this.raw.sound_id;
  }
}

/** Several sounds of a guild changed at once. */
export class GuildSoundboardSoundsUpdateEvent extends dispatch(
  'GUILD_SOUNDBOARD_SOUNDS_UPDATE',
  Sounds,
  SOUND_INTENTS,
) {}

/** All sounds of a guild: the answer to a request for them. */
export class SoundboardSoundsEvent extends dispatch('SOUNDBOARD_SOUNDS', Sounds) {}
