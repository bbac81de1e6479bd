/** Wire table: guilds. https://discord.com/developers/docs/resources/guild */
import { route } from '../route';

export const guildRoutes = {
  get: route('GET', '/guilds/{guild_id}'),
  edit: route('PATCH', '/guilds/{guild_id}', { reason: true }),
  getPreview: route('GET', '/guilds/{guild_id}/preview'),
  listChannels: route('GET', '/guilds/{guild_id}/channels'),
  createChannel: route('POST', '/guilds/{guild_id}/channels', { reason: true }),
  reorderChannels: route('PATCH', '/guilds/{guild_id}/channels'),
  getPruneCount: route('GET', '/guilds/{guild_id}/prune'),
  prune: route('POST', '/guilds/{guild_id}/prune', { reason: true }),
  listVoiceRegions: route('GET', '/guilds/{guild_id}/regions'),
  listInvites: route('GET', '/guilds/{guild_id}/invites'),
  listWebhooks: route('GET', '/guilds/{guild_id}/webhooks'),
  listIntegrations: route('GET', '/guilds/{guild_id}/integrations'),
  deleteIntegration: route('DELETE', '/guilds/{guild_id}/integrations/{integration_id}', { reason: true }),
  getVanityUrl: route('GET', '/guilds/{guild_id}/vanity-url'),
  getWelcomeScreen: route('GET', '/guilds/{guild_id}/welcome-screen'),
  editWelcomeScreen: route('PATCH', '/guilds/{guild_id}/welcome-screen', { reason: true }),
  getOnboarding: route('GET', '/guilds/{guild_id}/onboarding'),
  setOnboarding: route('PUT', '/guilds/{guild_id}/onboarding', { reason: true }),
  setIncidentActions: route('PUT', '/guilds/{guild_id}/incident-actions'),
  getWidgetSettings: route('GET', '/guilds/{guild_id}/widget'),
  editWidgetSettings: route('PATCH', '/guilds/{guild_id}/widget', { reason: true }),
  getWidget: route('GET', '/guilds/{guild_id}/widget.json', { auth: false }),
  getWidgetImage: route('GET', '/guilds/{guild_id}/widget.png', { auth: false }),
  getAuditLog: route('GET', '/guilds/{guild_id}/audit-logs'),
} as const;
