/** Payloads about guilds: their life, roles, bans, integrations, audit log and rules. */
import {
  AuditLogEvent,
  AutoModerationActionType,
  AutoModerationRuleEventType,
  AutoModerationRuleTriggerType,
} from 'discord-api-types/v10';
import { renderGuildFor } from '../gateway/guild-create';
import { renderIntegration } from '../world/integrations';
import { renderGuild, renderRole } from '../world/render';
import { wire } from '../world/wire';
import { type Builders, type Scene } from './builder';
import { type DispatchData } from './dispatch-types';

function role(to: Scene): DispatchData<'GUILD_ROLE_CREATE'> {
  const id = to.newId();
  const draft = { id, name: 'new role', color: 0, hoist: false, position: 1, permissions: 0n, managed: false };
  return {
    guild_id: to.guildId,
    role: renderRole({
      ...draft,
      mentionable: false,
      secondaryColor: null,
      tertiaryColor: null,
      icon: null,
      unicodeEmoji: null,
    }),
  };
}

function integration(to: Scene): DispatchData<'INTEGRATION_CREATE'> {
  const known = [...to.guild.integrations.values()].find(({ bot }) => bot === to.bot);
  const record = known ?? { id: to.newId(), bot: to.bot, addedBy: to.world.users.get(to.guild.ownerId) };
  return wire({ ...renderIntegration(record), guild_id: to.guildId });
}

const ACTION = { type: AutoModerationActionType.BlockMessage, metadata: {} };

function rule(to: Scene): DispatchData<'AUTO_MODERATION_RULE_CREATE'> {
  return {
    id: to.newId(),
    guild_id: to.guildId,
    creator_id: to.guild.ownerId,
    name: 'No spoilers',
    event_type: AutoModerationRuleEventType.MessageSend,
    actions: [ACTION],
    trigger_type: AutoModerationRuleTriggerType.Keyword,
    enabled: true,
    exempt_roles: [],
    exempt_channels: [],
    trigger_metadata: { keyword_filter: ['spoiler'], regex_patterns: [], allow_list: [] },
  };
}

export const GUILD_BUILDERS: Builders<
  | 'GUILD_CREATE'
  | 'GUILD_UPDATE'
  | 'GUILD_DELETE'
  | 'GUILD_AUDIT_LOG_ENTRY_CREATE'
  | 'GUILD_BAN_ADD'
  | 'GUILD_BAN_REMOVE'
  | 'GUILD_ROLE_CREATE'
  | 'GUILD_ROLE_UPDATE'
  | 'GUILD_ROLE_DELETE'
  | 'GUILD_INTEGRATIONS_UPDATE'
  | 'INTEGRATION_CREATE'
  | 'INTEGRATION_UPDATE'
  | 'INTEGRATION_DELETE'
  | 'AUTO_MODERATION_RULE_CREATE'
  | 'AUTO_MODERATION_RULE_UPDATE'
  | 'AUTO_MODERATION_RULE_DELETE'
  | 'AUTO_MODERATION_ACTION_EXECUTION'
> = {
  GUILD_CREATE: ({ world, guild, session }) => renderGuildFor(world, guild, session),
  GUILD_UPDATE: ({ guild }) => wire(renderGuild(guild)),
  GUILD_DELETE: (to) => ({ id: to.newId(), unavailable: true }),
  GUILD_AUDIT_LOG_ENTRY_CREATE: (to) => ({
    id: to.newId(),
    guild_id: to.guildId,
    user_id: to.guild.ownerId,
    target_id: to.userId,
    action_type: AuditLogEvent.MemberUpdate,
    changes: [{ key: 'nick', old_value: 'before', new_value: 'after' }],
    reason: 'because',
  }),
  GUILD_BAN_ADD: (to) => ({ guild_id: to.guildId, user: to.newUser() }),
  GUILD_BAN_REMOVE: (to) => ({ guild_id: to.guildId, user: to.newUser() }),
  GUILD_ROLE_CREATE: role,
  GUILD_ROLE_UPDATE: (to) => {
    const everyone = to.guild.roles.get(to.guildId);
    return everyone ? { guild_id: to.guildId, role: renderRole(everyone) } : role(to);
  },
  GUILD_ROLE_DELETE: (to) => ({ guild_id: to.guildId, role_id: to.newId() }),
  GUILD_INTEGRATIONS_UPDATE: ({ guildId }) => ({ guild_id: guildId }),
  INTEGRATION_CREATE: integration,
  INTEGRATION_UPDATE: integration,
  INTEGRATION_DELETE: (to) => ({ id: to.newId(), guild_id: to.guildId, application_id: to.bot.applicationId }),
  AUTO_MODERATION_RULE_CREATE: rule,
  AUTO_MODERATION_RULE_UPDATE: rule,
  AUTO_MODERATION_RULE_DELETE: rule,
  AUTO_MODERATION_ACTION_EXECUTION: (to) => ({
    guild_id: to.guildId,
    action: ACTION,
    rule_id: to.newId(),
    rule_trigger_type: AutoModerationRuleTriggerType.Keyword,
    user_id: to.userId,
    channel_id: to.channelId,
    content: 'a spoiler',
    matched_keyword: 'spoiler',
    matched_content: 'spoiler',
  }),
};
