/** What new members are asked and shown. https://discord.com/developers/docs/resources/guild#guild-onboarding-object */
import { type APIGuildOnboarding, type GuildOnboardingMode } from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { type ChannelId, type GuildId } from '../ids';
import { guildOf } from '../relations';
import { PayloadView } from '../view';
import { type Guild } from './guild';

export class GuildOnboarding extends PayloadView<APIGuildOnboarding> {
  get guildId(): GuildId {
    return this.raw.guild_id;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.raw.guild_id);
  }

  /** The questions, and what each answer brings. */
  get prompts(): Camel<APIGuildOnboarding['prompts']> {
    return fromWire(this.raw.prompts);
  }

  /** Channels that every new member sees. */
  get defaultChannelIds(): readonly ChannelId[] {
    return this.raw.default_channel_ids;
  }

  get enabled(): boolean {
    return this.raw.enabled;
  }

  /** What counts towards the channels that onboarding has to show. */
  get mode(): GuildOnboardingMode {
    return this.raw.mode;
  }

  equals(other: { readonly guildId: string }): boolean {
    return this.raw.guild_id === other.guildId;
  }
}
