/** What a guild keeps from being said. https://discord.com/developers/docs/resources/auto-moderation */
import {
  type APIAutoModerationRule,
  type AutoModerationRuleEventType,
  type AutoModerationRuleTriggerType,
} from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { type Camel, fromWire } from '../bodies/from-wire';
import {
  type AutoModerationRuleId,
  type ChannelId,
  type GuildId,
  type RoleId,
  snowflakeDate,
  type UserId,
} from '../ids';
import { guildOf, userOf } from '../relations';
import { Entity } from '../entity';
import { type Guild } from './guild';
import { type User } from './user';
import { type AutoModerationRuleEditBody } from '../bodies/auto-moderation';

export class AutoModerationRule extends Entity<APIAutoModerationRule> {
  get id(): AutoModerationRuleId {
    return this.raw.id;
  }

  get guildId(): GuildId {
    return this.raw.guild_id;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.raw.guild_id);
  }

  get name(): string {
    return this.raw.name;
  }

  get creatorId(): UserId {
    return this.raw.creator_id;
  }

  /** Who made it, when the user is remembered. */
  get creator(): User | undefined {
    return userOf(this.context, this.raw.creator_id);
  }

  /** What it looks at: messages, or what members say of themselves. */
  get eventType(): AutoModerationRuleEventType {
    return this.raw.event_type;
  }

  /** What it looks for. */
  get triggerType(): AutoModerationRuleTriggerType {
    return this.raw.trigger_type;
  }

  get triggerMetadata(): Camel<APIAutoModerationRule['trigger_metadata']> {
    return fromWire(this.raw.trigger_metadata);
  }

  /** What happens when it finds it. */
  get actions(): Camel<APIAutoModerationRule['actions']> {
    return fromWire(this.raw.actions);
  }

  get enabled(): boolean {
    return this.raw.enabled;
  }

  get exemptRoles(): readonly RoleId[] {
    return this.raw.exempt_roles;
  }

  get exemptChannels(): readonly ChannelId[] {
    return this.raw.exempt_channels;
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }

  /** Changes the rule. What triggers it stays of the same kind. */
  edit(body: AutoModerationRuleEditBody, options?: ActionOptions): Promise<AutoModerationRule> {
    return this.context.actions.autoModeration.edit(this.raw.guild_id, this.raw.id, body, options);
  }

  /** Turns the rule on or off. */
  setEnabled(enabled: boolean, options?: ActionOptions): Promise<AutoModerationRule> {
    return this.edit({ enabled }, options);
  }

  delete(options?: ActionOptions): Promise<void> {
    return this.context.actions.autoModeration.delete(this.raw.guild_id, this.raw.id, options);
  }
}
