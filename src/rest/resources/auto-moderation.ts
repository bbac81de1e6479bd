/** Rules of auto moderation. https://discord.com/developers/docs/resources/auto-moderation */
import { type APIAutoModerationRule } from 'discord-api-types/v10';
import {
  type ActionOptions,
  AutoModerationRule,
  type AutoModerationRuleCreateBody,
  autoModerationRuleCreateSpec,
  type AutoModerationRuleEditBody,
  autoModerationRuleEditSpec,
  type AutoModerationRuleId,
  type GuildId,
} from '../../models';
import { autoModerationRoutes } from '../routes/auto-moderation';
import { Resource } from './resource';

export class AutoModerationResource extends Resource {
  async list(guildId: GuildId, options?: ActionOptions): Promise<AutoModerationRule[]> {
    const params = { guild_id: guildId };
    const raws = await this.fetchList<APIAutoModerationRule>(autoModerationRoutes.list, params, { options });
    return raws.map((raw) => this.toRule(raw));
  }

  /** Makes a rule. A guild has up to six rules for words of its own, and one of each other kind. */
  async create(
    guildId: GuildId,
    body: AutoModerationRuleCreateBody,
    options?: ActionOptions,
  ): Promise<AutoModerationRule> {
    const init = { body: this.encode(autoModerationRuleCreateSpec, body), options };
    return this.toRule(await this.fetch(autoModerationRoutes.create, { guild_id: guildId }, init));
  }

  async get(guildId: GuildId, ruleId: AutoModerationRuleId, options?: ActionOptions): Promise<AutoModerationRule> {
    return this.toRule(await this.fetch(autoModerationRoutes.get, ids(guildId, ruleId), { options }));
  }

  /** Changes a rule. What triggers it stays of the same kind. */
  async edit(
    guildId: GuildId,
    ruleId: AutoModerationRuleId,
    body: AutoModerationRuleEditBody,
    options?: ActionOptions,
  ): Promise<AutoModerationRule> {
    const init = { body: this.encode(autoModerationRuleEditSpec, body), options };
    return this.toRule(await this.fetch(autoModerationRoutes.edit, ids(guildId, ruleId), init));
  }

  async delete(guildId: GuildId, ruleId: AutoModerationRuleId, options?: ActionOptions): Promise<void> {
    await this.run(autoModerationRoutes.delete, ids(guildId, ruleId), { options });
  }

  private toRule(raw: APIAutoModerationRule): AutoModerationRule {
    return new AutoModerationRule(raw, this.context);
  }
}

function ids(guildId: GuildId, ruleId: AutoModerationRuleId): { guild_id: string; rule_id: string } {
  return { guild_id: guildId, rule_id: ruleId };
}
