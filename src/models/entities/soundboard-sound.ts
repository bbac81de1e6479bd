/** A sound that is played in voice channels. https://discord.com/developers/docs/resources/soundboard */
import { type APISoundboardSound } from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { type ChannelId, type EmojiId, type GuildId, snowflakeDate, type SoundId } from '../ids';
import { guildOf } from '../relations';
import { Entity } from '../entity';
import { type Guild } from './guild';
import { lateClasses } from './late-classes';
import { User } from './user';
import { refuseIncomplete } from '../incomplete';
import { type SoundboardSoundEditBody } from '../bodies/expression';
import { idOf, type Target } from './targets';

export class SoundboardSound extends Entity<APISoundboardSound> {
  private madeUser: User | undefined = undefined;

  get id(): SoundId {
    return this.raw.sound_id;
  }

  get name(): string {
    return this.raw.name;
  }

  /** 0 to 1. */
  get volume(): number {
    return this.raw.volume;
  }

  /** Of a custom emoji. */
  get emojiId(): EmojiId | null {
    return this.raw.emoji_id;
  }

  /** The character of a unicode emoji. */
  get emojiName(): string | null {
    return this.raw.emoji_name;
  }

  /** `undefined` for the sounds that everyone has. */
  get guildId(): GuildId | undefined {
    return this.raw.guild_id;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.raw.guild_id);
  }

  /** `false` when the guild lost the boosts that paid for it. */
  get available(): boolean {
    return this.raw.available;
  }

  /** Who added it. */
  get user(): User | undefined {
    return (this.madeUser ??= this.raw.user && new User(this.raw.user, this.context));
  }

  /** `undefined` for the sounds that everyone has: their ids hold no time. */
  get createdAt(): Date | undefined {
    return this.raw.guild_id === undefined ? undefined : snowflakeDate(this.raw.sound_id);
  }

  /** @throws {FrameworkError} VIEW_INCOMPLETE for a sound that everyone has. */
  edit(body: SoundboardSoundEditBody, options?: ActionOptions): Promise<SoundboardSound> {
    return this.context.actions.soundboard.edit(this.home(), this.id, body, options);
  }

  /** @throws {FrameworkError} VIEW_INCOMPLETE for a sound that everyone has. */
  delete(options?: ActionOptions): Promise<void> {
    return this.context.actions.soundboard.delete(this.home(), this.id, options);
  }

  /** Plays it in the voice channel that the bot is in. */
  play(channel: Target<ChannelId>, options?: ActionOptions): Promise<void> {
    const body = { soundId: this.id, sourceGuildId: this.raw.guild_id };
    return this.context.actions.channels.sendSoundboardSound(idOf(channel), body, options);
  }

  private home(): GuildId {
    return (
      this.raw.guild_id ??
      refuseIncomplete('a guild that this sound is of', 'sounds that everyone has cannot be changed.')
    );
  }
}

lateClasses.SoundboardSound = SoundboardSound;
