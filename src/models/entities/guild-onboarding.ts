/** What new members are asked and shown. https://discord.com/developers/docs/resources/guild#guild-onboarding-object */
import { type APIGuildOnboarding, type GuildOnboardingMode } from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { type Camel, fromWire } from '../bodies/from-wire';
import { type ChannelId, type GuildId } from '../ids';
import { guildOf } from '../relations';
import { Entity } from '../entity';
import { type Guild } from './guild';
import { type OnboardingBody } from '../bodies/guild';

export class GuildOnboarding extends Entity<APIGuildOnboarding, 'guildId'> {
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

  /** Changes what new members are asked and shown. Prompts that are not named are removed. */
  edit(body: OnboardingBody, options?: ActionOptions): Promise<GuildOnboarding> {
    return this.context.actions.guilds.setOnboarding(this.raw.guild_id, body, options);
  }

  protected override get identifiedBy(): readonly 'guildId'[] {
    return ['guildId'];
  }
}
