/** Sounds of a guild’s soundboard. https://discord.com/developers/docs/resources/soundboard */
import { type APISoundboardSound, type RESTGetAPIGuildSoundboardSoundsResult } from 'discord-api-types/v10';
import {
  type ActionOptions,
  type GuildId,
  type SoundId,
  SoundboardSound,
  type SoundboardSoundCreateBody,
  soundboardSoundCreateSpec,
  type SoundboardSoundEditBody,
  soundboardSoundEditSpec,
} from '../../models';
import { soundboardRoutes } from '../routes/soundboard';
import { Resource } from './resource';

export class SoundboardResource extends Resource {
  async list(guildId: GuildId, options?: ActionOptions): Promise<SoundboardSound[]> {
    const params = { guild_id: guildId };
    const raw = await this.fetch<RESTGetAPIGuildSoundboardSoundsResult>(soundboardRoutes.list, params, { options });
    return this.toSounds(raw.items);
  }

  /** Adds a sound, MP3 or OGG: bytes, a file, or a data URI, up to 512 KiB and 5.2 seconds. */
  async create(guildId: GuildId, body: SoundboardSoundCreateBody, options?: ActionOptions): Promise<SoundboardSound> {
    const init = { body: this.encode(soundboardSoundCreateSpec, await this.withImages(body, ['sound'])), options };
    return this.toSound(await this.fetch(soundboardRoutes.create, { guild_id: guildId }, init));
  }

  async get(guildId: GuildId, soundId: SoundId, options?: ActionOptions): Promise<SoundboardSound> {
    return this.toSound(await this.fetch(soundboardRoutes.get, ids(guildId, soundId), { options }));
  }

  async edit(
    guildId: GuildId,
    soundId: SoundId,
    body: SoundboardSoundEditBody,
    options?: ActionOptions,
  ): Promise<SoundboardSound> {
    const init = { body: this.encode(soundboardSoundEditSpec, body), options };
    return this.toSound(await this.fetch(soundboardRoutes.edit, ids(guildId, soundId), init));
  }

  async delete(guildId: GuildId, soundId: SoundId, options?: ActionOptions): Promise<void> {
    await this.run(soundboardRoutes.delete, ids(guildId, soundId), { options });
  }

  /** The sounds that everyone has. */
  async listDefaults(options?: ActionOptions): Promise<SoundboardSound[]> {
    return this.toSounds(await this.fetchList<APISoundboardSound>(soundboardRoutes.listDefaults, {}, { options }));
  }

  private toSound(raw: APISoundboardSound): SoundboardSound {
    return new SoundboardSound(raw, this.context);
  }

  private toSounds(raws: readonly APISoundboardSound[]): SoundboardSound[] {
    return raws.map((raw) => this.toSound(raw));
  }
}

function ids(guildId: GuildId, soundId: SoundId): { guild_id: string; sound_id: string } {
  return { guild_id: guildId, sound_id: soundId };
}
