/** Applications that are integrated into a guild: each bot in it comes with one. */
import { type BotRecord, type GuildRecord, type UserRecord } from './records';
import { renderUser } from './render-user';
import { deleteRole } from './roles';
import { type World } from './world';

export interface IntegrationRecord {
  readonly id: string;
  readonly bot: BotRecord;
  /** Who let the application in. */
  readonly addedBy: UserRecord | undefined;
}

export function addIntegration(world: World, guild: GuildRecord, bot: BotRecord): void {
  const integration: IntegrationRecord = { id: world.ids.next(), bot, addedBy: world.users.get(guild.ownerId) };
  guild.integrations.set(integration.id, integration);
  publish(world, guild, 'INTEGRATION_CREATE', { ...renderIntegration(integration), guild_id: guild.id });
}

/** A bot that is in the guild is let in anew, for instance with other permissions. */
export function renewIntegration(world: World, guild: GuildRecord, bot: BotRecord): void {
  for (const integration of guild.integrations.values()) {
    if (integration.bot !== bot) continue;
    publish(world, guild, 'INTEGRATION_UPDATE', { ...renderIntegration(integration), guild_id: guild.id });
  }
}

/** Forgets the integration of an account that left, and the role that came with it. */
export function dropIntegrationOf(world: World, guild: GuildRecord, userId: string): void {
  for (const integration of guild.integrations.values()) {
    if (integration.bot.user.id !== userId) continue;
    guild.integrations.delete(integration.id);
    publish(world, guild, 'INTEGRATION_DELETE', {
      id: integration.id,
      guild_id: guild.id,
      application_id: integration.bot.applicationId,
    });
  }
  for (const role of guild.roles.values()) if (role.botId === userId) deleteRole(world, guild, role);
}

function publish(world: World, guild: GuildRecord, name: string, data: object): void {
  const audience = { kind: 'guild', guildId: guild.id } as const;
  world.publish({ name, audience, data });
  world.publish({ name: 'GUILD_INTEGRATIONS_UPDATE', audience, data: { guild_id: guild.id } });
}

export function renderIntegration({ id, bot, addedBy }: IntegrationRecord): object {
  return {
    id,
    type: 'discord',
    name: bot.name,
    account: { id: bot.applicationId, name: bot.name },
    enabled: true,
    application: {
      id: bot.applicationId,
      name: bot.name,
      icon: null,
      description: '',
      type: null,
      flags: 0,
      flags_new: '0',
      bot: renderUser(bot.user),
    },
    scopes: ['applications.commands', 'bot'],
    ...(addedBy ? { user: renderUser(addedBy) } : {}),
  };
}

/** An integration as the audit log lists it. */
export function renderPartialIntegration({ id, bot }: IntegrationRecord): object {
  return {
    id,
    type: 'discord',
    name: bot.name,
    account: { id: bot.applicationId, name: bot.name },
    application_id: bot.applicationId,
  };
}
