/** Events of what a guild is connected to. https://discord.com/developers/docs/events/gateway-events#integrations */
import {
  type GatewayGuildIntegrationsUpdateDispatchData,
  type GatewayIntegrationCreateDispatchData,
  type GatewayIntegrationDeleteDispatchData,
  type GatewayWebhooksUpdateDispatchData,
} from 'discord-api-types/v10';
import { Integration } from '../entities/integration';
import { type ApplicationId, type GuildId, type IntegrationId } from '../ids';
import { dispatch } from './dispatch';
import { InChannel, InGuild } from './places';

abstract class GuildIntegration extends Integration {
  declare readonly raw: GatewayIntegrationCreateDispatchData;

  override get guildId(): GuildId {
    return this.raw.guild_id;
  }
}

/** A guild was connected to a bot or to an account elsewhere. */
export class IntegrationCreateEvent extends dispatch('INTEGRATION_CREATE', GuildIntegration, ['GuildIntegrations']) {}

/** An integration changed. The event is the integration as it is now. */
export class IntegrationUpdateEvent extends dispatch('INTEGRATION_UPDATE', GuildIntegration, ['GuildIntegrations']) {}

/** A guild is no longer connected to something. */
export class IntegrationDeleteEvent extends dispatch(
  'INTEGRATION_DELETE',
  InGuild<GatewayIntegrationDeleteDispatchData>,
  ['GuildIntegrations'],
) {
  get id(): IntegrationId {
    return this.raw.id;
  }

  /** The application behind a bot. */
  get applicationId(): ApplicationId | undefined {
    return this.raw.application_id;
  }
}

/** Some integration of a guild changed; which one, another event says. */
export class GuildIntegrationsUpdateEvent extends dispatch(
  'GUILD_INTEGRATIONS_UPDATE',
  InGuild<GatewayGuildIntegrationsUpdateDispatchData>,
  ['GuildIntegrations'],
) {}

/** Webhooks of a channel were made, changed or deleted; which ones, only a request tells. */
export class WebhooksUpdateEvent extends dispatch('WEBHOOKS_UPDATE', InChannel<GatewayWebhooksUpdateDispatchData>, [
  'GuildWebhooks',
]) {
  override get guildId(): GuildId {
    return this.raw.guild_id;
  }
}
